import { canonicalJson } from '../../kernel/canonical.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';

type Container = JsonObject | readonly JsonValue[];

/** How many operations and how deep a path an API server puts up with. */
const OPERATION_LIMIT = 10_000;
/** The operations that take the empty path for the whole document. */
const WHOLE_DOCUMENT = ['replace', 'test'];

/**
 * Applies an RFC 6902 patch, all of it or nothing. Like the API server's library it counts negative indices from the
 * end and lets `replace` set a member that is missing. Models gopkg.in/evanphx/json-patch.v4.
 */
export function applyJsonPatch(document: JsonValue, patch: JsonValue): Result<JsonValue, string> {
  if (!Array.isArray(patch)) return err('a JSON patch is a list of operations');
  if (patch.length > OPERATION_LIMIT) {
    return err(`The allowed maximum operations in a JSON patch is ${OPERATION_LIMIT}, got ${patch.length}`);
  }
  let current = document;
  for (const operation of patch) {
    if (!isJsonObject(operation)) return err('an operation is an object');
    const next = applyOperation(current, operation);
    if (!next.ok) return next;
    current = next.value;
  }
  return ok(current);
}

function applyOperation(document: JsonValue, operation: JsonObject): Result<JsonValue, string> {
  const { op, path, from } = operation;
  if (typeof path !== 'string') return err('an operation needs a path');
  const keys = pointerKeys(path);
  if (keys === null || (keys.length === 0 && !WHOLE_DOCUMENT.includes(String(op)))) {
    return err(`${String(op)} operation does not apply: doc is missing path: ${JSON.stringify(path)}`);
  }
  const value = operation['value'] ?? null;
  switch (op) {
    case 'add':
      return add(document, keys, value);
    case 'remove':
      return remove(document, keys);
    case 'replace':
      return replace(document, keys, value);
    case 'test':
      return test(document, keys, value, path);
    case 'move':
    case 'copy': {
      const source = typeof from === 'string' ? pointerKeys(from) : null;
      if (source === null || source.length === 0) return err('the operation needs a from path');
      const found = lookup(document, source);
      if (found === undefined) return err(`from path ${String(from)} is missing`);
      const rest = op === 'move' ? remove(document, source) : ok(document);
      return rest.ok ? add(rest.value, keys, found) : rest;
    }
    default:
      return err(`Unexpected kind: ${String(op)}`);
  }
}

/** The keys of a pointer. What stands before the first slash is not looked at, as upstream's library has it. */
function pointerKeys(path: string): readonly string[] | null {
  if (path === '') return [];
  const [, ...keys] = path.split('/');
  return keys.length === 0 ? null : keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The place of a key in a list, or null; `-` is the end. Places up to `length` are given out. */
function indexOf(list: readonly JsonValue[], key: string, forAdding: boolean): number | null {
  if (key === '-') return forAdding ? list.length : null;
  if (!/^[+-]?\d+$/.test(key)) return null;
  const limit = forAdding ? list.length : list.length - 1;
  const index = Number(key) < 0 ? limit + 1 + Number(key) : Number(key);
  return index >= 0 && index <= limit ? index : null;
}

function child(container: JsonValue | undefined, key: string): JsonValue | undefined {
  if (isList(container)) {
    const index = indexOf(container, key, false);
    return index === null ? undefined : container[index];
  }
  return isJsonObject(container) && Object.hasOwn(container, key) ? container[key] : undefined;
}

function lookup(document: JsonValue, keys: readonly string[]): JsonValue | undefined {
  let current: JsonValue | undefined = document;
  for (const key of keys) current = child(current, key);
  return current;
}

/** Rebuilds the containers on the way to the last key and lets `change` act on the innermost. */
function within(
  document: JsonValue,
  keys: readonly string[],
  change: (container: Container, key: string) => Result<JsonValue, string>,
): Result<JsonValue, string> {
  const [key, ...rest] = keys;
  if (key === undefined) return err('the path is empty');
  if (!isList(document) && !isJsonObject(document)) return err(`there is nothing that has a member ${key}`);
  if (rest.length === 0) return change(document, key);
  const inner = child(document, key);
  if (inner === undefined) return err(`missing path: ${key}`);
  const changed = within(inner, rest, change);
  return changed.ok ? ok(withMember(document, key, changed.value)) : changed;
}

function withMember(container: Container, key: string, value: JsonValue): JsonValue {
  if (!isList(container)) return { ...container, [key]: value };
  const index = indexOf(container, key, false) ?? 0;
  return container.map((item, at) => (at === index ? value : item));
}

function add(document: JsonValue, keys: readonly string[], value: JsonValue): Result<JsonValue, string> {
  if (keys.length === 0) return ok(value);
  return within(document, keys, (container, key) => {
    if (!isList(container)) return ok({ ...container, [key]: value });
    const index = indexOf(container, key, true);
    return index === null
      ? err(`invalid index ${key}`)
      : ok([...container.slice(0, index), value, ...container.slice(index)]);
  });
}

function remove(document: JsonValue, keys: readonly string[]): Result<JsonValue, string> {
  return within(document, keys, (container, key) => {
    if (isList(container)) {
      const index = indexOf(container, key, false);
      return index === null
        ? err(`Unable to remove nonexistent index ${key}`)
        : ok(container.filter((_, at) => at !== index));
    }
    if (!Object.hasOwn(container, key)) return err(`Unable to remove nonexistent key: ${key}`);
    const { [key]: _removed, ...rest } = container;
    return ok(rest);
  });
}

function replace(document: JsonValue, keys: readonly string[], value: JsonValue): Result<JsonValue, string> {
  if (keys.length === 0) return ok(value);
  return within(document, keys, (container, key) => {
    if (isList(container) && indexOf(container, key, false) === null) return err(`Missing index ${key}`);
    return ok(withMember(container, key, value));
  });
}

function test(document: JsonValue, keys: readonly string[], value: JsonValue, path: string): Result<JsonValue, string> {
  const found = lookup(document, keys) ?? null;
  return canonicalJson(found) === canonicalJson(value) ? ok(document) : err(`testing value ${path} failed`);
}
