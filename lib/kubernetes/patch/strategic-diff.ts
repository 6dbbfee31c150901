import { compareStrings } from '../../kernel/ordered.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { JsonValue } from '../../kernel/json.ts';
import { sortByOrder } from './list-order.ts';
import type { MemberMerge, MergeSchema } from './merge-schema.ts';
import {
  asObject,
  DELETE_FROM_LIST,
  DIRECTIVE,
  draftOf,
  elementKind,
  isDraftObject,
  keyOf,
  keyText,
  kindOf,
  PatchProblem,
  RETAIN_KEYS,
  same,
  SET_ORDER,
  type Draft,
  type DraftObject,
} from './patch-values.ts';
import { mergeMaps } from './strategic-merge.ts';

interface DiffOptions {
  readonly ignoreDeletions: boolean;
  readonly ignoreAdditions: boolean;
  readonly setElementOrder: boolean;
}

/**
 * The patch that kubectl apply sends: what changed since the last apply, deletions included, against what is live.
 * Models CreateThreeWayMergePatch with overwrite.
 */
export function createThreeWayMergePatch(
  lastApplied: JsonValue,
  modified: JsonValue,
  live: JsonValue,
  schema: MergeSchema,
): Result<JsonValue, string> {
  return attempt(() => {
    const delta = diffMaps(
      mapOf(live),
      mapOf(modified),
      schema,
      { ignoreDeletions: true, ignoreAdditions: false, setElementOrder: true },
      false,
    );
    const gone = diffMaps(
      mapOf(lastApplied),
      mapOf(modified),
      schema,
      { ignoreDeletions: false, ignoreAdditions: true, setElementOrder: true },
      false,
    );
    return mergeMaps(gone, delta, schema, 'combine');
  });
}

/** The patch from one version to another. Models CreateTwoWayMergePatch. */
export function createTwoWayMergePatch(
  original: JsonValue,
  modified: JsonValue,
  schema: MergeSchema,
): Result<JsonValue, string> {
  const options = { ignoreDeletions: false, ignoreAdditions: false, setElementOrder: true };
  return attempt(() => diffMaps(mapOf(original), mapOf(modified), schema, options, false));
}

function attempt(work: () => DraftObject): Result<JsonValue, string> {
  try {
    return ok(work());
  } catch (problem) {
    if (problem instanceof PatchProblem) return err(problem.message);
    throw problem;
  }
}

function mapOf(value: JsonValue | undefined): DraftObject {
  return value === undefined || value === null ? {} : asObject(draftOf(value), 'the document');
}

/** Models diffMaps. `retainKeys` lists all members in the patch, so that others go. */
function diffMaps(
  original: DraftObject,
  modified: DraftObject,
  schema: MergeSchema,
  options: DiffOptions,
  retainKeys: boolean,
): DraftObject {
  const patch: DraftObject = {};
  for (const [key, value] of Object.entries(modified)) {
    const before = original[key];
    if (before === undefined) {
      if (!options.ignoreAdditions) patch[key] = value;
    } else if (key === DIRECTIVE) {
      if (!same(before, value)) throw new PatchProblem(`unknown patch type: ${String(value)}`);
      patch[key] = value;
    } else diffMember(patch, key, before, value, schema.member(key), options);
  }
  if (!options.ignoreDeletions) {
    for (const key of Object.keys(original)) if (modified[key] === undefined) patch[key] = null;
  }
  const kept = retainKeys ? Object.keys(modified).filter((key) => modified[key] !== null) : [];
  const extra = Object.keys(original).some((key) => original[key] !== null && modified[key] === undefined);
  if (kept.length > 0 && (Object.keys(patch).length > 0 || extra)) patch[RETAIN_KEYS] = kept.sort(compareStrings);
  return patch;
}

function diffMember(
  patch: DraftObject,
  key: string,
  before: Draft,
  now: Draft,
  merge: MemberMerge,
  options: DiffOptions,
): void {
  if (isDraftObject(before) && isDraftObject(now)) {
    if (merge.strategy === 'replace') {
      if (!options.ignoreAdditions) patch[key] = now;
      return;
    }
    const inner = diffMaps(before, now, merge.schema, options, merge.retainKeys);
    if (Object.keys(inner).length > 0) patch[key] = inner;
  } else if (Array.isArray(before) && Array.isArray(now) && merge.strategy === 'merge') {
    const { changes, deletions, order } = diffLists(before, now, merge, options);
    if (changes.length > 0) patch[key] = changes;
    if (deletions.length > 0) patch[`${DELETE_FROM_LIST}${key}`] = deletions;
    if (order.length > 0) patch[`${SET_ORDER}${key}`] = order;
  } else if (!options.ignoreAdditions && (kindOf(before) !== kindOf(now) || !same(before, now))) patch[key] = now;
}

