import type { SessionState } from '../../../lib/session/state.ts';
import { rehearse } from './rehearsal.ts';

export interface Place {
  readonly student: number;
  readonly seat: string;
  readonly part: 'player' | 'partner';
}

/**
 * Who sits where: at the seats that have something to do in this lesson, whichever they are, those that act most
 * first. With fewer students than such seats some hold several; with more, the others are partners, who share the
 * cards of a seat.
 */
export function seatingPlan(state: SessionState, students: number): Place[] {
  const seats = [...rehearse(state)].sort(([, left], [, right]) => right - left).map(([seat]) => seat);
  const places = seats.map((seat, index): Place => ({ student: index % students, seat, part: 'player' }));
  for (let student = seats.length; student < students; student += 1) {
    const seat = seats[(student - seats.length) % seats.length];
    if (seat !== undefined) places.push({ student, seat, part: 'partner' });
  }
  return places;
}
