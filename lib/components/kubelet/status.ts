import type { ReportedPhase } from '../../cluster/commands.ts';
import { containerIdOf, containerKey, imageIdOf } from '../../cluster/machine.ts';
import { asPod, timestamp, type Stored } from '../../cluster/objects.ts';
import type { ClusterState, KubeletPod } from '../../cluster/state.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { ownValue } from '../../kernel/ordered.ts';
import type { Container, ContainerState, ContainerStatus } from '../../kubernetes/types/container.ts';
import type { Pod, PodCondition } from '../../kubernetes/types/pod.ts';
import { timedCondition } from '../status-diff.ts';
import {
  containersReadyCondition,
  initializedCondition,
  readyCondition,
  readyToStartContainersCondition,
  type ConditionDraft,
} from './pod-conditions.ts';
import { podPhase } from './pod-phase.ts';
import { rejectionMessage } from './admission.ts';

/** The status that is true by what this kubelet knows. Models generateAPIPodStatus for pods of plain containers. */
export function honestStatus(state: ClusterState, node: string, pod: KubeletPod, stored: Stored): JsonObject {
  if (pod.verdict === 'rejected') return rejectedStatus(pod, stored);
  return statusFor(honestPhase(pod, stored), state, node, pod, stored);
}

/** The phase that follows from what the last relist showed. */
export function honestPhase(pod: KubeletPod, stored: Stored): ReportedPhase {
  if (pod.verdict === 'rejected') return 'Failed';
  const object = asPod(stored.object);
  const statuses = containersOf(object).map((container) => containerStatus(container, believedState(pod, container)));
  const phase = podPhase(object, statuses, { terminal: false, initialized: false });
  return phase === 'Unknown' ? 'Pending' : phase;
}

/** The status a kubelet would send if the pod were in this phase; for the honest phase, what it really believes. */
export function statusFor(
  phase: ReportedPhase,
  state: ClusterState,
  node: string,
  pod: KubeletPod,
  stored: Stored,
): JsonObject {
  const object = asPod(stored.object);
  const truly = phase === honestPhase(pod, stored);
  const seen = truly ? sandboxSeen(pod) : phase !== 'Pending';
  const statuses = containersOf(object).map((container) => {
    const known = truly ? believedState(pod, container) : pretendedState(phase, pod, state.now);
    return containerStatus(container, known, runtimeIdOf(state, node, pod, container));
  });
  const { generation } = object.metadata;
  const status = {
    ...(generation !== undefined && { observedGeneration: generation }),
    phase,
    conditions: conditionsOf(object, pod, statuses, phase, seen, timestamp(state.now)),
    hostIP: hostIP(state, node),
    hostIPs: [{ ip: hostIP(state, node) }],
    ...(seen && pod.podIP !== undefined && { podIP: pod.podIP, podIPs: [{ ip: pod.podIP }] }),
    startTime: timestamp(pod.noticedAt),
    containerStatuses: statuses,
  };
  return status as unknown as JsonObject;
}

/** Models pkg/kubelet/kubelet.go rejectPod. */
function rejectedStatus(pod: KubeletPod, stored: Stored): JsonObject {
  const { generation } = asPod(stored.object).metadata;
  const reason = pod.rejection ?? 'UnexpectedAdmissionError';
  return {
    ...(generation !== undefined && { observedGeneration: generation }),
    phase: 'Failed',
    reason,
    message: rejectionMessage({ reason, message: pod.rejectionMessage ?? reason }),
    startTime: timestamp(pod.noticedAt),
  };
}

/** In the order in which a kubelet lists them. PodScheduled is repeated: the pod has reached its node. */
function conditionsOf(
  object: Pod,
  pod: KubeletPod,
  statuses: readonly ContainerStatus[],
  phase: ReportedPhase,
  sandboxReady: boolean,
  now: string,
): PodCondition[] {
  const before = ((pod.reported ?? object.status)?.['conditions'] ?? []) as readonly PodCondition[];
  const drafts: ConditionDraft[] = [
    readyToStartContainersCondition(!sandboxReady),
    initializedCondition(object, statuses, phase),
    readyCondition(object, before, statuses, phase),
    containersReadyCondition(object, statuses, phase),
    { type: 'PodScheduled', status: 'True' },
  ];
  const { generation } = object.metadata;
  const observed = generation === undefined ? {} : { observedGeneration: generation };
  return drafts.map((draft) => timedCondition(before, { ...draft, ...observed }, now));
}

function containersOf(object: Pod): readonly Container[] {
  return object.spec?.containers ?? [];
}

/** The kubelet looks at the sandbox when it has something to tell about containers: after a relist or a failed pull. */
function sandboxSeen(pod: KubeletPod): boolean {
  return pod.sandbox === 'ready' && (pod.pullFailures > 0 || Object.values(pod.containers).includes('running'));
}

function believedState(pod: KubeletPod, { name, image = '' }: Container): ContainerState {
  if (ownValue(pod.containers, name) === 'running') return { running: { startedAt: timestamp(pod.startedAt ?? 0) } };
  if (ownValue(pod.images, image) !== 'failed') return { waiting: { reason: 'ContainerCreating' } };
  if (pod.pullFailures < 2) return { waiting: { reason: 'ErrImagePull', message: `failed to pull image "${image}"` } };
  return { waiting: { reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}"` } };
}

function pretendedState(phase: ReportedPhase, pod: KubeletPod, now: number): ContainerState {
  const startedAt = timestamp(pod.startedAt ?? now);
  switch (phase) {
    case 'Pending':
      return { waiting: { reason: 'ContainerCreating' } };
    case 'Running':
      return { running: { startedAt } };
    case 'Succeeded':
      return { terminated: { exitCode: 0, reason: 'Completed', startedAt, finishedAt: timestamp(now) } };
    case 'Failed':
      return { terminated: { exitCode: 1, reason: 'Error', startedAt, finishedAt: timestamp(now) } };
  }
}

function containerStatus({ name, image = '' }: Container, state: ContainerState, id?: string): ContainerStatus {
  const running = state.running !== undefined;
  const begun = state.waiting === undefined;
  return {
    name,
    state,
    lastState: {},
    ready: running,
    restartCount: 0,
    image,
    imageID: begun ? imageIdOf(image) : '',
    ...(begun && id !== undefined && { containerID: id }),
    started: running,
  };
}

function runtimeIdOf(state: ClusterState, node: string, pod: KubeletPod, { name }: Container): string | undefined {
  const container = state.machines[node]?.runtime.containers[containerKey(pod.uid, name)];
  return container === undefined ? undefined : containerIdOf(node, container.id);
}

function hostIP(state: ClusterState, node: string): string {
  return `192.168.0.${Object.keys(state.machines).indexOf(node) + 11}`;
}
