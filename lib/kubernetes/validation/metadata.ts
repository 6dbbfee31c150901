import { canonicalJson } from '../../kernel/canonical.ts';
import { forbiddenField, invalidValue, required, type FieldError } from '../field-error.ts';
import { dns1035LabelErrors, dns1123LabelErrors, dns1123SubdomainErrors, qualifiedNameErrors } from '../names.ts';
import type { ObjectMeta, OwnerReference } from '../types/meta.ts';
import { validateAnnotations, validateLabels } from './labels.ts';

/** What is wrong with a name; `prefix` true when something will be appended, so that a trailing dash is fine. */
export type NameRule = (name: string, prefix: boolean) => string[];

export const IMMUTABLE = 'field is immutable';
const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];
const UNQUALIFIED = 'name is neither a standard finalizer name nor is it fully qualified';
export const NOT_NEGATIVE = 'must be greater than or equal to 0';
export const NOT_POSITIVE = 'must be greater than zero';

export const subdomainName: NameRule = (name, prefix) => dns1123SubdomainErrors(masked(name, prefix));
export const labelName: NameRule = (name, prefix) => dns1123LabelErrors(masked(name, prefix));
export const dns1035Name: NameRule = (name, prefix) => dns1035LabelErrors(masked(name, prefix));

/** Roles and bindings: anything that is one segment of a path. Models apimachinery/pkg/api/validation/path. */
export const pathSegmentName: NameRule = (name) => {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%']
    .filter((character) => name.includes(character))
    .map((character) => `may not contain '${character}'`);
};

function masked(name: string, prefix: boolean): string {
  return prefix && name.endsWith('-') && name.length > 1 ? `${name.slice(0, -1)}a` : name;
}

/** The rule for the names of a kind. */
export function nameRuleOf(kind: string): NameRule {
  switch (kind) {
    case 'Namespace':
      return labelName;
    case 'Service':
      return dns1035Name;
    case 'Role':
    case 'ClusterRole':
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return pathSegmentName;
    default:
      return subdomainName;
  }
}

export function validateNonNegative(value: number | undefined, field: string): FieldError[] {
  return value !== undefined && value < 0 ? [invalidValue(field, value, NOT_NEGATIVE)] : [];
}

export function validateImmutable(now: unknown, before: unknown, field: string): FieldError[] {
  return canonicalJson(now ?? null) === canonicalJson(before ?? null)
    ? []
    : [invalidValue(field, now ?? null, IMMUTABLE)];
}

export function invalidEach(messages: readonly string[], field: string, value: unknown): FieldError[] {
  return messages.map((message) => invalidValue(field, value, message));
}

/** Models staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go ValidateObjectMeta. */
export function validateObjectMeta(
  meta: ObjectMeta,
  namespaced: boolean,
  rule: NameRule,
  field = 'metadata',
): FieldError[] {
  const errors: FieldError[] = [];
  const { name = '', generateName = '', namespace = '' } = meta;
  if (generateName !== '') errors.push(...invalidEach(rule(generateName, true), `${field}.generateName`, generateName));
  if (name === '') errors.push(required(`${field}.name`, 'name or generateName is required'));
  else errors.push(...invalidEach(rule(name, false), `${field}.name`, name));
  if (namespaced) {
    if (namespace === '') errors.push(required(`${field}.namespace`));
    else errors.push(...invalidEach(labelName(namespace, false), `${field}.namespace`, namespace));
  } else if (namespace !== '') {
    errors.push(forbiddenField(`${field}.namespace`, 'not allowed on this type'));
  }
  errors.push(...validateNonNegative(meta.generation, `${field}.generation`));
  errors.push(...validateLabels(meta.labels, `${field}.labels`));
  errors.push(...validateAnnotations(meta.annotations, `${field}.annotations`));
  errors.push(...validateOwners(meta.ownerReferences ?? [], `${field}.ownerReferences`));
  errors.push(...validateFinalizers(meta.finalizers ?? [], `${field}.finalizers`));
  return errors;
}

