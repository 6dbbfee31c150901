import { COMPONENTS, type ComponentName } from '../../../lib/cluster/seats.ts';
import type { SessionState } from '../../../lib/session/state.ts';
import { rehearse } from './rehearsal.ts';

export interface Place {
  readonly student: number;
  readonly seat: string;
  readonly part: 'player' | 'partner';
}

/** Those that act most in most lessons come first; whatever is not here, after them. */
const FIRST: readonly ComponentName[] = [
  'kube-apiserver',
  'etcd',
  'user',
  'kube-scheduler',
  'kubelet',
  'container-runtime',
];
const ORDER = [...FIRST, ...COMPONENTS.filter((component) => !FIRST.includes(component))];

/**
 * Who sits where: at the seats that have something to do in this lesson, whichever they are. With fewer students than
 * such seats some hold several; with more, the others are partners, who share the cards of a seat.
 */
export function seatingPlan(state: SessionState, students: number): Place[] {
  const acts = rehearse(state);
  const seats = Object.values(state.cluster.seats)
    .filter(({ id }) => acts.has(id))
    .sort((left, right) => ORDER.indexOf(left.component) - ORDER.indexOf(right.component))
    .map(({ id }) => id);
  const places = seats.map((seat, index): Place => ({ student: index % students, seat, part: 'player' }));
  for (let student = seats.length; student < students; student += 1) {
    const seat = seats[(student - seats.length) % seats.length];
    if (seat !== undefined) places.push({ student, seat, part: 'partner' });
  }
  return places;
}
