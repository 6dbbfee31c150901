import { asPod, type Stored } from '../../cluster/objects.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { storable } from '../../kubernetes/object-defaulting.ts';
import { deleteObject } from '../../kubernetes/registry/delete.ts';
import { textOf } from '../../kubernetes/registry/metadata.ts';
import { evictPod } from '../../kubernetes/registry/pod-subresources.ts';
import type { ResourceInfo } from '../../kubernetes/resources-table.ts';
import type { DeleteOptions } from '../../kubernetes/types/meta.ts';
import { answered, referenceTo, refused, write, type Prepared } from './prepared.ts';
import { writeContext } from './write-context.ts';

const MARKED = ['metadata.deletionTimestamp', 'metadata.deletionGracePeriodSeconds'];
const POLICIES = ['Orphan', 'Background', 'Foreground'] as const;

/**
 * A DELETE: an object that nobody has to act for goes at once; another is marked and waits for its kubelet, for its
 * finalizers, or, a namespace, for its content.
 */
export function prepareDelete(state: ClusterState, info: ResourceInfo, request: ApiRequest, current: Stored): Prepared {
  const options = deleteOptions(request.body ?? {});
  const deleted = deleteObject(info, current.object, options, writeContext(state, request));
  if (!deleted.ok) return refused(deleted.error);
  switch (deleted.value.kind) {
    case 'remove':
      return write(null, current.modRevision, []);
    case 'unchanged':
      return answered(200, referenceTo(current));
    case 'write':
      return write(deleted.value.object, current.modRevision, MARKED);
  }
}

/**
 * An eviction says on the pod why it ends, then deletes it; no PodDisruptionBudget stands against it here.
 * Models pkg/registry/core/pod/storage/eviction.go.
 */
export function prepareEviction(
  state: ClusterState,
  info: ResourceInfo,
  request: ApiRequest,
  current: Stored,
): Prepared {
  const given = request.body?.['deleteOptions'];
  const options = deleteOptions(isJsonObject(given) ? given : {});
  const context = writeContext(state, request);
  const checked = deleteObject(info, current.object, options, context);
  if (!checked.ok) return refused(checked.error);
  const evicted = evictPod(asPod(current.object), options, context.now, context.at);
  switch (evicted.kind) {
    case 'remove':
      return write(null, current.modRevision, []);
    case 'unchanged':
      return answered(201, referenceTo(current));
    case 'mark':
      return write(storable(evicted.pod), current.modRevision, [...MARKED, 'status.conditions[DisruptionTarget]']);
  }
}

/** The options that the body of a DELETE carries; what has another type is ignored. */
export function deleteOptions(body: JsonObject): DeleteOptions {
  const { gracePeriodSeconds, preconditions, propagationPolicy } = body;
  const expected = isJsonObject(preconditions) ? preconditions : {};
  const uid = textOf(expected, 'uid');
  const resourceVersion = textOf(expected, 'resourceVersion');
  const policy = POLICIES.find((known) => known === propagationPolicy);
  return {
    ...(typeof gracePeriodSeconds === 'number' && { gracePeriodSeconds }),
    ...((uid !== '' || resourceVersion !== '') && {
      preconditions: { ...(uid !== '' && { uid }), ...(resourceVersion !== '' && { resourceVersion }) },
    }),
    ...(policy !== undefined && { propagationPolicy: policy }),
  };
}
