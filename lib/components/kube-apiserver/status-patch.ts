import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';

/**
 * A PATCH of the status subresource: members are merged, `conditions` by their `type`, other lists replaced; spec and
 * metadata stay. Models the strategic merge of PodStatus for the fields a kubelet and a scheduler send.
 */
export function applyStatusPatch(object: JsonObject, patch: JsonObject): JsonObject {
  const status = isJsonObject(object['status']) ? object['status'] : {};
  const change = isJsonObject(patch['status']) ? patch['status'] : {};
  const conditions = change['conditions'];
  return {
    ...object,
    status: {
      ...status,
      ...change,
      ...(Array.isArray(conditions) && { conditions: mergeByType(status['conditions'], conditions) }),
    },
  };
}

/** Known types keep their place, new ones are added in the order given. */
function mergeByType(before: JsonValue | undefined, change: readonly JsonValue[]): JsonValue[] {
  const merged: JsonValue[] = Array.isArray(before) ? [...before] : [];
  for (const item of change) {
    const place = merged.findIndex((other) => typeOf(other) === typeOf(item));
    if (place === -1) merged.push(item);
    else merged[place] = { ...(merged[place] as JsonObject), ...(item as JsonObject) };
  }
  return merged;
}

function typeOf(condition: JsonValue): JsonValue | undefined {
  return isJsonObject(condition) ? condition['type'] : undefined;
}
