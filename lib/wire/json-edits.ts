/**
 * What to set where in a JSON value: by JSON Pointer (RFC 6901), in order. The container of each place is there; an
 * index that is the length of its array appends. Nothing is taken away: what lost a member is set whole.
 */
export type Edits = JsonRecord;

type JsonRecord = Readonly<{ [name: string]: unknown }>;

type Edit = readonly [pointer: string, value: unknown];

/** What makes `after` of `before`, or null when it is no shorter than `after` itself. */
export function editsBetween(before: unknown, after: unknown): Edits | null {
  const edits = equal(before, after) ? [] : editsOf(before, after, '');
  return edits.some(([pointer]) => pointer === '') ? null : Object.fromEntries(edits);
}

/** The value with all edits made; parts that were not edited keep their identity. */
export function edited(value: unknown, edits: Edits): unknown {
  let now = value;
  for (const [pointer, to] of Object.entries(edits)) now = withEdit(now, pointer.split('/').slice(1).map(unescape), to);
  return now;
}

/** The edits between two values that differ. */
function editsOf(before: unknown, after: unknown, pointer: string): readonly Edit[] {
  const parts = partsOf(before, after, pointer);
  if (parts === null) return [[pointer, after]];
  if (parts.length < 2) return parts;
  return lengthOf(Object.fromEntries(parts)) < pointer.length + lengthOf(after) ? parts : [[pointer, after]];
}

/** The edits inside a value; null when it can only be set whole. */
function partsOf(before: unknown, after: unknown, pointer: string): Edit[] | null {
  const parts: Edit[] = [];
  if (Array.isArray(before) && Array.isArray(after)) {
    if (after.length < before.length) return null;
    after.forEach((item, at) => {
      if (!equal(before[at], item)) parts.push(...editsOf(before[at], item, `${pointer}/${at}`));
    });
    return parts;
  }
  if (!isRecord(before) || !isRecord(after)) return null;
  if (lacksMember(after, before)) return null;
  for (const name of Object.keys(after)) {
    if (!equal(before[name], after[name]))
      parts.push(...editsOf(before[name], after[name], `${pointer}/${escape(name)}`));
  }
  return parts;
}

/** Equal as JSON, where the order of names and members that are undefined count for nothing. Most of a view is. */
function equal(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, at) => equal(item, right[at]));
  }
  if (!isRecord(left) || !isRecord(right)) return false;
  for (const name of Object.keys(left)) if (!equal(left[name], right[name])) return false;
  return !lacksMember(left, right);
}

/** True when `record` has no member of its own where `other` has one. */
function lacksMember(record: JsonRecord, other: JsonRecord): boolean {
  for (const name of Object.keys(other)) {
    if (other[name] !== undefined && (!Object.hasOwn(record, name) || record[name] === undefined)) return true;
  }
  return false;
}

function withEdit(value: unknown, path: readonly string[], to: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return to;
  if (Array.isArray(value)) {
    const items: unknown[] = value.slice();
    items[Number(name)] = withEdit(items[Number(name)], rest, to);
    return items;
  }
  const record = isRecord(value) ? value : {};
  return { ...record, [name]: withEdit(record[name], rest, to) };
}

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lengthOf(value: unknown): number {
  return JSON.stringify(value)?.length ?? 0;
}

function escape(name: string): string {
  return name.includes('~') || name.includes('/') ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name;
}

function unescape(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~');
}
