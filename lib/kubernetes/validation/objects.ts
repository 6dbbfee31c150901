import { sortedKeys } from '../../kernel/ordered.ts';
import { duplicate, forbiddenField, invalidValue, notSupported, required, type FieldError } from '../field-error.ts';
import { configMapKeyErrors, labelValueErrors } from '../names.ts';
import type { ConfigMap, LimitRange, ResourceQuota, Secret } from '../types/config.ts';
import type { Lease } from '../types/coordination.ts';
import type { KubernetesObject } from '../types/meta.ts';
import type { Node } from '../types/node.ts';
import type { Pod } from '../types/pod.ts';
import type { PodDisruptionBudget } from '../types/policy.ts';
import type { RoleBinding } from '../types/rbac.ts';
import type { Service } from '../types/service.ts';
import type { Deployment, ReplicaSet, ReplicationController } from '../types/workload.ts';
import { kindInfo } from '../resources-table.ts';
import { validateDisruptionBudget } from './disruption-budget.ts';
import { labelNameErrors } from './labels.ts';
import {
  invalidEach,
  nameRuleOf,
  pathSegmentName,
  validateImmutable,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from './metadata.ts';
import { validatePodCreate } from './pod.ts';
import { validatePodStatusUpdate, validatePodUpdate } from './pod-update.ts';
import { validateQuantityValue } from './resource-requirements.ts';
import { validateEffect } from './scheduling.ts';
import { unchecked } from './unchecked.ts';
import { validateServiceCreate, validateServiceUpdate } from './service.ts';
import {
  validateDeployment,
  validateDeploymentUpdate,
  validateReplicaSet,
  validateReplicaSetUpdate,
  validateReplicationController,
  validateReplicationControllerUpdate,
} from './workloads.ts';

const IMMUTABLE_DATA = 'field is immutable when `immutable` is set';

/** What is wrong with a new object of any kind that is stored. The object has been defaulted. */
export function validateNew(object: KubernetesObject): FieldError[] {
  switch (object.kind) {
    case 'Pod':
      return validatePodCreate(object satisfies Pod);
    case 'Deployment':
      return validateDeployment(object satisfies Deployment);
    case 'ReplicaSet':
      return validateReplicaSet(object satisfies ReplicaSet);
    case 'ReplicationController':
      return validateReplicationController(object satisfies ReplicationController);
    case 'Service':
      return validateServiceCreate(object satisfies Service);
    default:
      return [...validateMeta(object), ...validateContent(object)];
  }
}

/** What is wrong with a change of any kind of object; `status` true for the status subresource. */
export function validateChange(now: KubernetesObject, old: KubernetesObject, status = false): FieldError[] {
  switch (now.kind) {
    case 'Pod':
      return status ? validatePodStatusUpdate(now satisfies Pod, old) : validatePodUpdate(now satisfies Pod, old);
    case 'Deployment':
      return validateDeploymentUpdate(now satisfies Deployment, old);
    case 'ReplicaSet':
      return validateReplicaSetUpdate(now satisfies ReplicaSet, old);
    case 'ReplicationController':
      return validateReplicationControllerUpdate(now satisfies ReplicationController, old);
    case 'Service':
      return validateServiceUpdate(now satisfies Service, old);
    default:
      return [
        ...validateObjectMetaUpdate(now.metadata, old.metadata),
        ...validateContent(now),
        ...validateUnchanging(now, old),
      ];
  }
}

function validateMeta(object: KubernetesObject): FieldError[] {
  const kind = object.kind ?? '';
  return validateObjectMeta(object.metadata, kindInfo(kind)?.namespaced ?? true, nameRuleOf(kind));
}

function validateContent(object: KubernetesObject): FieldError[] {
  switch (object.kind) {
    case 'ConfigMap':
      return validateData(object satisfies ConfigMap);
    case 'Secret':
      return validateData(object satisfies Secret);
    case 'Node':
      return validateTaints(object satisfies Node);
    case 'Lease':
      return validateLease(object satisfies Lease);
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return validateBinding(object as RoleBinding);
    case 'PodDisruptionBudget':
      return validateDisruptionBudget(object satisfies PodDisruptionBudget);
    case 'ResourceQuota':
      return validateQuota(object satisfies ResourceQuota);
    case 'LimitRange':
      return validateLimitRange(object satisfies LimitRange);
    default:
      return [];
  }
}

/** What is fixed once it was written. */
function validateUnchanging(now: KubernetesObject, old: KubernetesObject): FieldError[] {
  if (now.kind === 'RoleBinding' || now.kind === 'ClusterRoleBinding') {
    const same = JSON.stringify((now as RoleBinding).roleRef) === JSON.stringify((old as RoleBinding).roleRef);
    return same ? [] : [invalidValue('roleRef', (now as RoleBinding).roleRef, 'cannot change roleRef')];
  }
  if (now.kind !== 'ConfigMap' && now.kind !== 'Secret') return [];
  const after: ConfigMap & Secret = now;
  const before: ConfigMap & Secret = old;
  const errors = now.kind === 'Secret' ? validateImmutable(after.type, before.type, 'type') : [];
  if (before.immutable !== true) return errors;
  if (after.immutable !== true) errors.push(forbiddenField('immutable', IMMUTABLE_DATA));
  if (validateImmutable(after.data, before.data, 'data').length > 0)
    errors.push(forbiddenField('data', IMMUTABLE_DATA));
  return errors;
}

function validateData(object: ConfigMap): FieldError[] {
  const errors: FieldError[] = [];
  for (const bag of ['data', 'binaryData'] as const) {
    for (const key of sortedKeys(object[bag] ?? {})) {
      errors.push(...invalidEach(configMapKeyErrors(key), `${bag}[${key}]`, key));
      if (bag === 'data' && object.binaryData?.[key] !== undefined) {
        errors.push(invalidValue(`data[${key}]`, key, 'duplicate of key present in binaryData'));
      }
    }
  }
  return errors;
}

/** Models validateNodeTaints, which names the path without `spec`. */
function validateTaints(node: Node): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const [index, taint] of (node.spec?.taints ?? []).entries()) {
    const field = `metadata.taints[${index}]`;
    const { key, value = '', effect } = taint;
    errors.push(...labelNameErrors(key, `${field}.key`));
    const wrong = labelValueErrors(value);
    if (wrong.length > 0) errors.push(invalidValue(`${field}.value`, value, wrong.join(';')));
    errors.push(...validateEffect(effect, `${field}.effect`));
    const pair = `${effect}/${key}`;
    if (seen.has(pair)) {
      const error = duplicate(field, taint);
      errors.push({ ...error, message: `${error.message}: taints must be unique by key and effect pair` });
    }
    seen.add(pair);
  }
  return errors;
}

