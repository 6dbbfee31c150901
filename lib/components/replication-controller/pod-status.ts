import { parseRfc3339 } from '../../kubernetes/rfc3339.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';

/** True while the pod counts as a replica: neither finished nor being deleted. Models controller_utils.go IsPodActive. */
export function isPodActive(pod: Pod): boolean {
  const phase = pod.status?.phase;
  return phase !== 'Succeeded' && phase !== 'Failed' && pod.metadata.deletionTimestamp === undefined;
}

export function isPodReady(pod: Pod): boolean {
  return readyCondition(pod)?.status === 'True';
}

/** Since when the pod is ready, in ms; null when it is not, or the time is not known. */
export function readySince(pod: Pod): number | null {
  const condition = readyCondition(pod);
  return condition?.status === 'True' ? parseRfc3339(condition.lastTransitionTime) : null;
}

/** True when the pod has been ready for so long without a break. Models pkg/api/v1/pod/util.go IsPodAvailable. */
export function isPodAvailable(pod: Pod, minReadySeconds: number, now: number): boolean {
  if (!isPodReady(pod)) return false;
  if (minReadySeconds === 0) return true;
  const since = readySince(pod);
  return since !== null && since + minReadySeconds * 1000 <= now;
}

function readyCondition(pod: Pod) {
  return (pod.status?.conditions ?? []).find(({ type }) => type === 'Ready');
}
