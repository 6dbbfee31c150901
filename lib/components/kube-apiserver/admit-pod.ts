import { asPod } from '../../cluster/objects.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import type { FieldError } from '../../kubernetes/field-error.ts';
import { required } from '../../kubernetes/field-error.ts';
import { qosClassOf } from '../../kubernetes/resources.ts';

export interface AdmittedPod {
  readonly object: JsonObject;
  /** Field paths that defaulting and admission set. */
  readonly mutations: readonly string[];
  readonly errors: readonly FieldError[];
}

export interface AdmissionContext {
  readonly namespace: string;
  readonly uid: string;
  readonly creationTimestamp: string;
}

export function admitPod(body: JsonObject, context: AdmissionContext): AdmittedPod {
  const spec = isJsonObject(body['spec']) ? body['spec'] : {};
  const metadata = isJsonObject(body['metadata']) ? body['metadata'] : {};
  const object: JsonObject = {
    ...body,
    metadata: {
      ...metadata,
      namespace: context.namespace,
      uid: context.uid,
      creationTimestamp: context.creationTimestamp,
    },
    spec,
    status: { phase: 'Pending', qosClass: qosClassOf(asPod(body).spec ?? { containers: [] }) },
  };
  const errors = (asPod(body).spec?.containers ?? []).flatMap(({ image }, index) =>
    image ? [] : [required(`spec.containers[${index}].image`)],
  );
  return { object, mutations: [], errors };
}
