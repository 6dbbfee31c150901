import { isJsonObject, type JsonValue } from '../kernel/json.ts';
import { selectorFor } from '../kubernetes/registry/list.ts';
import { etcdPrefixOf, resourceInfo } from '../kubernetes/resources-table.ts';
import { listObjects, readObject, type Stored } from './objects.ts';
import type { ClusterState } from './state.ts';

/** What the answer to a GET or a LIST refers to, as the store had it then. */
export interface Listed {
  /** Plural, as paths have it. */
  readonly resource: string;
  readonly objects: readonly Stored[];
}

/**
 * The objects that the body of a LIST's answer stands for; null when it is no such body. What was compacted meanwhile
 * is read as of the oldest revision that is kept.
 */
export function listedObjects(state: ClusterState, body: JsonValue | undefined): Listed | null {
  if (!isJsonObject(body)) return null;
  const text = (member: string): string => (typeof body[member] === 'string' ? body[member] : '');
  const info = resourceInfo(text('resource'));
  if (info === undefined || typeof body['revision'] !== 'number') return null;
  const selects = selectorFor(info, { labelSelector: text('labelSelector'), fieldSelector: text('fieldSelector') });
  const revision = Math.max(body['revision'], state.store.compactedRevision);
  const found = listObjects(state, etcdPrefixOf(info.resource, text('namespace')), revision);
  return { resource: info.resource, objects: found.filter(({ object }) => selects.ok && selects.value(object)) };
}

/** The object that the body of an answer refers to, as of the answer; null when it refers to none. */
export function referredObject(state: ClusterState, body: JsonValue | undefined): Stored | null {
  if (!isJsonObject(body) || typeof body['key'] !== 'string' || typeof body['revision'] !== 'number') return null;
  return readObject(state, body['key'], body['revision']);
}
