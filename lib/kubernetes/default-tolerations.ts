import type { Pod, Toleration } from './types/pod.ts';

const NOT_READY = 'node.kubernetes.io/not-ready';
const UNREACHABLE = 'node.kubernetes.io/unreachable';

/**
 * Lets a pod stay 300 s on a node that is not ready or unreachable, unless it says something about that itself.
 * Models plugin/pkg/admission/defaulttolerationseconds.
 */
export function withDefaultTolerations(pod: Pod, seconds = 300): Pod {
  const tolerations = pod.spec?.tolerations ?? [];
  const missing = [NOT_READY, UNREACHABLE].filter((key) => !tolerations.some((toleration) => covers(toleration, key)));
  if (missing.length === 0) return pod;
  const added = missing.map((key): Toleration => ({
    key,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: seconds,
  }));
  return { ...pod, spec: { ...pod.spec, tolerations: [...tolerations, ...added] } };
}

function covers({ key = '', effect }: Toleration, taint: string): boolean {
  return (key === taint || key === '') && (effect === undefined || String(effect) === '' || effect === 'NoExecute');
}
