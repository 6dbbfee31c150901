import { canonicalJson } from '../../kernel/canonical.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import type { ListKey } from './structure.ts';

/**
 * Where a field is: its steps, one after the other, each as fieldsV1 writes it (`f:spec`, `k:{"name":"web"}`,
 * `v:"x"`). A text, so that sets of them are sets. Models structured-merge-diff fieldpath.Path.
 */
export type FieldPath = string;
export type FieldSet = ReadonlySet<FieldPath>;

export const ROOT: FieldPath = '';
const SEPARATOR = '\u0000';
const MAX_DEPTH = 40;

/** The path one step further down. */
export function below(path: FieldPath, step: string): FieldPath {
  return path === ROOT ? step : path + SEPARATOR + step;
}

export function memberStep(name: string): string {
  return `f:${name}`;
}

/** The step to an element of a list; null when it lacks a key. */
export function elementStep(list: 'set' | readonly ListKey[], element: JsonValue): string | null {
  if (list === 'set') return `v:${canonicalJson(element)}`;
  if (!isJsonObject(element)) return null;
  const key = list.map(({ name, otherwise }): [string, JsonValue | undefined] => [name, element[name] ?? otherwise]);
  return key.some(([, value]) => value === undefined) ? null : `k:${canonicalJson(Object.fromEntries(key))}`;
}

export function stepsOf(path: FieldPath): string[] {
  return path === ROOT ? [] : path.split(SEPARATOR);
}

export function union(...sets: readonly FieldSet[]): FieldSet {
  return new Set(sets.flatMap((set) => [...set]));
}

export function difference(left: FieldSet, right: FieldSet): FieldSet {
  return new Set([...left].filter((path) => !right.has(path)));
}

export function intersection(left: FieldSet, right: FieldSet): FieldSet {
  return new Set([...left].filter((path) => right.has(path)));
}

/** The set, and the members that its fields are in: who owns `spec.replicas` needs `spec`. Models EnsureNamedFieldsAreMembers. */
export function withParents(set: FieldSet): FieldSet {
  const all = new Set(set);
  for (const path of set) {
    let at: FieldPath = ROOT;
    for (const step of stepsOf(path).slice(0, -1)) {
      at = below(at, step);
      if (step.startsWith('f:')) all.add(at);
    }
  }
  return all;
}

/** Every path that leads to a field of the set, from the root on. */
export function branchesTo(set: FieldSet): FieldSet {
  const branches = new Set<FieldPath>([ROOT]);
  for (const path of set) {
    for (let end = path.indexOf(SEPARATOR); end !== -1; end = path.indexOf(SEPARATOR, end + 1)) {
      branches.add(path.slice(0, end));
    }
  }
  return branches;
}

/** The set as `managedFields[].fieldsV1`: a tree in which `.` marks a field that is owned beside its parts. */
export function fieldsV1Of(set: FieldSet): JsonObject {
  return tree([...set].map(stepsOf));
}

function tree(paths: readonly (readonly string[])[]): JsonObject {
  const children = new Map<string, (readonly string[])[]>();
  for (const [step, ...rest] of paths) {
    if (step !== undefined) children.set(step, [...(children.get(step) ?? []), rest]);
  }
  return Object.fromEntries(
    [...children]
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([step, rests]) => {
        const owned = rests.some((rest) => rest.length === 0);
        const parts = tree(rests);
        return [step, owned && Object.keys(parts).length > 0 ? { '.': {}, ...parts } : parts];
      }),
  );
}

/** The set that a `fieldsV1` describes. */
export function fieldSetIn(fields: JsonObject): FieldSet {
  const found = new Set<FieldPath>();
  collect(fields, ROOT, found, 0);
  return found;
}

function collect(fields: JsonObject, path: FieldPath, into: Set<FieldPath>, depth: number): void {
  for (const [step, value] of Object.entries(fields)) {
    if (step === '.') into.add(path);
    else if (isJsonObject(value) && depth < MAX_DEPTH) {
      const next = below(path, step);
      if (Object.keys(value).length === 0) into.add(next);
      else collect(value, next, into, depth + 1);
    }
  }
}

/** As a message names the field: `.spec.containers[name="web"].image`. Models fieldpath.PathElement String. */
export function pathText(path: FieldPath): string {
  return stepsOf(path).map(stepText).join('');
}

function stepText(step: string): string {
  const rest = step.slice(2);
  if (step.startsWith('f:')) return `.${rest}`;
  if (step.startsWith('v:')) return `[=${rest}]`;
  const key: unknown = JSON.parse(rest);
  const members = isJsonObject(key) ? Object.entries(key) : [];
  return `[${members.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',')}]`;
}
