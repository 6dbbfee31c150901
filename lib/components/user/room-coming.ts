import { asPod, cacheOf, POD_PREFIX, streamOf, type Stored } from '../../cluster/objects.ts';
import type { SeatId } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { eventsSince } from '../../etcd/watch.ts';
import { stuckBecause } from './pod-trouble.ts';

/**
 * True when the pod lacks room and some is being made, or was made since the scheduler last said so: it will look again
 * by itself.
 */
export function roomIsComing(state: ClusterState, seat: SeatId, stuck: Stored): boolean {
  if (stuckBecause(asPod(stuck.object))?.includes('Insufficient') !== true) return false;
  const ending = cacheOf(state, seat, 'pods').some(
    ({ key, object }) => key !== stuck.key && asPod(object).metadata.deletionTimestamp !== undefined,
  );
  if (ending) return true;
  const seen = streamOf(state, seat, 'pods')?.at ?? 0;
  const since = eventsSince(state.store, `${POD_PREFIX}default/`, stuck.modRevision + 1);
  if (!since.ok) return false;
  return since.value.some(({ type, kv }) => type === 'DELETE' && kv.key !== stuck.key && kv.modRevision <= seen);
}
