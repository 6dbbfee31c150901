import {
  duplicate,
  fieldNotFound,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
  type FieldError,
} from '../field-error.ts';
import {
  configMapKeyErrors,
  envVarNameErrors,
  portNameErrors,
  portNumberErrors,
  qualifiedNameErrors,
} from '../names.ts';
import { formatQuantity, isZeroQuantity } from '../quantity.ts';
import type { Container, ContainerPort, EnvFromSource, EnvVar, EnvVarSource, VolumeMount } from '../types/container.ts';
import type { IntOrString } from '../types/meta.ts';
import type { Volume } from '../types/pod.ts';
import { invalidEach, subdomainName } from './metadata.ts';
import { validateDescendingPath, validateNoBacksteps } from './paths.ts';
import { valueOf } from './resource-requirements.ts';
import { unchecked } from './unchecked.ts';

export const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const ENV_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
const RESOURCE_FIELDS = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const BYTE_DIVISORS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** Models ValidatePortNumOrName. */
export function validatePort(port: IntOrString | undefined, field: string): FieldError[] {
  if (typeof port === 'string') return invalidEach(portNameErrors(port), field, port);
  return invalidEach(portNumberErrors(port ?? 0), field, port ?? 0);
}

export function validateContainerPorts(ports: readonly ContainerPort[], field: string): FieldError[] {
  const errors: FieldError[] = [];
  const names = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const own = `${field}[${index}]`;
    const { name = '', containerPort = 0, hostPort = 0, protocol = '' } = unchecked(port);
    if (name !== '') {
      const wrong = portNameErrors(name);
      errors.push(...invalidEach(wrong, `${own}.name`, name));
      if (wrong.length === 0 && names.has(name)) errors.push(duplicate(`${own}.name`, name));
      names.add(name);
    }
    if (containerPort === 0) errors.push(required(`${own}.containerPort`));
    else errors.push(...invalidEach(portNumberErrors(containerPort), `${own}.containerPort`, containerPort));
    if (hostPort !== 0) errors.push(...invalidEach(portNumberErrors(hostPort), `${own}.hostPort`, hostPort));
    errors.push(...validateProtocol(protocol, `${own}.protocol`));
  }
  return errors;
}

export function validateProtocol(protocol: string, field: string): FieldError[] {
  if (protocol === '') return [required(field)];
  return PROTOCOLS.includes(protocol) ? [] : [notSupported(field, protocol, PROTOCOLS)];
}

export function validateEnv(variables: readonly EnvVar[], field: string): FieldError[] {
  return variables.flatMap((variable, index) => {
    const own = `${field}[${index}]`;
    const name = variable.name ?? '';
    const wrong = name === '' ? [required(`${own}.name`)] : invalidEach(envVarNameErrors(name), `${own}.name`, name);
    return [...wrong, ...validateValueFrom(variable, `${own}.valueFrom`)];
  });
}

function validateValueFrom({ value = '', valueFrom }: EnvVar, field: string): FieldError[] {
  if (valueFrom === undefined) return [];
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  const errors: FieldError[] = [];
  let sources = 0;
  if (fieldRef !== undefined) {
    sources += 1;
    errors.push(...validateFieldRef(fieldRef, ENV_FIELDS, `${field}.fieldRef`));
  }
  if (resourceFieldRef !== undefined) {
    sources += 1;
    errors.push(...validateResourceFieldRef(resourceFieldRef, false, `${field}.resourceFieldRef`));
  }
  for (const [member, ref] of [
    ['configMapKeyRef', configMapKeyRef],
    ['secretKeyRef', secretKeyRef],
  ] as const) {
    if (ref === undefined) continue;
    sources += 1;
    errors.push(...validateKeyRef(ref, `${field}.${member}`));
  }
  if (sources === 0) {
    const options = '`fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
    errors.push(invalidValue(field, '', `must specify one of: ${options}`));
  } else if (value !== '') {
    errors.push(invalidValue(field, '', 'may not be specified when `value` is not empty'));
  } else if (sources > 1) {
    errors.push(invalidValue(field, '', 'may not have more than one field specified at a time'));
  }
  return errors;
}

function validateKeyRef(ref: { readonly name?: string; readonly key?: string }, field: string): FieldError[] {
  const { name = '', key = '' } = ref;
  const wrong = key === '' ? [required(`${field}.key`)] : invalidEach(configMapKeyErrors(key), `${field}.key`, key);
  return [...invalidEach(subdomainName(name, false), `${field}.name`, name), ...wrong];
}

