import type { SeatId } from '../../lib/cluster/seats.ts';
import { compareNumbered } from '../../lib/kernel/ordered.ts';
import type {
  FlowLine,
  NoticeLine,
  CardLine,
  ObjectLine,
  PredictionLine,
  QuestionLine,
  StripLine,
  RoomLine,
  View,
} from '../../lib/session/view.ts';

export const STEPS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const;

export function roomOf(view: View): RoomLine | null {
  return view.room['room'] ?? null;
}

/** The seats that a participant plays or shares, in the order they were taken. */
export function seatsOf(view: View, participant: string | null): readonly SeatId[] {
  if (participant === null) return [];
  return (view.people[participant]?.seats ?? []).filter(({ part }) => part !== 'observer').map(({ seat }) => seat);
}

/** The seats whose cards are a participant's to answer: an understudy looks on. */
export function playedSeatsOf(view: View, participant: string | null): readonly SeatId[] {
  if (participant === null) return [];
  const seats = view.people[participant]?.seats ?? [];
  return seats.filter(({ part }) => part === 'player' || part === 'partner').map(({ seat }) => seat);
}

/** Cards of these seats, the oldest first. */
export function cardsOf(view: View, seats: readonly SeatId[]): readonly CardLine[] {
  return Object.values(view.cards)
    .filter(({ seat }) => seats.includes(seat))
    .sort((left, right) => compareNumbered(left.id, right.id));
}

/** The open question, else the one that was revealed last. */
export function questionOf(view: View): QuestionLine | null {
  const questions = Object.values(view.question);
  return questions.find(({ status }) => status === 'open') ?? questions.at(-1) ?? null;
}

/** The act of another seat that this viewer is asked to predict, or has predicted; null when there is none. */
export function openPredictionOf(view: View): PredictionLine | null {
  return Object.values(view.predictions).find(({ status }) => status === 'open') ?? null;
}

/** The last act that was predicted, with what came of it. */
export function revealedPredictionOf(view: View): PredictionLine | null {
  return Object.values(view.predictions).find(({ status }) => status === 'revealed') ?? null;
}

/** Messages in the order they were sent. */
export function messagesOf(view: View): readonly FlowLine[] {
  return Object.values(view.flow).sort((left, right) => compareNumbered(left.id, right.id));
}

/** Refusals and mistakes in the order they happened. */
export function noticesOf(view: View): readonly NoticeLine[] {
  return Object.values(view.notices).sort((left, right) => left.position - right.position);
}

/** The course steps of each pod, the oldest first. */
export function rowsOf(view: View): readonly StripLine[] {
  return Object.values(view.strip).sort((left, right) => compareNumbered(left.id, right.id));
}

export function podsOf(view: View): readonly ObjectLine[] {
  return Object.values(view.objects).filter(({ resource }) => resource === 'pods');
}

export function nodesOf(view: View): readonly ObjectLine[] {
  return Object.values(view.objects).filter(({ resource }) => resource === 'nodes');
}

/** A node's taints as `kubectl describe` prints them, without the prefix that those of the system share. */
export function taintsOf(node: ObjectLine): readonly string[] {
  const value = node.detail.find(([label]) => label === 'fact.taints')?.[1] ?? '—';
  return value === '—' ? [] : value.split(', ').map((taint) => taint.replace('node.kubernetes.io/', ''));
}

/** The lesson that is about the eleven steps: there they stand from the beginning. */
const STEPS_LESSON = 'pod-creation';

/** Whether the eleven steps say where the class is: once a pod takes them, or when the lesson is about them. */
export function stepsTold(view: View): boolean {
  return rowsOf(view).length > 0 || roomOf(view)?.lesson === STEPS_LESSON;
}

/** How far the youngest pod has come, of eleven. */
export function stepsLit(view: View): number {
  const row = rowsOf(view).at(-1);
  return row === undefined ? 0 : Object.keys(row.lit).length;
}

/** Of an API path or an etcd key, what it is about: `pods/web/binding`, `pods web`, or a shortened id. */
export function shortPath(path: string): string {
  const parts = (path.split('?')[0] ?? '').split('/').filter((part) => part !== '');
  const namespaced = parts.indexOf('namespaces');
  if (namespaced !== -1) return parts.slice(namespaced + 2).join('/');
  if (parts[0] === 'registry') return parts.slice(1).join('/');
  if (parts[0] === 'api' && parts[1] === 'v1') return parts.slice(2).join('/');
  return parts.length < 2 && path.length > 18 ? `${path.slice(0, 8)}…` : path;
}
