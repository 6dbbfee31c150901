import type { Card } from '../cluster/card.ts';
import { nextTimer, timeStandsStill } from '../cluster/decide.ts';
import type { SeatId } from '../cluster/seats.ts';
import { compareNumbered } from '../kernel/ordered.ts';
import type { SessionState } from './state.ts';

/** The cluster time of the next due timer when only time could bring the next thing; null otherwise. */
export function idleUntil(state: SessionState): number | null {
  const { room, cluster } = state;
  if (room.mode !== 'running' || room.ended || cluster.wire.length > 0 || timeStandsStill(cluster)) return null;
  return nextTimer(cluster)?.due ?? null;
}

/** Blocking cards, oldest first: what the class waits for. */
export function waitingCards(state: Pick<SessionState, 'cluster'>): Card[] {
  return Object.values(state.cluster.cards)
    .filter((card) => card.blocking)
    .sort((left, right) => left.since - right.since || compareNumbered(left.id, right.id));
}

/** The cards on one desk, oldest first. */
export function deskOf(state: SessionState, seat: SeatId): Card[] {
  return Object.values(state.cluster.cards)
    .filter((card) => card.seat === seat)
    .sort((left, right) => compareNumbered(left.id, right.id));
}

/** The participant who plays the seat; null when nobody does. */
export function playerOf(state: SessionState, seat: SeatId): string | null {
  const found = state.room.assignments.find((assignment) => assignment.seat === seat && assignment.part === 'player');
  return found?.participant ?? null;
}
