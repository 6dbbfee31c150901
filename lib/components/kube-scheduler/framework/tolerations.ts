import type { Taint } from '../../../kubernetes/types/node.ts';
import type { Toleration } from '../../../kubernetes/types/pod.ts';

/** Whether a toleration covers a taint. Models staging/src/k8s.io/api/core/v1/toleration.go ToleratesTaint. */
export function toleratesTaint(toleration: Toleration, taint: Taint): boolean {
  if ((toleration.effect ?? taint.effect) !== taint.effect) return false;
  if ((toleration.key ?? '') !== '' && toleration.key !== taint.key) return false;
  return toleration.operator === 'Exists' || (toleration.value ?? '') === (taint.value ?? '');
}
