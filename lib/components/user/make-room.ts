import { asNode, asPod, cacheOf, listObjects, NODE_PREFIX, POD_PREFIX } from '../../cluster/objects.ts';
import type { SeatId } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { sortedValues } from '../../kernel/ordered.ts';
import { milliCpu } from '../../kubernetes/quantity.ts';
import { podRequests } from '../../kubernetes/resources.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { podFor } from './missions.ts';
import { stuckBecause } from './pod-trouble.ts';

/**
 * Another pod that keeps room from this mission's: one that nobody asked for as it is, or one on a node that holds
 * more than it can. The first by name among those the user sees; null when this pod does not lack room.
 */
export function podInTheWay(state: ClusterState, seat: SeatId, name: string): string | null {
  const stuck = podFor(state, seat, name);
  if (stuck === null || stuckBecause(asPod(stuck.object))?.includes('Insufficient') !== true) return null;
  const others = cacheOf(state, seat, 'pods')
    .filter(({ key }) => key.startsWith('/registry/pods/default/') && key !== stuck.key)
    .map(({ object }) => asPod(object))
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const full = overfullNodes(state);
  const found =
    others.find((pod) => !wanted(state, pod)) ?? others.find(({ spec }) => full.includes(spec?.nodeName ?? ''));
  return found?.metadata.name ?? null;
}

/** A pod that no mission asks for as it is, and that is not on its way out; the first by name. */
export function unwantedPod(state: ClusterState, seat: SeatId): string | null {
  const found = cacheOf(state, seat, 'pods')
    .map(({ object }) => asPod(object))
    .find((pod) => pod.metadata.deletionTimestamp === undefined && !wanted(state, pod));
  return found?.metadata.name ?? null;
}

/** True when some mission asks for a pod of this name and these amounts, or a controller sees to it. */
function wanted(state: ClusterState, { metadata, spec }: Pod): boolean {
  if (metadata.ownerReferences?.some(({ controller }) => controller === true) === true) return true;
  const requests = spec?.containers?.[0]?.resources?.requests;
  return sortedValues(state.users)
    .flatMap(({ missions }) => sortedValues(missions))
    .some(
      ({ name, aim, cpu, memory }) =>
        aim === 'up' && name === metadata.name && cpu === requests?.['cpu'] && memory === requests['memory'],
    );
}

/**
 * Nodes to which more CPU was promised than they have: somebody bound or admitted what did not fit. `kubectl describe
 * node` tells, which counts the pods of all namespaces.
 */
function overfullNodes(state: ClusterState): string[] {
  const promised = new Map<string, number>();
  for (const { object } of listObjects(state, POD_PREFIX)) {
    const pod = asPod(object);
    const node = pod.spec?.nodeName ?? '';
    promised.set(node, (promised.get(node) ?? 0) + podRequests(pod).cpuMillis);
  }
  return listObjects(state, NODE_PREFIX)
    .map(({ object }) => asNode(object))
    .filter(
      ({ metadata, status }) =>
        (promised.get(metadata.name ?? '') ?? 0) > milliCpu(status?.allocatable?.['cpu'] ?? '0'),
    )
    .map(({ metadata }) => metadata.name ?? '');
}
