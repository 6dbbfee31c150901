import { fingerprint } from '../../lib/kernel/canonical.ts';
import type { View } from '../../lib/session/view.ts';
import type { ClosedBecause, RosterUpdate, ViewDelta, ViewSnapshot } from '../../lib/wire/server-messages.ts';
import { applyDelta } from '../../lib/wire/view-delta.ts';
import type { ConnectionStatus } from '../_ui/connection-pill.tsx';

/** Why the room does not open to this page, or not any more. All but `ended` are final for this connection. */
export type Closed = ClosedBecause | 'unknown' | 'outdated';

/** What a page knows of its room: the view at one position, who is here, and how the connection is. */
export interface RoomState {
  readonly status: ConnectionStatus;
  readonly closed: Closed | null;
  readonly sessionId: string | null;
  readonly position: number;
  readonly view: View | null;
  readonly roster: RosterUpdate | null;
  /** How many messages were missed during the last loss of connection; null when there was none to tell of. */
  readonly missed: number | null;
}

export const newRoomState: RoomState = {
  status: 'connecting',
  closed: null,
  sessionId: null,
  position: 0,
  view: null,
  roster: null,
  missed: null,
};

/** What to ask the server for after a message: nothing, what came after our position, or everything. */
export type Need = 'nothing' | 'missing' | 'everything';

export interface Received {
  readonly state: RoomState;
  readonly need: Need;
}

export function receiveSnapshot(state: RoomState, { sessionId, position, view }: ViewSnapshot): Received {
  return { state: withView(state, sessionId, position, view), need: 'nothing' };
}

/** Applies a delta that begins where we stand; anything else is a gap. A wrong fingerprint asks for the whole view. */
export function receiveDelta(state: RoomState, delta: ViewDelta): Received {
  const { sessionId, view, position } = state;
  if (view === null || sessionId === null) return { state, need: 'everything' };
  if (delta.sessionId === sessionId && delta.to <= position && delta.from < position) return { state, need: 'nothing' };
  if (delta.sessionId !== sessionId || delta.from !== position) return { state, need: 'missing' };
  const next = applyDelta(view, delta);
  const honest = delta.hash === undefined || delta.hash === fingerprint(next);
  return { state: withView(state, sessionId, delta.to, next), need: honest ? 'nothing' : 'everything' };
}

/** The connection is back: what comes next says how much was missed. */
export function reconnected(state: RoomState): RoomState {
  return { ...state, status: 'connected', missed: state.view === null ? null : -1 };
}

function withView(state: RoomState, sessionId: string, position: number, view: View): RoomState {
  const missed = state.missed === -1 ? newMessages(state.view, view) : state.missed;
  return { ...state, sessionId, position, view, missed };
}

function newMessages(before: View | null, after: View): number {
  if (before === null) return 0;
  return Object.keys(after.flow).filter((id) => before.flow[id] === undefined).length;
}
