import { canonicalJson } from '../../kernel/canonical.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import { withoutNulls } from '../decode.ts';
import { applyTo, signUpdate, type Writer } from '../apply/ownership.ts';
import { withoutUnknown } from '../decoding/check-body.ts';
import { defaultObject, storable } from '../object-defaulting.ts';
import { applyJsonPatch } from '../patch/json-patch.ts';
import { applyMergePatch } from '../patch/merge-patch.ts';
import { mergeSchemaOf } from '../patch/merge-schema.ts';
import { applyStrategicMergePatch } from '../patch/strategic-merge.ts';
import { etcdKey, type ResourceInfo } from '../resources-table.ts';
import { badRequest, invalid, patchRejected, unsupportedMediaType } from '../status-error.ts';
import type { KubernetesObject, Status } from '../types/meta.ts';
import { validateChange } from '../validation/objects.ts';
import {
  checkFreshness,
  checkKind,
  checkPlace,
  checkTypes,
  metadataOf,
  textOf,
  type WriteContext,
} from './metadata.ts';

/** What an update comes to: a write, nothing at all, or the end of an object that waited for its last finalizer. */
export type Updated =
  | { readonly kind: 'write'; readonly object: JsonObject }
  | { readonly kind: 'unchanged'; readonly object: JsonObject }
  | { readonly kind: 'remove'; readonly object: JsonObject };

export const APPLY_PATCH = 'application/apply-patch+yaml';

/** Metadata that a write cannot change: what a client sends here is not even looked at. */
const SERVER_OWNED = ['uid', 'creationTimestamp', 'generation', 'managedFields', 'selfLink'];

/**
 * What a PUT makes of the stored object (`current`, with its resourceVersion), or the Status that refuses it. The main
 * resource keeps the status, the status subresource keeps the spec; a change of the spec counts a generation.
 * Models generic/registry/store.go Update and rest.BeforeUpdate.
 */
export function updateObject(
  info: ResourceInfo,
  current: JsonObject,
  body: JsonObject,
  subresource: string | undefined,
  context: WriteContext,
): Result<Updated, Status> {
  const sign = (object: JsonObject): JsonObject => signUpdate(info, current, object, writerOf(context, subresource));
  return written(info, current, { body, sign }, subresource, context);
}

/** What is to be written, and how it is put down who manages what of it. */
interface Wanted {
  readonly body: JsonObject;
  readonly sign: (object: JsonObject) => JsonObject;
}

function written(
  info: ResourceInfo,
  current: JsonObject,
  { body, sign }: Wanted,
  subresource: string | undefined,
  context: WriteContext,
): Result<Updated, Status> {
  const given = withoutNulls(body);
  const key = etcdKey(info.resource, context.name ?? '', context.namespace);
  const wrong =
    checkKind(info, given) ??
    checkTypes(info, given, context) ??
    checkPlace(given, context) ??
    checkFreshness(info, current, given, key);
  if (wrong !== null) return err(wrong);
  const now = merged(info, current, withoutUnknown(info.kind, given), subresource);
  const refusal = context.admit?.(now, current) ?? null;
  if (refusal !== null) return err(refusal);
  if (sameObject(sign(now), current)) return ok({ kind: 'unchanged', object: current });
  const counted = withGeneration(now, current);
  const old = objectOf(current);
  const errors = validateChange(objectOf(counted), old, subresource === 'status');
  if (errors.length > 0)
    return err(invalid({ group: info.group, kind: info.kind }, textOf(metadataOf(current), 'name'), errors));
  return ok({ kind: isReleased(counted) ? 'remove' : 'write', object: sign(counted) });
}

/** What a PATCH makes of the stored object, or the Status that refuses it. */
export function patchObject(
  info: ResourceInfo,
  current: JsonObject,
  patch: { readonly type: string; readonly body: JsonValue },
  subresource: string | undefined,
  context: WriteContext,
): Result<Updated, Status> {
  if (patch.type === APPLY_PATCH) return applyObject(info, current, patch.body, subresource, context);
  const patched = applyPatch(info, current, patch);
  return patched.ok ? updateObject(info, current, patched.value, subresource, context) : patched;
}

/** The configuration that an apply sends, with nothing in it that no type has. */
export function appliedConfig(info: ResourceInfo, body: JsonValue, context: WriteContext): Result<JsonObject, Status> {
  if (!isJsonObject(body)) return err(badRequest('error decoding YAML: the body is no object'));
  const wrong = checkKind(info, body) ?? checkTypes(info, body, context);
  return wrong === null ? ok(withoutUnknown(info.kind, withoutNulls(body))) : err(wrong);
}

