import type { Turn } from '../../cluster/component.ts';
import type { Seat } from '../../cluster/seats.ts';

/**
 * Sets the next relist, at the next full period. The real one runs every period whatever happens; here it is
 * skipped while nothing can have changed. Models pkg/kubelet/pleg/generic.go.
 */
export function scheduleRelist(turn: Turn, seat: Seat): void {
  const pending = Object.values(turn.state.timers).some((timer) => timer.kind === 'relist' && timer.seat === seat.id);
  if (pending) return;
  const period = turn.state.settings.relistMillis;
  turn.setTimer('relist', seat.id, seat.id, (Math.floor(turn.state.now / period) + 1) * period);
}