function validateOwners(owners: readonly OwnerReference[], field: string): FieldError[] {
  const errors: FieldError[] = [];
  let controller: string | null = null;
  for (const owner of owners) {
    const given: Partial<OwnerReference> = owner;
    if ((given.apiVersion ?? '') === '')
      errors.push(invalidValue(`${field}.apiVersion`, '', 'version must not be empty'));
    for (const member of ['kind', 'name', 'uid'] as const) {
      const value = given[member] ?? '';
      if (value === '') errors.push(invalidValue(`${field}.${member}`, value, `${member} must not be empty`));
    }
    if (owner.apiVersion === 'v1' && owner.kind === 'Event') {
      errors.push(invalidValue(field, owner, '/v1, Kind=Event is disallowed from being an owner'));
    }
    if (owner.controller !== true) continue;
    if (controller === null) controller = owner.name;
    else {
      const detail = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${owner.name}`;
      errors.push(invalidValue(field, owners, detail));
    }
  }
  return errors;
}

function validateFinalizers(finalizers: readonly string[], field: string): FieldError[] {
  const errors = finalizers.flatMap((name) => invalidEach(qualifiedNameErrors(name), field, name));
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.push(invalidValue(field, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set'));
  }
  for (const [index, name] of finalizers.entries()) {
    if (!name.includes('/') && !STANDARD_FINALIZERS.includes(name))
      errors.push(invalidValue(`${field}[${index}]`, name, UNQUALIFIED));
  }
  return errors;
}

/** Models ValidateObjectMetaUpdate: what an update may not do to metadata. */
export function validateObjectMetaUpdate(now: ObjectMeta, before: ObjectMeta, field = 'metadata'): FieldError[] {
  const errors: FieldError[] = [];
  const grace = now.deletionGracePeriodSeconds ?? before.deletionGracePeriodSeconds;
  if (grace !== undefined && grace !== before.deletionGracePeriodSeconds) {
    const why = `${IMMUTABLE}; may only be changed via deletion`;
    errors.push(invalidValue(`${field}.deletionGracePeriodSeconds`, grace, why));
  }
  if (before.deletionTimestamp !== undefined)
    errors.push(...validateNoNewFinalizers(now, before, `${field}.finalizers`));
  if ((now.resourceVersion ?? '') === '') {
    errors.push(invalidValue(`${field}.resourceVersion`, 0, 'must be specified for an update'));
  }
  if ((now.generation ?? 0) < (before.generation ?? 0)) {
    errors.push(invalidValue(`${field}.generation`, now.generation ?? 0, 'must not be decremented'));
  }
  errors.push(...validateImmutable(now.name ?? '', before.name ?? '', `${field}.name`));
  errors.push(...validateImmutable(now.namespace ?? '', before.namespace ?? '', `${field}.namespace`));
  // What a client leaves out is kept, so only a different value is an attempt to change it.
  errors.push(...validateImmutable(now.uid ?? before.uid, before.uid, `${field}.uid`));
  errors.push(
    ...validateImmutable(
      now.creationTimestamp ?? before.creationTimestamp,
      before.creationTimestamp,
      `${field}.creationTimestamp`,
    ),
  );
  errors.push(...validateImmutable(now.deletionTimestamp, before.deletionTimestamp, `${field}.deletionTimestamp`));
  errors.push(...validateLabels(now.labels, `${field}.labels`));
  errors.push(...validateAnnotations(now.annotations, `${field}.annotations`));
  errors.push(...validateOwners(now.ownerReferences ?? [], `${field}.ownerReferences`));
  return errors;
}

function validateNoNewFinalizers(now: ObjectMeta, before: ObjectMeta, field: string): FieldError[] {
  const added = (now.finalizers ?? []).filter((name) => !(before.finalizers ?? []).includes(name));
  if (added.length === 0) return [];
  const detail = `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map((name) => JSON.stringify(name)).join(', ')}}`;
  return [forbiddenField(field, detail)];
}
