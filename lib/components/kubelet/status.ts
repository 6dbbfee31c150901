import type { ReportedPhase } from '../../cluster/commands.ts';
import { asPod, timestamp, type Stored } from '../../cluster/objects.ts';
import type { ClusterState, KubeletPod } from '../../cluster/state.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { ContainerState, ContainerStatus } from '../../kubernetes/types/container.ts';
import type { PodCondition } from '../../kubernetes/types/pod.ts';
import { timedCondition } from '../status-diff.ts';
import { rejectionMessage } from './admission.ts';
import { containerStatuses, pretendedStatus, type PodLook } from './container-status.ts';
import {
  containersReadyCondition,
  initializedCondition,
  readyCondition,
  readyToStartContainersCondition,
  type ConditionDraft,
} from './pod-conditions.ts';
import { nextStop } from './plan.ts';
import { podPhase } from './pod-phase.ts';

/** The status that is true by what this kubelet knows. Models pkg/kubelet/kubelet_pods.go generateAPIPodStatus. */
export function honestStatus(state: ClusterState, node: string, pod: KubeletPod, stored: Stored): JsonObject {
  if (pod.verdict === 'rejected') return rejectedStatus(pod, stored);
  return statusFor(honestPhase(state, node, pod, stored), state, node, pod, stored);
}

/** The phase that follows from what the last relist showed. */
export function honestPhase(state: ClusterState, node: string, pod: KubeletPod, stored: Stored): ReportedPhase {
  if (pod.verdict === 'rejected') return 'Failed';
  if (pod.evicted !== undefined && nextStop(pod) === null) return 'Failed';
  const object = asPod(stored.object);
  const look: PodLook = { state, node, pod, object };
  const regular = containerStatuses(look, 'containers');
  const phase = podPhase(object, [...containerStatuses(look, 'initContainers'), ...regular], {
    terminal: object.metadata.deletionTimestamp !== undefined,
    initialized: regular.some(({ name }) => pod.seen?.[name] !== undefined),
  });
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
  const look: PodLook = { state, node, pod, object };
  const truly = phase === honestPhase(state, node, pod, stored);
  const seen = truly ? sandboxSeen(pod) : phase !== 'Pending';
  const regular = truly ? containerStatuses(look, 'containers') : pretended(look, phase);
  const init = containerStatuses(look, 'initContainers');
  const { generation } = object.metadata;
  const status = {
    ...(generation !== undefined && { observedGeneration: generation }),
    phase,
    ...(phase === 'Failed' && pod.evicted !== undefined && { reason: 'Evicted', message: pod.evicted.message }),
    conditions: conditionsOf(look, [...init, ...regular], phase, seen),
    hostIP: hostIP(state, node),
    hostIPs: [{ ip: hostIP(state, node) }],
    ...(seen && pod.podIP !== undefined && { podIP: pod.podIP, podIPs: [{ ip: pod.podIP }] }),
    startTime: pod.reported?.['startTime'] ?? timestamp(pod.noticedAt),
    ...(init.length > 0 && { initContainerStatuses: init }),
    containerStatuses: regular,
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
  { state, pod, object }: PodLook,
  statuses: readonly ContainerStatus[],
  phase: ReportedPhase,
  sandboxReady: boolean,
): PodCondition[] {
  const before = ((pod.reported ?? object.status)?.['conditions'] ?? []) as readonly PodCondition[];
  const drafts: ConditionDraft[] = [
    readyToStartContainersCondition(!sandboxReady),
    initializedCondition(object, statuses, phase),
    readyCondition(object, before, statuses, phase),
    containersReadyCondition(object, statuses, phase),
    { type: 'PodScheduled', status: 'True' },
    ...(pod.evicted === undefined ? [] : [disrupted(pod.evicted.message)]),
  ];
  const { generation } = object.metadata;
  const observed = generation === undefined ? {} : { observedGeneration: generation };
  return drafts.map((draft) => timedCondition(before, { ...draft, ...observed }, timestamp(state.now)));
}

function disrupted(message: string): ConditionDraft {
  return { type: 'DisruptionTarget', status: 'True', reason: 'TerminationByKubelet', message };
}

/** The kubelet looks at the sandbox when it has something to tell about containers: after a relist or a failed pull. */
function sandboxSeen(pod: KubeletPod): boolean {
  const { containers, pullFailures, sandbox, seen = {} } = pod;
  if (sandbox !== 'ready') return false;
  return pullFailures > 0 || Object.values(containers).includes('running') || Object.keys(seen).length > 0;
}

function pretended(look: PodLook, phase: ReportedPhase): ContainerStatus[] {
  const state = pretendedState(phase, look.pod, look.state.now);
  return (look.object.spec?.containers ?? []).map((container) => pretendedStatus(look, container, state));
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

/** The address of the machine itself. */
export function hostIP(state: ClusterState, node: string): string {
  return `192.168.0.${Object.keys(state.machines).indexOf(node) + 11}`;
}
