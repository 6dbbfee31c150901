import type { Turn } from '../../cluster/component.ts';
import { asPod, cacheOf, type Stored } from '../../cluster/objects.ts';
import { SCHEDULER, type Seat } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { sortedKeys } from '../../kernel/ordered.ts';

/** The pod with this uid as the scheduler's watch cache has it. */
export function knownPod(state: ClusterState, uid: string): Stored | null {
  return cacheOf(state, SCHEDULER, 'pods').find((stored) => asPod(stored.object).metadata.uid === uid) ?? null;
}

/** Puts a pod that still has no node back on the desk. Models the scheduling queue's move to active. */
export function requeue(turn: Turn, seat: Seat, uid: string): void {
  turn.cancelTimers('retry', seat.id, uid);
  if (turn.state.scheduler.parked[uid] !== undefined) turn.emit({ type: 'PodRequeued', uid });
  const stored = knownPod(turn.state, uid);
  if (stored === null || asPod(stored.object).spec?.nodeName) return;
  turn.deal(seat.id, 'worksheet', uid);
}

/** Something changed that may make room: every pod that was kept aside is looked at again. */
export function requeueAll(turn: Turn, seat: Seat): void {
  for (const uid of sortedKeys(turn.state.scheduler.parked)) requeue(turn, seat, uid);
}
