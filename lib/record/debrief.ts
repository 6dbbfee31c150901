import type { ComponentName, SeatId } from '../cluster/seats.ts';
import type { Entry } from '../session/commands.ts';
import { evolveEntry } from '../session/evolve.ts';
import { type Disturbance, disturbancesOf } from './disturbances.ts';
import type { RoomQuestion, SessionState, StripRow } from '../session/state.ts';
import type { QuestionLine } from '../session/view.ts';

type Line = Pick<Entry, 'position' | 'actor' | 'command' | 'outcome'>;

/** One session of a class: the whole record, from its first entry. */
export interface RecordedSession {
  readonly id: string;
  readonly entries: readonly Line[];
}

/** Where to look in a recording. */
export interface Moment {
  readonly session: string;
  readonly position: number;
}

/** A seat that anybody acted in, or for which anything was refused. */
export interface SeatRecord {
  readonly seat: SeatId;
  readonly component: ComponentName;
  /** Participants who acted here, in the order of their first act. */
  readonly players: readonly string[];
  /** Accepted acts of its players, of the teacher in their place, and of bots. */
  readonly acts: { readonly players: number; readonly teacher: number; readonly bots: number };
  readonly refusals: number;
  readonly mistakes: number;
}

/** The same thing refused or done wrongly in one seat, however often. */
export interface Fault {
  readonly kind: 'refusal' | 'mistake';
  readonly seat: SeatId;
  readonly reason: string;
  /** Of the first time. */
  readonly params: Readonly<Record<string, string | number>>;
  readonly count: number;
  readonly first: Moment;
}

/** A round as it began; more than once when the class went back to before it. */
export interface Chapter {
  readonly wave: number;
  readonly start: Moment;
  /** The round's goal was reached, here or after going back to a place in this round. */
  readonly reached: boolean;
}

/** Something that broke or was mended during class. */
export interface DisturbanceRecord extends Disturbance {
  readonly moment: Moment;
}

/** What a class may talk about afterwards. */
export interface Debrief {
  /** The session that was played last. */
  readonly session: string;
  readonly ended: boolean;
  /** How often the class went back. */
  readonly forks: number;
  readonly chapters: readonly Chapter[];
  /** The eleven steps of each pod, with positions of the last session. */
  readonly rows: readonly StripRow[];
  readonly seats: readonly SeatRecord[];
  readonly faults: readonly Fault[];
  /** Everything that the teacher or the lesson broke and mended, in order. */
  readonly disturbances: readonly DisturbanceRecord[];
  readonly questions: readonly QuestionLine[];
}

/**
 * Sums up a class over all its sessions, the oldest first: what was undone was played all the same, and its mistakes
 * are worth a word. Bots count as acts, not as faults. Null when nothing was recorded.
 */
export function debriefOf(sessions: readonly RecordedSession[]): Debrief | null {
  const tallies = new Map<SeatId, SeatRecord>();
  const faults = new Map<string, Fault>();
  const chapters: Chapter[] = [];
  const disturbances: DisturbanceRecord[] = [];
  let last: { readonly session: string; readonly state: SessionState } | null = null;
  for (const { id, entries } of sessions) {
    let state: SessionState | null = null;
    for (const entry of entries) {
      state = evolveEntry(state, entry);
      const moment = { session: id, position: entry.position };
      noteChapters(chapters, entry, moment);
      noteAct(tallies, entry, state);
      disturbances.push(...disturbancesOf(entry).map((one) => ({ ...one, moment })));
      for (const fault of faultsOf(entry, moment)) addFault(faults, fault);
    }
    if (state !== null) last = { session: id, state };
  }
  if (last === null) return null;
  const { session, state } = last;
  const order = Object.keys(state.cluster.seats);
  return {
    session,
    ended: state.room.ended,
    forks: sessions.filter(({ entries }) => entries[0]?.command.type === 'ForkSession').length,
    chapters,
    rows: state.board.rows,
    seats: [...tallies.values()].sort((left, right) => order.indexOf(left.seat) - order.indexOf(right.seat)),
    faults: [...faults.values()],
    disturbances,
    questions: Object.values(state.room.questions).map(lineOf),
  };
}

function noteChapters(chapters: Chapter[], { outcome }: Line, moment: Moment): void {
  if ('refusal' in outcome) return;
  for (const event of outcome.events) {
    if (event.type === 'WaveStarted') chapters.push({ wave: event.wave, start: moment, reached: false });
    const open = chapters.at(-1);
    if (event.type === 'WaveFinished' && open?.wave === event.wave) chapters.splice(-1, 1, { ...open, reached: true });
  }
}

function noteAct(tallies: Map<SeatId, SeatRecord>, { actor, command, outcome }: Line, state: SessionState): void {
  if (command.type !== 'Act') return;
  const { seat } = command;
  const component = state.cluster.seats[seat]?.component;
  if (component === undefined) return;
  const known = tallies.get(seat) ?? emptySeat(seat, component);
  const { kind, participant } = actor;
  const person = kind === 'seat' && participant !== undefined && !known.players.includes(participant);
  const players = person ? [...known.players, participant] : known.players;
  if ('refusal' in outcome) {
    tallies.set(seat, { ...known, players, refusals: known.refusals + 1 });
    return;
  }
  const by = kind === 'seat' ? 'players' : kind === 'teacher' ? 'teacher' : 'bots';
  const acts = { ...known.acts, [by]: known.acts[by] + 1 };
  tallies.set(seat, { ...known, players, acts, mistakes: known.mistakes + outcome.mistakes.length });
}

function emptySeat(seat: SeatId, component: ComponentName): SeatRecord {
  return { seat, component, players: [], acts: { players: 0, teacher: 0, bots: 0 }, refusals: 0, mistakes: 0 };
}

function faultsOf({ command, outcome }: Line, first: Moment): Fault[] {
  if (command.type !== 'Act') return [];
  const { seat } = command;
  if ('refusal' in outcome) return [{ kind: 'refusal', seat, ...outcome.refusal, count: 1, first }];
  return outcome.mistakes.map(({ rule, params }) => ({ kind: 'mistake', seat, reason: rule, params, count: 1, first }));
}

function addFault(faults: Map<string, Fault>, fault: Fault): void {
  const key = `${fault.kind} ${fault.seat} ${fault.reason}`;
  const known = faults.get(key);
  faults.set(key, known === undefined ? fault : { ...known, count: known.count + 1 });
}

function lineOf({ id, status, options, answer, answers }: RoomQuestion): QuestionLine {
  const answered = Object.keys(answers).length;
  if (status === 'open' || answer === undefined) return { id, status: 'open', options, answered };
  const tally = Object.fromEntries(
    options.map((option) => [option, Object.values(answers).filter((given) => given === option).length]),
  );
  return { id, status, options, answered, answer, tally };
}
