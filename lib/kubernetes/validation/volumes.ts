import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { duplicate, forbiddenField, invalidValue, notSupported, required, type FieldError } from '../field-error.ts';
import { dns1123LabelErrors } from '../names.ts';
import { formatQuantity, signOf } from '../quantity.ts';
import type { ObjectMeta } from '../types/meta.ts';
import type { KeyToPath, Volume } from '../types/pod.ts';
import { requiredOneOf } from './containers.ts';
import { invalidEach, NOT_NEGATIVE, subdomainName } from './metadata.ts';
import { validateNoBacksteps } from './paths.ts';
import { validateProjectedSources } from './projected-volumes.ts';
import { validateKeyToPath, validateMode } from './volume-parts.ts';
import { valueOf } from './resource-requirements.ts';
import { oneOf } from './security.ts';
import { unchecked } from './unchecked.ts';

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

/** The volumes by name (those with a usable name) and what is wrong with them. Models ValidateVolumes. */
export function validateVolumes(
  volumes: readonly Volume[],
  meta: ObjectMeta | undefined,
  field: string,
): { readonly byName: ReadonlyMap<string, Volume>; readonly errors: FieldError[] } {
  const byName = new Map<string, Volume>();
  const errors: FieldError[] = [];
  const podName = meta?.name ?? '';
  const created = volumes
    .filter((volume) => volume.ephemeral !== undefined)
    .map((volume) => `${podName}-${volume.name}`);
  for (const [index, volume] of volumes.entries()) {
    const own = `${field}[${index}]`;
    const { name = '' } = unchecked(volume);
    const wrong = validateSource(volume, podName, own);
    const named = name === '' ? [required(`${own}.name`)] : invalidEach(dns1123LabelErrors(name), `${own}.name`, name);
    if (byName.has(name)) named.push(duplicate(`${own}.name`, name));
    errors.push(...wrong, ...named);
    if (wrong.length === 0 && named.length === 0) byName.set(name, volume);
    const claim = volume.persistentVolumeClaim?.claimName;
    if (claim !== undefined && podName !== '' && created.includes(claim)) {
      const why = 'must not reference a PVC that gets created for an ephemeral volume';
      errors.push(invalidValue(`${own}.persistentVolumeClaim.claimName`, claim, why));
    }
  }
  return { byName, errors };
}

function validateSource(volume: Volume, podName: string, field: string): FieldError[] {
  const sources = Object.keys(volume).filter((member) => member !== 'name' && Object.hasOwn(volume, member));
  const [first, ...others] = sources;
  if (first === undefined) return [required(field, 'must specify a volume type')];
  const extra = others.map((member) => forbiddenField(`${field}.${member}`, 'may not specify more than 1 volume type'));
  return [...validateFirstSource(volume, first, podName, field), ...extra];
}

function validateFirstSource(volume: Volume, source: string, podName: string, field: string): FieldError[] {
  const own = `${field}.${source}`;
  switch (source) {
    case 'emptyDir':
      return validateSizeLimit(volume.emptyDir?.sizeLimit, `${own}.sizeLimit`);
    case 'hostPath':
      return validateHostPath(volume.hostPath?.path ?? '', volume.hostPath?.type, own);
    case 'configMap':
      return validateKeyed(volume.configMap?.name ?? '', 'name', volume.configMap ?? {}, own);
    case 'secret':
      return validateKeyed(volume.secret?.secretName ?? '', 'secretName', volume.secret ?? {}, own);
    case 'persistentVolumeClaim':
      return (volume.persistentVolumeClaim?.claimName ?? '') === '' ? [required(`${own}.claimName`)] : [];
    case 'projected':
      return [
        ...validateMode(volume.projected?.defaultMode, `${own}.defaultMode`),
        ...validateProjectedSources(volume.projected?.sources ?? [], own),
      ];
    case 'ephemeral':
      return validateEphemeral(volume, podName, field);
    case 'image':
      return validateImage(volume.image ?? {}, own);
    default:
      return [];
  }
}

function validateSizeLimit(limit: string | undefined, field: string): FieldError[] {
  if (limit === undefined) return [];
  const value = valueOf(limit);
  return signOf(value) < 0
    ? [
        {
          ...invalidValue(field, formatQuantity(value), 'SizeLimit field must be a valid resource quantity'),
          type: 'FieldValueForbidden',
        },
      ]
    : [];
}

function validateHostPath(path: string, type: string | undefined, field: string): FieldError[] {
  if (path === '') return [required(`${field}.path`)];
  return [...validateNoBacksteps(path, `${field}.path`), ...oneOf(type, HOST_PATH_TYPES, `${field}.type`)];
}

function validateKeyed(
  name: string,
  member: string,
  source: { readonly items?: readonly KeyToPath[]; readonly defaultMode?: number },
  field: string,
): FieldError[] {
  const errors: FieldError[] = name === '' ? [required(`${field}.${member}`)] : [];
  errors.push(...validateMode(source.defaultMode, `${field}.defaultMode`));
  return [
    ...errors,
    ...(source.items ?? []).flatMap((item, index) => validateKeyToPath(item, `${field}.items[${index}]`)),
  ];
}

function validateEphemeral(volume: Volume, podName: string, field: string): FieldError[] {
  const errors: FieldError[] = [];
  const template = volume.ephemeral?.['volumeClaimTemplate'];
  if (!isJsonObject(template)) errors.push(required(`${field}.ephemeral.volumeClaimTemplate`));
  else errors.push(...validateClaimTemplate(template, `${field}.ephemeral.volumeClaimTemplate.spec`));
  if (podName === '') return errors;
  const claim = `${podName}-${volume.name}`;
  const wrong = subdomainName(claim, false).map((message) => `PVC name ${JSON.stringify(claim)}: ${message}`);
  return [...errors, ...invalidEach(wrong, `${field}.name`, volume.name)];
}

function validateClaimTemplate(template: JsonObject, field: string): FieldError[] {
  const spec = isJsonObject(template['spec']) ? template['spec'] : {};
  const modes = Array.isArray(spec['accessModes']) ? spec['accessModes'] : [];
  const resources = isJsonObject(spec['resources']) ? spec['resources'] : {};
  const requests = isJsonObject(resources['requests']) ? resources['requests'] : {};
  const errors: FieldError[] = [];
  if (modes.length === 0) errors.push(required(`${field}.accessModes`, 'at least 1 access mode is required'));
  const supported = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
  for (const mode of modes) {
    if (!supported.includes(String(mode))) errors.push(notSupported(`${field}.accessModes`, mode, supported));
  }
  const storage = requests['storage'];
  if (storage === undefined) return [...errors, required(`${field}.resources[storage]`)];
  if (signOf(valueOf(String(storage))) <= 0) {
    errors.push(
      invalidValue(
        `${field}.resources[storage]`,
        storage,
        signOf(valueOf(String(storage))) < 0 ? NOT_NEGATIVE : 'must be greater than zero',
      ),
    );
  }
  return errors;
}

function validateImage(source: JsonObject, field: string): FieldError[] {
  const errors: FieldError[] = (source['reference'] ?? '') === '' ? [required(`${field}.reference`)] : [];
  const policy = source['pullPolicy'];
  return [
    ...errors,
    ...requiredOneOf(
      typeof policy === 'string' ? policy : undefined,
      ['Always', 'IfNotPresent', 'Never'],
      `${field}.pullPolicy`,
    ),
  ];
}
