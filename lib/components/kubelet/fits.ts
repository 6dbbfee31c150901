import { asNode, asPod, NODE_PREFIX, readObject, type Stored } from '../../cluster/objects.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { podRequests } from '../../kubernetes/resources.ts';
import { bytes, milliCpu } from '../../kubernetes/quantity.ts';
import type { Node } from '../../kubernetes/types/node.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { admitPod, type AdmissionRejection } from './admission.ts';
import { objectOf } from './duty.ts';
import { pressureRejection } from './pressure.ts';

/** What is left on a node for one more pod, as its kubelet reckons. */
export interface Room {
  readonly cpuMillis: number;
  readonly memoryBytes: number;
}

/** Allocatable minus what the pods it has admitted (and not the one asked about) request. */
export function roomFor(state: ClusterState, node: string, uid: string): Room {
  const allocatable = nodeOf(state, node).status?.allocatable ?? {};
  let cpuMillis = milliCpu(allocatable['cpu'] ?? '0');
  let memoryBytes = bytes(allocatable['memory'] ?? '0');
  for (const pod of admittedPods(state, node, uid)) {
    const requests = podRequests(pod);
    cpuMillis -= requests.cpuMillis;
    memoryBytes -= requests.memoryBytes;
  }
  return { cpuMillis, memoryBytes };
}

/** Why the kubelet would reject the pod; null when it fits. */
export function rejectionFor(state: ClusterState, node: string, stored: Stored): AdmissionRejection | null {
  const pod = asPod(stored.object);
  const short = pressureRejection(state, node, pod);
  return short ?? admitPod(pod, nodeOf(state, node), admittedPods(state, node, pod.metadata.uid ?? ''));
}

/** What a kubelet says that rejects a pod although it fits. */
export function pretendedRejection(state: ClusterState, node: string, stored: Stored): AdmissionRejection {
  const { cpuMillis } = roomFor(state, node, asPod(stored.object).metadata.uid ?? '');
  const capacity = milliCpu(nodeOf(state, node).status?.allocatable?.['cpu'] ?? '0');
  const requested = podRequests(asPod(stored.object)).cpuMillis;
  const amounts = `requested: ${requested}, used: ${capacity - cpuMillis}, capacity: ${capacity}`;
  return { reason: 'OutOfcpu', message: `Node didn't have enough resource: cpu, ${amounts}` };
}

function nodeOf(state: ClusterState, node: string): Node {
  const stored = readObject(state, `${NODE_PREFIX}${node}`);
  return stored === null ? { metadata: { name: node } } : asNode(stored.object);
}

function admittedPods(state: ClusterState, node: string, but: string): Pod[] {
  const pods: Pod[] = [];
  for (const { uid, verdict, evicted } of Object.values(state.machines[node]?.kubelet.pods ?? {})) {
    const object = uid === but || verdict !== 'admitted' || evicted !== undefined ? null : objectOf(state, node, uid);
    if (object !== null) pods.push(asPod(object.object));
  }
  return pods;
}
