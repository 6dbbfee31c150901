import { aggregateText, type FieldError } from './field-error.ts';
import type { Status, StatusCause, StatusDetails } from './types/meta.ts';

export interface GroupResource {
  readonly group: string;
  readonly resource: string;
}

export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/**
 * The bodies with which an API server refuses, worded as upstream words them.
 * Models staging/src/k8s.io/apimachinery/pkg/api/errors/errors.go.
 */
function failure(code: number, reason: string, message: string, details?: StatusDetails): Status {
  const base = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason } as const;
  return details === undefined ? { ...base, code } : { ...base, details, code };
}

/** A success that has no object to show; `details` name what was deleted. */
export function success(details?: StatusDetails, code = 200): Status {
  const base = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' } as const;
  return details === undefined ? { ...base, code } : { ...base, details, code };
}

export function notFound(of: GroupResource, name: string): Status {
  return failure(404, 'NotFound', `${qualified(of)} "${name}" not found`, details(of, name));
}

export function alreadyExists(of: GroupResource, name: string): Status {
  return failure(409, 'AlreadyExists', `${qualified(of)} "${name}" already exists`, details(of, name));
}

/** A create whose name is held by an object that is still terminating. */
export function stillBeingDeleted(of: GroupResource, name: string): Status {
  const message = `object is being deleted: ${qualified(of)} "${name}" already exists`;
  return failure(409, 'AlreadyExists', message, details(of, name));
}

export const OBJECT_MODIFIED =
  'the object has been modified; please apply your changes to the latest version and try again';

export function conflict(of: GroupResource, name: string, why: string = OBJECT_MODIFIED): Status {
  const message = `Operation cannot be fulfilled on ${qualified(of)} "${name}": ${why}`;
  return failure(409, 'Conflict', message, details(of, name));
}

/** Others manage what an apply would change. */
export function applyConflict(causes: readonly StatusCause[], message: string): Status {
  return failure(409, 'Conflict', message, { causes });
}

/** `name` empty: the refusal is about the resource as a whole. */
export function forbidden(of: GroupResource, name: string, why: string, causes?: readonly StatusCause[]): Status {
  const subject = of.resource === '' ? '' : `${qualified(of)} ${name === '' ? '' : `"${name}" `}is `;
  const base = details(of, name);
  return failure(403, 'Forbidden', `${subject}forbidden: ${why}`, causes === undefined ? base : { ...base, causes });
}

export function invalid(of: GroupKind, name: string, errors: readonly FieldError[]): Status {
  const kind = of.group === '' ? of.kind : `${of.kind}.${of.group}`;
  const subject = `${kind} "${name}" is invalid`;
  const causes = errors.map(({ type, field, message }) => ({ reason: type, message, field }));
  const message = errors.length === 0 ? subject : `${subject}: ${aggregateText(errors)}`;
  return failure(422, 'Invalid', message, { ...details({ group: of.group, resource: of.kind }, name), causes });
}

export function unauthorized(message = 'Unauthorized'): Status {
  return failure(401, 'Unauthorized', message);
}

export function badRequest(message: string): Status {
  return failure(400, 'BadRequest', message);
}

/** The path exists and does not take this verb. */
export function methodNotAllowed(): Status {
  return failure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});
}

/** No such path. */
export function pathNotFound(): Status {
  return failure(404, 'NotFound', 'the server could not find the requested resource', {});
}

export function tooLargeResourceVersion(asked: number, current: number): Status {
  const cause = { reason: 'ResourceVersionTooLarge', message: 'Too large resource version' };
  const message = `Timeout: Too large resource version: ${asked}, current: ${current}`;
  return failure(504, 'Timeout', message, { causes: [cause], retryAfterSeconds: 1 });
}

/** Priority and fairness has no room for the request. Models the filter of staging/src/k8s.io/apiserver/pkg/server/filters. */
export function tooManyRequests(): Status {
  return failure(429, 'TooManyRequests', 'Too many requests, please try again later.', { retryAfterSeconds: 1 });
}

/**
 * etcd did not answer in time: a write without a majority of its members. What storage did not foresee has no reason.
 * Models ErrorToAPIStatus of staging/src/k8s.io/apiserver/pkg/endpoints/handlers/responsewriters/status.go.
 */
export function storageTimeout(): Status {
  return failure(500, '', 'etcdserver: request timed out');
}

/** An eviction that a PodDisruptionBudget does not allow now. */
export function disruptionBudgetViolated(why: string, retryAfterSeconds = 0): Status {
  const causes = [{ reason: 'DisruptionBudget', message: why }];
  return failure(429, 'TooManyRequests', "Cannot evict pod as it would violate the pod's disruption budget.", {
    causes,
    ...(retryAfterSeconds > 0 && { retryAfterSeconds }),
  });
}

export function unsupportedMediaType(): Status {
  return failure(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
}

/** A patch that does not apply: a test that fails, a path that is not there. */
export function patchRejected(): Status {
  return failure(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
}

/** An error that upstream never turned into a proper refusal: 500 and no reason. */
export function unexplainedError(message: string): Status {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, code: 500 };
}

/** What an RBAC refusal says after "forbidden: ". `namespace` absent: the request was at the cluster scope. */
export function cannotDo(
  user: string,
  verb: string,
  of: GroupResource & { readonly subresource?: string },
  namespace?: string,
): string {
  const resource =
    of.subresource === undefined || of.subresource === '' ? of.resource : `${of.resource}/${of.subresource}`;
  const place =
    namespace === undefined || namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  return `User "${user}" cannot ${verb} resource "${resource}" in API group "${of.group}" ${place}`;
}

function qualified({ group, resource }: GroupResource): string {
  return group === '' ? resource : `${resource}.${group}`;
}

function details({ group, resource }: GroupResource, name: string): StatusDetails {
  return { ...(name !== '' && { name }), ...(group !== '' && { group }), ...(resource !== '' && { kind: resource }) };
}
