import { asPod } from '../../cluster/objects.ts';
import { fingerprintText } from '../../kernel/canonical.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { withDefaultTolerations } from '../../kubernetes/default-tolerations.ts';
import type { FieldError } from '../../kubernetes/field-error.ts';
import { defaultPod } from '../../kubernetes/defaulting.ts';
import { storable } from '../../kubernetes/object-defaulting.ts';
import { preparePodForCreate, withDefaultPriority } from '../../kubernetes/pod-strategy.ts';
import { withServiceAccount } from '../../kubernetes/service-account.ts';
import { generatedName } from '../../kubernetes/registry/metadata.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { validatePodCreate } from '../../kubernetes/validation/pod.ts';
import { nameSuffix } from './prepare-object.ts';

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
  /** The value of the pod's priority class; absent when it names none. */
  readonly priority?: number;
}

/**
 * Defaulting, mutating admission, PrepareForCreate and validation of a new pod, in the order of the real chain:
 * ServiceAccount, Priority, DefaultTolerationSeconds. The player judges the result; nobody edits it by hand.
 */
export function admitPod(body: JsonObject, context: AdmissionContext): AdmittedPod {
  const asked = named(asPod(body), context.uid);
  const suffix = fingerprintText(context.uid).slice(0, 5);
  const mutated = withDefaultTolerations(
    withDefaultPriority(withClassPriority(withServiceAccount(defaultPod(asked), suffix), context.priority)),
  );
  const { namespace, uid, creationTimestamp } = context;
  const pod = preparePodForCreate({ ...mutated, metadata: { ...mutated.metadata, namespace, uid, creationTimestamp } });
  const object = storable(pod);
  return { object, mutations: mutationsOf(body, object), errors: validatePodCreate(pod) };
}

/** A pod that only says how its name begins gets the rest here. Models rest.BeforeCreate. */
function named(pod: Pod, uid: string): Pod {
  const { name = '', generateName = '' } = pod.metadata;
  if (name !== '' || generateName === '') return pod;
  return { ...pod, metadata: { ...pod.metadata, name: generatedName(generateName, nameSuffix(uid)) } };
}

/** Models plugin/pkg/admission/priority for a pod that names a class. */
function withClassPriority(pod: Pod, priority: number | undefined): Pod {
  if (priority === undefined) return pod;
  return { ...pod, spec: { preemptionPolicy: 'PreemptLowerPriority', ...pod.spec, priority } };
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
