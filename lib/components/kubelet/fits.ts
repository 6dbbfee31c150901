import { asNode, asPod, NODE_PREFIX, readObject, type Stored } from '../../cluster/objects.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { podRequests } from '../../kubernetes/resources.ts';
import { bytes, milliCpu } from '../../kubernetes/quantity.ts';
import { objectOf } from './duty.ts';

/** What is left on a node for one more pod, as its kubelet reckons. */
export interface Room {
  readonly cpuMillis: number;
  readonly memoryBytes: number;
}

/** Allocatable minus what the pods it has admitted (and not the one asked about) request. */
export function roomFor(state: ClusterState, node: string, uid: string): Room {
  const stored = readObject(state, `${NODE_PREFIX}${node}`);
  const allocatable = (stored === null ? undefined : asNode(stored.object).status?.allocatable) ?? {};
  let cpuMillis = milliCpu(allocatable['cpu'] ?? '0');
  let memoryBytes = bytes(allocatable['memory'] ?? '0');
  for (const pod of Object.values(state.machines[node]?.kubelet.pods ?? {})) {
    if (pod.uid === uid || pod.verdict !== 'admitted') continue;
    const object = objectOf(state, node, pod.uid);
    if (object === null) continue;
    const requests = podRequests(asPod(object.object));
    cpuMillis -= requests.cpuMillis;
    memoryBytes -= requests.memoryBytes;
  }
  return { cpuMillis, memoryBytes };
}

/** Why the kubelet would reject the pod; null when it fits. Models pkg/kubelet/lifecycle/predicate.go. */
export function rejectionFor(state: ClusterState, node: string, stored: Stored): string | null {
  const pod = asPod(stored.object);
  const room = roomFor(state, node, pod.metadata.uid ?? '');
  const requests = podRequests(pod);
  if (requests.cpuMillis > room.cpuMillis) return 'OutOfcpu';
  if (requests.memoryBytes > room.memoryBytes) return 'OutOfmemory';
  return null;
}
