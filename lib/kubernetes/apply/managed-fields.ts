import { canonicalJson } from '../../kernel/canonical.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import { metadataOf, textOf } from '../registry/metadata.ts';
import { fieldSetIn, fieldsV1Of, type FieldSet } from './field-path.ts';

/** Who writes: by name, in which way and, of a subresource, through which. */
export interface Manager {
  readonly name: string;
  readonly operation: 'Apply' | 'Update';
  /** Empty for appliers: they stay the same when they change the version. */
  readonly apiVersion: string;
  readonly subresource: string;
}

export interface ManagedEntry {
  readonly manager: Manager;
  readonly fields: FieldSet;
  /** RFC 3339; empty = unknown. */
  readonly time: string;
}

/** Who owns what, by the manager's identity. */
export type Managed = ReadonlyMap<string, ManagedEntry>;

/** Owns what an object had before anybody applied it. Models skipnonapplied.go. */
export const BEFORE_FIRST_APPLY = 'before-first-apply';

/** Two writers are the same when this is. Models BuildManagerIdentifier of managedfields/internal/managedfields.go. */
export function identityOf(manager: Manager): string {
  return canonicalJson(manager);
}

/** Reads `metadata.managedFields`; what is no entry is nobody's. */
export function managedOf(object: JsonObject): Managed {
  const entries = metadataOf(object)['managedFields'];
  const found = (Array.isArray(entries) ? entries : []).filter(isJsonObject).map(entryOf);
  return new Map(found.map((entry) => [identityOf(entry.manager), entry]));
}

function entryOf(entry: JsonObject): ManagedEntry {
  const operation = entry['operation'] === 'Apply' ? 'Apply' : 'Update';
  return {
    manager: {
      name: textOf(entry, 'manager'),
      operation,
      apiVersion: operation === 'Apply' ? '' : textOf(entry, 'apiVersion'),
      subresource: textOf(entry, 'subresource'),
    },
    fields: fieldSetIn(isJsonObject(entry['fieldsV1']) ? entry['fieldsV1'] : {}),
    time: textOf(entry, 'time'),
  };
}

/** The object with these entries, sorted as upstream sorts them. */
export function withManaged(object: JsonObject, managed: Managed, apiVersion: string): JsonObject {
  const { managedFields: _before, ...metadata } = metadataOf(object);
  const entries = [...managed.values()].filter(({ fields }) => fields.size > 0).toSorted(inOrder);
  if (entries.length === 0) return { ...object, metadata };
  const managedFields = entries.map((entry) => encoded(entry, apiVersion));
  return { ...object, metadata: { ...metadata, managedFields } };
}

/** Appliers first, then by time, then by name. Models sortEncodedManagedFields. */
function inOrder(left: ManagedEntry, right: ManagedEntry): number {
  const order = (entry: ManagedEntry): string =>
    [entry.manager.operation, entry.time, entry.manager.name, entry.manager.subresource].join('\n');
  return order(left) < order(right) ? -1 : 1;
}

function encoded({ manager, fields, time }: ManagedEntry, apiVersion: string): JsonValue {
  return {
    manager: manager.name,
    operation: manager.operation,
    apiVersion: manager.apiVersion || apiVersion,
    ...(time !== '' && { time }),
    fieldsType: 'FieldsV1',
    fieldsV1: fieldsV1Of(fields),
    ...(manager.subresource !== '' && { subresource: manager.subresource }),
  };
}

/** The object as it is compared: who manages it is no field of it. */
export function unmanaged(object: JsonObject): JsonObject {
  const { managedFields: _left, ...metadata } = metadataOf(object);
  return { ...object, metadata };
}

/** A manager as a refusal names it. Models printManager of managedfields/internal/conflict.go. */
export function managerText({ name, operation, apiVersion, subresource }: Manager): string {
  const through = subresource === '' ? '' : ` with subresource ${JSON.stringify(subresource)}`;
  return `${JSON.stringify(name)}${through}${operation === 'Apply' ? '' : ` using ${apiVersion}`}`;
}
