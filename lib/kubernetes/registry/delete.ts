import { err, ok, type Result } from '../../kernel/result.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { storable } from '../object-defaulting.ts';
import { deletePod } from '../pod-strategy.ts';
import type { ResourceInfo } from '../resources-table.ts';
import { conflict, forbidden } from '../status-error.ts';
import type { DeleteOptions, Status } from '../types/meta.ts';
import type { Pod } from '../types/pod.ts';
import { groupResource, metadataOf, textOf, type WriteContext } from './metadata.ts';

/** What a DELETE comes to. `remove` carries the object as it last was. */
export type Deleted =
  | { readonly kind: 'remove'; readonly object: JsonObject }
  | { readonly kind: 'write'; readonly object: JsonObject }
  | { readonly kind: 'unchanged'; readonly object: JsonObject };

const FIXED_NAMESPACES = ['default', 'kube-system', 'kube-public'];

/**
 * Deletes a stored object, or marks it for those who must act first: a pod's kubelet, finalizers, a namespace's
 * content. Models generic/registry/store.go Delete.
 */
export function deleteObject(
  info: ResourceInfo,
  current: JsonObject,
  options: DeleteOptions,
  context: WriteContext,
): Result<Deleted, Status> {
  const wrong = checkPreconditions(info, current, options);
  if (wrong !== null) return err(wrong);
  const name = textOf(metadataOf(current), 'name');
  if (info.kind === 'Namespace') {
    if (FIXED_NAMESPACES.includes(name))
      return err(forbidden(groupResource(info), name, 'this namespace may not be deleted'));
    return ok(deleteNamespace(current, context));
  }
  if (info.kind === 'Pod') return ok(deleteOnePod(current, options, context));
  return ok(deleteOther(current, options, context));
}

function checkPreconditions(info: ResourceInfo, current: JsonObject, { preconditions }: DeleteOptions): Status | null {
  const stored = metadataOf(current);
  const of = { group: info.group, resource: info.kind };
  const name = textOf(stored, 'name');
  const { uid, resourceVersion } = preconditions ?? {};
  if (uid !== undefined && uid !== stored['uid']) {
    const why = `the UID in the precondition (${uid}) does not match the UID in record (${textOf(stored, 'uid')}). The object might have been deleted and then recreated`;
    return conflict(of, name, why);
  }
  if (resourceVersion === undefined || resourceVersion === stored['resourceVersion']) return null;
  const why = `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${textOf(stored, 'resourceVersion')}). The object might have been modified`;
  return conflict(of, name, why);
}

function deleteOnePod(current: JsonObject, options: DeleteOptions, context: WriteContext): Deleted {
  const pod: Pod = { ...current, metadata: metadataOf(current) };
  const deletion = deletePod(pod, options, context.at);
  switch (deletion.kind) {
    case 'remove':
      // Who asked is shown the last state: no time left.
      return { kind: 'remove', object: withoutGrace(current) };
    case 'unchanged':
      return { kind: 'unchanged', object: current };
    case 'mark':
      return { kind: 'write', object: storable(deletion.pod) };
  }
}

function withoutGrace(current: JsonObject): JsonObject {
  const metadata = metadataOf(current);
  if (metadata['deletionTimestamp'] === undefined) return current;
  return { ...current, metadata: { ...metadata, deletionGracePeriodSeconds: 0 } };
}

/** A namespace first refuses new content and waits for its controller to remove the old. */
function deleteNamespace(current: JsonObject, context: WriteContext): Deleted {
  const spec = isJsonObject(current['spec']) ? current['spec'] : {};
  const finalizers = Array.isArray(spec['finalizers']) ? spec['finalizers'] : [];
  const metadata = metadataOf(current);
  if (metadata['deletionTimestamp'] !== undefined) {
    return { kind: finalizers.length === 0 ? 'remove' : 'unchanged', object: current };
  }
  const marked = {
    ...current,
    metadata: { ...metadata, deletionTimestamp: context.now },
    status: { phase: 'Terminating' },
  };
  return { kind: finalizers.length === 0 ? 'remove' : 'write', object: marked };
}

/** Foreground and orphaning deletions leave the work to the garbage collector, by a finalizer. */
function deleteOther(current: JsonObject, options: DeleteOptions, context: WriteContext): Deleted {
  const metadata = metadataOf(current);
  const present = Array.isArray(metadata['finalizers']) ? metadata['finalizers'] : [];
  const wanted = { Foreground: 'foregroundDeletion', Orphan: 'orphan', Background: null }[
    options.propagationPolicy ?? 'Background'
  ];
  const others = present.filter((name) => name !== 'foregroundDeletion' && name !== 'orphan');
  const finalizers = wanted === null ? others : [...others, wanted];
  if (finalizers.length === 0) return { kind: 'remove', object: current };
  if (metadata['deletionTimestamp'] !== undefined && finalizers.length === present.length) {
    return { kind: 'unchanged', object: current };
  }
  const marked = {
    ...metadata,
    finalizers,
    deletionTimestamp: metadata['deletionTimestamp'] ?? context.now,
    deletionGracePeriodSeconds: 0,
  };
  return { kind: 'write', object: { ...current, metadata: marked } };
}
