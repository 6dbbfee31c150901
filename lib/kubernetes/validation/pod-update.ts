import { canonicalJson } from '../../kernel/canonical.ts';
import { sortedKeys } from '../../kernel/ordered.ts';
import { forbiddenField, invalidValue, required, type FieldError } from '../field-error.ts';
import { qualifiedNameErrors } from '../names.ts';
import type { Container, ContainerStatus } from '../types/container.ts';
import type { Affinity, NodeAffinity, NodeSelectorTerm, Pod, PodSpec, Toleration } from '../types/pod.ts';
import { validateImageOfPod } from './containers.ts';
import { validateIp } from './ip.ts';
import { invalidEach, subdomainName, validateImmutable, validateObjectMetaUpdate } from './metadata.ts';
import { validateMetadataAndSpec, validatePodAnnotations } from './pod.ts';
import { STRICT, type PodValidationOptions } from './pod-spec.ts';
import { validateAffinity, validateTolerations } from './scheduling.ts';

const MAX_INT32 = 2147483647;
const MIRROR = 'kubernetes.io/config.mirror';
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const REQUIRED_TERMS = 'requiredDuringSchedulingIgnoredDuringExecution';
const UPDATABLE = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
];
/** Members for which absent and empty are the same thing: lists are anyway. */
const EMPTY_IS_ABSENT = [
  'resources',
  'limits',
  'requests',
  'nodeSelector',
  'labels',
  'annotations',
  'matchLabels',
  'metadata',
];

/** What was invalid before may stay: a pod must not become unchangeable because rules became stricter. */
export function updateOptions(old: Pod, options: PodValidationOptions = STRICT): PodValidationOptions {
  const { affinity } = old.spec ?? {};
  const without = { invalidNodeAffinityValues: true, invalidSelectorValues: true };
  const fails = (lenient: typeof without): boolean => validateAffinity(affinity, '', lenient).length > 0;
  const annotations = validatePodAnnotations(old.metadata.annotations ?? {}, old.spec ?? {}, '', options);
  return {
    ...options,
    invalidNodeAffinityValues: fails({ ...without, invalidNodeAffinityValues: false }),
    invalidSelectorValues: fails({ ...without, invalidSelectorValues: false }),
    invalidDeletionCost: annotations.some(({ field }) => field.includes('pod-deletion-cost')),
  };
}

/** Models ValidatePodUpdate: what may change on a pod that exists. */
export function validatePodUpdate(
  now: Pod,
  old: Pod,
  options: PodValidationOptions = updateOptions(old),
): FieldError[] {
  const errors = [
    ...validateObjectMetaUpdate(now.metadata, old.metadata),
    ...validateMetadataAndSpec(now, options),
    ...validateAnnotationUpdate(now, old, options),
  ];
  const spec = now.spec ?? {};
  const before = old.spec ?? {};
  for (const kind of ['containers', 'initContainers'] as const) {
    const { found, stop } = validateImages(spec[kind] ?? [], before[kind] ?? [], `spec.${kind}`);
    errors.push(...found);
    if (stop) return errors;
  }
  const deadline = validateDeadline(spec, before);
  errors.push(...deadline.found);
  if (deadline.stop) return errors;
  errors.push(...validateAddedTolerations(spec.tolerations ?? [], before.tolerations ?? []));
  errors.push(...validateRemovedGates(spec, before));
  if (equal(spec, before)) return errors;
  const { rest, found } = withoutUpdatable(spec, before);
  errors.push(...found);
  if (!equal(rest, before)) {
    errors.push(
      forbiddenField(
        'spec',
        `pod updates may not change fields other than ${UPDATABLE.join(',')}\n${changes(rest, before)}`,
      ),
    );
  }
  return errors;
}

function validateAnnotationUpdate(now: Pod, old: Pod, options: PodValidationOptions): FieldError[] {
  const after = now.metadata.annotations ?? {};
  const before = old.metadata.annotations ?? {};
  const errors: FieldError[] = [];
  const refuse = (key: string, what: string): void => {
    const field = `metadata.annotations[${key}]`;
    if (key.startsWith(APPARMOR)) errors.push(forbiddenField(field, `may not ${what} AppArmor annotations`));
    if (key === MIRROR) errors.push(forbiddenField(field, `may not ${what} mirror pod annotation`));
  };
  for (const key of sortedKeys(before)) if (after[key] !== before[key]) refuse(key, 'remove or update');
  for (const key of sortedKeys(after)) if (before[key] === undefined) refuse(key, 'add');
  return [...errors, ...validatePodAnnotations(after, now.spec ?? {}, 'metadata.annotations', options)];
}

interface Checked {
  readonly found: FieldError[];
  /** True when nothing sensible can be said about the rest. */
  readonly stop: boolean;
}

