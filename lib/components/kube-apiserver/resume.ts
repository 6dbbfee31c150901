import type { Turn } from '../../cluster/component.ts';
import type { Seat } from '../../cluster/seats.ts';
import { compareNumbered } from '../../kernel/ordered.ts';

/** The process goes on after it stood still: each request that waited for a decision lies on the desk again. */
export function resumeRequests(turn: Turn, seat: Seat): void {
  const requests = Object.values(turn.state.apiserver.requests).sort((one, other) => compareNumbered(one.id, other.id));
  for (const { id, grain, stage } of requests) {
    const dealt = Object.values(turn.state.cards).some((card) => card.seat === seat.id && card.about === id);
    // While etcd works on it, its answer is awaited; a request of grain `one` has but one decision.
    if (dealt || stage === 'etcd') continue;
    if (grain === 'stages') turn.deal(seat.id, stage, id);
    else if (grain === 'one' && stage === 'authenticate') turn.deal(seat.id, 'pass', id);
  }
}
