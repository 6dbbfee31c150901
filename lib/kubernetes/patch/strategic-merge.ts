import { err, ok, type Result } from '../../kernel/result.ts';
import type { JsonValue } from '../../kernel/json.ts';
import { checkOrder, enforceOrder, isDeletion, partition } from './list-order.ts';
import type { MemberMerge, MergeSchema } from './merge-schema.ts';
import {
  asList,
  asObject,
  DELETE_FROM_LIST,
  DIRECTIVE,
  draftOf,
  elementKind,
  isDraftObject,
  keyOf,
  kindOf,
  PatchProblem,
  RETAIN_KEYS,
  same,
  SET_ORDER,
  type Draft,
  type DraftObject,
} from './patch-values.ts';

/** `apply`: a patch onto an object. `combine`: a second patch onto a first, keeping directives. */
export type MergeMode = 'apply' | 'combine';

/**
 * Applies a strategic merge patch.
 * Models staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go StrategicMergeMapPatch.
 */
export function applyStrategicMergePatch(
  document: JsonValue,
  patch: JsonValue,
  schema: MergeSchema,
): Result<JsonValue, string> {
  try {
    const original = document === null ? {} : asObject(draftOf(document), 'the document');
    return ok(mergeMaps(original, asObject(draftOf(patch), 'the patch'), schema, 'apply'));
  } catch (problem) {
    if (problem instanceof PatchProblem) return err(problem.message);
    throw problem;
  }
}

/** Changes and returns `original`; takes `patch` apart. Models mergeMap. */
export function mergeMaps(
  original: DraftObject,
  patch: DraftObject,
  schema: MergeSchema,
  mode: MergeMode,
): DraftObject {
  const directive = patch[DIRECTIVE];
  if (directive !== undefined) return replaceOrDelete(directive, patch);
  applyRetainKeys(original, patch, mode);
  applyElementOrders(original, patch, schema, mode);
  for (const [key, value] of Object.entries(patch)) mergeMember(original, key, value, schema, mode);
  return original;
}

function replaceOrDelete(directive: Draft, patch: DraftObject): DraftObject {
  if (directive === 'delete') return {};
  if (directive !== 'replace') throw new PatchProblem(`unknown patch type: ${String(directive)}`);
  const { [DIRECTIVE]: _directive, ...rest } = patch;
  return rest;
}

function mergeMember(original: DraftObject, key: string, value: Draft, schema: MergeSchema, mode: MergeMode): void {
  const deletion = key.startsWith(DELETE_FROM_LIST);
  if (deletion && mode === 'combine') {
    original[key] = value;
    return;
  }
  const name = deletion ? key.slice(DELETE_FROM_LIST.length) : key;
  if (value === null) {
    delete original[name];
    if (mode === 'apply') return;
  }
  const current = original[name];
  if (current === undefined || kindOf(current) !== kindOf(value)) {
    if (!deletion) original[name] = mode === 'apply' ? settled(value) : value;
    return;
  }
  const merge = schema.member(name);
  if (isDraftObject(current) && isDraftObject(value)) {
    original[name] = merge.strategy === 'replace' ? value : mergeMaps(current, value, merge.schema, mode);
  } else if (Array.isArray(current) && Array.isArray(value)) {
    original[name] = mergeLists(current, value, merge, mode, deletion);
  } else original[name] = value;
}

/** What a patch says of something new: where there is nothing to remove or to order, directives and nulls mean nothing. */
function settled(value: Draft): Draft {
  if (Array.isArray(value)) return value.filter((item) => !isDeletion(item)).map(settled);
  if (!isDraftObject(value)) return value;
  const kept: DraftObject = {};
  for (const [key, member] of Object.entries(value)) {
    const directive =
      key === DIRECTIVE || key === RETAIN_KEYS || key.startsWith(SET_ORDER) || key.startsWith(DELETE_FROM_LIST);
    if (member !== null && !directive && !isDeletion(member)) kept[key] = settled(member);
  }
  return kept;
}

/** Models mergeSliceHandler and mergeSlice. */
function mergeLists(
  original: Draft[],
  patch: Draft[],
  merge: MemberMerge,
  mode: MergeMode,
  deletion: boolean,
): Draft[] {
  if (merge.strategy !== 'merge' && !deletion) return patch;
  if (original.length === 0 && patch.length === 0) return original;
  const kind = elementKind(original, patch);
  if (kind !== 'map') {
    if (deletion) return original.filter((item) => !patch.some((gone) => same(gone, item)));
    return inOrder([...original, ...patch].filter(isFirst), patch, original, '');
  }
  if (merge.mergeKey === '') throw new PatchProblem('cannot merge lists without merge key');
  const { list, rest } = applySpecialElements(original, patch, merge.mergeKey);
  const merged = mergeElements(list, rest, merge, mode);
  return inOrder(merged, rest, list, merge.mergeKey);
}

function isFirst(item: Draft, index: number, list: readonly Draft[]): boolean {
  return list.findIndex((other) => same(other, item)) === index;
}

