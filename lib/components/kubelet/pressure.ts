import type { Turn } from '../../cluster/component.ts';
import { isDark, shortUntil, troubleOf } from '../../cluster/faults.ts';
import { asPod } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { ClusterState, KubeletPod } from '../../cluster/state.ts';
import { bytes } from '../../kubernetes/quantity.ts';
import { podRequests, qosClassOf } from '../../kubernetes/resources.ts';
import { toleratesTaint } from '../../kubernetes/taints.ts';
import type { Container } from '../../kubernetes/types/container.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { isStaticPod, type AdmissionRejection } from './admission.ts';
import { objectOf, refreshDesk } from './duty.ts';
import { postPodEvent } from './events.ts';
import { allContainers, stopping } from './plan.ts';

/** What every process is taken to use, unless its limit is lower: nobody measures it here. */
const USED = '64Mi';
/** What a kubelet keeps free (the default of evictionHard), and how much of it is left when memory is short. */
const THRESHOLD = '100Mi';
const AVAILABLE = '50Mi';

/** From here on a pod's priority says that the cluster cannot do without it. Models scheduling.SystemCriticalPriority. */
const SYSTEM_CRITICAL = 2_000_000_000;
const PRESSURE_TAINT = { key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule' } as const;

interface Candidate {
  readonly pod: KubeletPod;
  readonly object: Pod;
}

/**
 * Evicts one pod when memory is short: that is enough here, where nothing uses more later. A kubelet that does not move
 * does so when it moves again. Models pkg/kubelet/eviction/eviction_manager.go synchronize.
 */
export function reclaimMemory(turn: Turn, seat: Seat, node: string): void {
  if (shortUntil(turn.state, node) === null || isDark(turn.state, seat)) return;
  const since = troubleOf(turn.state).shortAt?.[node] ?? 0;
  const pods = Object.values(turn.state.machines[node]?.kubelet.pods ?? {});
  if (pods.some(({ evicted }) => evicted !== undefined && evicted.at >= since)) return;
  const [first] = candidates(turn.state, node, pods).toSorted((left, right) =>
    evictionOrder(left.object, right.object),
  );
  if (first === undefined) return;
  const { uid } = first.pod;
  const message = evictionMessage(first.object);
  turn.emit({ type: 'PodEvicted', node, uid, message, at: turn.state.now });
  postPodEvent(turn, seat, first.pod, { reason: 'Evicted', type: 'Warning', message });
  refreshDesk(turn, seat, node, uid);
}

function candidates(state: ClusterState, node: string, pods: readonly KubeletPod[]): Candidate[] {
  return pods.flatMap((pod) => {
    const stored = objectOf(state, node, pod.uid);
    if (stored === null || pod.verdict !== 'admitted' || stopping(pod, stored)) return [];
    const object = asPod(stored.object);
    const runs = Object.values(pod.containers).some((belief) => belief === 'started' || belief === 'running');
    return runs && !isCritical(object) ? [{ pod, object }] : [];
  });
}

/**
 * Those that use more than they requested go first, then the less important, then those furthest beyond their request.
 * Models rankMemoryPressure of pkg/kubelet/eviction/helpers.go.
 */
export function evictionOrder(left: Pod, right: Pod): number {
  const excess = [beyondRequest(left), beyondRequest(right)] as const;
  if (excess[0] > 0 !== excess[1] > 0) return excess[0] > 0 ? -1 : 1;
  const priority = priorityOf(left) - priorityOf(right);
  if (priority !== 0) return priority;
  if (excess[0] !== excess[1]) return excess[1] - excess[0];
  return (left.metadata.uid ?? '') < (right.metadata.uid ?? '') ? -1 : 1;
}

/** Bytes that the pod uses beyond its request; negative when it uses less. */
function beyondRequest(object: Pod): number {
  const used = (object.spec?.containers ?? []).reduce((sum, container) => sum + bytes(usedBy(container)), 0);
  return used - podRequests(object).memoryBytes;
}

function usedBy({ resources }: Container): string {
  const limit = resources?.limits?.['memory'];
  return limit !== undefined && bytes(limit) < bytes(USED) ? limit : USED;
}

function priorityOf({ spec }: Pod): number {
  return spec?.priority ?? 0;
}

/** Models IsCriticalPod of pkg/kubelet/types/pod_update.go. */
function isCritical(object: Pod): boolean {
  return isStaticPod(object) || priorityOf(object) >= SYSTEM_CRITICAL;
}

/** Models evictionMessage of pkg/kubelet/eviction/helpers.go. */
function evictionMessage(object: Pod): string {
  const low = `The node was low on resource: memory. Threshold quantity: ${THRESHOLD}, available: ${AVAILABLE}. `;
  const greedy = allContainers(object).flatMap((container) => {
    const request = container.resources?.requests?.['memory'] ?? '0';
    const used = usedBy(container);
    if (bytes(used) <= bytes(request)) return [];
    const what = `Container ${container.name} was using ${used}, request is ${request}`;
    return [`${what}, has larger consumption of memory. `];
  });
  return low + greedy.join('');
}

/**
 * While memory is short only pods that have asked for what they need are let in, or those that tolerate it. Models
 * Admit of pkg/kubelet/eviction/eviction_manager.go.
 */
export function pressureRejection(state: ClusterState, node: string, object: Pod): AdmissionRejection | null {
  if (shortUntil(state, node) === null || isCritical(object)) return null;
  const { spec = {} } = object;
  if (qosClassOf(spec) !== 'BestEffort') return null;
  if ((spec.tolerations ?? []).some((toleration) => toleratesTaint(toleration, PRESSURE_TAINT))) return null;
  return { reason: 'Evicted', message: 'The node had condition: [MemoryPressure]. ' };
}
