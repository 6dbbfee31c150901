import type { ClusterState, KubeletPod } from '../../cluster/state.ts';
import { ownValue } from '../../kernel/ordered.ts';
import type { Container } from '../../kubernetes/types/container.ts';
import { behaviourOf } from '../container-runtime/images.ts';
import { bookOf, hasFailed, hasStartedUp } from './probe-results.ts';
import { probeAtLeast } from './probe-times.ts';

/** True when a running container may get traffic: at once without a readiness probe, else while that succeeds. */
export function isReady(state: ClusterState, pod: KubeletPod, container: Container): boolean {
  if (!hasStartedUp(pod, container) || hasFailed(pod, container, 'readiness')) return false;
  return readyAt(state, pod, container) <= state.now;
}

/** From when on the process of a container serves that was started then, in cluster milliseconds. */
export function warmAt({ settings }: ClusterState, startedAt: number, { image = '' }: Container): number {
  return startedAt + (behaviourOf(settings, image).readyAfterMillis ?? settings.readinessMillis ?? 0);
}

/**
 * The first probe that finds a running container able to serve, in cluster milliseconds; a container that has just
 * started up is probed at once. Models pkg/kubelet/prober/worker.go and prober_manager.go.
 */
export function readyAt(state: ClusterState, pod: KubeletPod, container: Container): number {
  const startedAt = ownValue(pod.seen ?? {}, container.name)?.startedAt ?? pod.startedAt ?? 0;
  const probe = container.readinessProbe;
  const startedUpAt = bookOf(pod, container.name).passedAt;
  if (probe === undefined) return startedUpAt ?? startedAt;
  if (startedUpAt !== undefined) return Math.max(startedUpAt, probeAtLeast(probe, startedAt, startedAt));
  return probeAtLeast(probe, startedAt, warmAt(state, startedAt, container));
}
