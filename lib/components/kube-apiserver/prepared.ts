import type { Stored } from '../../cluster/objects.ts';
import type { ApiRequest } from '../../cluster/state.ts';
import { asParsed, type JsonObject } from '../../kernel/json.ts';
import { metadataOf } from '../../kubernetes/registry/metadata.ts';
import { notFound } from '../../kubernetes/status-error.ts';
import type { Status } from '../../kubernetes/types/meta.ts';
import { statusBody } from './status-body.ts';
import { target } from './target.ts';

/** Another object that the server itself changes before this one: a PUT of its own. */
export interface FirstWrite {
  readonly path: string;
  readonly body: JsonObject;
}

/** What a request comes to before storage: an object to write (null: a removal), or an answer without a write. */
export type Prepared =
  | {
      readonly kind: 'write';
      readonly object: JsonObject | null;
      readonly expectedRevision: number;
      readonly mutations: readonly string[];
      readonly first?: FirstWrite;
    }
  | { readonly kind: 'answered'; readonly code: number; readonly body: JsonObject };

/** A write on condition that the key's ModRevision is still this; 0 is a key that does not exist. */
export function write(
  object: JsonObject | null,
  expectedRevision: number,
  mutations: readonly string[],
): Extract<Prepared, { readonly kind: 'write' }> {
  return {
    kind: 'write',
    object: object === null ? null : asParsed(withoutResourceVersion(object)),
    expectedRevision,
    mutations,
  };
}

/** Not an error: there is nothing to write, and this is the answer. */
export function answered(code: number, body: JsonObject): Prepared {
  return { kind: 'answered', code, body };
}

export function refused(status: Status): Prepared {
  return { kind: 'answered', code: status.code, body: statusBody(status) };
}

/** What a client gets of an object: a reference into the store, which every reader resolves at that revision. */
export function referenceTo({ key, modRevision }: Stored): JsonObject {
  return { key, revision: modRevision };
}

/** The 404 for the object that the path names. */
export function missing(request: ApiRequest): Status {
  const { group, resource, name } = target(request.path);
  return notFound({ group, resource }, name ?? '');
}

/** resourceVersion is not stored: it is the key's ModRevision, injected by every read. */
function withoutResourceVersion(object: JsonObject): JsonObject {
  const { resourceVersion: _injected, ...rest } = metadataOf(object);
  return { ...object, metadata: rest };
}
