import { asPod, readObject, timestamp, uidFor, type Stored } from '../../cluster/objects.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { canonicalJson } from '../../kernel/canonical.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { storable } from '../../kubernetes/object-defaulting.ts';
import { deleteObject } from '../../kubernetes/registry/delete.ts';
import { checkFreshness, metadataOf, textOf } from '../../kubernetes/registry/metadata.ts';
import { bindPod } from '../../kubernetes/registry/pod-subresources.ts';
import { resourceInfo, type ResourceInfo } from '../../kubernetes/resources-table.ts';
import {
  alreadyExists,
  forbidden,
  invalid,
  methodNotAllowed,
  notFound,
  patchRejected,
  stillBeingDeleted,
} from '../../kubernetes/status-error.ts';
import type { DeleteOptions, Status } from '../../kubernetes/types/meta.ts';
import { admitPod } from './admit-pod.ts';
import { overQuota } from '../quota.ts';
import { applyStatusPatch } from './status-patch.ts';
import { changedObject, newObject } from './prepare-object.ts';
import { etcdKeyOf, target } from './target.ts';
import { statusBody } from './status-body.ts';

/** What a request comes to before storage: an object to write (null: a removal), or an answer without a write. */
export type Prepared =
  | {
      readonly kind: 'write';
      readonly object: JsonObject | null;
      readonly expectedRevision: number;
      readonly mutations: readonly string[];
    }
  | { readonly kind: 'answered'; readonly code: number; readonly body: JsonObject };

/**
 * Admission, defaulting and validation for one write request. `tolerant` skips what a player decided to overlook:
 * validation errors; it never skips what is data (a missing object, a pod that is bound already, a full quota).
 */
export function prepareWrite(state: ClusterState, request: ApiRequest, tolerant: boolean): Prepared {
  const { resource, subresource } = target(request.path);
  if (request.verb === 'POST' && subresource === 'binding') return prepareBinding(state, request);
  if (request.verb === 'POST' && subresource === 'token') return answered(201, { kind: 'TokenRequest' });
  if (request.verb === 'POST') {
    return resource === 'pods' ? preparePod(state, request, tolerant) : prepareObject(state, request);
  }
  const info = resourceInfo(resource);
  const current = currentOf(state, request);
  if (info === undefined || current === null) return refused(missing(request));
  if (request.verb === 'PATCH' && subresource === 'status' && info.kind === 'Pod') {
    return prepareStatusPatch(info, request, current);
  }
  if (request.verb === 'PUT' || request.verb === 'PATCH') return prepareUpdate(state, info, request, current);
  if (request.verb === 'DELETE') return prepareDelete(state, info, request, current);
  return refused(methodNotAllowed());
}

