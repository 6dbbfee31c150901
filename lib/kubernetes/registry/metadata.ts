import { badRequest, conflict, invalid, type GroupResource } from '../status-error.ts';
import type { Status } from '../types/meta.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { apiVersionOf, kindInfo, type ResourceInfo } from '../resources-table.ts';
import { required } from '../field-error.ts';
import { checkBody } from '../decoding/check-body.ts';

/** What the server knows when it writes: the clock, the next uid, and what the path said. */
export interface WriteContext {
  readonly namespace?: string;
  readonly name?: string;
  /** For an object that is created. */
  readonly uid: string;
  /** Now, as objects carry it. */
  readonly now: string;
  /** A time some seconds from now. */
  readonly at: (seconds: number) => string;
  /** Five letters for a name that is generated. */
  readonly suffix: string;
  /** What to do with members that no type has; absent means they are dropped. */
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  /** Who writes, for `managedFields`: the field manager, and through which subresource. Absent: nobody in particular. */
  readonly writer?: { readonly name: string; readonly subresource?: string };
  /** An apply takes what others manage. */
  readonly force?: boolean;
  /** Admission that may refuse what is about to be written; `old` is null for an object that is created. */
  readonly admit?: (object: JsonObject, old: JsonObject | null) => Status | null;
}

const NAME_LIMIT = 63;
const SUFFIX_LENGTH = 5;

export function metadataOf(object: JsonObject): JsonObject {
  return isJsonObject(object['metadata']) ? object['metadata'] : {};
}

export function textOf(object: JsonObject, member: string): string {
  const value = object[member];
  return typeof value === 'string' ? value : '';
}

export function groupResource(info: ResourceInfo): GroupResource {
  return { group: info.group, resource: info.resource };
}

/** The body must be of the kind that its path is for. Models the codec of the endpoint. */
export function checkKind(info: ResourceInfo, body: JsonObject): Status | null {
  const kind = textOf(body, 'kind') || info.kind;
  const apiVersion = textOf(body, 'apiVersion') || apiVersionOf(info);
  if (kind === info.kind && apiVersion === apiVersionOf(info)) return null;
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  const start = `${kind} in version "${version}" cannot be handled as a ${info.kind}`;
  const known = kindInfo(kind);
  if (known !== undefined && apiVersionOf(known) === apiVersion) {
    return badRequest(
      `${start}: converting (${version}.${kind}) to (${info.group || 'core'}.${info.kind}): unknown conversion`,
    );
  }
  return badRequest(
    `${start}: no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/api/legacyscheme/scheme.go:30"`,
  );
}

/** Every member must have the type it should; under Strict there must be no member that no type has. */
export function checkTypes(info: ResourceInfo, body: JsonObject, context: WriteContext): Status | null {
  const { mismatch, unknown } = checkBody(info.kind, body);
  const start = `${info.kind} in version "${info.version}" cannot be handled as a ${info.kind}`;
  if (mismatch !== null) return badRequest(`${start}: ${mismatch}`);
  if (unknown.length === 0 || context.fieldValidation !== 'Strict') return null;
  return badRequest(`${start}: strict decoding error: ${unknown.map(unknownField).join(', ')}`);
}

/** What a client is warned of when it asked for warnings: the texts of Warning headers. */
export function decodingWarnings(info: ResourceInfo, body: JsonObject): readonly string[] {
  return checkBody(info.kind, body).unknown.map(unknownField);
}

function unknownField(path: string): string {
  return `unknown field "${path}"`;
}

/** Name and namespace, where the body has them, must be those of the path. */
export function checkPlace(body: JsonObject, context: WriteContext): Status | null {
  const metadata = metadataOf(body);
  const name = textOf(metadata, 'name');
  const namespace = textOf(metadata, 'namespace');
  if (context.name !== undefined && name !== context.name) {
    if (name === '') return badRequest('name must be provided');
    return badRequest(`the name of the object (${name}) does not match the name on the URL (${context.name})`);
  }
  if (namespace !== '' && context.namespace !== undefined && namespace !== context.namespace) {
    return badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  return null;
}

/** A name made of the wish and the suffix, never longer than a label. Models names.SimpleNameGenerator. */
export function generatedName(prefix: string, suffix: string): string {
  return prefix.slice(0, NAME_LIMIT - SUFFIX_LENGTH) + suffix;
}

/** Compares what a write expects with what is stored. */
export function checkFreshness(info: ResourceInfo, current: JsonObject, body: JsonObject, key: string): Status | null {
  const stored = metadataOf(current);
  const given = metadataOf(body);
  const name = textOf(stored, 'name');
  const version = textOf(given, 'resourceVersion');
  const uid = textOf(given, 'uid');
  if (uid !== '' && uid !== stored['uid']) {
    const precondition = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${textOf(stored, 'uid')}`;
    const why = `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${precondition}`;
    return conflict(groupResource(info), name, why);
  }
  if (version === '' && info.kind === 'Lease') {
    const error = { ...required('metadata.resourceVersion'), type: 'FieldValueInvalid' as const };
    const message = 'Invalid value: 0: must be specified for an update';
    return invalid({ group: info.group, kind: info.resource }, name, [{ ...error, message }]);
  }
  return version === '' || version === stored['resourceVersion'] ? null : conflict(groupResource(info), name);
}
