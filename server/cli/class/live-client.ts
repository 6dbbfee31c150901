import { io, type Socket } from 'socket.io-client';

import { fingerprint } from '../../../lib/kernel/canonical.ts';
import type { View } from '../../../lib/session/view.ts';
import type { ClientMessageType, Handshake } from '../../../lib/wire/client-messages.ts';
import type {
  Acknowledgement,
  RosterUpdate,
  ServerMessages,
  ViewDelta,
  ViewSnapshot,
} from '../../../lib/wire/server-messages.ts';
import { applyDelta } from '../../../lib/wire/view-delta.ts';

type Identity = Handshake extends infer H ? (H extends unknown ? Omit<H, 'since'> : never) : never;

const ANSWER_MILLIS_MAX = 5_000;
const TRIES_MAX = 20;
const PAUSE_MILLIS = 150;

/** One connection as a page keeps it: applies deltas, checks hashes, asks again for what it missed. */
export class LiveClient {
  readonly #socket: Socket;
  readonly #waiting = new Set<() => void>();
  /** What should never happen: gaps that were not asked about, hashes that do not fit, words that belong to others. */
  readonly faults: string[] = [];
  /** Texts that must not be in anything this connection is sent. */
  forbidden: readonly string[] = [];
  /** Every answer that names a place in the record, by the command's id. */
  readonly answered = new Map<string, Acknowledgement>();
  view: View | undefined;
  sessionId = '';
  position = 0;
  roster: RosterUpdate | undefined;
  closedBecause: string | undefined;
  #ids = 0;
  readonly #idPrefix: string;

  constructor(url: string, identity: Identity, idPrefix: string, cookie?: string) {
    this.#idPrefix = idPrefix;
    this.#socket = io(url, {
      path: '/socket',
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 500,
      transports: ['websocket'],
      auth: (give) => give({ ...identity, ...(this.view !== undefined && { since: this.#since }) }),
      extraHeaders: { origin: new URL(url).origin, ...(cookie !== undefined && { cookie }) },
    });
    this.#on('view.snapshot', (snapshot) => this.#adopt(snapshot));
    this.#on('view.delta', (delta) => this.#apply(delta));
    this.#on('roster.update', (roster) => {
      this.roster = roster;
    });
    this.#on('room.closed', ({ because }) => {
      this.closedBecause = because;
    });
    this.#socket.on('disconnect', (reason) => {
      // A server that ends the connection itself is not connected to again by the library.
      if (reason === 'io server disconnect') setTimeout(() => this.#socket.connect(), 2 * PAUSE_MILLIS);
    });
    this.#socket.on('connect_error', () => {
      if (!this.#socket.active) setTimeout(() => this.#socket.connect(), 2 * PAUSE_MILLIS);
    });
  }

  get #since(): { sessionId: string; position: number } {
    return { sessionId: this.sessionId, position: this.position };
  }

  /** Resolves when `ready` holds of this client; looks again whenever something arrives. */
  async until(ready: () => boolean, what: string, millisecondsMax = 60_000): Promise<void> {
    const deadline = Date.now() + millisecondsMax;
    while (!ready()) {
      if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
      await this.#news(Math.min(1_000, millisecondsMax));
    }
  }

  /** Sends a message until it is answered; every copy carries the same id. */
  async say(type: ClientMessageType, message: object = {}, commandId = this.newId()): Promise<Acknowledgement> {
    const named = type !== 'teach.pace' && type !== 'view.request';
    const payload = named ? { commandId, ...message } : message;
    for (let attempt = 1; attempt <= TRIES_MAX; attempt += 1) {
      const answer = await this.#ask(type, payload);
      if (answer !== undefined && (answer.ok || !AGAIN.includes(answer.reason))) {
        if (answer.position !== undefined) this.answered.set(commandId, answer);
        return answer;
      }
      await new Promise((resume) => setTimeout(resume, PAUSE_MILLIS));
    }
    throw new Error(`${type} was never answered`);
  }

  newId(): string {
    this.#ids += 1;
    return `${this.#idPrefix}-command-${this.#ids}`;
  }

  get isConnected(): boolean {
    return this.#socket.connected;
  }

  /** Loses the connection and comes back by itself. */
  cut(): void {
    this.#socket.io.engine.close();
  }

  close(): void {
    this.#socket.disconnect();
  }

  async #ask(type: ClientMessageType, payload: object): Promise<Acknowledgement | undefined> {
    try {
      const answer: Acknowledgement = await this.#socket.timeout(ANSWER_MILLIS_MAX).emitWithAck(type, payload);
      return answer;
    } catch {
      return undefined;
    }
  }

  #on<T extends keyof ServerMessages>(type: T, take: (message: ServerMessages[T]) => void): void {
    const hear = (message: ServerMessages[T]): void => {
      this.#listen(JSON.stringify(message));
      take(message);
      for (const wake of this.#waiting) wake();
      this.#waiting.clear();
    };
    this.#socket.on<string>(type, hear);
  }

  #listen(text: string): void {
    const found = this.forbidden.find((word) => text.includes(word));
    if (found !== undefined) this.faults.push(`was sent what is not its own: ${found.slice(0, 6)}…`);
    if (text.includes('"because.')) this.faults.push('was sent a reference answer');
  }

  #adopt({ sessionId, position, view, hash }: ViewSnapshot): void {
    this.sessionId = sessionId;
    this.position = position;
    this.view = view;
    this.#check(hash);
  }

  #apply({ sessionId, from, to, hash, ...change }: ViewDelta): void {
    if (this.view === undefined || sessionId !== this.sessionId || from !== this.position) {
      void this.#ask('view.request', {});
      return;
    }
    this.view = applyDelta(this.view, change);
    this.position = to;
    if (hash !== undefined) this.#check(hash);
  }

  #check(hash: string): void {
    if (fingerprint(this.view) !== hash) this.faults.push(`the view at ${this.position} does not fit its hash`);
  }

  #news(millisecondsMax: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, millisecondsMax);
      this.#waiting.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

/** Refusals of the moment, after which the same message may be sent again. */
const AGAIN: readonly string[] = ['RateLimited', 'StorageUnavailable', 'RoomUnavailable'];
