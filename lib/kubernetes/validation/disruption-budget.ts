import { invalidValue, notSupported, type FieldError } from '../field-error.ts';
import { isPercent } from '../int-or-percent.ts';
import type { PodDisruptionBudget } from '../types/policy.ts';
import { validateLabelSelector } from './labels.ts';
import { amountOf, validateShare } from './workloads.ts';

const POLICIES = ['AlwaysAllow', 'IfHealthyBudget'];

/** Models pkg/apis/policy/validation/validation.go ValidatePodDisruptionBudgetSpec. */
export function validateDisruptionBudget({ spec = {} }: PodDisruptionBudget): FieldError[] {
  const { minAvailable, maxUnavailable, unhealthyPodEvictionPolicy: policy } = spec;
  const errors: FieldError[] = [];
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    errors.push(invalidValue('spec', spec, 'minAvailable and maxUnavailable cannot be both set'));
  }
  for (const [name, value] of [
    ['minAvailable', minAvailable],
    ['maxUnavailable', maxUnavailable],
  ] as const) {
    if (value === undefined) continue;
    errors.push(...validateShare(value, `spec.${name}`));
    if (isPercent(value) && amountOf(value) > 100) {
      errors.push(invalidValue(`spec.${name}`, value, 'must not be greater than 100%'));
    }
  }
  errors.push(...validateLabelSelector(spec.selector, 'spec.selector'));
  if (policy !== undefined && !POLICIES.includes(policy)) {
    errors.push(notSupported('spec.unhealthyPodEvictionPolicy', policy, POLICIES));
  }
  return errors;
}
