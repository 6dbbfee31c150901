import { asNode, asPod, cacheOf } from '../../cluster/objects.ts';
import { SCHEDULER } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { buildSnapshot, type Snapshot } from './framework/snapshot.ts';

/**
 * The scheduler's cache for one attempt: what its watches hold, with the pods it has assumed put where it wants them,
 * and those that were promised room put where they will go. Models schedule_one.go with addNominatedPods.
 */
export function snapshotFor(state: ClusterState, asking: Pod | null): Snapshot {
  const pods = cacheOf(state, SCHEDULER, 'pods').map(({ object }) => placed(state, asPod(object), asking));
  const nodes = cacheOf(state, SCHEDULER, 'nodes').map(({ object }) => asNode(object));
  return buildSnapshot({ nodes, pods });
}

function placed(state: ClusterState, pod: Pod, asking: Pod | null): Pod {
  const node = state.scheduler.assumed[pod.metadata.uid ?? ''] ?? promised(pod, asking);
  return node === undefined || pod.spec === undefined ? pod : { ...pod, spec: { ...pod.spec, nodeName: node } };
}

/** Room that preemption made is kept for the pod it was made for, except from more important ones. */
function promised(pod: Pod, asking: Pod | null): string | undefined {
  const { nominatedNodeName } = pod.status ?? {};
  if (!nominatedNodeName || pod.spec?.nodeName || asking === null) return undefined;
  if (pod.metadata.uid === asking.metadata.uid) return undefined;
  return (pod.spec?.priority ?? 0) >= (asking.spec?.priority ?? 0) ? nominatedNodeName : undefined;
}
