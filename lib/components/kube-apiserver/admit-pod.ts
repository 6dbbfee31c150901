import { asPod } from '../../cluster/objects.ts';
import { canonicalJson } from '../../kernel/canonical.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { defaultPod } from '../../kubernetes/defaulting.ts';
import type { FieldError } from '../../kubernetes/field-error.ts';
import { storable } from '../../kubernetes/object-defaulting.ts';
import { preparePodForCreate } from '../../kubernetes/pod-strategy.ts';
import { generatedName } from '../../kubernetes/registry/metadata.ts';
import type { Status } from '../../kubernetes/types/meta.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { validatePodCreate } from '../../kubernetes/validation/pod.ts';
import { mutatePod, type AdmissionContext } from './admission.ts';
import { nameSuffix } from './write-context.ts';

export interface AdmittedPod {
  readonly pod: Pod;
  readonly object: JsonObject;
  /** Field paths that defaulting and admission set, two levels deep. */
  readonly mutations: readonly string[];
  readonly errors: readonly FieldError[];
}

export interface PodBirth extends AdmissionContext {
  readonly uid: string;
  readonly creationTimestamp: string;
}

/**
 * Defaulting, mutating admission, PrepareForCreate and validation of a new pod, in the order of the real chain.
 * The player judges the result; nobody edits it by hand. A plugin that refuses gives its Status.
 */
export function admitPod(body: JsonObject, birth: PodBirth): Result<AdmittedPod, Status> {
  const { namespace, uid, creationTimestamp } = birth;
  const mutated = mutatePod(defaultPod(named(asPod(body), uid)), birth);
  if (!mutated.ok) return err(mutated.error);
  const metadata = { ...mutated.value.metadata, namespace, uid, creationTimestamp };
  const pod = preparePodForCreate({ ...mutated.value, metadata }, creationTimestamp);
  const object = storable(pod);
  return ok({ pod, object, mutations: mutationsOf(body, object), errors: validatePodCreate(pod) });
}

/** A pod that only says how its name begins gets the rest here. Models rest.BeforeCreate. */
function named(pod: Pod, uid: string): Pod {
  const { name = '', generateName = '' } = pod.metadata ?? {};
  if (name !== '' || generateName === '') return pod;
  return { ...pod, metadata: { ...pod.metadata, name: generatedName(generateName, nameSuffix(uid)) } };
}

/** Members of spec and status that were not there, and the containers whose resources are no longer as asked. */
function mutationsOf(before: JsonObject, after: JsonObject): string[] {
  const paths: string[] = [];
  for (const part of ['spec', 'status']) {
    const left = isJsonObject(before[part]) ? before[part] : {};
    const right = isJsonObject(after[part]) ? after[part] : {};
    for (const name of Object.keys(right)) {
      if (!(name in left)) paths.push(`${part}.${name}`);
    }
  }
  return [...paths, ...givenResources(asPod(before), asPod(after))];
}

function givenResources(before: Pod, after: Pod): string[] {
  return (after.spec?.containers ?? []).flatMap(({ name, resources }, index) => {
    const asked = before.spec?.containers?.[index]?.resources ?? {};
    const added = (['requests', 'limits'] as const).filter(
      (side) => canonicalJson(Object.keys(resources?.[side] ?? {})) !== canonicalJson(Object.keys(asked[side] ?? {})),
    );
    return added.map((side) => `spec.containers[${name}].resources.${side}`);
  });
}
