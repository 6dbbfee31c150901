import type { Container, ContainerStatus } from '../../kubernetes/types/container.ts';
import type { ConditionStatus } from '../../kubernetes/types/meta.ts';
import type { Pod, PodCondition, PodPhase } from '../../kubernetes/types/pod.ts';
import { hasRegularContainerStarted, isSidecar } from './pod-phase.ts';

/** A condition without its times, which the status manager keeps. */
export type ConditionDraft = Pick<PodCondition, 'type' | 'status' | 'reason' | 'message'>;

/** Whether every container and sidecar is ready. `statuses` null: nothing is known yet. Models pkg/kubelet/status/generate.go. */
export function containersReadyCondition(
  pod: Pod,
  statuses: readonly ContainerStatus[] | null,
  phase: PodPhase,
): ConditionDraft {
  const type = 'ContainersReady';
  if (statuses === null) return draft(type, 'False', 'UnknownContainerStatuses');
  const watched = [...(pod.spec?.initContainers ?? []).filter(isSidecar), ...(pod.spec?.containers ?? [])];
  const { unknown, lacking } = sortByStatus(watched, statuses, (_container, status) => status.ready);
  if (phase === 'Succeeded' && unknown.length === 0) return draft(type, 'False', 'PodCompleted');
  if (phase === 'Failed') return draft(type, 'False', 'PodFailed');
  const message = describe(unknown, 'unready', lacking);
  return message === '' ? draft(type, 'True') : draft(type, 'False', 'ContainersNotReady', message);
}

/** Whether the pod may get traffic: its containers are ready and all its readiness gates are open. */
export function readyCondition(
  pod: Pod,
  conditions: readonly PodCondition[],
  statuses: readonly ContainerStatus[] | null,
  phase: PodPhase,
): ConditionDraft {
  const containers = containersReadyCondition(pod, statuses, phase);
  if (containers.status !== 'True') return { ...containers, type: 'Ready' };
  const closed: string[] = [];
  for (const { conditionType } of pod.spec?.readinessGates ?? []) {
    const gate = conditions.find(({ type }) => type === conditionType);
    if (gate === undefined) {
      closed.push(`corresponding condition of pod readiness gate ${JSON.stringify(conditionType)} does not exist.`);
    } else if (gate.status !== 'True') {
      closed.push(
        `the status of pod readiness gate ${JSON.stringify(conditionType)} is not "True", but ${gate.status}`,
      );
    }
  }
  return closed.length === 0
    ? draft('Ready', 'True')
    : draft('Ready', 'False', 'ReadinessGatesNotReady', closed.join(', '));
}

/** Whether the init containers have done their work; sidecars are in the list from their start on. */
export function initializedCondition(
  pod: Pod,
  statuses: readonly ContainerStatus[] | null,
  phase: PodPhase,
): ConditionDraft {
  const type = 'Initialized';
  const initContainers = pod.spec?.initContainers ?? [];
  if (statuses === null && initContainers.length > 0) return draft(type, 'False', 'UnknownContainerStatuses');
  const known = statuses ?? [];
  const { unknown, lacking } = sortByStatus(initContainers, known, (container, status) =>
    isSidecar(container) ? status.started === true : status.ready,
  );
  if (phase === 'Succeeded' && unknown.length === 0) return draft(type, 'True', 'PodCompleted');
  if (hasRegularContainerStarted(pod, known)) return draft(type, 'True');
  const message = describe(unknown, 'incomplete', lacking);
  return message === '' ? draft(type, 'True') : draft(type, 'False', 'ContainersNotInitialized', message);
}

/** Whether the sandbox with its network stands, so that containers may be created in it. */
export function readyToStartContainersCondition(sandboxNeeded: boolean): ConditionDraft {
  return draft('PodReadyToStartContainers', sandboxNeeded ? 'False' : 'True');
}

function draft(type: string, status: ConditionStatus, reason?: string, message?: string): ConditionDraft {
  return { type, status, ...(reason !== undefined && { reason }), ...(message !== undefined && { message }) };
}

function sortByStatus(
  containers: readonly Container[],
  statuses: readonly ContainerStatus[],
  holds: (container: Container, status: ContainerStatus) => boolean,
): { readonly unknown: readonly string[]; readonly lacking: readonly string[] } {
  const unknown: string[] = [];
  const lacking: string[] = [];
  for (const container of containers) {
    const status = statuses.find(({ name }) => name === container.name);
    if (status === undefined) unknown.push(container.name);
    else if (!holds(container, status)) lacking.push(container.name);
  }
  return { unknown, lacking };
}

function describe(unknown: readonly string[], what: string, lacking: readonly string[]): string {
  const parts: string[] = [];
  if (unknown.length > 0) parts.push(`containers with unknown status: [${unknown.join(' ')}]`);
  if (lacking.length > 0) parts.push(`containers with ${what} status: [${lacking.join(' ')}]`);
  return parts.join(', ');
}
