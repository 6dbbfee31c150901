import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { invalidValue, type FieldError } from '../field-error.ts';
import type { FieldSelector } from '../field-selectors.ts';
import { invalid } from '../status-error.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Status } from '../types/meta.ts';
import type { Attributes, Decision, User } from './attributes.ts';

/** Questions about rights: nothing of them is stored, the answer is the object that comes back. */
export const ACCESS_REVIEWS: Readonly<Record<string, string>> = {
  selfsubjectaccessreviews: 'SelfSubjectAccessReview',
  subjectaccessreviews: 'SubjectAccessReview',
  localsubjectaccessreviews: 'LocalSubjectAccessReview',
};

const GROUP = 'authorization.k8s.io';
const NO_FIELDS: FieldSelector = [];

/**
 * Answers a review of the rights of oneself or, in the other two kinds, of somebody else: what `kubectl auth can-i`
 * asks. `decide` is the authorizer. Models pkg/registry/authorization.
 */
export function reviewAccess(
  kind: string,
  body: JsonObject,
  asker: User,
  namespace: string | undefined,
  decide: (attributes: Attributes) => Decision,
): Result<JsonObject, Status> {
  const spec = isJsonObject(body['spec']) ? body['spec'] : {};
  const errors = [...specErrors(kind, spec), ...metadataErrors(kind, body, spec, namespace)];
  if (errors.length > 0) return err(invalid({ group: GROUP, kind }, '', errors));
  const user = kind === 'SelfSubjectAccessReview' ? asker : subjectOf(spec);
  const { allowed, reason } = decide(questionOf(spec, user));
  const status = { allowed, ...(reason !== '' && { reason }) };
  return ok({ kind, apiVersion: `${GROUP}/v1`, metadata: body['metadata'] ?? {}, spec, status });
}

function subjectOf(spec: JsonObject): User {
  const groups = Array.isArray(spec['groups']) ? spec['groups'].map(String) : [];
  return { name: textOf(spec, 'user'), groups };
}

function textOf(object: JsonObject, member: string): string {
  const value = object[member];
  return typeof value === 'string' ? value : '';
}

/** Models pkg/registry/authorization/util/helpers.go AuthorizationAttributesFrom. */
function questionOf(spec: JsonObject, user: User): Attributes {
  const { resourceAttributes: about, nonResourceAttributes: path } = spec;
  const none = { user, group: '', resource: '', subresource: '', namespace: '', name: '', fieldSelector: NO_FIELDS };
  if (isJsonObject(path)) return { ...none, verb: textOf(path, 'verb'), path: textOf(path, 'path') };
  const asked = isJsonObject(about) ? about : {};
  return {
    ...none,
    verb: textOf(asked, 'verb'),
    group: textOf(asked, 'group'),
    resource: textOf(asked, 'resource'),
    subresource: textOf(asked, 'subresource'),
    namespace: textOf(asked, 'namespace'),
    name: textOf(asked, 'name'),
    fieldSelector: selectedFields(asked['fieldSelector']),
    path: '',
  };
}

/** A review spells selectors as requirements. Only those that name one value say anything to an authorizer here. */
function selectedFields(selector: unknown): FieldSelector {
  const given = isJsonObject(selector) ? selector['requirements'] : undefined;
  return (Array.isArray(given) ? given : []).filter(isJsonObject).flatMap((requirement) => {
    const values = Array.isArray(requirement['values']) ? requirement['values'].map(String) : [];
    const [value] = values;
    if (value === undefined || values.length !== 1) return [];
    return [{ field: textOf(requirement, 'key'), equal: requirement['operator'] === 'In', value }];
  });
}

/** Models pkg/apis/authorization/validation/validation.go. */
function specErrors(kind: string, spec: JsonObject): FieldError[] {
  const { resourceAttributes: resource, nonResourceAttributes: path } = spec;
  const errors: FieldError[] = [];
  if (resource !== undefined && path !== undefined) {
    const why = 'cannot be specified in combination with resourceAttributes';
    errors.push(invalidValue('spec.nonResourceAttributes', path, why));
  }
  if (resource === undefined && path === undefined) {
    const why = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
    errors.push(invalidValue('spec.resourceAttributes', resource ?? null, why));
  }
  if (kind !== 'SelfSubjectAccessReview' && subjectOf(spec).name === '' && subjectOf(spec).groups.length === 0) {
    errors.push(invalidValue('spec.user', '', 'at least one of user or group must be specified'));
  }
  return errors;
}

function metadataErrors(kind: string, body: JsonObject, spec: JsonObject, namespace: string | undefined): FieldError[] {
  const metadata = isJsonObject(body['metadata']) ? body['metadata'] : {};
  const local = kind === 'LocalSubjectAccessReview';
  const errors: FieldError[] = [];
  const given = Object.entries(metadata).filter(
    ([member, value]) =>
      value !== null && value !== '' && member !== 'managedFields' && !(local && member === 'namespace'),
  );
  if (given.length > 0) {
    const exceptions = local ? 'except for namespace and managedFields' : 'except for managedFields';
    errors.push(invalidValue('metadata', metadata, `must be empty ${exceptions}`));
  }
  if (!local) return errors;
  const about = isJsonObject(spec['resourceAttributes']) ? spec['resourceAttributes'] : null;
  if (about !== null && textOf(about, 'namespace') !== (namespace ?? '')) {
    const why = 'must match metadata.namespace';
    errors.push(invalidValue('spec.resourceAttributes.namespace', textOf(about, 'namespace'), why));
  }
  if (spec['nonResourceAttributes'] !== undefined) {
    const why = 'disallowed on this kind of request';
    errors.push(invalidValue('spec.nonResourceAttributes', spec['nonResourceAttributes'], why));
  }
  return errors;
}
