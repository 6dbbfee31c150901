import { sortedKeys } from '../../kernel/ordered.ts';
import {
  duplicate,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
  tooLong,
  type FieldError,
} from '../field-error.ts';
import { byteLength } from '../names.ts';
import type { Container, ProfileOption, SecurityContext } from '../types/container.ts';
import type { ObjectMeta, StringMap } from '../types/meta.ts';
import type { PodSecurityContext, PodSpec } from '../types/pod.ts';
import { validateDescendingPath } from './paths.ts';
import { unchecked } from './unchecked.ts';

const MAX_ID = 2147483647;
const PROFILE_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const PROFILE_PATH_LIMIT = 4095;
const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
const SYSCTL_LIMIT = 253;
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const APPARMOR_CONTAINER = 'container.apparmor.security.beta.kubernetes.io/';

/** Every container of a pod with its path, init containers first. Models podshelper.VisitContainersWithPath. */
export function containersWithPaths(
  spec: PodSpec,
  field: string,
): { readonly container: Container; readonly field: string }[] {
  const kinds = ['initContainers', 'containers', 'ephemeralContainers'] as const;
  return kinds.flatMap((kind) =>
    (spec[kind] ?? []).map((container, index) => ({ container, field: `${field}.${kind}[${index}]` })),
  );
}

function validateId(id: number | undefined, field: string): FieldError[] {
  if (id === undefined || (id >= 0 && id <= MAX_ID)) return [];
  return [invalidValue(field, id, `must be between 0 and ${MAX_ID}, inclusive`)];
}

/** Models ValidateSecurityContext. */
export function validateSecurityContext(
  context: SecurityContext | undefined,
  field: string,
  settings: { readonly hostUsers: boolean; readonly allowPrivileged: boolean },
): FieldError[] {
  if (context === undefined) return [];
  const errors: FieldError[] = [];
  if (context.privileged === true && !settings.allowPrivileged) {
    errors.push(forbiddenField(`${field}.privileged`, 'disallowed by cluster policy'));
  }
  errors.push(...validateId(context.runAsUser, `${field}.runAsUser`));
  errors.push(...validateId(context.runAsGroup, `${field}.runAsGroup`));
  if (context.procMount !== undefined) {
    if (!['Default', 'Unmasked'].includes(context.procMount)) {
      errors.push(notSupported(`${field}.procMount`, context.procMount, ['Default', 'Unmasked']));
    }
    if (settings.hostUsers && context.procMount === 'Unmasked') {
      errors.push(invalidValue(`${field}.procMount`, context.procMount, '`hostUsers` must be false to use `Unmasked`'));
    }
  }
  errors.push(...validateSeccomp(context.seccompProfile, `${field}.seccompProfile`));
  if (context.allowPrivilegeEscalation === false) {
    const cannot = 'cannot set `allowPrivilegeEscalation` to false and';
    if (context.privileged === true) errors.push(invalidValue(field, context, `${cannot} \`privileged\` to true`));
    if (context.capabilities?.add?.includes('CAP_SYS_ADMIN') === true) {
      errors.push(invalidValue(field, context, `${cannot} \`capabilities.Add\` CAP_SYS_ADMIN`));
    }
  }
  return [...errors, ...validateAppArmor(context.appArmorProfile, `${field}.appArmorProfile`)];
}

