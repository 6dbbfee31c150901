import { assert } from '../kernel/assert.ts';
import { emptyCluster } from '../cluster/evolve-world.ts';
import { ClusterDraft } from '../cluster/draft.ts';
import { evolve, evolveDraft } from '../cluster/evolve.ts';
import type { Entry, SessionEvent } from './commands.ts';
import { emptyBoard, evolveBoard, noteOutcome } from './board.ts';
import { evolveRoom, isRoomEvent, newRoom } from './evolve-room.ts';
import { withoutStale } from './room-predictions.ts';
import type { SessionState } from './state.ts';

/** Applies one event to the session; the board follows event by event. */
export function evolveSession(state: SessionState, event: SessionEvent, position: number): SessionState {
  if (!isRoomEvent(event)) {
    const cluster = evolve(state.cluster, event);
    return { ...state, cluster, board: evolveBoard(state.board, state.cluster, event, position) };
  }
  if (event.type === 'SessionForked') return { ...event.snapshot, position: state.position };
  return { ...state, room: evolveRoom(state.room, event) };
}

/**
 * Applies one entry of the record. The same entries give the same state on every machine: live, after a restart
 * and in a replay.
 */
export function evolveEntry(
  state: SessionState | null,
  entry: Pick<Entry, 'position' | 'outcome' | 'actor' | 'command'>,
): SessionState {
  const before = state ?? newSession();
  assert(entry.position === before.position + 1, `entry ${entry.position} follows ${before.position}`);
  return closeEntry(
    'events' in entry.outcome ? evolveAll(before, entry.outcome.events, entry.position) : before,
    entry,
  );
}

/** As `evolveSession` for one event after the other, in a draft of its own. */
function evolveAll(before: SessionState, events: readonly SessionEvent[], position: number): SessionState {
  let state = before;
  let { board } = before;
  let draft = new ClusterDraft(before.cluster);
  for (const event of events) {
    if (isRoomEvent(event)) {
      state = evolveSession({ ...state, cluster: draft.state, board }, event, position);
      board = state.board;
      if (state.cluster !== draft.state) draft = new ClusterDraft(state.cluster);
    } else {
      board = evolveBoard(board, draft.state, event, position);
      evolveDraft(draft, event);
    }
  }
  return { ...state, cluster: draft.state, board };
}

/** What an entry changes beyond its events: the position, the counts and the notices on the wall. */
export function closeEntry(
  state: SessionState,
  entry: Pick<Entry, 'position' | 'outcome' | 'actor' | 'command'>,
): SessionState {
  return {
    ...state,
    position: entry.position,
    room: withoutStale(countOutcome(state, entry), state.cluster),
    board: noteOutcome(state.board, entry),
  };
}

/** The state before the first entry. */
export function newSession(): SessionState {
  return { position: 0, cluster: emptyCluster(), room: newRoom(), board: emptyBoard() };
}

/** What each person did, for their own facts and for handing out the next seats. */
function countOutcome(state: SessionState, entry: Pick<Entry, 'outcome' | 'actor' | 'command'>): SessionState['room'] {
  const { participant } = entry.actor;
  if (entry.command.type !== 'Act' || participant === undefined) return state.room;
  const known = state.room.participants[participant];
  if (known === undefined) return state.room;
  const counted =
    'refusal' in entry.outcome
      ? { ...known, refusals: known.refusals + 1 }
      : { ...known, acts: known.acts + 1, mistakes: known.mistakes + entry.outcome.mistakes.length };
  return { ...state.room, participants: { ...state.room.participants, [participant]: counted } };
}
