import { canonicalJson } from '../../kernel/canonical.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { apiVersionOf, type ResourceInfo } from '../resources-table.ts';
import { applyConflict, badRequest } from '../status-error.ts';
import { metadataOf, textOf } from '../registry/metadata.ts';
import type { Status } from '../types/meta.ts';
import {
  difference,
  fieldSetIn,
  intersection,
  memberStep,
  pathText,
  stepsOf,
  union,
  withParents,
  type FieldSet,
} from './field-path.ts';
import {
  BEFORE_FIRST_APPLY,
  identityOf,
  managedOf,
  managerText,
  unmanaged,
  withManaged,
  type Managed,
  type ManagedEntry,
  type Manager,
} from './managed-fields.ts';
import { structureOf, type Structure } from './structure.ts';
import { compare, fieldsOf, overlay, without, type Comparison } from './typed-value.ts';

/** Nobody manages these: they are the server's, or the object's name. Models stripmeta.go. */
const STRIPPED: FieldSet = fieldSetIn({
  'f:apiVersion': {},
  'f:kind': {},
  'f:metadata': {
    '.': {},
    'f:name': {},
    'f:namespace': {},
    'f:creationTimestamp': {},
    'f:selfLink': {},
    'f:uid': {},
    'f:generation': {},
    'f:managedFields': {},
    'f:resourceVersion': {},
  },
});

/** Who writes now, and when (RFC 3339). */
export interface Writer {
  readonly name: string;
  readonly subresource: string;
  readonly now: string;
}

export interface Application {
  /** The live object with what is applied, before defaulting and validation; without managed fields. */
  readonly object: JsonObject;
  /** Puts who manages what into the object that comes of it. */
  readonly sign: (object: JsonObject) => JsonObject;
}

/**
 * Lays an applied configuration over the live object (`{}` when there is none): fields that its manager applied before
 * and applies no longer go, unless somebody else manages them; fields that others manage with another value are
 * conflicts, or change hands under `force`. Models structured-merge-diff merge/update.go Apply.
 */
export function applyTo(
  info: ResourceInfo,
  live: JsonObject,
  config: JsonObject,
  writer: Writer,
  force: boolean,
): Result<Application, Status> {
  const version = apiVersionOf(info);
  const given = textOf(config, 'apiVersion');
  if (given !== version) {
    return err(
      badRequest(`Incorrect version specified in apply patch. Specified patch version: ${given}, expected: ${version}`),
    );
  }
  if (metadataOf(config)['managedFields'] !== undefined) return err(badRequest('metadata.managedFields must be nil'));
  const structure = structureOf(info.kind);
  const bare = unmanaged(live);
  const applier: Manager = {
    name: writer.name,
    operation: 'Apply',
    apiVersion: '',
    subresource: writer.subresource,
  };
  const before = tracked(structure, live, version, writer.subresource);
  const last = before.get(identityOf(applier));
  const fields = ownable(fieldsOf(structure, config), writer.subresource);
  const mine: ManagedEntry = { manager: applier, fields, time: last?.time ?? writer.now };
  const managed = new Map([...before, [identityOf(applier), mine]]);
  const overlaid = overlay(structure, bare, config);
  const laid = isJsonObject(overlaid) ? overlaid : bare;
  const merged = last === undefined ? laid : pruned(structure, laid, last.fields, managed);
  const changes = compare(structure, bare, merged);
  const conflicts = conflictsIn(managed, identityOf(applier), changes);
  if (conflicts.length > 0 && !force) return err(conflictStatus(conflicts));
  const owned = settled(managed, identityOf(applier), changes);
  const changed = !sameObject(bare, merged) || last === undefined || !sameFields(last.fields, fields);
  if (changed) owned.set(identityOf(applier), { ...mine, time: writer.now });
  return ok({ object: merged, sign: (object) => withManaged(object, owned, version) });
}

/**
 * The object that any other write makes, with its fields in the writer's name. Only an object that was applied is kept
 * book of. Models structured-merge-diff merge/update.go Update.
 */