/** Models validatePodSpecSecurityContext. */
export function validatePodSecurityContext(
  context: PodSecurityContext | undefined,
  spec: PodSpec,
  field: string,
): FieldError[] {
  if (context === undefined) return [];
  const errors = [
    ...validateId(context.fsGroup, `${field}.fsGroup`),
    ...validateId(context.runAsUser, `${field}.runAsUser`),
    ...validateId(context.runAsGroup, `${field}.runAsGroup`),
    ...(context.supplementalGroups ?? []).flatMap((id, index) =>
      validateId(id, `${field}.supplementalGroups[${index}]`),
    ),
  ];
  if (spec.shareProcessNamespace === true && spec.hostPID === true) {
    const why = 'ShareProcessNamespace and HostPID cannot both be enabled';
    errors.push(invalidValue(`${field}.shareProcessNamespace`, true, why));
  }
  errors.push(...validateSysctls(context.sysctls ?? [], spec, `${field}.sysctls`));
  errors.push(...oneOf(context.fsGroupChangePolicy, ['Always', 'OnRootMismatch'], `${field}.fsGroupChangePolicy`));
  errors.push(...validateSeccomp(context.seccompProfile, `${field}.seccompProfile`));
  errors.push(...validateAppArmor(context.appArmorProfile, `${field}.appArmorProfile`));
  errors.push(...oneOf(context.supplementalGroupsPolicy, ['Merge', 'Strict'], `${field}.supplementalGroupsPolicy`));
  errors.push(...oneOf(context.seLinuxChangePolicy, ['MountOption', 'Recursive'], `${field}.seLinuxChangePolicy`));
  return errors;
}

export function oneOf(value: string | undefined, supported: readonly string[], field: string): FieldError[] {
  return value === undefined || supported.includes(value) ? [] : [notSupported(field, value, supported)];
}

function validateSysctls(
  sysctls: NonNullable<PodSecurityContext['sysctls']>,
  spec: PodSpec,
  field: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const [index, { name = '' }] of sysctls.entries()) {
    const own = `${field}[${index}].name`;
    if (name === '') errors.push(required(own));
    else if (name.length > SYSCTL_LIMIT || !SYSCTL.test(name)) {
      errors.push(
        invalidValue(own, name, `must have at most ${SYSCTL_LIMIT} characters and match regex ${SYSCTL.source}`),
      );
    } else if (seen.has(name)) errors.push(duplicate(own, name));
    const ipc = /^(kernel\.(shm|msg|sem)|fs\.mqueue\.)/.test(name.replaceAll('/', '.'));
    const net = name.replaceAll('/', '.').startsWith('net.');
    if (spec.hostNetwork === true && net)
      errors.push(invalidValue(own, name, "may not be specified when 'hostNetwork' is true"));
    if (spec.hostIPC === true && ipc)
      errors.push(invalidValue(own, name, "may not be specified when 'hostIPC' is true"));
    seen.add(name);
  }
  return errors;
}

function validateSeccomp(profile: ProfileOption | undefined, field: string): FieldError[] {
  if (profile === undefined) return [];
  const { type = '', localhostProfile } = unchecked(profile);
  const errors: FieldError[] = [];
  if (type === '') errors.push(required(`${field}.type`, 'type is required when seccompProfile is set'));
  else errors.push(...oneOf(type, PROFILE_TYPES, `${field}.type`));
  if (type !== 'Localhost') {
    if (localhostProfile === undefined) return errors;
    return [
      ...errors,
      invalidValue(`${field}.localhostProfile`, profile, 'can only be set when seccomp type is Localhost'),
    ];
  }
  if (localhostProfile === undefined) {
    return [...errors, required(`${field}.localhostProfile`, 'must be set when seccomp type is Localhost')];
  }
  return [...errors, ...validateDescendingPath(localhostProfile, `${field}.localhostProfile`)];
}

/** Models ValidateAppArmorProfileField. */
function validateAppArmor(profile: ProfileOption | undefined, field: string): FieldError[] {
  if (profile === undefined) return [];
  const { type = '', localhostProfile } = unchecked(profile);
  const own = `${field}.localhostProfile`;
  if (type === '') return [required(`${field}.type`, 'type is required when appArmorProfile is set')];
  if (!PROFILE_TYPES.includes(type)) return [notSupported(`${field}.type`, type, PROFILE_TYPES)];
  if (type !== 'Localhost') {
    if (localhostProfile === undefined) return [];
    return [invalidValue(own, localhostProfile, 'can only be set when AppArmor type is Localhost')];
  }
  if (localhostProfile === undefined) return [required(own, 'must be set when AppArmor type is Localhost')];
  const errors: FieldError[] = [];
  if (localhostProfile.trim() !== localhostProfile) {
    errors.push(invalidValue(own, localhostProfile, 'must not be padded with whitespace'));
  } else if (localhostProfile === '') errors.push(required(own, 'must be set when AppArmor type is Localhost'));
  if (byteLength(localhostProfile) > PROFILE_PATH_LIMIT) errors.push(tooLong(own, PROFILE_PATH_LIMIT));
  return errors;
}

