import { isPercent } from '../int-or-percent.ts';
import { forbiddenField, invalidValue, notSupported, required, type FieldError } from '../field-error.ts';
import { percentErrors } from '../names.ts';
import { labelMapMatches, labelSelectorAsSelector, selectsLabels } from '../selectors.ts';
import type { IntOrString, LabelSelector, StringMap } from '../types/meta.ts';
import type { PodTemplateSpec } from '../types/pod.ts';
import type { Deployment, DeploymentStrategy, ReplicaSet, ReplicationController } from '../types/workload.ts';
import { validateLabelSelector } from './labels.ts';
import {
  invalidEach,
  NOT_NEGATIVE,
  subdomainName,
  validateImmutable,
  validateNonNegative,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from './metadata.ts';
import { validatePodTemplate } from './pod.ts';
import { STRICT, type PodValidationOptions } from './pod-spec.ts';

const TEMPLATE_OPTIONS: PodValidationOptions = { ...STRICT, isPod: false };
const ROLLBACK = 'deprecated.deployment.rollback.to';
const MISMATCH = '`selector` does not match template `labels`';

/** Models pkg/apis/apps/validation ValidateDeployment. */
export function validateDeployment(deployment: Deployment, options = TEMPLATE_OPTIONS): FieldError[] {
  return [
    ...validateObjectMeta(deployment.metadata, true, subdomainName),
    ...validateDeploymentSpec(deployment, options),
  ];
}

/** Models ValidateDeploymentUpdate and the immutable selector of deploymentStrategy.ValidateUpdate. */
export function validateDeploymentUpdate(now: Deployment, old: Deployment, options = TEMPLATE_OPTIONS): FieldError[] {
  return [
    ...validateObjectMetaUpdate(now.metadata, old.metadata),
    ...validateDeploymentSpec(now, options),
    ...validateImmutable(now.spec?.selector, old.spec?.selector, 'spec.selector'),
  ];
}

function validateDeploymentSpec({ metadata, spec = {} }: Deployment, options: PodValidationOptions): FieldError[] {
  const { selector, template, minReadySeconds = 0, progressDeadlineSeconds } = spec;
  const errors = validateNonNegative(spec.replicas, 'spec.replicas');
  if (selector === undefined) errors.push(required('spec.selector'));
  else {
    errors.push(...validateLabelSelector(selector, 'spec.selector', options.invalidSelectorValues));
    if (isEmpty(selector))
      errors.push(invalidValue('spec.selector', selector, 'empty selector is invalid for deployment'));
  }
  const converted = labelSelectorAsSelector(selector);
  if (!converted.ok) errors.push(invalidValue('spec.selector', selector, 'invalid label selector'));
  else errors.push(...validateTemplate(template, matcherOf(selector), options));
  errors.push(...validateStrategy(spec.strategy ?? {}));
  errors.push(...validateNonNegative(minReadySeconds, 'spec.minReadySeconds'));
  errors.push(...validateNonNegative(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit'));
  // What was once a member of the spec survives as an annotation.
  const rollback = metadata.annotations?.[ROLLBACK] ?? '';
  if (/^-?\d+$/.test(rollback)) errors.push(...validateNonNegative(Number(rollback), 'spec.rollback.version'));
  if (progressDeadlineSeconds !== undefined) {
    errors.push(...validateNonNegative(progressDeadlineSeconds, 'spec.progressDeadlineSeconds'));
    if (progressDeadlineSeconds <= minReadySeconds) {
      errors.push(
        invalidValue('spec.progressDeadlineSeconds', progressDeadlineSeconds, 'must be greater than minReadySeconds'),
      );
    }
  }
  return errors;
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/** Whether labels are selected; null when the selector is empty and there is nothing to check. */
type Matcher = ((labels: StringMap) => boolean) | null;

function matcherOf(selector: LabelSelector | undefined): Matcher {
  // An absent selector selects nothing, which is not the same as having nothing to select by.
  if (selector !== undefined && isEmpty(selector)) return null;
  const converted = labelSelectorAsSelector(selector);
  return converted.ok ? (labels) => selectsLabels(converted.value, labels) : null;
}

/** Models ValidatePodTemplateSpecForReplicaSet. */
function validateTemplate(
  template: PodTemplateSpec | undefined,
  matches: Matcher,
  options: PodValidationOptions,
): FieldError[] {
  if (template === undefined) return [required('spec.template')];
  const errors: FieldError[] = [];
  const labels = template.metadata?.labels ?? {};
  if (matches !== null && !matches(labels)) {
    errors.push(invalidValue('spec.template.metadata.labels', template.metadata?.labels ?? null, MISMATCH));
  }
  errors.push(...validatePodTemplate(template, 'spec.template', options));
  const policy: string = template.spec?.restartPolicy ?? '';
  if (policy !== 'Always') errors.push(notSupported('spec.template.spec.restartPolicy', policy, ['Always']));
  if (template.spec?.activeDeadlineSeconds !== undefined) {
    const field = 'spec.template.spec.activeDeadlineSeconds';
    errors.push(forbiddenField(field, 'activeDeadlineSeconds in ReplicaSet is not Supported'));
  }
  return errors;
}

/** Models ValidateDeploymentStrategy. */
function validateStrategy(strategy: DeploymentStrategy): FieldError[] {
  const field = 'spec.strategy';
  const type: string = strategy.type ?? '';
  if (type === 'Recreate') {
    if (strategy.rollingUpdate === undefined) return [];
    return [forbiddenField(`${field}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'")];
  }
  if (type !== 'RollingUpdate') return [notSupported(field, strategy, ['Recreate', 'RollingUpdate'])];
  if (strategy.rollingUpdate === undefined) {
    return [required(`${field}.rollingUpdate`, 'this should be defaulted and never be nil')];
  }
  const { maxUnavailable = 0, maxSurge = 0 } = strategy.rollingUpdate;
  const own = `${field}.rollingUpdate`;
  const errors = [
    ...validateShare(maxUnavailable, `${own}.maxUnavailable`),
    ...validateShare(maxSurge, `${own}.maxSurge`),
  ];
  if (amountOf(maxUnavailable) === 0 && amountOf(maxSurge) === 0) {
    errors.push(invalidValue(`${own}.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0'));
  }
  if (isPercent(maxUnavailable) && amountOf(maxUnavailable) > 100) {
    errors.push(invalidValue(`${own}.maxUnavailable`, maxUnavailable, 'must not be greater than 100%'));
  }
  return errors;
}

/** A number of pods or a percentage of them. Models ValidatePositiveIntOrPercent. */
export function validateShare(value: IntOrString, field: string): FieldError[] {
  if (typeof value === 'string') return invalidEach(percentErrors(value), field, value);
  return value < 0 ? [invalidValue(field, value, NOT_NEGATIVE)] : [];
}

/** The number in a number or a percentage. */
export function amountOf(value: IntOrString): number {
  if (typeof value === 'number') return value;
  return isPercent(value) ? Number(value.slice(0, -1)) : 0;
}

/** Models ValidateReplicaSet. */
export function validateReplicaSet(replicaSet: ReplicaSet, options = TEMPLATE_OPTIONS): FieldError[] {
  return [
    ...validateObjectMeta(replicaSet.metadata, true, subdomainName),
    ...validateReplicaSetSpec(replicaSet, options),
  ];
}

/** Models ValidateReplicaSetUpdate and the immutable selector of rsStrategy.ValidateUpdate. */
export function validateReplicaSetUpdate(now: ReplicaSet, old: ReplicaSet, options = TEMPLATE_OPTIONS): FieldError[] {
  return [
    ...validateObjectMetaUpdate(now.metadata, old.metadata),
    ...validateReplicaSetSpec(now, options),
    ...validateImmutable(now.spec?.selector, old.spec?.selector, 'spec.selector'),
  ];
}

function validateReplicaSetSpec({ spec = {} }: ReplicaSet, options: PodValidationOptions): FieldError[] {
  const { selector, template } = spec;
  const errors = [
    ...validateNonNegative(spec.replicas, 'spec.replicas'),
    ...validateNonNegative(spec.minReadySeconds, 'spec.minReadySeconds'),
  ];
  if (selector === undefined) errors.push(required('spec.selector'));
  else {
    errors.push(...validateLabelSelector(selector, 'spec.selector', options.invalidSelectorValues));
    if (isEmpty(selector))
      errors.push(invalidValue('spec.selector', selector, 'empty selector is invalid for deployment'));
  }
  const converted = labelSelectorAsSelector(selector);
  if (!converted.ok) return [...errors, invalidValue('spec.selector', selector, 'invalid label selector')];
  return [...errors, ...validateTemplate(template, matcherOf(selector), options)];
}

/** Models ValidateReplicationController. */
export function validateReplicationController(
  controller: ReplicationController,
  options = TEMPLATE_OPTIONS,
): FieldError[] {
  return [
    ...validateObjectMeta(controller.metadata, true, subdomainName),
    ...validateReplicationControllerSpec(controller, options),
  ];
}

/** Models ValidateReplicationControllerUpdate. */
export function validateReplicationControllerUpdate(
  now: ReplicationController,
  old: ReplicationController,
  options = TEMPLATE_OPTIONS,
): FieldError[] {
  return [...validateObjectMetaUpdate(now.metadata, old.metadata), ...validateReplicationControllerSpec(now, options)];
}

function validateReplicationControllerSpec(
  { spec = {} }: ReplicationController,
  options: PodValidationOptions,
): FieldError[] {
  const selector = spec.selector ?? {};
  const empty = Object.keys(selector).length === 0;
  return [
    ...validateNonNegative(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...(empty ? [required('spec.selector')] : []),
    ...validateNonNegative(spec.replicas, 'spec.replicas'),
    ...validateTemplate(spec.template, empty ? null : (labels) => labelMapMatches(selector, labels), options),
  ];
}
