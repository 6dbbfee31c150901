import { isJsonObject, type JsonObject, type JsonValue } from '../kernel/json.ts';
import { fingerprintText } from '../kernel/canonical.ts';
import { get, listPrefix, type KeyValue } from '../etcd/store.ts';
import { etcdPrefixOf } from '../kubernetes/resources-table.ts';
import { formatRfc3339 } from '../kubernetes/rfc3339.ts';
import { parseLabelSelector } from '../kubernetes/selector-syntax.ts';
import { selectsLabels } from '../kubernetes/selectors.ts';
import type { Node } from '../kubernetes/types/node.ts';
import type { Pod } from '../kubernetes/types/pod.ts';
import type { ClusterState, Stream } from './state.ts';
import type { SeatId } from './seats.ts';

/** An object as read from etcd at a revision, with the resourceVersion that the read injects. */
export interface Stored {
  readonly key: string;
  readonly modRevision: number;
  readonly keyVersion: number;
  readonly object: JsonObject;
}

/** What was read of a value before: the same value of the same key and revision reads as the very same object. */
const READ = new WeakMap<JsonObject, Stored>();

export function storedFrom(kv: KeyValue): Stored {
  const { key, modRevision, version, value } = kv;
  const known = isJsonObject(value) ? READ.get(value) : undefined;
  if (known?.key === key && known.modRevision === modRevision && known.keyVersion === version) return known;
  const stored = { key, modRevision, keyVersion: version, object: withResourceVersion(value, modRevision) };
  if (isJsonObject(value)) READ.set(value, stored);
  return stored;
}

/** The object under a key, as of a revision (default: the newest); of a compacted one, as of the oldest that is kept. */
export function readObject(state: ClusterState, key: string, revision?: number): Stored | null {
  const { compactedRevision } = state.store;
  const kv = get(state.store, key, revision === undefined ? undefined : Math.max(revision, compactedRevision));
  return kv === null || kv === undefined ? null : storedFrom(kv);
}

/** All objects of a resource as of a revision, in key order. */
export function listObjects(state: ClusterState, prefix: string, revision?: number): Stored[] {
  return listPrefix(state.store, prefix, revision).map(storedFrom);
}

function withResourceVersion(value: JsonValue, revision: number): JsonObject {
  const object = isJsonObject(value) ? value : {};
  const metadata = isJsonObject(object['metadata']) ? object['metadata'] : {};
  return { ...object, metadata: { ...metadata, resourceVersion: String(revision) } };
}

export const POD_PREFIX = '/registry/pods/';
export const NODE_PREFIX = '/registry/minions/';

/** Reads a stored value as a pod: only the key's place says that it is one. */
export function asPod(object: JsonObject): Pod {
  return object as unknown as Pod;
}

export function asNode(object: JsonObject): Node {
  return object as unknown as Node;
}

/** The stream of a client for a resource; seats open theirs in the set-up. */
export function streamOf(state: ClusterState, client: SeatId, resource: string): Stream | null {
  return (
    Object.values(state.streams).find((stream) => stream.client === client && stream.resource === resource) ?? null
  );
}

/** What a client's watch cache holds: the store at the stream's revision, seen through its selector. */
export function cacheOf(state: ClusterState, client: SeatId, resource: string): Stored[] {
  const stream = streamOf(state, client, resource);
  // A stream that is being opened with a list knows nothing yet.
  if (stream === null || stream.at === 0) return [];
  return listObjects(state, etcdPrefixOf(resource, stream.namespace), stream.at).filter((stored) =>
    selects(stream, stored.object),
  );
}

/** True when the stream's selectors match the object. */
export function selects(stream: Stream, object: JsonObject): boolean {
  const { metadata, spec, status } = asPod(object);
  if (stream.labelSelector !== undefined) {
    const labels = parseLabelSelector(stream.labelSelector);
    if (!labels.ok || !selectsLabels(labels.value, metadata?.labels)) return false;
  }
  if (stream.unfinished === true && (status?.phase === 'Succeeded' || status?.phase === 'Failed')) return false;
  return stream.nodeName === undefined || spec?.nodeName === stream.nodeName;
}

/** The uid of an object; null when it has none. */
export function uidOf(object: JsonObject): string | null {
  const metadata = object['metadata'];
  const uid = isJsonObject(metadata) ? metadata['uid'] : null;
  return typeof uid === 'string' ? uid : null;
}

/** A uid in the shape of a UUID, fixed by the session's seed and the request that created the object. */
export function uidFor(seed: readonly number[], request: string): string {
  const digits = fingerprintText(`${seed.join('.')}/${request}`) + fingerprintText(`${request}/${seed.join('-')}`);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(12, 15)}`,
    `a${digits.slice(15, 18)}`,
    digits.slice(16, 28),
  ].join('-');
}

/** 2026-01-01T00:00:00Z, when every session begins. */
const EPOCH_MILLIS = 1_767_225_600_000;

/** Cluster milliseconds as the RFC 3339 text that objects carry; session time starts at a fixed day. */
export function timestamp(millis: number): string {
  return formatRfc3339(EPOCH_MILLIS + millis);
}
