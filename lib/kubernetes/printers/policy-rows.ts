import type { KubernetesObject } from '../types/meta.ts';
import type { PodDisruptionBudget } from '../types/policy.ts';
import { age, type PrintedRow, type PrintOptions } from './cells.ts';

/** Models printPodDisruptionBudget. */
export function printDisruptionBudget(budget: PodDisruptionBudget, { now }: PrintOptions): PrintedRow {
  const { metadata, spec = {}, status = {} } = budget;
  const least = String(spec.minAvailable ?? 'N/A');
  const most = String(spec.maxUnavailable ?? 'N/A');
  return {
    cells: [metadata.name ?? '', least, most, status.disruptionsAllowed ?? 0, age(metadata.creationTimestamp, now)],
  };
}

/** scheduling.k8s.io/v1, as far as a table shows it. */
export interface PriorityClass extends KubernetesObject {
  readonly value?: number;
  readonly globalDefault?: boolean;
  readonly preemptionPolicy?: string;
}

/** Models printPriorityClass. */
export function printPriorityClass(priority: PriorityClass, { now }: PrintOptions): PrintedRow {
  const { metadata, value = 0, globalDefault = false, preemptionPolicy = 'PreemptLowerPriority' } = priority;
  return { cells: [metadata.name ?? '', value, globalDefault, age(metadata.creationTimestamp, now), preemptionPolicy] };
}
