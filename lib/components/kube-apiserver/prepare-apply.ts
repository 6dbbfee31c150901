import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { applyTo } from '../../kubernetes/apply/ownership.ts';
import { forbiddenField, required, type FieldError } from '../../kubernetes/field-error.ts';
import { APPLY_PATCH, appliedConfig, writerOf } from '../../kubernetes/registry/update.ts';
import type { ResourceInfo } from '../../kubernetes/resources-table.ts';
import { invalid } from '../../kubernetes/status-error.ts';
import type { Status } from '../../kubernetes/types/meta.ts';
import { permits, refusalFor } from './authorization.ts';
import { identityOf } from './identity.ts';
import { prepareCreate } from './prepare-create.ts';
import { refused, type Prepared } from './prepared.ts';
import { queryOf, target } from './target.ts';
import { writeContext } from './write-context.ts';

/** A PATCH that sends all that its sender wants, and no more. */
export function isApply(request: ApiRequest): boolean {
  return request.verb === 'PATCH' && request.contentType === APPLY_PATCH;
}

/** Who applies must say as whom, and only an apply can be forced. Models ValidatePatchOptions of apimachinery pkg/apis/meta/v1/validation. */
export function patchOptionsRefusal(request: ApiRequest): Status | null {
  if (request.verb !== 'PATCH') return null;
  const query = queryOf(request.path);
  const errors: FieldError[] = [];
  if (isApply(request)) {
    if ((query.get('fieldManager') ?? '') === '') errors.push(required('fieldManager', 'is required for apply patch'));
  } else if (query.has('force')) {
    errors.push(forbiddenField('force', 'may not be specified for non-apply patch'));
  }
  return errors.length === 0 ? null : invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', errors);
}

/**
 * An apply of what does not exist makes it: a create, which its sender must be allowed too.
 * Models staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go applyPatcher createNewObject.
 */
export function prepareAppliedCreate(
  state: ClusterState,
  info: ResourceInfo,
  request: ApiRequest,
  tolerant: boolean,
): Prepared {
  const identity = identityOf(state, request);
  const creation: ApiRequest = { ...request, verb: 'POST' };
  if (identity !== null && !permits(state, identity, creation)) return refused(refusalFor(state, identity, creation));
  const context = writeContext(state, request);
  const config = appliedConfig(info, request.body ?? {}, context);
  if (!config.ok) return refused(config.error);
  const applied = applyTo(info, {}, config.value, writerOf(context, target(request.path).subresource), false);
  if (!applied.ok) return refused(applied.error);
  const { object, sign } = applied.value;
  const prepared = prepareCreate(state, info, { ...request, body: object }, tolerant);
  if (prepared.kind === 'answered' || prepared.object === null) return prepared;
  return { ...prepared, object: sign(prepared.object) };
}
