import {
  asNode,
  asPod,
  cacheOf,
  listObjects,
  NODE_PREFIX,
  POD_PREFIX,
  streamOf,
  type Stored,
} from '../../cluster/objects.ts';
import type { SeatId } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { eventsSince } from '../../etcd/watch.ts';
import { stuckBecause } from './pod-trouble.ts';

/** Begins the keys of the taints that tell of a node's condition. */
const CONDITION_TAINT = 'node.kubernetes.io/';
/** This one somebody has put there: it does not go by itself. */
const CORDON_TAINT = 'node.kubernetes.io/unschedulable';

/**
 * True when the pod lacks room and some is being made, or was made since the scheduler last said so, or a node may take
 * it that has to recover first: it will be looked at again by itself.
 */
export function roomIsComing(state: ClusterState, seat: SeatId, stuck: Stored): boolean {
  const why = stuckBecause(asPod(stuck.object)) ?? '';
  if (why.includes('untolerated taint') && someNodeRecovers(state)) return true;
  if (!why.includes('Insufficient')) return false;
  const ending = cacheOf(state, seat, 'pods').some(
    ({ key, object }) => key !== stuck.key && asPod(object).metadata.deletionTimestamp !== undefined,
  );
  if (ending) return true;
  const seen = streamOf(state, seat, 'pods')?.at ?? 0;
  const since = eventsSince(state.store, `${POD_PREFIX}default/`, stuck.modRevision + 1);
  if (!since.ok) return false;
  return since.value.some(({ type, kv }) => type === 'DELETE' && kv.key !== stuck.key && kv.modRevision <= seen);
}

/** A node is not ready, or short of something, as `kubectl describe nodes` shows it. */
function someNodeRecovers(state: ClusterState): boolean {
  return listObjects(state, NODE_PREFIX, state.apiserver.cacheRevision).some(({ object }) =>
    asNode(object).spec?.taints?.some(({ key }) => key.startsWith(CONDITION_TAINT) && key !== CORDON_TAINT),
  );
}
