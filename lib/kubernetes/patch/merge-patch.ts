import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';

/** Applies an RFC 7396 merge patch: objects merge, null removes, all else replaces. */
export function applyMergePatch(document: JsonValue, patch: JsonValue): JsonValue {
  if (!isJsonObject(patch)) return patch;
  const base: JsonObject = isJsonObject(document) ? document : {};
  const members = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) members.delete(key);
    else if (value !== undefined) members.set(key, applyMergePatch(members.get(key) ?? null, value));
  }
  return Object.fromEntries(members);
}
