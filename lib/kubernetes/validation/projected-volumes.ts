import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import { forbiddenField, invalidValue, notSupported, required, type FieldError } from '../field-error.ts';
import type { LabelSelector } from '../types/meta.ts';
import type { KeyToPath } from '../types/pod.ts';
import { validateFieldRef, validateResourceFieldRef } from './container-parts.ts';
import { validateLabelSelector } from './labels.ts';
import { invalidEach, subdomainName } from './metadata.ts';
import { validateLocalPath } from './paths.ts';
import { validateKeyToPath, validateMode, validateSignerName } from './volume-parts.ts';

const KINDS = [
  'secret',
  'downwardAPI',
  'configMap',
  'serviceAccountToken',
  'clusterTrustBundle',
  'podCertificate',
] as const;
const KEY_TYPES = ['ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519', 'RSA3072', 'RSA4096'];
const VOLUME_FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];
const HOUR = 3600;

/** Files gathered from several places into one directory; `paths` are those that earlier sources took. */
interface Gathering {
  readonly root: string;
  readonly paths: Set<string>;
}

/** Models validateProjectionSources. */
export function validateProjectedSources(sources: readonly JsonObject[], field: string): FieldError[] {
  const gathering: Gathering = { root: field, paths: new Set() };
  const errors: FieldError[] = [];
  for (const [index, source] of sources.entries()) {
    const own = `${field}.sources[${index}]`;
    let count = 0;
    for (const kind of KINDS) {
      const projection = source[kind];
      if (!isJsonObject(projection)) continue;
      count += 1;
      errors.push(...validateProjection(kind, projection, `${own}.${kind}`, gathering));
    }
    if (count > 1) errors.push(forbiddenField(own, 'may not specify more than 1 volume type per source'));
  }
  return errors;
}

function validateProjection(
  kind: (typeof KINDS)[number],
  projection: JsonObject,
  field: string,
  gathering: Gathering,
): FieldError[] {
  switch (kind) {
    case 'secret':
    case 'configMap': {
      const named = textOf(projection['name']) === '' ? [required(`${field}.name`)] : [];
      const items = listOf(projection['items']).map(keyToPath);
      const wrong = items.flatMap((item, index) => [
        ...validateKeyToPath(item, `${field}.items[${index}]`),
        ...(item.path === '' ? [] : takePath(item.path, gathering)),
      ]);
      return [...named, ...wrong];
    }
    case 'downwardAPI':
      return listOf(projection['items']).flatMap((item, index) =>
        validateDownwardFile(item, `${field}.items[${index}]`, gathering),
      );
    case 'serviceAccountToken':
      return validateToken(projection, field, gathering);
    case 'clusterTrustBundle':
      return validateTrustBundle(projection, field, gathering);
    case 'podCertificate':
      return validateCertificate(projection, field, gathering);
  }
}

function takePath(path: string, { root, paths }: Gathering): FieldError[] {
  if (paths.has(path)) return [invalidValue(root, path, 'conflicting duplicate paths')];
  paths.add(path);
  return [];
}