/** Who writes it down as whose. */
export function writerOf(context: WriteContext, subresource: string | undefined): Writer {
  const { name = 'unknown', subresource: through = subresource ?? '' } = context.writer ?? {};
  return { name, subresource: through, now: context.now };
}

function applyObject(
  info: ResourceInfo,
  current: JsonObject,
  body: JsonValue,
  subresource: string | undefined,
  context: WriteContext,
): Result<Updated, Status> {
  const config = appliedConfig(info, body, context);
  if (!config.ok) return config;
  const applied = applyTo(info, current, config.value, writerOf(context, subresource), context.force === true);
  if (!applied.ok) return applied;
  const { object, sign } = applied.value;
  return written(info, current, { body: object, sign }, subresource, context);
}

function applyPatch(
  info: ResourceInfo,
  current: JsonObject,
  { type, body }: { readonly type: string; readonly body: JsonValue },
): Result<JsonObject, Status> {
  switch (type) {
    case 'application/json-patch+json':
      return accepted(applyJsonPatch(current, body));
    case 'application/merge-patch+json':
      return accepted(ok(applyMergePatch(current, body)));
    case 'application/strategic-merge-patch+json':
      return accepted(applyStrategicMergePatch(current, body, mergeSchemaOf(info.kind)));
    default:
      return err(unsupportedMediaType());
  }
}

function accepted(patched: Result<JsonValue, string>): Result<JsonObject, Status> {
  return patched.ok && isJsonObject(patched.value) ? ok(patched.value) : err(patchRejected());
}

function merged(
  info: ResourceInfo,
  current: JsonObject,
  given: JsonObject,
  subresource: string | undefined,
): JsonObject {
  const owned = Object.fromEntries(SERVER_OWNED.map((member) => [member, metadataOf(current)[member]]));
  const stored = metadataOf(current);
  const metadata = {
    ...metadataOf(given),
    ...owned,
    resourceVersion: stored['resourceVersion'],
    namespace: stored['namespace'],
  };
  const typed = { kind: current['kind'], apiVersion: current['apiVersion'] };
  if (subresource === 'status') return plain({ ...current, ...typed, metadata, status: given['status'] });
  const defaulted = storable(defaultObject(objectOf({ ...given, ...typed })));
  const spec = withAllocations(info, current, defaulted);
  return plain({
    ...spec,
    ...typed,
    metadata: plain(metadata),
    ...(current['status'] !== undefined && { status: current['status'] }),
  });
}

/** Addresses that were allocated stay when an update does not mention them. Models patchAllocatedValues. */
function withAllocations(info: ResourceInfo, current: JsonObject, given: JsonObject): JsonObject {
  const before = current['spec'];
  const spec = given['spec'];
  if (info.kind !== 'Service' || !isJsonObject(before) || !isJsonObject(spec)) return given;
  const named = spec['type'] === 'ExternalName' || before['type'] === 'ExternalName';
  const kept = named ? [] : ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'];
  const missing = kept.filter((member) => spec[member] === undefined || spec[member] === '');
  const allocated = Object.fromEntries(missing.map((member) => [member, before[member]]));
  const changed = spec['clusterIP'] !== undefined && spec['clusterIP'] !== before['clusterIP'];
  const follows = changed && canonicalJson(spec['clusterIPs']) === canonicalJson(before['clusterIPs']);
  return {
    ...given,
    spec: plain({ ...spec, ...allocated, ...(follows && { clusterIPs: [spec['clusterIP'] ?? null] }) }),
  };
}

/** A new spec counts a generation; of a kind without one, a change of anything but the metadata. */
function withGeneration(now: JsonObject, current: JsonObject): JsonObject {
  const generation = metadataOf(current)['generation'];
  const counted = (object: JsonObject): string =>
    canonicalJson(object['kind'] === 'EndpointSlice' ? { ...object, metadata: null } : (object['spec'] ?? null));
  if (typeof generation !== 'number' || counted(now) === counted(current)) return now;
  return { ...now, metadata: { ...metadataOf(now), generation: generation + 1 } };
}

/** Nothing holds a deleted object any longer. */
function isReleased(object: JsonObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = metadataOf(object);
  const held = Array.isArray(finalizers) && finalizers.length > 0;
  return deletionTimestamp !== undefined && (deletionGracePeriodSeconds ?? 0) === 0 && !held;
}

function sameObject(left: JsonObject, right: JsonObject): boolean {
  return canonicalJson(left) === canonicalJson(right);
}

function objectOf(object: JsonObject): KubernetesObject {
  return { ...object, metadata: metadataOf(object) };
}

/** Without members that are undefined: two objects are the same when their JSON is. */
function plain(object: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