/** Models validateObjectFieldSelector for the paths that the downward API knows. */
export function validateFieldRef(
  ref: NonNullable<EnvVarSource['fieldRef']>,
  supported: readonly string[],
  field: string,
): FieldError[] {
  const { apiVersion = '', fieldPath = '' } = unchecked(ref);
  if (apiVersion === '') return [required(`${field}.apiVersion`)];
  if (fieldPath === '') return [required(`${field}.fieldPath`)];
  const subscripted = /^(.+)\['(.*)'\]$/.exec(fieldPath);
  if (subscripted !== null) {
    const [, path = '', key = ''] = subscripted;
    if (path === 'metadata.annotations') return invalidEach(qualifiedNameErrors(key.toLowerCase()), field, key);
    if (path === 'metadata.labels') return invalidEach(qualifiedNameErrors(key), field, key);
    return [
      invalidValue(
        `${field}.fieldPath`,
        fieldPath,
        `error converting fieldPath: field label does not support subscript: ${path}`,
      ),
    ];
  }
  if (supported.includes(fieldPath)) return [];
  if (KNOWN_FIELDS.includes(fieldPath)) return [notSupported(`${field}.fieldPath`, fieldPath, supported)];
  return [
    invalidValue(
      `${field}.fieldPath`,
      fieldPath,
      `error converting fieldPath: field label not supported: ${fieldPath}`,
    ),
  ];
}

/** Fields the downward API can name at all; which of them are allowed depends on where they are used. */
const KNOWN_FIELDS = [
  ...ENV_FIELDS,
  'metadata.annotations',
  'metadata.labels',
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
  'spec.hostNetwork',
];

export function validateResourceFieldRef(
  ref: NonNullable<EnvVarSource['resourceFieldRef']>,
  volume: boolean,
  field: string,
): FieldError[] {
  const { containerName = '', resource = '', divisor } = unchecked(ref);
  const errors: FieldError[] = [];
  const huge = resource.startsWith('limits.hugepages-') || resource.startsWith('requests.hugepages-');
  if (volume && containerName === '') errors.push(required(`${field}.containerName`));
  else if (resource === '') errors.push(required(`${field}.resource`));
  else if (!RESOURCE_FIELDS.includes(resource) && !huge)
    errors.push(notSupported(`${field}.resource`, resource, RESOURCE_FIELDS));
  const divided = valueOf(divisor ?? '0');
  if (isZeroQuantity(divided)) return errors;
  const shown = formatQuantity(divided);
  if (resource.endsWith('.cpu')) {
    if (shown !== '1m' && shown !== '1') {
      errors.push(
        invalidValue(
          `${field}.divisor`,
          resource,
          "only divisor's values 1m and 1 are supported with the cpu resource",
        ),
      );
    }
  } else if (!BYTE_DIVISORS.includes(shown)) {
    const kind = huge ? 'hugepages' : resource.endsWith('memory') ? 'memory' : 'local ephemeral storage';
    errors.push(
      invalidValue(
        `${field}.divisor`,
        resource,
        `only divisor's values ${BYTE_DIVISORS.join(', ')} are supported with the ${kind} resource`,
      ),
    );
  }
  return errors;
}

export function validateEnvFrom(sources: readonly EnvFromSource[], field: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const [index, { prefix = '', configMapRef, secretRef }] of sources.entries()) {
    const own = `${field}[${index}]`;
    if (prefix !== '') errors.push(...invalidEach(envVarNameErrors(prefix), `${own}.prefix`, prefix));
    if (configMapRef !== undefined) errors.push(...validateSourceName(configMapRef.name, `${own}.configMapRef.name`));
    if (secretRef !== undefined) errors.push(...validateSourceName(secretRef.name, `${own}.secretRef.name`));
    const count = Number(configMapRef !== undefined) + Number(secretRef !== undefined);
    if (count === 0) errors.push(invalidValue(field, '', 'must specify one of: `configMapRef` or `secretRef`'));
    if (count > 1) errors.push(invalidValue(field, '', 'may not have more than one field specified at a time'));
  }
  return errors;
}

function validateSourceName(name = '', field: string): FieldError[] {
  return name === '' ? [required(field)] : invalidEach(subdomainName(name, true), field, name);
}