function validateImages(now: readonly Container[], old: readonly Container[], field: string): Checked {
  if (now.length !== old.length) {
    return { found: [forbiddenField(field, 'pod updates may not add or remove containers')], stop: true };
  }
  const found = now.flatMap((container, index) => [
    ...((container.image ?? '') === '' ? [required(`${field}[${index}].image`)] : []),
    ...validateImageOfPod(container, `${field}[${index}]`),
  ]);
  return { found, stop: false };
}

/** A deadline may be set or lowered, never raised or taken back. */
function validateDeadline(spec: PodSpec, before: PodSpec): Checked {
  const field = 'spec.activeDeadlineSeconds';
  const now = spec.activeDeadlineSeconds;
  const old = before.activeDeadlineSeconds;
  if (now === undefined) {
    const why = 'must not update from a positive integer to nil value';
    return { found: old === undefined ? [] : [invalidValue(field, null, why)], stop: false };
  }
  if (now < 0 || now > MAX_INT32) {
    return { found: [invalidValue(field, now, `must be between 0 and ${MAX_INT32}, inclusive`)], stop: true };
  }
  if (old === undefined || now <= old) return { found: [], stop: false };
  return { found: [invalidValue(field, now, 'must be less than or equal to previous value')], stop: true };
}

function validateAddedTolerations(now: readonly Toleration[], old: readonly Toleration[]): FieldError[] {
  const kept = old.every((before) =>
    now.some((after) => equal({ ...before, tolerationSeconds: 0 }, { ...after, tolerationSeconds: 0 })),
  );
  if (!kept)
    return [forbiddenField('spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds')];
  return validateTolerations(now, 'spec.tolerations');
}

function validateRemovedGates(spec: PodSpec, before: PodSpec): FieldError[] {
  const known = new Set((before.schedulingGates ?? []).map(({ name }) => name));
  return (spec.schedulingGates ?? []).flatMap(({ name }, index) =>
    known.has(name)
      ? []
      : [
          forbiddenField(
            `spec.schedulingGates[${index}].name`,
            `only deletion is allowed, but found new scheduling gate '${name}'`,
          ),
        ],
  );
}

/** The new spec with everything that may change put back as it was, and what is wrong with those changes. */
function withoutUpdatable(spec: PodSpec, before: PodSpec): { readonly rest: PodSpec; readonly found: FieldError[] } {
  const images = (kind: 'containers' | 'initContainers'): readonly Container[] | undefined =>
    spec[kind]?.map((container, index) => ({ ...container, image: before[kind]?.[index]?.image }));
  const graceFixed = (before.terminationGracePeriodSeconds ?? 0) < 0 && spec.terminationGracePeriodSeconds === 1;
  const rest: PodSpec = {
    ...spec,
    containers: images('containers'),
    initContainers: images('initContainers'),
    activeDeadlineSeconds: before.activeDeadlineSeconds,
    schedulingGates: before.schedulingGates,
    tolerations: before.tolerations,
    ...(graceFixed && { terminationGracePeriodSeconds: before.terminationGracePeriodSeconds }),
  };
  if ((before.schedulingGates ?? []).length === 0) return { rest, found: [] };
  return withoutGatedChanges(rest, before);
}

/** Where a gated pod may go can still be narrowed down. */
function withoutGatedChanges(spec: PodSpec, before: PodSpec): { readonly rest: PodSpec; readonly found: FieldError[] } {
  const found: FieldError[] = [];
  const selector = spec.nodeSelector ?? {};
  if (!equal(selector, before.nodeSelector ?? {})) {
    const kept = Object.entries(before.nodeSelector ?? {}).every(([key, value]) => selector[key] === value);
    const why = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)';
    if (!kept) found.push(invalidValue('spec.nodeSelector', selector, why));
  }
  const rest = { ...spec, nodeSelector: before.nodeSelector };
  const old = before.affinity?.nodeAffinity;
  const now = spec.affinity?.nodeAffinity;
  if (equal(now, old)) return { rest, found };
  found.push(...validateNodeAffinityChange(now, old));
  return { rest: { ...rest, affinity: restoredAffinity(spec.affinity, before.affinity) }, found };
}

function restoredAffinity(now: Affinity | undefined, before: Affinity | undefined): Affinity | undefined {
  if (now === undefined) return before?.nodeAffinity === undefined ? undefined : { nodeAffinity: before.nodeAffinity };
  if (before === undefined && now.podAffinity === undefined && now.podAntiAffinity === undefined) return undefined;
  return { ...now, nodeAffinity: before?.nodeAffinity };
}

