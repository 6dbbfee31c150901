import type { KeyValue } from '../../lib/etcd/store.ts';
import { isJsonObject, type JsonObject } from '../../lib/kernel/json.ts';
import { metadataOf } from '../../lib/kubernetes/registry/metadata.ts';
import type { KubernetesObject } from '../../lib/kubernetes/types/meta.ts';

/** Five letters that no other request gets. */
export function suffixOf(serial: number): string {
  const letters = 'bcdfghjklmnpqrstvwxz';
  return [4, 3, 2, 1, 0]
    .map((place) => letters[Math.floor(serial / letters.length ** place) % letters.length])
    .join('');
}

export function withVersion(kv: KeyValue): JsonObject {
  const object = isJsonObject(kv.value) ? kv.value : {};
  return { ...object, metadata: { ...metadataOf(object), resourceVersion: String(kv.modRevision) } };
}

/** A watch is told that a pod ends before it is told that the pod has ended. */
export function ending(pod: JsonObject, now: string): JsonObject {
  return { ...pod, metadata: { deletionTimestamp: now, deletionGracePeriodSeconds: 0, ...metadataOf(pod) } };
}

export function objectOf(object: JsonObject): KubernetesObject {
  return { ...object, metadata: metadataOf(object) };
}
