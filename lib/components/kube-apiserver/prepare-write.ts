import { asPod, readObject, timestamp, type Stored } from '../../cluster/objects.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { canonicalJson } from '../../kernel/canonical.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { storable } from '../../kubernetes/object-defaulting.ts';
import { checkFreshness, metadataOf, textOf } from '../../kubernetes/registry/metadata.ts';
import { bindPod } from '../../kubernetes/registry/pod-subresources.ts';
import { resourceInfo, type ResourceInfo } from '../../kubernetes/resources-table.ts';
import type { Status } from '../../kubernetes/types/meta.ts';
import { alreadyExists, methodNotAllowed, pathNotFound, stillBeingDeleted } from '../../kubernetes/status-error.ts';
import { namespaceRefusal } from './admission.ts';
import { isApply, patchOptionsRefusal, prepareAppliedCreate } from './prepare-apply.ts';
import { prepareCreate } from './prepare-create.ts';
import { prepareDelete, prepareEviction } from './prepare-delete.ts';
import { nodeRefusal } from './node-restriction.ts';
import { changedObject } from './prepare-object.ts';
import { answered, missing, referenceTo, refused, write, type Prepared } from './prepared.ts';
import { statusBody } from './status-body.ts';
import { withProbeTimes } from './status-patch.ts';
import { etcdKeyOf, target } from './target.ts';

/**
 * Admission, defaulting and validation for one write request. `tolerant` skips what a player decided to overlook:
 * validation errors; it never skips what is data (a missing object, a pod that is bound already, a full quota).
 */
export function prepareWrite(state: ClusterState, request: ApiRequest, tolerant: boolean): Prepared {
  const { resource, subresource } = target(request.path);
  if (request.verb === 'POST' && subresource === 'token') {
    const barred = nodeRefusal(state, request, request.body ?? {}, null);
    return barred === null ? answered(201, { kind: 'TokenRequest' }) : refused(barred);
  }
  const info = resourceInfo(resource);
  if (request.verb === 'POST' && subresource === undefined) {
    if (info === undefined && !isEventPath(resource)) return refused(pathNotFound());
    const barred = creationRefusal(state, request);
    return barred === null ? prepareCreate(state, info, request, tolerant) : refused(barred);
  }
  if (info === undefined) return refused(pathNotFound());
  const unfit = patchOptionsRefusal(request);
  if (unfit !== null) return refused(unfit);
  const current = currentOf(state, request);
  if (current === null) {
    if (subresource !== undefined || !isApply(request)) return refused(missing(request));
    const barred = creationRefusal(state, request);
    return barred === null ? prepareAppliedCreate(state, info, request, tolerant) : refused(barred);
  }
  return prepareChange(state, info, request, current);
}

/** Why nothing may be created there, or not by this kubelet. */
function creationRefusal(state: ClusterState, request: ApiRequest): Status | null {
  const { group, resource, namespace } = target(request.path);
  const name = textOf(metadataOf(request.body ?? {}), 'name');
  const nowhere = namespaceRefusal(state, { group, resource }, name, namespace);
  return nowhere ?? nodeRefusal(state, { ...request, verb: 'POST' }, request.body ?? {}, null);
}

function isEventPath(resource: string): boolean {
  return resource === 'events';
}

/** What a request makes of an object that exists. */
function prepareChange(state: ClusterState, info: ResourceInfo, request: ApiRequest, current: Stored): Prepared {
  const { subresource } = target(request.path);
  if (request.verb === 'POST' || request.verb === 'DELETE') {
    const barred = nodeRefusal(state, request, request.verb === 'POST' ? (request.body ?? {}) : null, current.object);
    if (barred !== null) return refused(barred);
  }
  switch (request.verb) {
    case 'PUT':
    case 'PATCH':
      return prepareUpdate(state, info, request, current);
    case 'DELETE':
      return prepareDelete(state, info, request, current);
    case 'POST':
      if (info.kind === 'Pod' && subresource === 'binding') return prepareBinding(state, info, request, current);
      if (info.kind === 'Pod' && subresource === 'eviction') return prepareEviction(state, request, current);
      return refused(methodNotAllowed());
    default:
      return refused(methodNotAllowed());
  }
}

/** What is true of the request's object now, as the watch cache has it: a stale one fails its compare and is read again. */
export function currentOf(state: ClusterState, request: ApiRequest): Stored | null {
  return readObject(state, etcdKeyOf(request.path), state.apiserver.cacheRevision);
}

/** The Status for a create whose compare failed: another object holds the name, or still holds it while it ends. */
export function takenBody(state: ClusterState, request: ApiRequest, key: string): JsonObject {
  const { group, resource } = target(request.path);
  const holder = readObject(state, key, state.apiserver.cacheRevision);
  const ending = holder !== null && metadataOf(holder.object)['deletionTimestamp'] !== undefined;
  const name = textOf(metadataOf(request.object ?? {}), 'name');
  return statusBody((ending ? stillBeingDeleted : alreadyExists)({ group, resource }, name));
}

/** A change that changes nothing is answered without a write. */
function prepareUpdate(state: ClusterState, info: ResourceInfo, request: ApiRequest, current: Stored): Prepared {
  const changed = changedObject(state, info, request, current);
  if (!changed.ok) return refused(changed.error);
  const { kind } = changed.value;
  const barred = nodeRefusal(state, request, changed.value.object, current.object);
  if (barred !== null) return refused(barred);
  if (kind === 'remove') return write(null, current.modRevision, []);
  const object = info.kind === 'Pod' ? withProbeTimes(changed.value.object) : changed.value.object;
  if (canonicalJson(object) === canonicalJson(current.object)) return answered(200, referenceTo(current));
  return write(object, current.modRevision, []);
}

/** Models pkg/registry/core/pod/storage BindingREST.Create: node name and PodScheduled=True in one update. */
function prepareBinding(state: ClusterState, info: ResourceInfo, request: ApiRequest, current: Stored): Prepared {
  const stale = checkFreshness({ ...info, resource: 'pods/binding' }, current.object, request.body ?? {}, current.key);
  if (stale !== null) return refused(stale);
  const chosen = request.body?.['target'];
  const node = isJsonObject(chosen) ? { kind: textOf(chosen, 'kind'), name: textOf(chosen, 'name') } : {};
  const bound = bindPod(asPod(current.object), { metadata: {}, target: node }, timestamp(state.now));
  if (!bound.ok) return refused(bound.error);
  return write(storable(bound.value), current.modRevision, ['spec.nodeName', 'status.conditions[PodScheduled]']);
}
