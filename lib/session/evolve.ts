import { assert, InvariantError } from '../kernel/assert.ts';
import { emptyCluster } from '../cluster/evolve-world.ts';
import { ClusterDraft } from '../cluster/draft.ts';
import { evolve, writers, type Writer } from '../cluster/evolve.ts';
import type { ClusterEvent } from '../cluster/events.ts';
import type { ClusterState } from '../cluster/state.ts';
import type { EntryLine, SessionEvent } from './commands.ts';
import { BoardDraft, emptyBoard, evolveBoard, followers, noteOutcome, type Follower } from './board.ts';
import { evolveRoom, isRoomEvent, newRoom } from './evolve-room.ts';
import { withoutStale } from './room-predictions.ts';
import type { RoomState, SessionState } from './state.ts';

/** Applies one event to the session; the board follows event by event. */
export function evolveSession(state: SessionState, event: SessionEvent, position: number): SessionState {
  if (!isRoomEvent(event)) {
    return followFact(state, event, evolve(state.cluster, event), position);
  }
  if (event.type === 'SessionForked') return { ...event.snapshot, position: state.position };
  return { ...state, room: evolveRoom(state.room, event) };
}

/** The session after a fact about the cluster, which has come to `after` by it. */
export function followFact(
  state: SessionState,
  fact: ClusterEvent,
  after: ClusterState,
  position: number,
): SessionState {
  return { ...state, cluster: after, board: evolveBoard(state.board, state.cluster, fact, position) };
}

/**
 * Applies one entry of the record. The same entries give the same state on every machine: live, after a restart
 * and in a replay.
 */
export function evolveEntry(state: SessionState | null, entry: EntryLine): SessionState {
  const fold = new Fold(state ?? newSession());
  fold.add(entry);
  return fold.state();
}

/**
 * Applies entries that follow each other, as if one after the other. What they change is copied once for all of them:
 * the way to fold a long record. Null when there is neither a state nor an entry.
 */
export function foldEntries(state: SessionState | null, entries: Iterable<EntryLine>): SessionState | null {
  let fold: Fold | null = null;
  for (const entry of entries) {
    fold ??= new Fold(state ?? newSession());
    fold.add(entry);
  }
  return fold === null ? state : fold.state();
}

/** What a fact about the cluster does: to the wall, before it happens, and to the cluster. */
interface Step {
  readonly write: Writer;
  readonly follow: Follower | undefined;
}

const steps: ReadonlyMap<string, Step> = new Map(
  Array.from(writers, ([type, write]): [string, Step] => [type, { write, follow: followers.get(type) }]),
);

/** Entries being folded into drafts of their own. It is done with once its state was taken. */
class Fold {
  #position: number;
  #room: RoomState;
  #base: ClusterState;
  /** Absent until a fact changes the cluster: what only refuses keeps the same one. */
  #cluster: ClusterDraft | null = null;
  #board: BoardDraft;

  constructor({ position, room, cluster, board }: SessionState) {
    this.#position = position;
    this.#room = room;
    this.#base = cluster;
    this.#board = new BoardDraft(board);
  }

  state(): SessionState {
    const cluster = this.#cluster?.state ?? this.#base;
    return { position: this.#position, cluster, room: this.#room, board: this.#board.close() };
  }

  add(entry: EntryLine): void {
    const { position, outcome } = entry;
    if (position !== this.#position + 1) throw new InvariantError(`entry ${position} follows ${this.#position}`);
    if ('events' in outcome) for (const event of outcome.events) this.#apply(event, position);
    this.#position = position;
    this.#room = withoutStale(countOutcome(this.#room, entry), this.#cluster?.state ?? this.#base);
    this.#board.note(entry);
  }

  #apply(event: SessionEvent, position: number): void {
    const step = steps.get(event.type);
    if (step === undefined) return this.#take(event);
    this.#cluster ??= new ClusterDraft(this.#base);
    // Only facts about the cluster have a step.
    const fact = event as ClusterEvent;
    step.follow?.(this.#board, this.#cluster.state, fact, position);
    step.write(this.#cluster, fact);
  }

  #take(event: SessionEvent): void {
    assert(isRoomEvent(event), event.type);
    if (event.type !== 'SessionForked') {
      this.#room = evolveRoom(this.#room, event);
      return;
    }
    const { room, cluster, board } = event.snapshot;
    this.#room = room;
    this.#base = cluster;
    this.#cluster = null;
    this.#board = new BoardDraft(board);
  }
}

/** What an entry changes beyond its events: the position, the counts and the notices on the wall. */
export function closeEntry(state: SessionState, entry: EntryLine): SessionState {
  return {
    ...state,
    position: entry.position,
    room: withoutStale(countOutcome(state.room, entry), state.cluster),
    board: noteOutcome(state.board, entry),
  };
}

/** The state before the first entry. */
export function newSession(): SessionState {
  return { position: 0, cluster: emptyCluster(), room: newRoom(), board: emptyBoard() };
}

/** What each person did, for their own facts and for handing out the next seats. */
function countOutcome(room: RoomState, entry: EntryLine): RoomState {
  const { participant } = entry.actor;
  if (entry.command.type !== 'Act' || participant === undefined) return room;
  const known = room.participants[participant];
  if (known === undefined) return room;
  const counted =
    'refusal' in entry.outcome
      ? { ...known, refusals: known.refusals + 1 }
      : { ...known, acts: known.acts + 1, mistakes: known.mistakes + entry.outcome.mistakes.length };
  return { ...room, participants: { ...room.participants, [participant]: counted } };
}
