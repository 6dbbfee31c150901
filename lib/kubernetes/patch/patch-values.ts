import { canonicalJson } from '../../kernel/canonical.ts';

/** JSON that is being worked on: copies of what came in, changed in place, never shared. */
export type Draft = string | number | boolean | null | Draft[] | DraftObject;
export interface DraftObject {
  [key: string]: Draft;
}

/** A patch that does not fit. It never leaves this folder: callers see a refusal. */
export class PatchProblem extends Error {}

export const DIRECTIVE = '$patch';
export const RETAIN_KEYS = '$retainKeys';
export const SET_ORDER = '$setElementOrder/';
export const DELETE_FROM_LIST = '$deleteFromPrimitiveList/';

/** A deep copy. A member called `__proto__` is left out: nothing in Kubernetes has one. */
export function draftOf(value: unknown): Draft {
  if (Array.isArray(value)) return value.map(draftOf);
  if (typeof value === 'object' && value !== null) {
    const copy: DraftObject = {};
    for (const [key, member] of Object.entries(value)) {
      if (key !== '__proto__' && member !== undefined) copy[key] = draftOf(member);
    }
    return copy;
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

export function isDraftObject(value: Draft | undefined): value is DraftObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function same(left: Draft | undefined, right: Draft | undefined): boolean {
  return canonicalJson(left) === canonicalJson(right);
}

/** `map`, `list`, or the type of a scalar. */
export function kindOf(value: Draft | undefined): string {
  if (Array.isArray(value)) return 'list';
  if (value === null || value === undefined) return 'null';
  return typeof value === 'object' ? 'map' : typeof value;
}

/** The one type that all elements have. */
export function elementKind(...lists: readonly (readonly Draft[])[]): string {
  const kinds = new Set(lists.flat().map(kindOf));
  const [kind] = kinds;
  if (kind === undefined) throw new PatchProblem('no elements in any of the given slices');
  if (kinds.size > 1) throw new PatchProblem('list element types are not identical');
  if (kind === 'list') throw new PatchProblem('lists of lists are not supported');
  return kind;
}

export function asObject(value: Draft | undefined, what: string): DraftObject {
  if (!isDraftObject(value)) throw new PatchProblem(`${what} must be an object`);
  return value;
}

export function asList(value: Draft | undefined, what: string): Draft[] {
  if (!Array.isArray(value)) throw new PatchProblem(`${what} must be a list`);
  return value;
}

/** What tells an element of a merging list apart. */
export function keyOf(item: Draft | undefined, mergeKey: string): Draft {
  const key = asObject(item, 'an element')[mergeKey];
  if (key === undefined)
    throw new PatchProblem(`map: ${canonicalJson(item)} does not contain declared merge key: ${mergeKey}`);
  return key;
}

export function keyText(value: Draft): string {
  return typeof value === 'string' ? value : canonicalJson(value);
}
