import { computePodActions, type RuntimePod } from '../../../lib/components/kubelet/compute-pod-actions.ts';
import { backoffAfterRestart, restartAt, type CrashBackoff } from '../../../lib/components/kubelet/crash-backoff.ts';
import {
  containersReadyCondition,
  initializedCondition,
  readyCondition,
} from '../../../lib/components/kubelet/pod-conditions.ts';
import { podPhase } from '../../../lib/components/kubelet/pod-phase.ts';
import {
  effectiveGracePeriod,
  shouldContainerBeRestarted,
  type ContainerRecord,
  type RestartFeatures,
} from '../../../lib/components/kubelet/restart-decision.ts';
import type { ContainerStatus } from '../../../lib/kubernetes/types/container.ts';
import type { Pod, PodCondition, PodPhase, RestartPolicy } from '../../../lib/kubernetes/types/pod.ts';
import { eachCase, type Handler, type Vector } from '../vector-file.ts';

interface PodCase {
  readonly fn: string;
  readonly pod: Pod;
  readonly phase: PodPhase;
  readonly conditions?: readonly PodCondition[] | null;
  readonly containerStatuses: readonly ContainerStatus[] | null;
  readonly podIsTerminal: boolean;
  readonly podHasInitialized: boolean;
  readonly features?: RestartFeatures;
  readonly runtime: RuntimePod;
}

interface RestartCase {
  readonly fn: string;
  readonly restartPolicy: RestartPolicy;
  readonly podDeleted: boolean;
  readonly historyNewestFirst: readonly Pick<ContainerRecord, 'state' | 'exitCode'>[];
  readonly deletionGracePeriodSeconds: number | null;
  readonly overrideSeconds: number | null;
  readonly podSpecTerminationGracePeriodSeconds: number | null;
}

interface BackoffCase {
  readonly initialSeconds: number;
  readonly maxSeconds: number;
  readonly runDurationsSeconds: readonly number[];
}

function cases<T>(play: (vector: T) => unknown): Handler {
  return eachCase((vector: Vector) => play(vector as unknown as T));
}

function playPhase({ pod, podIsTerminal, podHasInitialized, features }: PodCase): unknown {
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  return { phase: podPhase(pod, statuses, { terminal: podIsTerminal, initialized: podHasInitialized }, features) };
}

/** The Initialized table compares no message, whatever upstream says in it. */
function playConditions({ fn, pod, conditions, containerStatuses, phase }: PodCase): unknown {
  switch (fn) {
    case 'ContainersReady':
      return containersReadyCondition(pod, containerStatuses, phase);
    case 'Ready':
      return readyCondition(pod, conditions ?? [], containerStatuses, phase);
    default: {
      const { message: _message, ...rest } = initializedCondition(pod, containerStatuses, phase);
      return rest;
    }
  }
}

function playRestart(vector: RestartCase): unknown {
  if (vector.fn === 'effectiveGracePeriod') {
    const { deletionGracePeriodSeconds, podSpecTerminationGracePeriodSeconds, overrideSeconds } = vector;
    const pod: Pod = {
      metadata: { ...(deletionGracePeriodSeconds !== null && { deletionGracePeriodSeconds }) },
      spec: {
        ...(podSpecTerminationGracePeriodSeconds !== null && {
          terminationGracePeriodSeconds: podSpecTerminationGracePeriodSeconds,
        }),
      },
    };
    return effectiveGracePeriod(pod, overrideSeconds);
  }
  const container = { name: 'c' };
  const metadata = vector.podDeleted ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {};
  const pod: Pod = { metadata, spec: { containers: [container], restartPolicy: vector.restartPolicy } };
  return shouldContainerBeRestarted(pod, container, vector.historyNewestFirst[0] ?? null);
}

function playBackoff({ initialSeconds, maxSeconds, runDurationsSeconds }: BackoffCase): unknown {
  const limits = { initial: initialSeconds * 1000, most: maxSeconds * 1000 };
  let backoff: CrashBackoff | null = null;
  let startedAt = 0;
  const exits = runDurationsSeconds.map((seconds, index) => {
    const finishedAt = startedAt + seconds * 1000;
    startedAt = restartAt(backoff, finishedAt, limits);
    backoff = backoffAfterRestart(backoff, finishedAt, startedAt, limits);
    return {
      exit: index + 1,
      exitAtSeconds: finishedAt / 1000,
      restartAtSeconds: startedAt / 1000,
      restartDelaySeconds: (startedAt - finishedAt) / 1000,
      backoffNowSeconds: backoff.delay / 1000,
    };
  });
  return { exits };
}

function playPodActions({ pod, runtime }: PodCase): unknown {
  const actions = computePodActions(pod, runtime);
  const { killPod, createSandbox, sandboxAttempt, containersToStart, initContainersToStart } = actions;
  const containerIDsToKill = actions.containersToKill.map(({ id }) => id).sort();
  return { killPod, createSandbox, sandboxAttempt, containersToStart, initContainersToStart, containerIDsToKill };
}

export const nodeHandlers: Readonly<Record<string, Handler>> = {
  'kubelet-compute-pod-actions': cases(playPodActions),
  'kubelet-crashloop-backoff': cases(playBackoff),
  'kubelet-pod-conditions': cases(playConditions),
  'kubelet-pod-phase': cases(playPhase),
  'kubelet-restart-decision': cases(playRestart),
};