function validateLease({ spec = {} }: Lease): FieldError[] {
  const errors: FieldError[] = [];
  const { leaseDurationSeconds: seconds, leaseTransitions: transitions } = spec;
  if (seconds !== undefined && seconds <= 0) {
    errors.push(invalidValue('spec.leaseDurationSeconds', seconds, 'must be greater than 0'));
  }
  if (transitions !== undefined && transitions < 0) {
    errors.push(invalidValue('spec.leaseTransitions', transitions, 'must be greater than or equal to 0'));
  }
  return errors;
}

function validateBinding(binding: RoleBinding): FieldError[] {
  if (unchecked(binding).roleRef === undefined) return [required('roleRef.name')];
  const { kind, name = '', apiGroup = 'rbac.authorization.k8s.io' } = unchecked(binding.roleRef);
  const errors: FieldError[] = [];
  if (apiGroup !== 'rbac.authorization.k8s.io') {
    errors.push(notSupported('roleRef.apiGroup', apiGroup, ['rbac.authorization.k8s.io']));
  }
  const kinds = binding.kind === 'RoleBinding' ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  if (!kinds.includes(kind ?? '')) errors.push(notSupported('roleRef.kind', kind, kinds));
  if (name === '') errors.push(required('roleRef.name'));
  else errors.push(...invalidEach(pathSegmentName(name, false), 'roleRef.name', name));
  for (const [index, subject] of (binding.subjects ?? []).entries()) {
    const field = `subjects[${index}]`;
    if (subject.name === '') errors.push(required(`${field}.name`));
    const known = ['ServiceAccount', 'User', 'Group'];
    if (!known.includes(subject.kind)) errors.push(notSupported(`${field}.kind`, subject.kind, known));
    const homeless = subject.kind === 'ServiceAccount' && binding.kind === 'ClusterRoleBinding' && !subject.namespace;
    if (homeless) errors.push(required(`${field}.namespace`));
  }
  return errors;
}

function validateQuota(quota: ResourceQuota): FieldError[] {
  const hard = quota.spec?.hard ?? {};
  return sortedKeys(hard).flatMap((name) => validateQuantityValue(name, hard[name] ?? '0', `spec.hard[${name}]`));
}

function validateLimitRange(range: LimitRange): FieldError[] {
  const errors: FieldError[] = [];
  const types = new Set<string>();
  for (const [index, item] of (range.spec?.limits ?? []).entries()) {
    const field = `spec.limits[${index}]`;
    if (types.has(item.type)) errors.push(duplicate(`${field}.type`, item.type));
    types.add(item.type);
    for (const side of ['max', 'min', 'default', 'defaultRequest'] as const) {
      const list = item[side] ?? {};
      errors.push(
        ...sortedKeys(list).flatMap((name) =>
          validateQuantityValue(name, list[name] ?? '0', `${field}.${side}[${name}]`),
        ),
      );
    }
  }
  return errors;
}
