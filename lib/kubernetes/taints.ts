import type { Taint } from './types/node.ts';
import type { Toleration } from './types/pod.ts';

/** Models staging/src/k8s.io/api/core/v1/toleration.go ToleratesTaint: empty key or effect match any. */
export function toleratesTaint(toleration: Toleration, taint: Taint): boolean {
  const { key = '', effect, operator = 'Equal', value = '' } = toleration;
  if (effect !== undefined && String(effect) !== '' && effect !== taint.effect) return false;
  if (key !== '' && key !== taint.key) return false;
  switch (operator) {
    case 'Exists':
      return true;
    case 'Equal':
      return value === (taint.value ?? '');
    default:
      return String(operator) === '' && value === (taint.value ?? '');
  }
}

/** The first taint that no toleration covers, of those that `applies` accepts; undefined when all are tolerated. */
export function findUntoleratedTaint(
  taints: readonly Taint[],
  tolerations: readonly Toleration[],
  applies: (taint: Taint) => boolean = () => true,
): Taint | undefined {
  return taints.find((taint) => applies(taint) && !tolerations.some((toleration) => toleratesTaint(toleration, taint)));
}

/** A taint as kubectl and events write it: `key=value:Effect`, `key:Effect`. */
export function taintText(taint: Taint): string {
  return `${taint.key}${taint.value === undefined || taint.value === '' ? '' : `=${taint.value}`}:${taint.effect}`;
}
