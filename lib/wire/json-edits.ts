/**
 * What to set where in a JSON value: by JSON Pointer (RFC 6901), in order. The container of each place is there; an
 * index that is the length of its array appends. Nothing is taken away: what lost a member is set whole.
 */
export type Edits = Readonly<Record<string, unknown>>;

type Edit = readonly [pointer: string, value: unknown];

/** What makes `after` of `before`, or null when it is no shorter than `after` itself. */
export function editsBetween(before: unknown, after: unknown): Edits | null {
  const edits = editsOf(before, after, '');
  return edits.some(([pointer]) => pointer === '') ? null : Object.fromEntries(edits);
}

/** The value with all edits made; parts that were not edited keep their identity. */
export function edited(value: unknown, edits: Edits): unknown {
  let now = value;
  for (const [pointer, to] of Object.entries(edits)) now = withEdit(now, pointer.split('/').slice(1).map(unescape), to);
  return now;
}

function editsOf(before: unknown, after: unknown, pointer: string): readonly Edit[] {
  if (before === after) return [];
  const parts = partsOf(before, after, pointer);
  if (parts === null) return [[pointer, after]];
  if (parts.length < 2) return parts;
  return lengthOf(Object.fromEntries(parts)) < pointer.length + lengthOf(after) ? parts : [[pointer, after]];
}

/** The edits inside a value; null when it can only be set whole. */
function partsOf(before: unknown, after: unknown, pointer: string): Edit[] | null {
  if (Array.isArray(before) && Array.isArray(after)) {
    return after.length < before.length
      ? null
      : after.flatMap((item, at) => editsOf(before[at], item, `${pointer}/${at}`));
  }
  if (!isRecord(before) || !isRecord(after)) return null;
  for (const name of Object.keys(before)) if (before[name] !== undefined && after[name] === undefined) return null;
  return Object.keys(after).flatMap((name) => editsOf(before[name], after[name], `${pointer}/${escape(name)}`));
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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lengthOf(value: unknown): number {
  return JSON.stringify(value)?.length ?? 0;
}

function escape(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function unescape(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~');
}
