import { asPod, readObject, timestamp, uidFor, type Stored } from '../../cluster/objects.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';

import { storable } from '../../kubernetes/object-defaulting.ts';
import { deletePod } from '../../kubernetes/pod-strategy.ts';
import { alreadyExists, conflict, invalid, notFound } from '../../kubernetes/status-error.ts';
import { admitPod } from './admit-pod.ts';
import { applyStatusPatch } from './status-patch.ts';
import { etcdKeyOf, target } from './target.ts';
import { statusBody } from './status-body.ts';

/** What a request comes to before storage: an object to write (null: a removal), or the Status it is refused with. */
export type Prepared =
  | {
      readonly kind: 'write';
      readonly object: JsonObject | null;
      readonly expectedRevision: number;
      readonly mutations: readonly string[];
    }
  | { readonly kind: 'refused'; readonly code: number; readonly status: JsonObject };

/**
 * Admission, defaulting and validation for one write request. `tolerant` skips what a player decided to overlook:
 * validation errors; it never skips what is data (a missing object, a pod that is bound already).
 */
export function prepareWrite(state: ClusterState, request: ApiRequest, tolerant: boolean): Prepared {
  const { resource, subresource } = target(request.path);
  if (request.verb === 'POST' && subresource === 'binding') return prepareBinding(state, request);
  if (request.verb === 'POST' && subresource === 'token') return answered(201, { kind: 'TokenRequest' });
  if (request.verb === 'POST') {
    return resource === 'pods' ? preparePod(state, request, tolerant) : prepareOther(state, request);
  }
  const current = currentOf(state, request);
  if (current === null) return refused(404, missing(request));
  if (request.verb === 'PATCH') return preparePatch(request, current);
  if (request.verb === 'DELETE') return prepareDelete(state, request, current);
  return refused(405, { kind: 'Status', status: 'Failure', code: 405, reason: 'MethodNotAllowed' });
}

/** What is true of the request's object now, as the watch cache has it: a stale one fails its compare and is read again. */
export function currentOf(state: ClusterState, request: ApiRequest): Stored | null {
  return readObject(state, etcdKeyOf(request.path), state.apiserver.cacheRevision);
}

/** The Status for a create whose compare failed. */
export function takenBody(request: ApiRequest): JsonObject {
  const { resource } = target(request.path);
  const metadata = isJsonObject(request.object?.['metadata']) ? request.object['metadata'] : {};
  return statusBody(alreadyExists({ group: '', resource }, String(metadata['name'] ?? '')));
}

function preparePod(state: ClusterState, request: ApiRequest, tolerant: boolean): Prepared {
  const { namespace = 'default' } = target(request.path);
  const admitted = admitPod(request.body ?? {}, {
    namespace,
    uid: uidFor(state.rng, request.id),
    creationTimestamp: timestamp(state.now),
  });
  const { name = '' } = asPod(admitted.object).metadata;
  if (admitted.errors.length > 0 && (!tolerant || !storableName(name))) {
    return refused(422, statusBody(invalid({ group: '', kind: 'Pod' }, name, admitted.errors)));
  }
  return write(admitted.object, 0, admitted.mutations);
}

/**
 * A name is one segment of a path and of an etcd key, and stands in both as it is. Models apimachinery
 * api/validation/path IsValidPathSegmentName.
 */
function storableName(name: string): boolean {
  return /^[\w.~-]+$/.test(name) && name !== '.' && name !== '..';
}

/** Objects that no player judges: Events and the like. */
function prepareOther(state: ClusterState, request: ApiRequest): Prepared {
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

/** Models pkg/registry/core/pod/storage BindingREST.Create: node name and PodScheduled=True in one update. */
function prepareBinding(state: ClusterState, request: ApiRequest): Prepared {
  const current = currentOf(state, request);
  if (current === null) return refused(404, missing(request));
  const pod = asPod(current.object);
  const { name = '' } = target(request.path);
  const chosen = request.body?.['target'];
  const node = isJsonObject(chosen) ? String(chosen['name'] ?? '') : '';
  if (pod.spec?.nodeName) {
    const why = `pod ${name} is already assigned to node "${pod.spec.nodeName}"`;
    return refused(409, statusBody(conflict({ group: '', resource: 'pods/binding' }, name, why)));
  }
  const condition = { type: 'PodScheduled', status: 'True', lastTransitionTime: timestamp(state.now) };
  const object = {
    ...current.object,
    spec: { ...(pod.spec as unknown as JsonObject), nodeName: node },
    status: {
      ...(pod.status as unknown as JsonObject),
      conditions: [
        ...(pod.status?.conditions ?? []).filter((other) => other.type !== 'PodScheduled'),
        condition,
      ] as unknown as JsonObject[],
    },
  };
  return write(object, current.modRevision, ['spec.nodeName', 'status.conditions[PodScheduled]']);
}

function preparePatch(request: ApiRequest, current: Stored): Prepared {
  const { subresource } = target(request.path);
  if (subresource !== 'status')
    return refused(405, { kind: 'Status', status: 'Failure', code: 405, reason: 'MethodNotAllowed' });
  return write(applyStatusPatch(current.object, request.body ?? {}), current.modRevision, []);
}

/** A pod that was never bound, or has finished, goes at once; another is marked and waits for its kubelet. */
function prepareDelete(state: ClusterState, request: ApiRequest, current: Stored): Prepared {
  const asked = request.body?.['gracePeriodSeconds'];
  const options = typeof asked === 'number' ? { gracePeriodSeconds: asked } : {};
  const deletion = deletePod(asPod(current.object), options, (seconds) => timestamp(state.now + seconds * 1000));
  switch (deletion.kind) {
    case 'remove':
      return write(null, current.modRevision, []);
    case 'unchanged':
      return answered(200, current.object);
    case 'mark': {
      const mutations = ['metadata.deletionTimestamp', 'metadata.deletionGracePeriodSeconds'];
      return write(storable(deletion.pod), current.modRevision, mutations);
    }
  }
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
function answered(code: number, status: JsonObject): Prepared {
  return { kind: 'refused', code, status };
}

function refused(code: number, status: JsonObject): Prepared {
  return { kind: 'refused', code, status };
}

function missing(request: ApiRequest): JsonObject {
  const { resource, name } = target(request.path);
  return statusBody(notFound({ group: '', resource }, name ?? ''));
}

/** resourceVersion is not stored: it is the key's ModRevision, injected by every read. */
function withoutResourceVersion(object: JsonObject): JsonObject {
  const metadata = object['metadata'];
  if (!isJsonObject(metadata)) return object;
  const { resourceVersion: _injected, ...rest } = metadata;
  return { ...object, metadata: rest };
}
