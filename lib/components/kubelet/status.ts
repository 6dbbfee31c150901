import type { ReportedPhase } from '../../cluster/commands.ts';
import { asPod, timestamp, type Stored } from '../../cluster/objects.ts';
import type { ClusterState, KubeletPod } from '../../cluster/state.ts';
import type { JsonObject } from '../../kernel/json.ts';

/** The status that is true by what this kubelet knows. Models generateAPIPodStatus for pods of plain containers. */
export function honestStatus(state: ClusterState, node: string, pod: KubeletPod, stored: Stored): JsonObject {
  if (pod.verdict === 'rejected') return rejectedStatus(pod);
  return statusFor(honestPhase(pod, stored), state, node, pod, stored);
}

/** `Running` once every container has been seen running. */
export function honestPhase(pod: KubeletPod, stored: Stored): ReportedPhase {
  if (pod.verdict === 'rejected') return 'Failed';
  const containers = asPod(stored.object).spec?.containers ?? [];
  const running = containers.every(({ name }) => pod.containers[name] === 'running');
  return running ? 'Running' : 'Pending';
}

/** The status a kubelet would send if the pod were in this phase. */
export function statusFor(
  phase: ReportedPhase,
  state: ClusterState,
  node: string,
  pod: KubeletPod,
  stored: Stored,
): JsonObject {
  if (phase === 'Failed' || phase === 'Succeeded') {
    return { phase, conditions: conditions(phase), containerStatuses: [] };
  }
  const running = phase === 'Running';
  const containers = asPod(stored.object).spec?.containers ?? [];
  return {
    phase,
    hostIP: hostIP(state, node),
    startTime: timestamp(pod.noticedAt),
    ...(running && pod.podIP !== undefined && { podIP: pod.podIP, podIPs: [{ ip: pod.podIP }] }),
    conditions: conditions(phase),
    containerStatuses: containers.map(({ name, image = '' }) => ({
      name,
      image,
      ready: running,
      started: running,
      restartCount: 0,
      state: running
        ? { running: { startedAt: timestamp(pod.startedAt ?? state.now) } }
        : { waiting: { reason: waitingReason(pod, image) } },
    })),
  };
}

function rejectedStatus(pod: KubeletPod): JsonObject {
  const reason = pod.rejection ?? 'UnexpectedAdmissionError';
  return { phase: 'Failed', reason, message: `Pod was rejected: ${reason}` };
}

function waitingReason(pod: KubeletPod, image: string): string {
  return pod.images[image] === 'failed' ? 'ErrImagePull' : 'ContainerCreating';
}

/** In the order in which a kubelet lists them; PodScheduled belongs to the binding. */
function conditions(phase: ReportedPhase): JsonObject[] {
  const up = phase === 'Running' ? 'True' : 'False';
  const notReady = phase === 'Running' ? {} : { reason: 'ContainersNotReady' };
  return [
    { type: 'PodReadyToStartContainers', status: up },
    { type: 'Initialized', status: 'True' },
    { type: 'Ready', status: up, ...notReady },
    { type: 'ContainersReady', status: up, ...notReady },
  ];
}

function hostIP(state: ClusterState, node: string): string {
  return `192.168.0.${Object.keys(state.machines).indexOf(node) + 11}`;
}