/** Models ValidateVolumeMounts. */
export function validateMounts(
  container: Container,
  volumes: ReadonlyMap<string, Volume>,
  field: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const paths = new Set<string>();
  const devices = container.volumeDevices ?? [];
  for (const [index, mount] of (container.volumeMounts ?? []).entries()) {
    const own = `${field}[${index}]`;
    const { name = '', mountPath = '' } = unchecked(mount);
    if (name === '') errors.push(required(`${own}.name`));
    if (!volumes.has(name)) errors.push(fieldNotFound(`${own}.name`, name));
    if (mountPath === '') errors.push(required(`${own}.mountPath`));
    if (paths.has(mountPath)) errors.push(invalidValue(`${own}.mountPath`, mountPath, 'must be unique'));
    paths.add(mountPath);
    if (devices.some((device) => device.name === name)) {
      errors.push(invalidValue(`${own}.name`, name, 'must not already exist in volumeDevices'));
    }
    if (devices.some((device) => device.devicePath === mountPath)) {
      errors.push(invalidValue(`${own}.mountPath`, mountPath, 'must not already exist as a path in volumeDevices'));
    }
    errors.push(...validateSubPaths(mount, volumes.get(name), own, field));
    errors.push(...validatePropagation(mount, container, field));
  }
  return errors;
}

/** Some of these paths lack the index of the mount: upstream's do. */
function validateSubPaths(mount: VolumeMount, volume: Volume | undefined, own: string, field: string): FieldError[] {
  const { subPath = '', subPathExpr = '' } = mount;
  const errors: FieldError[] = [];
  if (volume?.image !== undefined) {
    if (subPath !== '') errors.push(invalidValue(`${own}.subPath`, subPath, 'not allowed in image volume sources'));
    if (subPathExpr !== '')
      errors.push(invalidValue(`${own}.subPathExpr`, subPathExpr, 'not allowed in image volume sources'));
  }
  if (subPath !== '') errors.push(...validateDescendingPath(subPath, `${field}.subPath`));
  if (subPathExpr === '') return errors;
  if (subPath !== '') {
    errors.push(invalidValue(`${own}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive'));
  }
  return [...errors, ...validateDescendingPath(subPathExpr, `${field}.subPathExpr`)];
}

function validatePropagation(mount: VolumeMount, container: Container, field: string): FieldError[] {
  const { mountPropagation, recursiveReadOnly, readOnly } = mount;
  const errors: FieldError[] = [];
  const modes = ['Bidirectional', 'HostToContainer', 'None'];
  if (mountPropagation !== undefined && !modes.includes(mountPropagation)) {
    errors.push(notSupported(`${field}.mountPropagation`, mountPropagation, modes));
  }
  if (mountPropagation === 'Bidirectional' && container.securityContext?.privileged !== true) {
    const why = 'Bidirectional mount propagation is available only to privileged containers';
    errors.push(forbiddenField(`${field}.mountPropagation`, why));
  }
  if (recursiveReadOnly === undefined || recursiveReadOnly === 'Disabled') return errors;
  const own = `${field}.recursiveReadOnly`;
  if (recursiveReadOnly !== 'Enabled' && recursiveReadOnly !== 'IfPossible') {
    return [...errors, notSupported(own, recursiveReadOnly, ['Disabled', 'Enabled', 'IfPossible'])];
  }
  if (readOnly !== true) errors.push(forbiddenField(own, 'may only be specified when readOnly is true'));
  if (mountPropagation !== undefined && mountPropagation !== 'None') {
    errors.push(forbiddenField(own, 'may only be specified when mountPropagation is None or not specified'));
  }
  return errors;
}

/** Models ValidateVolumeDevices. */
export function validateDevices(
  container: Container,
  volumes: ReadonlyMap<string, Volume>,
  field: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const names = new Set<string>();
  const paths = new Set<string>();
  const mounts = container.volumeMounts ?? [];
  for (const [index, { name = '', devicePath = '' }] of (container.volumeDevices ?? []).entries()) {
    const own = `${field}[${index}]`;
    const volume = volumes.get(name);
    if (name === '') errors.push(required(`${own}.name`));
    if (names.has(name)) errors.push(invalidValue(`${own}.name`, name, 'must be unique'));
    if (volume === undefined) errors.push(fieldNotFound(`${own}.name`, name));
    else if (volume.persistentVolumeClaim === undefined && volume.ephemeral === undefined) {
      const why = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
      errors.push(invalidValue(`${own}.name`, name, why));
    }
    if (devicePath === '') errors.push(required(`${own}.devicePath`));
    if (paths.has(devicePath)) errors.push(invalidValue(`${own}.devicePath`, devicePath, 'must be unique'));
    if (validateNoBacksteps(devicePath, own).length > 0) {
      errors.push(invalidValue(`${own}.devicePath`, devicePath, "can not contain backsteps ('..')"));
    } else paths.add(devicePath);
    if (mounts.some((mount) => mount.name === name)) {
      errors.push(invalidValue(`${own}.name`, name, 'must not already exist in volumeMounts'));
    }
    if (mounts.some((mount) => mount.mountPath === devicePath)) {
      errors.push(invalidValue(`${own}.devicePath`, devicePath, 'must not already exist as a path in volumeMounts'));
    }
    if (name !== '') names.add(name);
  }
  return errors;
}
