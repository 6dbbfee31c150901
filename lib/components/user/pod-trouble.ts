import type { Pod } from '../../kubernetes/types/pod.ts';

const STUCK_REASONS = ['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'CreateContainerError'];

/** Why the pod will not come up by itself, in kubectl's words; null when it may. */
export function stuckBecause(pod: Pod): string | null {
  if (pod.status?.phase === 'Failed') return pod.status.reason ?? 'Failed';
  // Room is being made for it: nothing is wrong.
  if (pod.status?.nominatedNodeName && !pod.spec?.nodeName) return null;
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False') return scheduled.message ?? scheduled.reason ?? 'Unschedulable';
  const waiting = pod.status?.containerStatuses?.map(({ state }) => state?.waiting?.reason ?? '');
  return waiting?.find((reason) => STUCK_REASONS.includes(reason)) ?? null;
}
