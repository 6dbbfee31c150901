import { asPod, type Stored } from '../cluster/objects.ts';
import { canonicalJson } from '../kernel/canonical.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../kernel/json.ts';
import { createTwoWayMergePatch } from '../kubernetes/patch/strategic-diff.ts';
import { mergeSchemaOf } from '../kubernetes/patch/merge-schema.ts';
import type { PodCondition } from '../kubernetes/types/pod.ts';

/**
 * The body of the PATCH that turns a pod's stored status into this one: only what differs, and the uid as a
 * precondition. Null when nothing differs: then nobody asks. Models pkg/util/pod PatchPodStatus.
 */
export function statusPatch(stored: Stored, status: JsonObject): JsonObject | null {
  const before = { status: stored.object['status'] ?? {} };
  const diff = createTwoWayMergePatch(plain(before), plain({ status }), mergeSchemaOf('Pod'));
  if (!diff.ok || !isJsonObject(diff.value) || diff.value['status'] === undefined) return null;
  return { metadata: { uid: asPod(stored.object).metadata.uid }, ...diff.value };
}

/** A condition with its time: that of the old one while its status stays. Models updateLastTransitionTime. */
export function timedCondition(
  before: readonly PodCondition[],
  condition: Omit<PodCondition, 'lastProbeTime' | 'lastTransitionTime'>,
  now: string,
): PodCondition {
  const old = before.find(({ type }) => type === condition.type);
  const since = old?.status === condition.status ? (old.lastTransitionTime ?? now) : now;
  return { ...condition, lastProbeTime: null, lastTransitionTime: since };
}

/** Without members that are undefined, as a body on the wire is. */
function plain(value: JsonObject): JsonValue {
  return JSON.parse(canonicalJson(value)) as JsonValue;
}