/** Models validateNodeAffinityMutation. */
function validateNodeAffinityChange(now: NodeAffinity | undefined, old: NodeAffinity | undefined): FieldError[] {
  const before: readonly NodeSelectorTerm[] = old?.[REQUIRED_TERMS]?.nodeSelectorTerms ?? [];
  const after: readonly NodeSelectorTerm[] = now?.[REQUIRED_TERMS]?.nodeSelectorTerms ?? [];
  const field = `spec.affinity.nodeAffinity.${REQUIRED_TERMS}.nodeSelectorTerms`;
  if (before.length === 0) return [];
  if (before.length !== after.length) {
    return [invalidValue(field, after, 'no additions/deletions to non-empty NodeSelectorTerms list are allowed')];
  }
  return before.flatMap((term, index) => {
    const next = after[index] ?? {};
    if (onlyAdds(next, term)) return [];
    return [invalidValue(`${field}[${index}]`, next, 'only additions are allowed (no mutations or deletions)')];
  });
}

/** A term without requirements selects nothing, so that adding to it would select more. */
function onlyAdds(now: NodeSelectorTerm, old: NodeSelectorTerm): boolean {
  const members = ['matchExpressions', 'matchFields'] as const;
  const empty = (term: NodeSelectorTerm): boolean => members.every((member) => (term[member] ?? []).length === 0);
  if (empty(old) && !empty(now)) return false;
  return members.every((member) => {
    const before = old[member] ?? [];
    return equal((now[member] ?? []).slice(0, before.length), before);
  });
}

function equal(left: unknown, right: unknown): boolean {
  return canonicalJson(normalized(left)) === canonicalJson(normalized(right));
}

/** Without empty lists and maps. Models apimachinery's semantic equality. */
function normalized(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(normalized);
  if (typeof value !== 'object' || value === null) return value === null ? undefined : value;
  const members = Object.entries(value).map(([key, member]): [string, unknown] => {
    const inner = normalized(member);
    const vanishes =
      EMPTY_IS_ABSENT.includes(key) && typeof inner === 'object' && inner !== null && Object.keys(inner).length === 0;
    return [key, vanishes ? undefined : inner];
  });
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

/** The members that differ, one a line. Upstream prints a diff here. */
function changes(now: PodSpec, before: PodSpec): string {
  const names = [...new Set([...Object.keys(now), ...Object.keys(before)])].sort();
  return names
    .filter((name) => !equal(now[name as keyof PodSpec], before[name as keyof PodSpec]))
    .map((name) => `- spec.${name}`)
    .join('\n');
}

/** Models ValidatePodStatusUpdate. */
export function validatePodStatusUpdate(
  now: Pod,
  old: Pod,
  options: PodValidationOptions = updateOptions(old),
): FieldError[] {
  const status = now.status ?? {};
  const before = old.status ?? {};
  const errors = [
    ...validateObjectMetaUpdate(now.metadata, old.metadata),
    ...validateAnnotationUpdate(now, old, options),
  ];
  for (const [index, { type }] of (status.conditions ?? []).entries()) {
    if (['PodScheduled', 'Ready', 'Initialized'].includes(type)) continue;
    errors.push(...invalidEach(qualifiedNameErrors(type), `metadata.conditions[${index}].Type`, type));
  }
  if ((now.spec?.nodeName ?? '') !== (old.spec?.nodeName ?? '')) {
    errors.push(forbiddenField('status.nodeName', 'may not be changed directly'));
  }
  const nominated = status.nominatedNodeName ?? '';
  if (nominated !== '' && nominated !== before.nominatedNodeName) {
    errors.push(...invalidEach(subdomainName(nominated, false), 'status.nominatedNodeName', nominated));
  }
  errors.push(...validateImmutable(status.qosClass, before.qosClass, 'status.qosClass'));
  const restart = old.spec?.restartPolicy ?? 'Always';
  const sidecars = (old.spec?.initContainers ?? [])
    .filter((container) => container.restartPolicy === 'Always')
    .map(({ name }) => name);
  const { containerStatuses, initContainerStatuses } = status;
  errors.push(...validateStates(containerStatuses, before.containerStatuses, restart, [], 'status.containerStatuses'));
  errors.push(
    ...validateStates(
      initContainerStatuses,
      before.initContainerStatuses,
      restart,
      sidecars,
      'status.initContainerStatuses',
    ),
  );
  for (const [index, { ip }] of (status.podIPs ?? []).entries())
    errors.push(...validateIp(ip, `status.podIPs[${index}]`));
  return errors;
}

/** A container that has ended for good does not come back. Models ValidateContainerStateTransition. */
function validateStates(
  now: readonly ContainerStatus[] = [],
  old: readonly ContainerStatus[] = [],
  restart: string,
  exempt: readonly string[],
  field: string,
): FieldError[] {
  if (restart === 'Always') return [];
  return old.flatMap((before, index) => {
    const end = before.state?.terminated;
    if (end === undefined || exempt.includes(before.name)) return [];
    if (end.exitCode !== 0 && restart === 'OnFailure') return [];
    const revived = now.some((after) => after.name === before.name && after.state?.terminated === undefined);
    return revived
      ? [forbiddenField(`${field}[${index}].state`, 'may not be transitioned to non-terminated state')]
      : [];
  });
}