function inOrder(
  merged: readonly Draft[],
  patch: readonly Draft[],
  server: readonly Draft[],
  mergeKey: string,
): Draft[] {
  const [own, others] = partition(merged, patch, mergeKey);
  return enforceOrder({ items: own, order: patch }, { items: others, order: server }, mergeKey);
}

/** Elements that carry `$patch`: they delete from the list, or replace it whole. */
function applySpecialElements(original: Draft[], patch: Draft[], mergeKey: string): { list: Draft[]; rest: Draft[] } {
  let list = original;
  let replaced = false;
  const rest: Draft[] = [];
  for (const item of patch) {
    const directive = asObject(item, 'an element')[DIRECTIVE];
    if (directive === undefined) rest.push(item);
    else if (directive === 'delete') {
      const key = keyOf(item, mergeKey);
      list = list.filter((candidate) => !same(keyOf(candidate, mergeKey), key));
    } else if (directive === 'replace') replaced = true;
    else throw new PatchProblem(`unknown patch type: ${String(directive)}`);
  }
  return replaced ? { list: rest, rest: [] } : { list, rest };
}

function mergeElements(list: readonly Draft[], patch: readonly Draft[], merge: MemberMerge, mode: MergeMode): Draft[] {
  const merged = [...list];
  for (const item of patch) {
    const key = keyOf(item, merge.mergeKey);
    const index = merged.findIndex((candidate) => same(asObject(candidate, 'an element')[merge.mergeKey], key));
    const found = merged[index];
    if (found === undefined) merged.push(mode === 'apply' ? settled(item) : item);
    else
      merged[index] = mergeMaps(
        asObject(found, 'an element'),
        asObject(draftOf(item), 'an element'),
        merge.schema,
        mode,
      );
  }
  return merged;
}

/** Members that `$retainKeys` does not list are removed. Models applyRetainKeysDirective. */
function applyRetainKeys(original: DraftObject, patch: DraftObject, mode: MergeMode): void {
  const listed = patch[RETAIN_KEYS];
  if (listed === undefined) return;
  delete patch[RETAIN_KEYS];
  if (mode === 'combine') {
    const before = original[RETAIN_KEYS];
    if (before !== undefined && !same(before, listed)) throw new PatchProblem('the $retainKeys of two patches differ');
    original[RETAIN_KEYS] = listed;
    return;
  }
  const kept = new Set(asList(listed, RETAIN_KEYS).map(String));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || key.startsWith(DELETE_FROM_LIST) || key.startsWith(SET_ORDER) || kept.has(key)) continue;
    throw new PatchProblem(`invalid patch format of retainKeys: ${key} is not retained`);
  }
  for (const key of Object.keys(original)) if (!kept.has(key)) delete original[key];
}

/** Lists with a `$setElementOrder` are merged here and taken out of the patch. Models mergePatchIntoOriginal. */
function applyElementOrders(original: DraftObject, patch: DraftObject, schema: MergeSchema, mode: MergeMode): void {
  for (const [key, value] of Object.entries(patch)) {
    if (!key.startsWith(SET_ORDER)) continue;
    if (mode === 'combine') {
      const before = original[key];
      if (before !== undefined && !same(before, value))
        throw new PatchProblem('the $setElementOrder of two patches differ');
      original[key] = value;
    }
    delete patch[key];
    const order = asList(value, key);
    const name = key.slice(SET_ORDER.length);
    const merge = schema.member(name);
    const current = original[name] === undefined ? null : asList(original[name], name);
    const changes = patch[name] === undefined ? null : asList(patch[name], name);
    checkOrder(changes ?? [], order, merge.mergeKey);
    delete patch[name];
    const merged = mergedList(current, changes, merge, mode);
    if (merged === null) continue;
    const [ordered, others] = partition(merged, order, merge.mergeKey);
    const server = serverOrder(current ?? [], changes ?? [], merge.mergeKey);
    original[name] = enforceOrder({ items: ordered, order }, { items: others, order: server }, merge.mergeKey);
  }
}

/**
 * The server's order as upstream sees it after merging: it works in place, so that elements which are new move into
 * the places of those that were deleted. A quirk that decides where elements end up.
 */
function serverOrder(current: readonly Draft[], changes: readonly Draft[], mergeKey: string): readonly Draft[] {
  if (mergeKey === '') return current;
  const isIn = (list: readonly Draft[], item: Draft): boolean =>
    list.some((other) => same(keyOf(other, mergeKey), keyOf(item, mergeKey)));
  const deletions = changes.filter(isDeletion);
  const left = current.filter((item) => !isIn(deletions, item));
  const added = changes.filter((item) => !isDeletion(item) && !isIn(left, item));
  return [...left, ...added.slice(0, current.length - left.length)];
}

function mergedList(
  current: Draft[] | null,
  changes: Draft[] | null,
  merge: MemberMerge,
  mode: MergeMode,
): Draft[] | null {
  if (current === null || changes === null) return current ?? changes?.filter((item) => !isDeletion(item)) ?? null;
  return mergeLists(current, changes, merge, mode, false);
}
