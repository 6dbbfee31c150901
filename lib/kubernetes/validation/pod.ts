import { forbiddenField, invalidValue, notSupported, required, type FieldError } from '../field-error.ts';
import type { StringMap } from '../types/meta.ts';
import type { Binding, Pod, PodSpec, PodTemplateSpec } from '../types/pod.ts';
import { validateAnnotations, validateLabels } from './labels.ts';
import { subdomainName, validateObjectMeta } from './metadata.ts';
import { STRICT, validatePodSpec, type PodValidationOptions } from './pod-spec.ts';
import { validateImageOfPod } from './containers.ts';
import { validateAnnotationsMatchFields, validateSecurityAnnotations } from './security.ts';

const MIRROR = 'kubernetes.io/config.mirror';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const MAX_INT32 = 2147483647;

/** A pod on its way into the cluster, already defaulted. Models ValidatePodCreate. */
export function validatePodCreate(pod: Pod, options: PodValidationOptions = STRICT): FieldError[] {
  const spec = pod.spec ?? {};
  const errors = validateMetadataAndSpec(pod, options);
  if ((spec.ephemeralContainers ?? []).length > 0) {
    errors.push(forbiddenField('spec.ephemeralContainers', 'cannot be set on create'));
  }
  if ((spec.nodeName ?? '') !== '' && (spec.schedulingGates ?? []).length > 0) {
    errors.push(forbiddenField('spec.nodeName', 'cannot be set until all schedulingGates have been cleared'));
  }
  return [...errors, ...validateAnnotationsMatchFields(pod.metadata, spec, 'spec')];
}

/** Models validatePodMetadataAndSpec. */
export function validateMetadataAndSpec(pod: Pod, options: PodValidationOptions): FieldError[] {
  const spec = pod.spec ?? {};
  const errors = [
    ...validateObjectMeta(pod.metadata, true, subdomainName),
    ...validatePodAnnotations(pod.metadata.annotations ?? {}, spec, 'metadata.annotations', options),
    ...validatePodSpec(spec, pod.metadata, 'spec', options),
  ];
  if ((spec.serviceAccountName ?? '') === '') errors.push(...validateTokensWithoutAccount(spec));
  for (const kind of ['containers', 'initContainers'] as const) {
    errors.push(
      ...(spec[kind] ?? []).flatMap((container, index) => validateImageOfPod(container, `spec.${kind}[${index}]`)),
    );
  }
  return errors;
}

function validateTokensWithoutAccount(spec: PodSpec): FieldError[] {
  return (spec.volumes ?? []).flatMap((volume, index) =>
    (volume.projected?.sources ?? []).flatMap((source, at) => {
      if (source['serviceAccountToken'] === undefined) return [];
      const field = `spec.volumes[${index}].projected.sources[${at}].serviceAccountToken`;
      return [forbiddenField(field, 'must not be specified when serviceAccountName is not set')];
    }),
  );
}

/** Models ValidatePodSpecificAnnotations. */
export function validatePodAnnotations(
  annotations: StringMap,
  spec: PodSpec,
  field: string,
  options: PodValidationOptions,
): FieldError[] {
  const errors: FieldError[] = [];
  const mirror = annotations[MIRROR];
  if (mirror !== undefined && (spec.nodeName ?? '') === '') {
    errors.push(invalidValue(`${field}[${MIRROR}]`, mirror, 'must set spec.nodeName if mirror pod annotation is set'));
  }
  const cost = annotations[DELETION_COST];
  if (cost !== undefined && !options.invalidDeletionCost && !isDeletionCost(cost)) {
    errors.push(invalidValue(`${field}[${DELETION_COST}]`, cost, 'must be a 32bit integer'));
  }
  return [...errors, ...validateSecurityAnnotations(annotations, spec, field)];
}

/** No plus sign, no leading zeros. Models GetDeletionCostFromPodAnnotations. */
function isDeletionCost(text: string): boolean {
  return /^(0|-?[1-9]\d*)$/.test(text) && Number(text) <= MAX_INT32 && Number(text) >= -MAX_INT32 - 1;
}

/** The template of a workload. Models ValidatePodTemplateSpec. */
export function validatePodTemplate(
  template: PodTemplateSpec,
  field: string,
  options: PodValidationOptions,
): FieldError[] {
  const spec = template.spec ?? {};
  const meta = template.metadata ?? {};
  const errors = [
    ...validateLabels(meta.labels, `${field}.labels`),
    ...validateAnnotations(meta.annotations, `${field}.annotations`),
    ...validatePodAnnotations(meta.annotations ?? {}, spec, `${field}.annotations`, options),
    ...validatePodSpec(spec, undefined, `${field}.spec`, options),
    ...validateAnnotationsMatchFields(meta, spec, `${field}.spec`),
  ];
  if ((spec.ephemeralContainers ?? []).length > 0) {
    errors.push(
      forbiddenField(`${field}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template'),
    );
  }
  return errors;
}

/** Models ValidatePodBinding. */
export function validateBinding(binding: Binding): FieldError[] {
  const { kind = '', name = '' } = binding.target ?? {};
  const errors: FieldError[] = [];
  if (kind !== '' && kind !== 'Node') errors.push(notSupported('target.kind', kind, ['Node', '<empty>']));
  if (name === '') errors.push(required('target.name'));
  return errors;
}
