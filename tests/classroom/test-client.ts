import { fingerprint } from '../../lib/kernel/canonical.ts';
import type { View, Viewer } from '../../lib/session/view.ts';
import type { RosterUpdate, ServerMessages, ViewDelta, ViewSnapshot } from '../../lib/wire/server-messages.ts';
import { applyDelta } from '../../lib/wire/view-delta.ts';
import type { RoomConnection } from '../../server/classroom/ports.ts';

let connections = 0;

/** A connection's other end: applies what it is told as a browser does, and notes what should not happen. */
export class TestClient implements RoomConnection {
  readonly id: string;
  readonly viewer: Viewer;
  readonly received: (keyof ServerMessages)[] = [];
  /** Gaps between deltas and hashes that do not fit. */
  readonly faults: string[] = [];
  view: View | undefined;
  sessionId = '';
  position = 0;
  roster: RosterUpdate | undefined;
  closedBecause: string | undefined;
  closed = false;

  constructor(viewer: Viewer) {
    connections += 1;
    this.id = `connection-${connections}`;
    this.viewer = viewer;
  }

  send(type: keyof ServerMessages, payload: string): void {
    this.received.push(type);
    const message: unknown = JSON.parse(payload);
    if (type === 'view.snapshot') this.#snapshot(message as ViewSnapshot);
    else if (type === 'view.delta') this.#delta(message as ViewDelta);
    else if (type === 'roster.update') this.roster = message as RosterUpdate;
    else this.closedBecause = (message as ServerMessages['room.closed']).because;
  }

  close(): void {
    this.closed = true;
  }

  get room(): View['room'][string] | undefined {
    return this.view?.room['room'];
  }

  #snapshot({ sessionId, position, view, hash }: ViewSnapshot): void {
    this.view = view;
    this.sessionId = sessionId;
    this.position = position;
    this.#check(hash);
  }

  #delta({ sessionId, from, to, hash, ...change }: ViewDelta): void {
    if (this.view === undefined || sessionId !== this.sessionId || from !== this.position) {
      this.faults.push(`delta ${sessionId} ${from}–${to} at ${this.sessionId} ${this.position}`);
      return;
    }
    this.view = applyDelta(this.view, change);
    this.position = to;
    if (hash !== undefined) this.#check(hash);
  }

  #check(hash: string): void {
    if (fingerprint(this.view) !== hash) this.faults.push(`hash at ${this.position}`);
  }
}
