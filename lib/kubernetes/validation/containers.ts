import {
  duplicate,
  fieldNotFound,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
  type FieldError,
} from '../field-error.ts';
import { dns1123LabelErrors } from '../names.ts';
import type { Container } from '../types/container.ts';
import type { PodSpec, Volume } from '../types/pod.ts';
import {
  validateContainerPorts,
  validateDevices,
  validateEnv,
  validateEnvFrom,
  validateMounts,
} from './container-parts.ts';
import { validateLifecycle, validateReadinessProbe, validateSingleSuccessProbe, type HookContext } from './handlers.ts';
import { invalidEach } from './metadata.ts';
import { validateContainerResources } from './resource-requirements.ts';
import { oneOf, validateSecurityContext } from './security.ts';
import { unchecked } from './unchecked.ts';

const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError'];
export const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const SIDECAR_ONLY = 'may not be set for init containers without restartPolicy=Always';
const NOT_EPHEMERAL = 'cannot be set for an Ephemeral Container';

/** What the checks of one container need to know of its pod. */
export interface ContainerContext {
  readonly spec: PodSpec;
  readonly volumes: ReadonlyMap<string, Volume>;
  readonly allowPrivileged: boolean;
}

function hooksOf({ spec }: ContainerContext): HookContext {
  return { gracePeriod: spec.terminationGracePeriodSeconds, os: spec.os?.name };
}

/** Models validateContainers: the regular containers of a pod. */
export function validateContainers(context: ContainerContext, field: string): FieldError[] {
  const containers = context.spec.containers ?? [];
  if (containers.length === 0) return [required(field)];
  const errors: FieldError[] = [];
  const names = new Set<string>();
  for (const [index, container] of containers.entries()) {
    const own = `${field}[${index}]`;
    errors.push(...validateCommon(container, context, own));
    if (names.has(container.name)) errors.push(duplicate(`${own}.name`, container.name));
    names.add(container.name);
    errors.push(...validateHooks(container, context, own));
    if (container.restartPolicy !== undefined) {
      errors.push(forbiddenField(`${own}.restartPolicy`, 'may not be set for non-init containers'));
    }
  }
  return [...errors, ...validateHostPorts(containers, field)];
}

/** Models validateInitContainers. */
export function validateInitContainers(context: ContainerContext, field: string): FieldError[] {
  const errors: FieldError[] = [];
  const names = new Set((context.spec.containers ?? []).map((container) => container.name));
  for (const [index, container] of (context.spec.initContainers ?? []).entries()) {
    const own = `${field}[${index}]`;
    errors.push(...validateCommon(container, context, own));
    errors.push(...oneOf(container.restartPolicy, ['Always'], `${own}.restartPolicy`));
    if (names.has(container.name)) errors.push(duplicate(`${own}.name`, container.name));
    else if (container.name) names.add(container.name);
    errors.push(...validateHostPorts([container], field));
    if (container.restartPolicy === 'Always') {
      errors.push(...validateHooks(container, context, own));
      continue;
    }
    for (const member of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
      if (container[member] !== undefined) errors.push(forbiddenField(`${own}.${member}`, SIDECAR_ONLY));
    }
  }
  return errors;
}

/** Models validateEphemeralContainers. */
export function validateEphemeralContainers(context: ContainerContext, field: string): FieldError[] {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = context.spec;
  const others = new Set([...containers, ...initContainers].map((container) => container.name));
  const names = new Set(others);
  const errors: FieldError[] = [];
  for (const [index, container] of ephemeralContainers.entries()) {
    const own = `${field}[${index}]`;
    errors.push(...validateCommon(container, context, own), ...validateImageOfPod(container, own));
    if (names.has(container.name)) errors.push(duplicate(`${own}.name`, container.name));
    names.add(container.name);
    const target = container.targetContainerName ?? '';
    if (target !== '' && !others.has(target)) errors.push(fieldNotFound(`${own}.targetContainerName`, target));
    for (const member of [
      'ports',
      'resources',
      'livenessProbe',
      'readinessProbe',
      'startupProbe',
      'lifecycle',
    ] as const) {
      const value = container[member];
      if (value !== undefined && Object.keys(value).length > 0)
        errors.push(forbiddenField(`${own}.${member}`, NOT_EPHEMERAL));
    }
    for (const [mount, { subPath = '', subPathExpr = '' }] of (container.volumeMounts ?? []).entries()) {
      if (subPath !== '') errors.push(forbiddenField(`${own}.volumeMounts[${mount}].subPath`, NOT_EPHEMERAL));
      if (subPathExpr !== '') errors.push(forbiddenField(`${own}.volumeMounts[${mount}].subPathExpr`, NOT_EPHEMERAL));
    }
  }
  return errors;
}

