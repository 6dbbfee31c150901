import { asPod, type Stored } from '../../cluster/objects.ts';
import type { ClusterState, KubeletPod } from '../../cluster/state.ts';
import { ownValue } from '../../kernel/ordered.ts';
import { SYNC_MILLIS } from './container-status.ts';
import { allContainers, restartTime, stopping } from './plan.ts';
import { probeLooks } from './probes.ts';
import { readyAt } from './readiness.ts';

/**
 * When time alone changes what the kubelet would do or say about a pod, in cluster milliseconds; null when it does
 * not. Models pkg/kubelet/pod_workers.go, which syncs a pod again after the back-off period.
 */
export function nextLook(state: ClusterState, node: string, pod: KubeletPod, stored: Stored): number | null {
  if (pod.verdict !== 'admitted' || stopping(pod, stored)) return null;
  const times = allContainers(asPod(stored.object)).flatMap((container) => {
    const { name, image = '' } = container;
    const belief = ownValue(pod.containers, name) ?? 'none';
    if (belief === 'running') return [readyAt(state, pod, container), ...probeLooks(state, node, pod, container)];
    const restart = restartTime(pod, container);
    if (restart !== null) return [(ownValue(pod.seen ?? {}, name)?.finishedAt ?? 0) + SYNC_MILLIS, restart];
    const failure = ownValue(pod.images, image) === 'failed' ? ownValue(pod.pulls ?? {}, image) : undefined;
    return failure === undefined ? [] : [failure.failedAt + SYNC_MILLIS];
  });
  const ahead = times.filter((time) => time > state.now);
  return ahead.length === 0 ? null : Math.min(...ahead);
}
