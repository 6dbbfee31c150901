import { listObjects, type Stored } from '../../cluster/objects.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { storable } from '../../kubernetes/object-defaulting.ts';
import { createObject } from '../../kubernetes/registry/create.ts';
import { checkFreshness, metadataOf, textOf } from '../../kubernetes/registry/metadata.ts';
import { allocateService } from '../../kubernetes/registry/service-allocation.ts';
import { patchObject, updateObject, type Updated } from '../../kubernetes/registry/update.ts';
import { etcdPrefixOf, type ResourceInfo } from '../../kubernetes/resources-table.ts';
import { invalid } from '../../kubernetes/status-error.ts';
import type { Status } from '../../kubernetes/types/meta.ts';
import type { Service } from '../../kubernetes/types/service.ts';
import { taintNewNode } from './admission.ts';
import { target } from './target.ts';
import { writeContext } from './write-context.ts';

const STRATEGIC = 'application/strategic-merge-patch+json';

/** Addresses of Services that every cluster has: `kubernetes` and `kube-dns`. */
const RESERVED: Service = { metadata: {}, spec: { clusterIPs: ['10.96.0.1', '10.96.0.10'] } };

/** The object that a POST stores, of any kind but a pod, or the Status that refuses it. */
export function newObject(state: ClusterState, info: ResourceInfo, request: ApiRequest): Result<JsonObject, Status> {
  const body = request.body ?? {};
  const admitted = info.kind === 'Node' ? taintNewNode(body) : body;
  const created = createObject(info, admitted, writeContext(state, request));
  if (!created.ok || info.kind !== 'Service') return created;
  const others = listObjects(state, etcdPrefixOf('services'), state.apiserver.cacheRevision);
  const allocated = allocateService(created.value as unknown as Service, [
    RESERVED,
    ...others.map(({ object }) => object as unknown as Service),
  ]);
  if (allocated.ok) return ok(storable(allocated.value));
  return err(invalid({ group: '', kind: 'Service' }, textOf(metadataOf(created.value), 'name'), allocated.error));
}

/** What a PUT or PATCH of an object, its status or its scale comes to, or the Status that refuses it. */
export function changedObject(
  state: ClusterState,
  info: ResourceInfo,
  request: ApiRequest,
  current: Stored,
): Result<Updated, Status> {
  const changed = applied(state, info, request, current);
  return changed.ok ? ok(keptByFinalizers(info, changed.value)) : changed;
}

function applied(
  state: ClusterState,
  info: ResourceInfo,
  request: ApiRequest,
  current: Stored,
): Result<Updated, Status> {
  const { subresource } = target(request.path);
  const context = writeContext(state, request);
  const body = request.body ?? {};
  if (subresource === 'scale') {
    const stale = checkFreshness(info, current.object, body, current.key);
    if (stale !== null) return err(stale);
    return updateObject(info, current.object, scaled(current.object, body), undefined, context);
  }
  if (request.verb === 'PUT') return updateObject(info, current.object, body, subresource, context);
  const patch = { type: request.contentType ?? STRATEGIC, body: request.operations ?? body };
  return patchObject(info, current.object, patch, subresource, context);
}

/** A namespace that ends is held by the finalizers of its spec. Models pkg/registry/core/namespace/storage. */
function keptByFinalizers(info: ResourceInfo, updated: Updated): Updated {
  if (info.kind !== 'Namespace' || updated.kind !== 'remove') return updated;
  const { spec } = updated.object;
  const finalizers = isJsonObject(spec) ? spec['finalizers'] : undefined;
  return Array.isArray(finalizers) && finalizers.length > 0 ? { ...updated, kind: 'write' } : updated;
}

/** The object with the replicas that a Scale asks for. */
function scaled(object: JsonObject, scale: JsonObject): JsonObject {
  const spec = isJsonObject(object['spec']) ? object['spec'] : {};
  const wanted = isJsonObject(scale['spec']) ? scale['spec'] : {};
  return { ...object, spec: { ...spec, replicas: wanted['replicas'] ?? spec['replicas'] ?? 1 } };
}
