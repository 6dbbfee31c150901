import { listObjects, timestamp, uidFor, type Stored } from '../../cluster/objects.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { fingerprintText } from '../../kernel/canonical.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { storable } from '../../kubernetes/object-defaulting.ts';
import { createObject } from '../../kubernetes/registry/create.ts';
import { metadataOf, textOf, type WriteContext } from '../../kubernetes/registry/metadata.ts';
import { allocateService } from '../../kubernetes/registry/service-allocation.ts';
import { patchObject, updateObject, type Updated } from '../../kubernetes/registry/update.ts';
import { etcdPrefixOf, type ResourceInfo } from '../../kubernetes/resources-table.ts';
import { invalid } from '../../kubernetes/status-error.ts';
import type { Status } from '../../kubernetes/types/meta.ts';
import type { Service } from '../../kubernetes/types/service.ts';
import { target } from './target.ts';

/** What a generated name ends in: no vowels and nothing that looks like another. Models apimachinery util/rand. */
const SUFFIX_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;
const STRATEGIC = 'application/strategic-merge-patch+json';

/** What the server knows when it writes for this request. */
export function writeContext(state: ClusterState, request: ApiRequest): WriteContext {
  const { namespace, name } = target(request.path);
  const uid = uidFor(state.rng, request.id);
  return {
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
    uid,
    now: timestamp(state.now),
    at: (seconds) => timestamp(state.now + seconds * 1000),
    suffix: nameSuffix(uid),
  };
}

/** Five letters that follow from the uid, for `generateName`. */
export function nameSuffix(uid: string): string {
  const digits = fingerprintText(uid);
  return Array.from({ length: SUFFIX_LENGTH }, (_, place) => {
    const number = Number.parseInt(digits.slice(place * 2, place * 2 + 2) || '0', 16);
    return SUFFIX_ALPHABET[number % SUFFIX_ALPHABET.length];
  }).join('');
}

/** The object that a POST stores, of any kind but a pod, or the Status that refuses it. */
export function newObject(state: ClusterState, info: ResourceInfo, request: ApiRequest): Result<JsonObject, Status> {
  const created = createObject(info, request.body ?? {}, writeContext(state, request));
  if (!created.ok || info.kind !== 'Service') return created;
  const others = listObjects(state, etcdPrefixOf('services'), state.apiserver.cacheRevision);
  const allocated = allocateService(
    created.value as unknown as Service,
    others.map(({ object }) => object as unknown as Service),
  );
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
  const { subresource } = target(request.path);
  const context = writeContext(state, request);
  const body = request.body ?? {};
  if (subresource === 'scale') return updateObject(info, current.object, scaled(current.object, body), undefined, context);
  if (request.verb === 'PUT') return updateObject(info, current.object, body, subresource, context);
  return patchObject(info, current.object, { type: STRATEGIC, body }, subresource, context);
}

/** The object with the replicas that a Scale asks for. */
function scaled(object: JsonObject, scale: JsonObject): JsonObject {
  const spec = isJsonObject(object['spec']) ? object['spec'] : {};
  const wanted = isJsonObject(scale['spec']) ? scale['spec'] : {};
  return { ...object, spec: { ...spec, replicas: wanted['replicas'] ?? spec['replicas'] ?? 1 } };
}
