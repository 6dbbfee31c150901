import type { Container, ContainerStatus } from '../../kubernetes/types/container.ts';
import type { Pod, PodPhase } from '../../kubernetes/types/pod.ts';
import { isRestartable, type RestartFeatures } from './restart-decision.ts';

/** What the kubelet knows about a pod beyond its container statuses. */
export interface PodProgress {
  /** Its containers will not be started again whatever the restart policy: deleted, evicted or over its deadline. */
  readonly terminal: boolean;
  /** A regular container has run before, so that restarting sidecars do not make it Pending again. */
  readonly initialized: boolean;
}

/**
 * The phase that follows from the container statuses (of init containers as of regular ones).
 * Models pkg/kubelet/kubelet_pods.go getPhase.
 */
export function podPhase(
  pod: Pod,
  statuses: readonly ContainerStatus[],
  progress: PodProgress,
  features: RestartFeatures = {},
): PodPhase {
  const byName = new Map(statuses.map((status) => [status.name, status]));
  const initialization = countInitContainers(pod, byName, features);
  const counts = countContainers(pod, byName, features);
  countSidecars(pod, byName, counts);
  if (initialization.failed) return 'Failed';
  const initializing = initialization.pending > 0 || (counts.pendingSidecars > 0 && !progress.initialized);
  if (initializing || counts.waiting > 0) return 'Pending';
  if (counts.running > 0 && counts.unknown === 0) return 'Running';
  if (counts.running > 0 || counts.stopped === 0 || counts.unknown > 0) return 'Pending';
  const succeeded = counts.stopped === counts.succeeded;
  if (progress.terminal) return succeeded ? 'Succeeded' : 'Failed';
  return phaseWhenStopped(pod, counts, succeeded, features);
}

/** True when a regular container runs or has run. Models pkg/kubelet/container/helpers.go HasAnyRegularContainerStarted. */
export function hasRegularContainerStarted(pod: Pod, statuses: readonly ContainerStatus[]): boolean {
  const regular = new Set((pod.spec?.containers ?? []).map(({ name }) => name));
  return statuses.some(
    ({ name, state, lastState }) =>
      regular.has(name) &&
      (state?.running !== undefined || state?.terminated !== undefined || lastState?.terminated !== undefined),
  );
}

export function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always';
}

interface Counts {
  unknown: number;
  running: number;
  waiting: number;
  stopped: number;
  finalStopped: number;
  succeeded: number;
  pendingSidecars: number;
}

type StatusByName = ReadonlyMap<string, ContainerStatus>;

function phaseWhenStopped(pod: Pod, counts: Counts, succeeded: boolean, features: RestartFeatures): PodPhase {
  if (features.containerRestartRules === true) {
    if (counts.stopped !== counts.finalStopped) return 'Running';
    return succeeded ? 'Succeeded' : 'Failed';
  }
  const policy = pod.spec?.restartPolicy;
  if (policy === 'Always') return 'Running';
  if (succeeded) return 'Succeeded';
  return policy === 'Never' ? 'Failed' : 'Running';
}

function countInitContainers(
  pod: Pod,
  byName: StatusByName,
  features: RestartFeatures,
): { pending: number; failed: boolean } {
  let pending = 0;
  let failed = false;
  for (const container of pod.spec?.initContainers ?? []) {
    if (isSidecar(container)) continue;
    const { state, lastState } = byName.get(container.name) ?? {};
    const ended = state?.terminated ?? (state?.waiting === undefined ? undefined : lastState?.terminated);
    if (ended === undefined || state?.running !== undefined) pending += 1;
    else if (ended.exitCode !== 0) {
      failed ||=
        features.containerRestartRules === true
          ? !isRestartable(pod, container, ended.exitCode, features)
          : pod.spec?.restartPolicy === 'Never';
    }
  }
  return { pending, failed };
}

function countContainers(pod: Pod, byName: StatusByName, features: RestartFeatures): Counts {
  const counts: Counts = {
    unknown: 0,
    running: 0,
    waiting: 0,
    stopped: 0,
    finalStopped: 0,
    succeeded: 0,
    pendingSidecars: 0,
  };
  for (const container of pod.spec?.containers ?? []) {
    const { state, lastState } = byName.get(container.name) ?? {};
    if (state?.running !== undefined) counts.running += 1;
    else if (state?.terminated !== undefined || (state?.waiting !== undefined && lastState?.terminated !== undefined)) {
      const exitCode = (state.terminated ?? lastState?.terminated)?.exitCode ?? 0;
      counts.stopped += 1;
      if (state.terminated !== undefined && exitCode === 0) counts.succeeded += 1;
      if (!isRestartable(pod, container, exitCode, features)) counts.finalStopped += 1;
    } else if (state?.waiting !== undefined) counts.waiting += 1;
    else counts.unknown += 1;
  }
  return counts;
}

/** A sidecar that has ended does not count: it neither ends the pod nor keeps it going. */
function countSidecars(pod: Pod, byName: StatusByName, counts: Counts): void {
  for (const container of pod.spec?.initContainers ?? []) {
    if (!isSidecar(container)) continue;
    const status = byName.get(container.name);
    const state = status?.state;
    if (status === undefined) counts.unknown += 1;
    else if (state?.running !== undefined) {
      counts.running += 1;
      if (status.started !== true) counts.pendingSidecars += 1;
    } else if (state?.waiting !== undefined) {
      if (status.lastState?.terminated !== undefined) continue;
      counts.pendingSidecars += 1;
      counts.waiting += 1;
    } else if (state?.terminated === undefined) {
      counts.pendingSidecars += 1;
      counts.unknown += 1;
    }
  }
}
