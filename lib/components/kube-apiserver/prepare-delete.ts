import { asPod, listObjects, type Stored } from '../../cluster/objects.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { storable } from '../../kubernetes/object-defaulting.ts';
import { deleteObject } from '../../kubernetes/registry/delete.ts';
import { requestEviction } from '../../kubernetes/registry/eviction.ts';
import { metadataOf, textOf } from '../../kubernetes/registry/metadata.ts';
import { buildPath, etcdPrefixOf, type ResourceInfo } from '../../kubernetes/resources-table.ts';
import type { DeleteOptions } from '../../kubernetes/types/meta.ts';
import type { PodDisruptionBudget } from '../../kubernetes/types/policy.ts';
import { answered, referenceTo, refused, write, type FirstWrite, type Prepared } from './prepared.ts';
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
 * An eviction says on the pod why it ends, then deletes it, unless a PodDisruptionBudget stands against it (429).
 * Models pkg/registry/core/pod/storage/eviction.go.
 */
export function prepareEviction(state: ClusterState, request: ApiRequest, current: Stored): Prepared {
  const { now, at, namespace = '' } = writeContext(state, request);
  const body = request.body ?? {};
  const given = body['deleteOptions'];
  const eviction = { metadata: metadataOf(body), deleteOptions: deleteOptions(isJsonObject(given) ? given : {}) };
  const evicted = requestEviction(asPod(current.object), eviction, budgetsOf(state, namespace), now, at);
  if (!evicted.ok) return refused(evicted.error);
  const { deletion, budget } = evicted.value;
  const first = budget === null ? undefined : budgetUpdate(namespace, budget);
  switch (deletion?.kind) {
    case 'remove':
      return { ...write(null, current.modRevision, []), first };
    case 'mark': {
      const marked = [...MARKED, 'status.conditions[DisruptionTarget]'];
      return { ...write(storable(deletion.pod), current.modRevision, marked), first };
    }
    default:
      return answered(201, referenceTo(current));
  }
}

function budgetsOf(state: ClusterState, namespace: string): PodDisruptionBudget[] {
  const at = state.apiserver.cacheRevision;
  return listObjects(state, etcdPrefixOf('poddisruptionbudgets', namespace), at).map(({ object }) => ({
    ...object,
    metadata: metadataOf(object),
  }));
}

/** The budget pays before the pod is touched. */
function budgetUpdate(namespace: string, budget: PodDisruptionBudget): FirstWrite {
  const { name = '' } = budget.metadata;
  const path = buildPath({ resource: 'poddisruptionbudgets', namespace, name, subresource: 'status' });
  return { path, body: storable(budget) };
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
