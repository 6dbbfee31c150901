import type { IntOrString, KubernetesObject, LabelSelector, StringMap } from './meta.ts';
import type { WorkloadCondition } from './workload.ts';

export interface PodDisruptionBudgetSpec {
  readonly minAvailable?: IntOrString;
  readonly maxUnavailable?: IntOrString;
  readonly selector?: LabelSelector;
  readonly unhealthyPodEvictionPolicy?: 'IfHealthyBudget' | 'AlwaysAllow';
}

export interface PodDisruptionBudgetStatus {
  readonly observedGeneration?: number;
  /** Pods that were allowed to go and are not gone yet, with the time of it. */
  readonly disruptedPods?: StringMap;
  readonly disruptionsAllowed?: number;
  readonly currentHealthy?: number;
  readonly desiredHealthy?: number;
  readonly expectedPods?: number;
  readonly conditions?: readonly (WorkloadCondition & { readonly observedGeneration?: number })[];
}

/** policy/v1. */
export interface PodDisruptionBudget extends KubernetesObject {
  readonly spec?: PodDisruptionBudgetSpec;
  readonly status?: PodDisruptionBudgetStatus;
}
