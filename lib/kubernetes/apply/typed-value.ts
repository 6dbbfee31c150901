import { canonicalJson } from '../../kernel/canonical.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import { below, branchesTo, elementStep, memberStep, ROOT, type FieldPath, type FieldSet } from './field-path.ts';
import type { Structure } from './structure.ts';

/** Parts that every object has: nobody adds them. */
const ALWAYS_THERE: FieldSet = new Set(['f:metadata', 'f:spec', 'f:status']);

/** What two versions of an object differ in. */
export interface Comparison {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

interface Changes {
  readonly added: Set<FieldPath>;
  readonly modified: Set<FieldPath>;
  readonly removed: Set<FieldPath>;
}

/** A part of a value that is owned for itself. */
interface Part {
  readonly step: string;
  readonly value: JsonValue;
  readonly structure: Structure;
  /** An element of a list is a field beside its own fields. */
  readonly element: boolean;
}

/** The fields that an object has. Models structured-merge-diff typed.ToFieldSet. */
export function fieldsOf(structure: Structure, object: JsonObject): FieldSet {
  const found = new Set<FieldPath>();
  collect(structure, object, ROOT, found);
  return found;
}

function collect(structure: Structure, value: JsonValue, path: FieldPath, into: Set<FieldPath>): void {
  const parts = partsOf(structure, value);
  if (parts === null || (parts.length === 0 && !Array.isArray(value))) into.add(path);
  for (const part of parts ?? []) {
    const next = below(path, part.step);
    collect(part.structure, part.value, next, into);
    if (part.element) into.add(next);
  }
}

/** The parts that are owned each for itself; null for what is one value. */
function partsOf(structure: Structure, value: JsonValue): Part[] | null {
  if (isJsonObject(value)) {
    if (structure.atomic) return null;
    return Object.entries(value).flatMap(([name, member]) =>
      member === undefined
        ? []
        : [{ step: memberStep(name), value: member, structure: structure.member(name), element: false }],
    );
  }
  const { list } = structure;
  if (!Array.isArray(value) || list === 'atomic') return null;
  const elements = value.map((item: JsonValue) => ({ step: elementStep(list, item), value: item }));
  if (elements.some(({ step }) => step === null)) return null;
  return elements.map(({ step, value: item }) => ({
    step: String(step),
    value: item,
    structure: structure.element(),
    element: true,
  }));
}

/** What `after` has that `before` had not, or not so, or no longer. Models structured-merge-diff typed.Compare. */
export function compare(structure: Structure, before: JsonObject, after: JsonObject): Comparison {
  const changes: Changes = { added: new Set(), modified: new Set(), removed: new Set() };
  compareParts(partsOf(structure, before) ?? [], partsOf(structure, after) ?? [], ROOT, changes);
  return changes;
}

function compareParts(before: readonly Part[], after: readonly Part[], path: FieldPath, changes: Changes): void {
  const old = new Map(before.map((part) => [part.step, part]));
  const now = new Map(after.map((part) => [part.step, part]));
  for (const step of new Set([...old.keys(), ...now.keys()])) {
    comparePart(old.get(step), now.get(step), below(path, step), changes);
  }
}

function comparePart(before: Part | undefined, after: Part | undefined, path: FieldPath, changes: Changes): void {
  if (before === undefined || after === undefined) {
    const part = before ?? after;
    const into = after === undefined ? changes.removed : changes.added;
    if (part === undefined) return;
    collect(part.structure, part.value, path, into);
    if (!ALWAYS_THERE.has(path)) into.add(path);
    return;
  }
  const left = partsOf(before.structure, before.value);
  const right = partsOf(after.structure, after.value);
  if (left !== null && right !== null) compareParts(left, right, path, changes);
  else if (canonicalJson(before.value) !== canonicalJson(after.value)) changes.modified.add(path);
}

/** The live value with the applied one laid over it. Models structured-merge-diff typed.Merge. */
export function overlay(structure: Structure, live: JsonValue | undefined, applied: JsonValue): JsonValue {
  if (live === undefined) return applied;
  const old = partsOf(structure, live);
  const now = partsOf(structure, applied);
  if (old === null || now === null) return applied;
  if (isJsonObject(live) && isJsonObject(applied)) {
    const merged = Object.entries(applied).map(([name, value]): [string, JsonValue | undefined] => [
      name,
      value === undefined ? live[name] : overlay(structure.member(name), live[name], value),
    ]);
    return { ...live, ...Object.fromEntries(merged) };
  }
  return Array.isArray(live) && Array.isArray(applied) ? mergedElements(old, now) : applied;
}

/** Elements of both in the order of the applied list; those that only the live one has keep their place. */
function mergedElements(live: readonly Part[], applied: readonly Part[]): JsonValue[] {
  const old = new Map(live.map((part) => [part.step, part]));
  const wanted = new Map(applied.map((part) => [part.step, part]));
  const merged = (part: Part): JsonValue => overlay(part.structure, old.get(part.step)?.value, part.value);
  const result: JsonValue[] = [];
  const rest = [...wanted.values()];
  for (const part of live) {
    if (!wanted.has(part.step)) result.push(part.value);
    else {
      const shared = rest.findIndex(({ step }) => old.has(step));
      result.push(...rest.splice(0, shared + 1).map(merged));
    }
  }
  return [...result, ...rest.map(merged)];
}

/** The value without the fields of the set, and without what they leave empty. Models typed.RemoveItems. */
export function without(structure: Structure, object: JsonObject, fields: FieldSet): JsonObject {
  const left = lessened(structure, object, ROOT, branchesTo(fields), fields);
  return isJsonObject(left) ? left : {};
}

function lessened(
  structure: Structure,
  value: JsonValue,
  path: FieldPath,
  branches: FieldSet,
  fields: FieldSet,
): JsonValue | undefined {
  const parts = partsOf(structure, value);
  if (parts === null || !branches.has(path)) return value;
  const kept = parts.flatMap((part): [string, JsonValue][] => {
    const next = below(path, part.step);
    if (fields.has(next)) return [];
    const left = lessened(part.structure, part.value, next, branches, fields);
    return left === undefined ? [] : [[part.step.slice(2), left]];
  });
  if (kept.length === 0) return undefined;
  return Array.isArray(value) ? kept.map(([, left]) => left) : Object.fromEntries(kept);
}
