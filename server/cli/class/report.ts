import { lessons } from '../../../lib/lessons/registry.ts';
import { printEntry } from '../../../lib/record/transcript.ts';
import { rules } from '../../../lib/session/registry.ts';
import type { SessionState } from '../../../lib/session/state.ts';
import type { ClassTime } from './class-time.ts';
import type { ToldEntry } from './folded-record.ts';

const STEPS = 11;

/** The record as text, one paragraph an entry. */
export function transcriptOf(told: readonly ToldEntry[]): string {
  return told.map(({ entry, clock }) => printEntry(entry, clock)).join('\n');
}

/** Every lesson with its rounds, its minutes and how many people it is meant for. */
export function lessonLines(): string[] {
  return Object.values(lessons).map(({ id, minutes, people, waves }) => {
    const rounds = waves.map((wave) => (wave.optional ? `(${wave.id})` : wave.id)).join(', ');
    return `  ${id.padEnd(20)} ${minutes} min, ${people.least}–${people.most} students: ${rounds}`;
  });
}

/** Each required round of the lesson, with the entry in which its goal was reached. */
export function goalLines({ room }: SessionState, told: readonly ToldEntry[]): string[] {
  return (rules.lessons[room.lesson]?.waves ?? []).flatMap(({ id, optional }, wave) => {
    if (optional) return [];
    const end = told.find(
      ({ entry: { outcome } }) =>
        'events' in outcome && outcome.events.some((event) => event.type === 'WaveFinished' && event.wave === wave),
    );
    const reached = end === undefined ? 'NOT reached' : `reached at entry ${end.entry.position}`;
    return [`  ${id.padEnd(20)} ${reached}`];
  });
}

/** The eleven course steps of every pod that was followed: the position of the entry that lit each. */
export function stepLines({ board }: SessionState): string[] {
  if (board.rows.length === 0) return [];
  const rows = board.rows.map(({ pod, lit, early }) => {
    const steps = Array.from({ length: STEPS }, (_, index) => `${index + 1}@${lit[index + 1] ?? '–'}`);
    return `  ${pod.padEnd(8)} ${steps.join(' ')}${early.length === 0 ? '' : `  out of order: ${early.join(', ')}`}`;
  });
  return ['Course steps (step@position)', ...rows];
}

/** How often each reason or rule occurs, the most frequent first. */
export function countLines(told: readonly ToldEntry[]): string[] {
  const refusals = new Map<string, number>();
  const mistakes = new Map<string, number>();
  for (const { entry } of told) {
    if ('refusal' in entry.outcome) count(refusals, entry.outcome.refusal.reason);
    else for (const { rule } of entry.outcome.mistakes) count(mistakes, rule);
  }
  return [`  refusals  ${listed(refusals)}`, `  mistakes  ${listed(mistakes)}`];
}

/** What each student did, and how long they would have waited at most. */
export function studentLines(
  { room, board }: SessionState,
  names: Readonly<Record<string, string>>,
  { longestIdleSeconds }: ClassTime,
): string[] {
  return Object.values(room.participants).map(({ id, acts, questions, predictions = 0, foreseen = 0 }) => {
    const seats = room.assignments.filter(({ participant }) => participant === id).map(({ seat }) => seat);
    const atSeat = seats.map((seat) => `${seat} ${board.acts[seat] ?? 0}`).join(', ');
    const idle = Math.round(longestIdleSeconds.get(id) ?? 0);
    const name = (names[id] ?? id).padEnd(20);
    return `  ${name} acts ${String(acts).padStart(3)}  questions ${questions}  predictions ${String(predictions).padStart(3)} (${foreseen} came true)  longest idle ${String(idle).padStart(4)} s  (${atSeat || 'no seat'})`;
  });
}

/** The whole class in three lines. */
export function totalLines({ room, position }: SessionState, time: ClassTime): string[] {
  const people = Object.values(room.participants);
  const minutes = time.waveSeconds.map((seconds) => (seconds / 60).toFixed(1));
  const total = time.waveSeconds.reduce((sum, seconds) => sum + seconds, 0) / 60;
  const idle = Math.max(0, ...time.longestIdleSeconds.values());
  const inTime = Math.min(...people.map(({ id }) => time.predictedInTime.get(id) ?? 0));
  const fewest = Math.min(...people.map(({ acts }) => acts));
  return [
    `  ${people.length} students, ${position} entries, goal ${room.goalReached ? 'reached' : 'NOT reached'}`,
    `  ${total.toFixed(1)} min of class at 8–25 s of thinking (waves: ${minutes.join(', ')} min)`,
    `  fewest acts ${fewest}, questions answered ${people.reduce((sum, { questions }) => sum + questions, 0)}, fewest predictions in time ${inTime}, longest idle ${Math.round(idle)} s`,
  ];
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function listed(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].sort((left, right) => right[1] - left[1]);
  return sorted.length === 0 ? 'none' : sorted.map(([key, times]) => `${key} ${times}`).join(', ');
}
