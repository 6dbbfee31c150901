import { forbiddenField, notSupported, required, type FieldError } from '../field-error.ts';
import type { PodSpec } from '../types/pod.ts';
import { containersWithPaths } from './security.ts';
import { unchecked } from './unchecked.ts';

const SYSTEMS = ['linux', 'windows'];
const NOT_ON_WINDOWS = 'cannot be set for a windows pod';
const NOT_ON_LINUX = 'windows options cannot be set for a linux pod';

/** In upstream's order, which is that of the errors; what begins with a dot is not of the security context. */
const WINDOWS_POD_BANS = [
  'appArmorProfile',
  'seLinuxOptions',
  '.hostUsers',
  '.hostPID',
  '.hostIPC',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  '.shareProcessNamespace',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
] as const;
const WINDOWS_CONTAINER_BANS = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
] as const;

/** What the declared operating system rules out. Models validateOS, validateLinux and validateWindows. */
export function validateOperatingSystem(spec: PodSpec, field: string): FieldError[] {
  if (spec.os === undefined) return [];
  const { name = '' } = unchecked(spec.os);
  if (name === '') return [required(`${field}.os.name`, 'cannot be empty')];
  if (!SYSTEMS.includes(name)) return [notSupported(`${field}.os`, name, SYSTEMS)];
  return name === 'linux' ? validateLinux(spec, field) : validateWindows(spec, field);
}

function validateLinux(spec: PodSpec, field: string): FieldError[] {
  const own =
    spec.securityContext?.windowsOptions === undefined
      ? []
      : [forbiddenField(`${field}.securityContext.windowsOptions`, NOT_ON_LINUX)];
  const theirs = containersWithPaths(spec, field)
    .filter(({ container }) => container.securityContext?.windowsOptions !== undefined)
    .map(({ field: path }) => forbiddenField(`${path}.securityContext.windowsOptions`, NOT_ON_LINUX));
  return [...own, ...theirs];
}

function validateWindows(spec: PodSpec, field: string): FieldError[] {
  const errors: FieldError[] = [];
  const { hostUsers, hostPID, hostIPC, shareProcessNamespace, securityContext = {} } = spec;
  const set: Readonly<Record<string, unknown>> = {
    ...securityContext,
    '.hostUsers': hostUsers,
    '.hostPID': hostPID === true ? hostPID : undefined,
    '.hostIPC': hostIPC === true ? hostIPC : undefined,
    '.shareProcessNamespace': shareProcessNamespace,
  };
  for (const member of WINDOWS_POD_BANS) {
    if (set[member] === undefined) continue;
    const path = member.startsWith('.') ? member : `.securityContext.${member}`;
    errors.push(forbiddenField(`${field}${path}`, NOT_ON_WINDOWS));
  }
  for (const { container, field: path } of containersWithPaths(spec, field)) {
    for (const member of WINDOWS_CONTAINER_BANS) {
      if (container.securityContext?.[member] === undefined) continue;
      errors.push(forbiddenField(`${path}.securityContext.${member}`, NOT_ON_WINDOWS));
    }
  }
  return errors;
}
