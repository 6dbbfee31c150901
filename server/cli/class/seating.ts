import type { SessionState } from '../../../lib/session/state.ts';

export interface Place {
  readonly student: number;
  readonly seat: string;
  readonly part: 'player' | 'partner';
}

/** The seats that are played in every lesson, with those that act most first. */
const ORDER = ['kube-apiserver', 'etcd', 'user', 'kube-scheduler', 'kubelet', 'container-runtime'];
const IDLE = ['node-controller', 'replication-controller', 'endpointslice-controller', 'kube-proxy'];

/**
 * Who sits where: with fewer students than seats some hold several; with more, the others are partners, who share the
 * cards of a seat.
 */
export function seatingPlan({ cluster }: SessionState, students: number): Place[] {
  const seats = Object.values(cluster.seats)
    .filter(({ component }) => !IDLE.includes(component))
    .sort((left, right) => ORDER.indexOf(left.component) - ORDER.indexOf(right.component))
    .map(({ id }) => id);
  const places = seats.map((seat, index): Place => ({ student: index % students, seat, part: 'player' }));
  for (let student = seats.length; student < students; student += 1) {
    const seat = seats[(student - seats.length) % seats.length];
    if (seat !== undefined) places.push({ student, seat, part: 'partner' });
  }
  return places;
}