/** What is true of the request's object now, as the watch cache has it: a stale one fails its compare and is read again. */
function currentOf(state: ClusterState, request: ApiRequest): Stored | null {
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

function preparePod(state: ClusterState, request: ApiRequest, tolerant: boolean): Prepared {
  const { namespace = 'default' } = target(request.path);
  const priority = classPriority(state, request);
  const admitted = admitPod(request.body ?? {}, {
    namespace,
    uid: uidFor(state.rng, request.id),
    creationTimestamp: timestamp(state.now),
    ...(priority !== null && { priority }),
  });
  const pod = asPod(admitted.object);
  const { name = '' } = pod.metadata;
  if (admitted.errors.length > 0 && (!tolerant || !storableName(name))) {
    return refused(invalid({ group: '', kind: 'Pod' }, name, admitted.errors));
  }
  const missingClass = pod.spec?.priorityClassName ?? '';
  if (missingClass !== '' && priority === null) {
    const why = `no PriorityClass with name ${missingClass} was found`;
    return refused(forbidden({ group: '', resource: 'pods' }, name, why));
  }
  const excess = overQuota(state, namespace, pod);
  if (excess !== null) return refused(forbidden({ group: '', resource: 'pods' }, name, excess));
  return write(admitted.object, 0, admitted.mutations);
}

/** The value of the priority class that a new pod names; null when it names none, or one that is not there. */
function classPriority(state: ClusterState, request: ApiRequest): number | null {
  const name = asPod(request.body ?? {}).spec?.priorityClassName ?? '';
  const found = name === '' ? null : readObject(state, `/registry/priorityclasses/${name}`);
  return typeof found?.object['value'] === 'number' ? found.object['value'] : null;
}

/**
 * A name is one segment of a path and of an etcd key, and stands in both as it is. Models apimachinery
 * api/validation/path IsValidPathSegmentName.
 */
function storableName(name: string): boolean {
  return /^[\w.~-]+$/.test(name) && name !== '.' && name !== '..';
}

/** A new object of any other kind. Events are stored as they are: nobody judges them. */
function prepareObject(state: ClusterState, request: ApiRequest): Prepared {
  const { resource } = target(request.path);
  const info = resourceInfo(resource);
  if (info === undefined || resource === 'events') return prepareEvent(state, request);
  const created = newObject(state, info, request);
  return created.ok ? write(created.value, 0, []) : refused(created.error);
}

function prepareEvent(state: ClusterState, request: ApiRequest): Prepared {
  const metadata = isJsonObject(request.body?.['metadata']) ? request.body['metadata'] : {};
  return write(
    {
      ...request.body,
      metadata: { ...metadata, uid: uidFor(state.rng, request.id), creationTimestamp: timestamp(state.now) },
    },
    0,
    [],
  );
}

/** A change that changes nothing is answered without a write. */
function prepareUpdate(state: ClusterState, info: ResourceInfo, request: ApiRequest, current: Stored): Prepared {
  const changed = changedObject(state, info, request, current);
  if (!changed.ok) return refused(changed.error);
  const { kind, object } = changed.value;
  if (kind === 'unchanged') return answered(200, referenceTo(current));
  return write(kind === 'remove' ? null : object, current.modRevision, []);
}

/** Models pkg/registry/core/pod/storage BindingREST.Create: node name and PodScheduled=True in one update. */
function prepareBinding(state: ClusterState, request: ApiRequest): Prepared {
  const info = resourceInfo('pods');
  const current = currentOf(state, request);
  if (info === undefined || current === null) return refused(missing(request));
  const stale = checkFreshness({ ...info, resource: 'pods/binding' }, current.object, request.body ?? {}, current.key);
  if (stale !== null) return refused(stale);
  const chosen = request.body?.['target'];
  const node = isJsonObject(chosen) ? { kind: textOf(chosen, 'kind'), name: textOf(chosen, 'name') } : {};
  const bound = bindPod(asPod(current.object), { metadata: {}, target: node }, timestamp(state.now));
  if (!bound.ok) return refused(bound.error);
  return write(storable(bound.value), current.modRevision, ['spec.nodeName', 'status.conditions[PodScheduled]']);
}

/** A patch that changes nothing is answered without a write. */
function prepareStatusPatch(info: ResourceInfo, request: ApiRequest, current: Stored): Prepared {
  const body = request.body ?? {};
  const stale = checkFreshness(info, current.object, body, current.key);
  if (stale !== null) return refused(stale);
  const patched = applyStatusPatch(current.object, body);
  if (patched === null) return refused(patchRejected());
  if (canonicalJson(patched) === canonicalJson(current.object)) return answered(200, referenceTo(current));
  return write(patched, current.modRevision, []);
}

/** A pod that was never bound, or has finished, goes at once; another is marked and waits for its kubelet. */
function prepareDelete(state: ClusterState, info: ResourceInfo, request: ApiRequest, current: Stored): Prepared {
  const at = (seconds: number): string => timestamp(state.now + seconds * 1000);
  const context = { uid: '', now: at(0), at, suffix: '' };
  const deleted = deleteObject(info, current.object, deleteOptions(request.body ?? {}), context);
  if (!deleted.ok) return refused(deleted.error);
  switch (deleted.value.kind) {
    case 'remove':
      return write(null, current.modRevision, []);
    case 'unchanged':
      return answered(200, referenceTo(current));
    case 'write':
      return write(deleted.value.object, current.modRevision, [
        'metadata.deletionTimestamp',
        'metadata.deletionGracePeriodSeconds',
      ]);
  }
}

function deleteOptions(body: JsonObject): DeleteOptions {
  const { gracePeriodSeconds, preconditions } = body;
  const uid = isJsonObject(preconditions) ? textOf(preconditions, 'uid') : '';
  return {
    ...(typeof gracePeriodSeconds === 'number' && { gracePeriodSeconds }),
    ...(uid !== '' && { preconditions: { uid } }),
  };
}

function write(object: JsonObject | null, expectedRevision: number, mutations: readonly string[]): Prepared {
  return {
    kind: 'write',
    object: object === null ? null : withoutResourceVersion(object),
    expectedRevision,
    mutations,
  };
}

/** Not an error: there is nothing to write, and this is the answer. */
function answered(code: number, body: JsonObject): Prepared {
  return { kind: 'answered', code, body };
}

function refused(status: Status): Prepared {
  return { kind: 'answered', code: status.code, body: statusBody(status) };
}

/** What a client gets of an object: a reference into the store, which every reader resolves at that revision. */
function referenceTo({ key, modRevision }: Stored): JsonObject {
  return { key, revision: modRevision };
}

function missing(request: ApiRequest): Status {
  const { group, resource, name } = target(request.path);
  return notFound({ group, resource }, name ?? '');
}

/** resourceVersion is not stored: it is the key's ModRevision, injected by every read. */
function withoutResourceVersion(object: JsonObject): JsonObject {
  const { resourceVersion: _injected, ...rest } = metadataOf(object);
  return { ...object, metadata: rest };
}
