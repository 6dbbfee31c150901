import { podMatchesNode } from '../../kubernetes/node-selectors.ts';
import { amountsOf, podResourceRequests } from '../../kubernetes/resources.ts';
import { findUntoleratedTaint } from '../../kubernetes/taints.ts';
import type { Node } from '../../kubernetes/types/node.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';

/** Why a kubelet will not run a pod that was bound to its node; the pod fails with this reason and message. */
export interface AdmissionRejection {
  readonly reason: string;
  readonly message: string;
}

/**
 * Checks a pod once more against the node it was bound to, knowing only the pods of this node; null admits it. The
 * scheduler may have been skipped, or have decided on an older state.
 * Models pkg/kubelet/lifecycle/predicate.go Admit and pkg/scheduler AdmissionCheck.
 */
export function admitPod(pod: Pod, node: Node, admitted: readonly Pod[]): AdmissionRejection | null {
  return lackOfResources(pod, node, admitted) ?? failedPredicate(pod, node, admitted);
}

/** The text in the status of a rejected pod. Models pkg/kubelet/kubelet.go rejectPod. */
export function rejectionMessage({ message }: AdmissionRejection): string {
  return `Pod was rejected: ${message}`;
}

/** The first resource there is too little of. Amounts are thousandths for cpu, whole units for all else. */
function lackOfResources(pod: Pod, node: Node, admitted: readonly Pod[]): AdmissionRejection | null {
  const allocatable = amountsOf(node.status?.allocatable);
  const requested = podResourceRequests(pod.spec ?? {});
  const used = admitted.map((other) => podResourceRequests(other.spec ?? {}));
  const names = ['cpu', 'memory', 'ephemeral-storage', ...Object.keys(requested).filter((name) => !isCompute(name))];
  const room = allocatable['pods'] ?? 0;
  if (admitted.length + 1 > room) return insufficient('pods', 1, admitted.length, room);
  for (const name of names) {
    const wanted = requested[name] ?? 0;
    const capacity = allocatable[name] ?? 0;
    if (wanted === 0 || (allocatable[name] === undefined && name.includes('/'))) continue;
    const taken = used.reduce((sum, amounts) => sum + (amounts[name] ?? 0), 0);
    if (wanted > capacity - taken) return insufficient(name, wanted, taken, capacity);
  }
  return null;
}

function isCompute(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name === 'ephemeral-storage' || name === 'pods';
}

function insufficient(resource: string, requested: number, used: number, capacity: number): AdmissionRejection {
  return {
    reason: `OutOf${resource}`,
    message: `Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${used}, capacity: ${capacity}`,
  };
}

function failedPredicate(pod: Pod, node: Node, admitted: readonly Pod[]): AdmissionRejection | null {
  const { nodeName = '', tolerations = [] } = pod.spec ?? {};
  if (!podMatchesNode(pod, node)) return failed('NodeAffinity', "node(s) didn't match Pod's node affinity/selector");
  if (nodeName !== '' && nodeName !== node.metadata.name) {
    return failed('NodeName', "node(s) didn't match the requested node name");
  }
  const claimed = admitted.flatMap(hostPortsOf);
  if (hostPortsOf(pod).some((port) => claimed.some((other) => portsConflict(port, other)))) {
    return failed('NodePorts', "node(s) didn't have free ports for the requested pod ports");
  }
  const taint = findUntoleratedTaint(node.spec?.taints ?? [], tolerations, ({ effect }) => effect === 'NoExecute');
  return taint === undefined || isStaticPod(pod) ? null : failed('TaintToleration', 'node(s) had untolerated taint(s)');
}

function failed(predicate: string, why: string): AdmissionRejection {
  return { reason: predicate, message: `Predicate ${predicate} failed: ${why}` };
}

/** A pod that the kubelet read from a file of its own, not from the API server. */
export function isStaticPod(pod: Pod): boolean {
  const source = pod.metadata.annotations?.['kubernetes.io/config.source'];
  return source !== undefined && source !== 'api';
}

interface HostPort {
  readonly address: string;
  readonly protocol: string;
  readonly port: number;
}

function hostPortsOf(pod: Pod): HostPort[] {
  const { containers = [], initContainers = [] } = pod.spec ?? {};
  const lasting = [...containers, ...initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always')];
  return lasting.flatMap(({ ports = [] }) =>
    ports.flatMap(({ hostPort = 0, hostIP = '', protocol = 'TCP' }) =>
      hostPort > 0 ? [{ address: hostIP === '' ? '0.0.0.0' : hostIP, protocol, port: hostPort }] : [],
    ),
  );
}

function portsConflict(left: HostPort, right: HostPort): boolean {
  if (left.port !== right.port || left.protocol !== right.protocol) return false;
  return left.address === right.address || left.address === '0.0.0.0' || right.address === '0.0.0.0';
}