/** The deprecated annotations by themselves. Models ValidateSeccompPodAnnotations and ValidateAppArmorPodAnnotations. */
export function validateSecurityAnnotations(annotations: StringMap, spec: PodSpec, field: string): FieldError[] {
  const errors: FieldError[] = [];
  const pod = annotations[SECCOMP_POD];
  if (pod !== undefined) errors.push(...validateSeccompName(pod, `${field}.${SECCOMP_POD}`));
  for (const key of sortedKeys(annotations)) {
    if (key.startsWith(SECCOMP_CONTAINER))
      errors.push(...validateSeccompName(annotations[key] ?? '', `${field}.${key}`));
  }
  for (const key of sortedKeys(annotations)) {
    if (!key.startsWith(APPARMOR_CONTAINER)) continue;
    const name = key.slice(APPARMOR_CONTAINER.length);
    const value = annotations[key] ?? '';
    if (!containersWithPaths(spec, '').some(({ container }) => container.name === name)) {
      errors.push(invalidValue(`${field}[${key}]`, name, 'container not found'));
    }
    if (value !== '' && value !== 'runtime/default' && value !== 'unconfined' && !value.startsWith('localhost/')) {
      errors.push(invalidValue(`${field}[${key}]`, value, `invalid AppArmor profile name: ${JSON.stringify(value)}`));
    }
  }
  return errors;
}

function validateSeccompName(name: string, field: string): FieldError[] {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(name)) return [];
  if (name.startsWith('localhost/')) return validateDescendingPath(name.slice('localhost/'.length), field);
  return [invalidValue(field, name, 'must be a valid seccomp profile')];
}

/** Annotation and field must say the same. Models validateSeccompAnnotationsAndFields and its AppArmor twin. */
export function validateAnnotationsMatchFields(meta: ObjectMeta, spec: PodSpec, field: string): FieldError[] {
  const annotations = meta.annotations ?? {};
  const containers = containersWithPaths(spec, field);
  const errors = [
    ...mismatch(
      'seccomp',
      annotations[SECCOMP_POD],
      spec.securityContext?.seccompProfile,
      `${field}.securityContext.seccompProfile`,
    ),
    ...containers.flatMap(({ container, field: own }) =>
      mismatch(
        'seccomp',
        annotations[`${SECCOMP_CONTAINER}${container.name}`],
        container.securityContext?.seccompProfile,
        `${own}.securityContext.seccompProfile`,
      ),
    ),
  ];
  if (spec.os?.name === 'windows') return errors;
  for (const { container, field: own } of containers) {
    const profile = container.securityContext?.appArmorProfile ?? spec.securityContext?.appArmorProfile;
    const annotation = annotations[`${APPARMOR_CONTAINER}${container.name}`];
    errors.push(...mismatch('apparmor', annotation, profile, `${own}.securityContext.appArmorProfile`));
  }
  return errors;
}

function mismatch(
  what: 'seccomp' | 'apparmor',
  annotation: string | undefined,
  profile: ProfileOption | undefined,
  field: string,
): FieldError[] {
  if (annotation === undefined || profile === undefined) return [];
  const wrongType = [forbiddenField(`${field}.type`, `${what} type in annotation and field must match`)];
  switch (profile.type) {
    case 'Unconfined':
      return annotation === 'unconfined' ? [] : wrongType;
    case 'RuntimeDefault':
      return annotation === 'runtime/default' || (what === 'seccomp' && annotation === 'docker/default')
        ? []
        : wrongType;
    case 'Localhost': {
      if (!annotation.startsWith('localhost/')) return wrongType;
      const same = annotation.slice('localhost/'.length) === profile.localhostProfile;
      return same
        ? []
        : [forbiddenField(`${field}.localhostProfile`, `${what} profile in annotation and field must match`)];
    }
    default:
      return [];
  }
}
