import { asPod } from '../../cluster/objects.ts';
import { fingerprintText } from '../../kernel/canonical.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { withDefaultTolerations } from '../../kubernetes/default-tolerations.ts';
import type { FieldError } from '../../kubernetes/field-error.ts';
import { withDefaultPriority, withPodDefaults, withServiceAccount } from '../../kubernetes/pod-defaults.ts';
import { qosClassOf } from '../../kubernetes/resources.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { validatePodCreate } from '../../kubernetes/validation/pod.ts';

export interface AdmittedPod {
  readonly object: JsonObject;
  /** Field paths that defaulting and admission set, two levels deep. */
  readonly mutations: readonly string[];
  readonly errors: readonly FieldError[];
}

export interface AdmissionContext {
  readonly namespace: string;
  readonly uid: string;
  readonly creationTimestamp: string;
}

/**
 * Defaulting, mutating admission, PrepareForCreate and validation of a new pod, in the order of the real chain:
 * ServiceAccount, Priority, DefaultTolerationSeconds. The player judges the result; nobody edits it by hand.
 */
export function admitPod(body: JsonObject, context: AdmissionContext): AdmittedPod {
  const asked = asPod(body);
  const suffix = fingerprintText(context.uid).slice(0, 5);
  const defaulted = withPodDefaults(asked);
  const mutated = withDefaultTolerations(withDefaultPriority(withServiceAccount(defaulted, suffix)));
  const pod: Pod = {
    ...mutated,
    metadata: {
      ...mutated.metadata,
      namespace: context.namespace,
      uid: context.uid,
      creationTimestamp: context.creationTimestamp,
      generation: 1,
    },
    status: { phase: 'Pending', qosClass: qosClassOf(mutated.spec ?? {}) },
  };
  const object = toObject(pod);
  return { object, mutations: mutationsOf(body, object), errors: validatePodCreate(pod) };
}

/** A pod is plain JSON; undefined members were never set. */
function toObject(pod: Pod): JsonObject {
  const { apiVersion, kind, metadata, spec, status } = pod;
  return { apiVersion, kind, metadata, spec, status } as unknown as JsonObject;
}

function mutationsOf(before: JsonObject, after: JsonObject): string[] {
  const paths: string[] = [];
  for (const part of ['spec', 'status']) {
    const left = isJsonObject(before[part]) ? before[part] : {};
    const right = isJsonObject(after[part]) ? after[part] : {};
    for (const name of Object.keys(right)) {
      if (!(name in left)) paths.push(`${part}.${name}`);
    }
  }
  return paths;
}