interface ListDiff {
  readonly changes: Draft[];
  readonly deletions: Draft[];
  readonly order: Draft[];
}

/** Models diffLists. */
function diffLists(original: Draft[], modified: Draft[], merge: MemberMerge, options: DiffOptions): ListDiff {
  if (original.length === 0) return { changes: options.ignoreAdditions ? [] : modified, deletions: [], order: [] };
  if (elementKind(original, modified) !== 'map') return diffScalars(original, modified, options);
  const { mergeKey } = merge;
  const { changed, deleted } = diffElements(original, modified, merge, options);
  const changes = [...sortByOrder(changed, modified, mergeKey), ...deleted];
  const sameOrder =
    original.length === modified.length &&
    modified.every((item, index) => same(keyOf(item, mergeKey), keyOf(original[index], mergeKey)));
  const ordered =
    options.setElementOrder &&
    ((!options.ignoreAdditions && (changes.length > 0 || !sameOrder)) ||
      (!options.ignoreDeletions && changes.length > 0));
  const order = ordered ? modified.map((item): Draft => ({ [mergeKey]: keyOf(item, mergeKey) })) : [];
  return { changes, deletions: [], order };
}

function diffScalars(original: Draft[], modified: Draft[], options: DiffOptions): ListDiff {
  const before = sortedScalars(original);
  const now = sortedScalars(modified);
  const added: Draft[] = [];
  const deleted: Draft[] = [];
  let left = 0;
  let right = 0;
  while (left < before.length || right < now.length) {
    const old = before[left];
    const current = now[right];
    const order = old === undefined ? 1 : current === undefined ? -1 : compareStrings(keyText(old), keyText(current));
    if (order < 0 && old !== undefined && !options.ignoreDeletions) deleted.push(old);
    if (order > 0 && current !== undefined && !options.ignoreAdditions) added.push(current);
    if (order <= 0) left += 1;
    if (order >= 0) right += 1;
  }
  const changes = sortByOrder(added, modified, '');
  const ordered =
    options.setElementOrder &&
    ((!options.ignoreDeletions && deleted.length > 0) || (!options.ignoreAdditions && !same(original, modified)));
  const deletions = deleted.filter((item, index) => deleted.findIndex((other) => same(other, item)) === index);
  return { changes, deletions, order: ordered ? modified : [] };
}

function sortedScalars(list: readonly Draft[]): Draft[] {
  return [...list].sort((left, right) => compareStrings(keyText(left), keyText(right)));
}

function diffElements(
  original: Draft[],
  modified: Draft[],
  merge: MemberMerge,
  options: DiffOptions,
): { readonly changed: Draft[]; readonly deleted: Draft[] } {
  const { mergeKey } = merge;
  const before = sortedElements(original, mergeKey);
  const now = sortedElements(modified, mergeKey);
  const changed: Draft[] = [];
  const deleted: Draft[] = [];
  let left = 0;
  let right = 0;
  while (left < before.length || right < now.length) {
    const old = before[left];
    const current = now[right];
    const order = old === undefined ? 1 : current === undefined ? -1 : compareStrings(old.text, current.text);
    if (order === 0 && old !== undefined && current !== undefined) {
      const inner = diffMaps(old.item, current.item, merge.schema, options, merge.retainKeys);
      if (Object.keys(inner).length > 0) changed.push({ ...inner, [mergeKey]: keyOf(current.item, mergeKey) });
    }
    if (order < 0 && old !== undefined && !options.ignoreDeletions) {
      deleted.push({ [mergeKey]: keyOf(old.item, mergeKey), [DIRECTIVE]: 'delete' });
    }
    if (order > 0 && current !== undefined && !options.ignoreAdditions) changed.push(current.item);
    if (order <= 0) left += 1;
    if (order >= 0) right += 1;
  }
  return { changed, deleted };
}

function sortedElements(
  list: readonly Draft[],
  mergeKey: string,
): { readonly text: string; readonly item: DraftObject }[] {
  return list
    .map((item) => ({ text: keyText(keyOf(item, mergeKey)), item: asObject(item, 'an element') }))
    .sort((left, right) => compareStrings(left.text, right.text));
}