function validateDownwardFile(item: JsonObject, field: string, gathering: Gathering): FieldError[] {
  const path = textOf(item['path']);
  const { fieldRef, resourceFieldRef } = item;
  const errors: FieldError[] = path === '' ? [required(`${field}.path`)] : validateLocalPath(path, `${field}.path`);
  if (isJsonObject(fieldRef)) {
    const ref = { apiVersion: textOf(fieldRef['apiVersion']), fieldPath: textOf(fieldRef['fieldPath']) };
    errors.push(...validateFieldRef(ref, VOLUME_FIELDS, `${field}.fieldRef`));
    if (isJsonObject(resourceFieldRef)) {
      errors.push(invalidValue(field, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
    }
  } else if (isJsonObject(resourceFieldRef)) {
    const ref = {
      containerName: textOf(resourceFieldRef['containerName']),
      resource: textOf(resourceFieldRef['resource']),
      divisor: textOf(resourceFieldRef['divisor']) || '0',
    };
    errors.push(...validateResourceFieldRef(ref, true, `${field}.resourceFieldRef`));
  } else errors.push(required(`${field}.fieldRef`, 'one of fieldRef and resourceFieldRef is required'));
  const mode = item['mode'];
  errors.push(...validateMode(typeof mode === 'number' ? mode : undefined, `${field}.mode`));
  return path === '' ? errors : [...errors, ...takePath(path, gathering)];
}

function validateToken(projection: JsonObject, field: string, gathering: Gathering): FieldError[] {
  const seconds = projection['expirationSeconds'];
  const path = textOf(projection['path']);
  const errors: FieldError[] = [];
  if (typeof seconds === 'number') {
    const own = `${field}.expirationSeconds`;
    if (seconds < 600) errors.push(invalidValue(own, seconds, 'may not specify a duration less than 10 minutes'));
    if (seconds > 2 ** 32)
      errors.push(invalidValue(own, seconds, 'may not specify a duration larger than 2^32 seconds'));
  }
  if (path === '') return [...errors, required(`${field}.path`)];
  return [...errors, ...validateLocalPath(path, `${field}.path`), ...takePath(path, gathering)];
}

function validateTrustBundle(projection: JsonObject, field: string, gathering: Gathering): FieldError[] {
  const { name, signerName, labelSelector } = projection;
  const path = textOf(projection['path']);
  const errors: FieldError[] = [];
  if (name !== undefined && signerName !== undefined) {
    errors.push(invalidValue(field, projection, 'only one of name and signerName may be used'));
  } else if (name !== undefined) {
    if (name === '') errors.push(required(`${field}.name`, 'must be a valid object name'));
    errors.push(...invalidEach(subdomainName(textOf(name).replaceAll(':', '.'), false), `${field}.name`, name));
    if (labelSelector !== undefined) {
      errors.push(
        invalidValue(`${field}.labelSelector`, labelSelector, 'labelSelector must be unset if name is specified'),
      );
    }
  } else if (signerName !== undefined) {
    if (signerName === '') errors.push(required(`${field}.signerName`, 'must be a valid signer name'));
    errors.push(...validateSignerName(textOf(signerName), `${field}.signerName`));
    errors.push(...validateLabelSelector(labelSelector as LabelSelector | undefined, `${field}.labelSelector`));
  } else errors.push(required(field, 'either name or signerName must be specified'));
  if (path === '') return [...errors, required(`${field}.path`)];
  return [...errors, ...validateLocalPath(path, `${field}.path`), ...takePath(path, gathering)];
}

function validateCertificate(projection: JsonObject, field: string, gathering: Gathering): FieldError[] {
  const errors = validateSignerName(textOf(projection['signerName']), `${field}.signerName`);
  const keyType = textOf(projection['keyType']);
  if (!KEY_TYPES.includes(keyType)) errors.push(notSupported(`${field}.keyType`, keyType, KEY_TYPES));
  const seconds = projection['maxExpirationSeconds'];
  if (typeof seconds === 'number') {
    const kubernetes = /^(.*\.)?kubernetes\.io\//.test(textOf(projection['signerName']));
    const maximum = kubernetes ? 24 * HOUR : 91 * 24 * HOUR;
    const own = `${field}.maxExpirationSeconds`;
    if (seconds < HOUR) errors.push(invalidValue(own, seconds, `if provided, maxExpirationSeconds must be >= ${HOUR}`));
    if (seconds > maximum)
      errors.push(invalidValue(own, seconds, `if provided, maxExpirationSeconds must be <= ${maximum}`));
  }
  let files = 0;
  for (const member of ['credentialBundlePath', 'keyPath', 'certificateChainPath'] as const) {
    const path = textOf(projection[member]);
    if (path === '') continue;
    files += 1;
    errors.push(...validateLocalPath(path, `${field}.${member}`), ...takePath(path, gathering));
  }
  if (files > 0) return errors;
  return [
    ...errors,
    required(field, 'specify at least one of credentialBundlePath, keyPath, and certificateChainPath'),
  ];
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function listOf(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function keyToPath(item: JsonObject): KeyToPath {
  const mode = item['mode'];
  return { key: textOf(item['key']), path: textOf(item['path']), ...(typeof mode === 'number' && { mode }) };
}
