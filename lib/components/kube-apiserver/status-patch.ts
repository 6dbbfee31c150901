import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';

/** A pod with the times of its conditions: one that is not set is written as null, a Go time is never left out. */
export function withProbeTimes(pod: JsonObject): JsonObject {
  const { status } = pod;
  if (!isJsonObject(status) || !Array.isArray(status['conditions'])) return pod;
  const conditions = status['conditions'].map((condition: JsonValue) =>
    isJsonObject(condition) ? { ...condition, lastProbeTime: condition['lastProbeTime'] ?? null } : condition,
  );
  return { ...pod, status: { ...status, conditions } };
}
