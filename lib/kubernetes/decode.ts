import { isJsonObject, type JsonObject, type JsonValue } from '../kernel/json.ts';

/**
 * A body without members that are null: to the API null is the same as absent. List elements stay.
 * Models what decoding into Go types does.
 */
export function withoutNulls(body: JsonObject): JsonObject {
  const members = Object.entries(body).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(members.map(([key, value]) => [key, cleaned(value ?? null)]));
}

function cleaned(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => (isJsonObject(item) ? withoutNulls(item) : item));
  return isJsonObject(value) ? withoutNulls(value) : value;
}
