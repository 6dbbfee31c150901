import type { ClusterState, KubeletPod } from '../../cluster/state.ts';
import { ownValue } from '../../kernel/ordered.ts';
import type { Container } from '../../kubernetes/types/container.ts';
import { behaviourOf } from '../container-runtime/images.ts';

const PERIOD_SECONDS = 10;

/** True when a running container may get traffic: at once without a readiness probe, else when that has succeeded. */
export function isReady(state: ClusterState, pod: KubeletPod, container: Container): boolean {
  return readyAt(state, pod, container) <= state.now;
}

/**
 * The first probe that finds a running container able to serve, in cluster milliseconds.
 * Models pkg/kubelet/prober/worker.go; the probe itself always succeeds once the process is warm.
 */
export function readyAt(state: ClusterState, pod: KubeletPod, container: Container): number {
  const startedAt = ownValue(pod.seen ?? {}, container.name)?.startedAt ?? pod.startedAt ?? 0;
  const probe = container.readinessProbe;
  if (probe === undefined) return startedAt;
  const { initialDelaySeconds = 0, periodSeconds = PERIOD_SECONDS } = probe;
  const first = initialDelaySeconds * 1000;
  const period = periodSeconds * 1000;
  const { readyAfterMillis = state.settings.readinessMillis ?? 0 } = behaviourOf(state.settings, container.image ?? '');
  return startedAt + first + Math.max(0, Math.ceil((readyAfterMillis - first) / period)) * period;
}
