import type { KubeletPod, ProbeBook, ProbeKind } from '../../cluster/state.ts';
import { ownValue } from '../../kernel/ordered.ts';
import type { Container, Probe } from '../../kubernetes/types/container.ts';
import { failureThreshold } from './probe-times.ts';

/** The startup probe comes first: the others wait for it. */
export const PROBE_KINDS = ['startup', 'liveness', 'readiness'] as const satisfies readonly ProbeKind[];

export function probeOf(container: Container, kind: ProbeKind): Probe | undefined {
  const { startupProbe: startup, livenessProbe: liveness, readinessProbe: readiness } = container;
  return { startup, liveness, readiness }[kind];
}

/** What is known about the container of this name that was last seen; of another one nothing is. */
export function bookOf(pod: KubeletPod, name: string): ProbeBook {
  const id = ownValue(pod.seen ?? {}, name)?.id ?? name;
  const book = ownValue(pod.probes ?? {}, name);
  return book?.id === id ? book : { id, failures: {} };
}

/** True when the probe has failed as often in a row as it may. Models pkg/kubelet/prober/results. */
export function hasFailed(pod: KubeletPod, container: Container, kind: ProbeKind): boolean {
  const probe = probeOf(container, kind);
  if (probe === undefined) return false;
  return (bookOf(pod, container.name).failures[kind]?.count ?? 0) >= failureThreshold(probe);
}

/** True when the container has started up, as far as its startup probe tells. */
export function hasStartedUp(pod: KubeletPod, container: Container): boolean {
  return container.startupProbe === undefined || bookOf(pod, container.name).passedAt !== undefined;
}

/** Liveness and readiness are looked at once the container has started up; the startup probe until then. */
export function mayBeProbed(pod: KubeletPod, container: Container, kind: ProbeKind): boolean {
  return hasStartedUp(pod, container) !== (kind === 'startup');
}

/** What the sync of a pod reads of a container's probes. */
export function probeResults(
  pod: KubeletPod,
  container: Container,
): { readonly liveness?: 'Failure'; readonly startup?: 'Failure' | 'Success' } {
  const liveness = hasFailed(pod, container, 'liveness');
  const failed = hasFailed(pod, container, 'startup');
  const passed = container.startupProbe !== undefined && hasStartedUp(pod, container);
  return {
    ...(liveness && { liveness: 'Failure' }),
    ...(failed ? { startup: 'Failure' } : passed && { startup: 'Success' }),
  };
}