export function signUpdate(info: ResourceInfo, before: JsonObject, after: JsonObject, writer: Writer): JsonObject {
  const managed = managedOf(before);
  if (managed.size === 0) return after;
  const version = apiVersionOf(info);
  const manager: Manager = {
    name: writer.name,
    operation: 'Update',
    apiVersion: version,
    subresource: writer.subresource,
  };
  const changes = compare(structureOf(info.kind), unmanaged(before), unmanaged(after));
  const owned = settled(managed, identityOf(manager), changes);
  const last = managed.get(identityOf(manager));
  const written = ownable(union(changes.modified, changes.added), writer.subresource);
  const fields = union(difference(last?.fields ?? new Set(), changes.removed), written);
  const time = written.size > 0 ? writer.now : (last?.time ?? writer.now);
  owned.set(identityOf(manager), { manager, fields, time });
  return withManaged(after, owned, version);
}

/** What was there before anybody applied it is in the name of nobody in particular. */
function tracked(structure: Structure, live: JsonObject, version: string, subresource: string): Managed {
  const managed = managedOf(live);
  const fields = ownable(fieldsOf(structure, unmanaged(live)), subresource);
  if (managed.size > 0 || fields.size === 0) return managed;
  const manager: Manager = { name: BEFORE_FIRST_APPLY, operation: 'Update', apiVersion: version, subresource };
  return new Map([[identityOf(manager), { manager, fields, time: textOf(metadataOf(live), 'creationTimestamp') }]]);
}

/** The main resource does not write the status, the status does not write the spec. Models GetResetFields. */
function ownable(fields: FieldSet, subresource: string): FieldSet {
  const reset = memberStep(subresource === 'status' ? 'spec' : 'status');
  return new Set([...difference(fields, STRIPPED)].filter((path) => stepsOf(path)[0] !== reset));
}

/** Without what the manager applied before and nobody applies or manages now. Models prune. */
function pruned(structure: Structure, merged: JsonObject, last: FieldSet, managed: Managed): JsonObject {
  const dropped = withParents(last);
  const all = withParents(fieldsOf(structure, merged));
  const left = withParents(fieldsOf(structure, without(structure, merged, dropped)));
  const gone = difference(all, left);
  const owned = withParents(union(...[...managed.values()].map(({ fields }) => fields)));
  const unowned = without(structure, merged, difference(gone, owned));
  const missing = difference(all, withParents(fieldsOf(structure, unowned)));
  return without(structure, merged, intersection(missing, dropped));
}

interface Conflict {
  readonly entry: ManagedEntry;
  readonly path: string;
}

function conflictsIn(managed: Managed, self: string, { added, modified }: Comparison): Conflict[] {
  const touched = union(added, modified);
  return [...managed]
    .filter(([identity]) => identity !== self)
    .flatMap(([, entry]) => [...intersection(entry.fields, touched)].map((path) => ({ entry, path: pathText(path) })));
}

/** What others manage once the changes are made: not what was changed under their hands, nor what is gone. */
function settled(managed: Managed, self: string, { added, modified, removed }: Comparison): Map<string, ManagedEntry> {
  const touched = union(added, modified);
  const left = [...managed].map(([identity, entry]): [string, ManagedEntry] => {
    const kept = identity === self ? entry.fields : difference(entry.fields, touched);
    return [identity, { ...entry, fields: difference(kept, removed) }];
  });
  return new Map(left);
}

/** Models NewConflictError and getConflictMessage of managedfields/internal/conflict.go. */
function conflictStatus(conflicts: readonly Conflict[]): Status {
  const causes = conflicts.map(({ entry, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${managerText(entry.manager)}`,
    field: path,
  }));
  const [first] = conflicts;
  if (first !== undefined && conflicts.length === 1) {
    return applyConflict(
      causes,
      `Apply failed with 1 conflict: conflict with ${managerText(first.entry.manager)}: ${first.path}`,
    );
  }
  const names = [...new Set(conflicts.map(({ entry }) => managerText(entry.manager)))].toSorted();
  const lines = names.flatMap((name) => [
    `conflicts with ${name}:`,
    ...conflicts.filter(({ entry }) => managerText(entry.manager) === name).map(({ path }) => `- ${path}`),
  ]);
  return applyConflict(causes, `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`);
}

function sameObject(left: JsonObject, right: JsonObject): boolean {
  return canonicalJson(left) === canonicalJson(right);
}

function sameFields(left: FieldSet, right: FieldSet): boolean {
  return left.size === right.size && difference(left, right).size === 0;
}