/** Only for pods, not for templates. Models validateContainerOnlyForPod. */
export function validateImageOfPod(container: Container, field: string): FieldError[] {
  const { image = '' } = container;
  if (image === image.trim()) return [];
  return [invalidValue(`${field}.image`, image, 'must not have leading or trailing whitespace')];
}

/** Models validateContainerCommon. */
function validateCommon(container: Container, context: ContainerContext, field: string): FieldError[] {
  const { spec, volumes, allowPrivileged } = context;
  const { name = '', image = '' } = unchecked(container);
  const errors: FieldError[] =
    name === '' ? [required(`${field}.name`)] : invalidEach(dns1123LabelErrors(name), `${field}.name`, name);
  if (image === '') errors.push(required(`${field}.image`));
  errors.push(
    ...requiredOneOf(container.terminationMessagePolicy, MESSAGE_POLICIES, `${field}.terminationMessagePolicy`),
  );
  errors.push(...validateContainerPorts(container.ports ?? [], `${field}.ports`));
  errors.push(...validateEnv(container.env ?? [], `${field}.env`));
  errors.push(...validateEnvFrom(container.envFrom ?? [], `${field}.envFrom`));
  errors.push(...validateMounts(container, volumes, `${field}.volumeMounts`));
  errors.push(...validateDevices(container, volumes, `${field}.volumeDevices`));
  errors.push(...requiredOneOf(container.imagePullPolicy, PULL_POLICIES, `${field}.imagePullPolicy`));
  errors.push(...validateContainerResources(container.resources ?? {}, claimNames(spec), `${field}.resources`));
  errors.push(...validateResizePolicy(container, spec, `${field}.resizePolicy`));
  const settings = { hostUsers: spec.hostUsers !== false, allowPrivileged };
  return [...errors, ...validateSecurityContext(container.securityContext, `${field}.securityContext`, settings)];
}

function claimNames(spec: PodSpec): string[] {
  return (spec.resourceClaims ?? []).map((claim) => String(claim['name'] ?? '')).filter((name) => name !== '');
}

/** A member that must be there and be one of a few values. */
export function requiredOneOf(value: string | undefined, supported: readonly string[], field: string): FieldError[] {
  if (value === undefined || value === '') return [required(field)];
  return supported.includes(value) ? [] : [notSupported(field, value, supported)];
}

function validateResizePolicy(container: Container, spec: PodSpec, field: string): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const [index, { resourceName, restartPolicy }] of (container.resizePolicy ?? []).entries()) {
    if (seen.has(resourceName)) errors.push(duplicate(`${field}[${index}]`, resourceName));
    seen.add(resourceName);
    errors.push(...requiredOneOf(resourceName, ['cpu', 'memory'], field));
    errors.push(...requiredOneOf(restartPolicy, ['NotRequired', 'RestartContainer'], field));
    if (spec.restartPolicy === 'Never' && restartPolicy !== 'NotRequired') {
      errors.push(invalidValue(field, restartPolicy, "must be 'NotRequired' when `restartPolicy` is 'Never'"));
    }
  }
  return errors;
}

function validateHooks(container: Container, context: ContainerContext, field: string): FieldError[] {
  const hooks = hooksOf(context);
  const errors: FieldError[] = [];
  if (container.lifecycle !== undefined)
    errors.push(...validateLifecycle(container.lifecycle, hooks, `${field}.lifecycle`));
  errors.push(...validateSingleSuccessProbe(container.livenessProbe, hooks, `${field}.livenessProbe`));
  errors.push(...validateReadinessProbe(container.readinessProbe, hooks, `${field}.readinessProbe`));
  errors.push(...validateSingleSuccessProbe(container.startupProbe, hooks, `${field}.startupProbe`));
  return errors;
}

/** Two containers cannot hold one port of the host. Models AccumulateUniqueHostPorts. */
function validateHostPorts(containers: readonly Container[], field: string): FieldError[] {
  const errors: FieldError[] = [];
  const taken = new Set<string>();
  for (const [index, container] of containers.entries()) {
    for (const [portIndex, { protocol = '', hostIP = '', hostPort = 0 }] of (container.ports ?? []).entries()) {
      if (hostPort === 0) continue;
      const key = `${protocol}/${hostIP}/${hostPort}`;
      if (taken.has(key)) errors.push(duplicate(`${field}[${index}].ports[${portIndex}].hostPort`, key));
      taken.add(key);
    }
  }
  return errors;
}
