import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import { applyStrategicMergePatch } from '../../kubernetes/patch/strategic-merge.ts';
import { mergeSchemaOf } from '../../kubernetes/patch/merge-schema.ts';

/**
 * A strategic merge PATCH of a pod's status subresource; null when it does not apply. Spec and metadata stay, whatever
 * the body says of them. Models pkg/registry/core/pod podStatusStrategy.PrepareForUpdate.
 */
export function applyStatusPatch(object: JsonObject, patch: JsonObject): JsonObject | null {
  const patched = applyStrategicMergePatch(object, patch, mergeSchemaOf('Pod'));
  if (!patched.ok || !isJsonObject(patched.value) || !isJsonObject(patched.value['status'])) return null;
  return { ...object, status: withProbeTimes(patched.value['status']) };
}

/** A condition's time that is not set is written as null: a Go time is never left out. */
function withProbeTimes(status: JsonObject): JsonObject {
  const { conditions } = status;
  if (!Array.isArray(conditions)) return status;
  const timed = conditions.map((condition: JsonValue) =>
    isJsonObject(condition) ? { ...condition, lastProbeTime: condition['lastProbeTime'] ?? null } : condition,
  );
  return { ...status, conditions: timed };
}
