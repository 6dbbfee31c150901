import { sortedKeys } from '../../kernel/ordered.ts';
import { duplicate, fieldNotFound, forbiddenField, invalidValue, required, type FieldError } from '../field-error.ts';
import { qualifiedNameErrors } from '../names.ts';
import {
  compareQuantities,
  formatQuantity,
  parseQuantity,
  scaledValue,
  signOf,
  ZERO,
  type Quantity,
} from '../quantity.ts';
import type { ResourceRequirements } from '../types/container.ts';
import { NOT_NEGATIVE } from './metadata.ts';

const STANDARD_CONTAINER_RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];
/** Resources that are counted in whole things. */
const INTEGER_RESOURCES = [
  'pods',
  'replicationcontrollers',
  'services',
  'resourcequotas',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];
const HUGE_PAGES = 'hugepages-';
/** Names that mean something without a prefix, to a container or to a quota. */
const STANDARD_RESOURCES = [
  ...STANDARD_CONTAINER_RESOURCES,
  ...INTEGER_RESOURCES,
  ...['requests', 'limits'].flatMap((side) => STANDARD_CONTAINER_RESOURCES.map((name) => `${side}.${name}`)),
  'storage',
  'requests.storage',
];

/** Native resources have no prefix, or one under kubernetes.io. Models pkg/apis/core/helper IsNativeResource. */
export function isNativeResource(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** A resource of a device plugin, such as `example.com/gpu`. Models IsExtendedResourceName. */
export function isExtendedResource(name: string): boolean {
  if (isNativeResource(name) || name.startsWith('requests.')) return false;
  return qualifiedNameErrors(`requests.${name}`).length === 0;
}

/** More of it may be limited than requested. Models IsOvercommitAllowed. */
export function isOvercommitAllowed(name: string): boolean {
  return isNativeResource(name) && !name.startsWith(HUGE_PAGES);
}

function resourceNameErrors(name: string, field: string): FieldError[] {
  const errors = qualifiedNameErrors(name).map((message) => invalidValue(field, name, message));
  if (errors.length > 0 || name.includes('/')) return errors;
  const standard = STANDARD_RESOURCES.includes(name) || /^(requests\.)?hugepages-/.test(name);
  return standard ? [] : [invalidValue(field, name, 'must be a standard resource type or fully qualified')];
}

function containerResourceNameErrors(name: string, field: string): FieldError[] {
  const errors = resourceNameErrors(name, field);
  if (!name.includes('/')) {
    const standard = STANDARD_CONTAINER_RESOURCES.includes(name) || name.startsWith(HUGE_PAGES);
    return standard ? errors : [...errors, invalidValue(field, name, 'must be a standard resource for containers')];
  }
  if (errors.length > 0) return errors;
  if (isNativeResource(name) || isExtendedResource(name)) return [];
  return [invalidValue(field, name, "doesn't follow extended resource name standard")];
}

function podResourceNameErrors(name: string, field: string): FieldError[] {
  const errors = resourceNameErrors(name, field);
  if (errors.length > 0) return errors;
  if (name === 'cpu' || name === 'memory' || name.startsWith(HUGE_PAGES)) return [];
  return [
    {
      type: 'FieldValueNotSupported',
      field,
      message: `Unsupported value: ${JSON.stringify(name)}: supported values: "cpu", "hugepages-*", "memory"`,
    },
  ];
}

/** Models ValidateResourceQuantityValue. */
export function validateQuantityValue(name: string, text: string, field: string): FieldError[] {
  const value = valueOf(text);
  const errors: FieldError[] = [];
  if (signOf(value) < 0) errors.push(invalidValue(field, formatQuantity(value), NOT_NEGATIVE));
  const counted = INTEGER_RESOURCES.includes(name) || isExtendedResource(name);
  if (counted && scaledValue(value, -3) % 1000n !== 0n) {
    errors.push(invalidValue(field, formatQuantity(value), 'must be an integer'));
  }
  return errors;
}

/** The quantity of a decoded object: the decoder has refused texts that are none. */
export function valueOf(text: string): Quantity {
  const parsed = parseQuantity(text);
  return parsed.ok ? parsed.value : ZERO;
}

interface Checks {
  readonly nameErrors: (name: string, field: string) => FieldError[];
  readonly claims: readonly string[];
}

/** Models ValidateContainerResourceRequirements. `claims` are the names of the pod's resource claims. */
export function validateContainerResources(
  requirements: ResourceRequirements,
  claims: readonly string[],
  field: string,
): FieldError[] {
  return validateRequirements(requirements, { nameErrors: containerResourceNameErrors, claims }, field);
}

/** Models validatePodResourceRequirements. */
export function validatePodLevelResources(requirements: ResourceRequirements, field: string): FieldError[] {
  return validateRequirements(requirements, { nameErrors: podResourceNameErrors, claims: [] }, field);
}

function validateRequirements(requirements: ResourceRequirements, checks: Checks, field: string): FieldError[] {
  const { limits = {}, requests = {} } = requirements;
  const errors: FieldError[] = [];
  for (const name of sortedKeys(limits))
    errors.push(...validateAmount(name, limits[name] ?? '0', checks, `${field}.limits[${name}]`));
  for (const name of sortedKeys(requests)) errors.push(...validateRequest(name, requirements, checks, field));
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  const compute = names.some((name) => name === 'cpu' || name === 'memory');
  if (!compute && names.some((name) => name.startsWith(HUGE_PAGES))) {
    errors.push(forbiddenField(field, 'HugePages require cpu or memory'));
  }
  errors.push(...validateClaims(requirements.claims ?? [], checks.claims, `${field}.claims`));
  return errors;
}

function validateAmount(name: string, text: string, checks: Checks, field: string): FieldError[] {
  return [
    ...checks.nameErrors(name, field),
    ...validateQuantityValue(name, text, field),
    ...hugePageErrors(name, text, field),
  ];
}

function validateRequest(
  name: string,
  requirements: ResourceRequirements,
  checks: Checks,
  field: string,
): FieldError[] {
  const text = requirements.requests?.[name] ?? '0';
  const own = `${field}.requests[${name}]`;
  const errors = [...checks.nameErrors(name, own), ...validateQuantityValue(name, text, own)];
  const limit = requirements.limits?.[name];
  const request = valueOf(text);
  if (limit === undefined) {
    if (!isOvercommitAllowed(name)) {
      errors.push(required(`${field}.limits`, 'Limit must be set for non overcommitable resources'));
    }
  } else {
    const maximum = valueOf(limit);
    const order = compareQuantities(request, maximum);
    const shown = formatQuantity(maximum);
    if (order !== 0 && !isOvercommitAllowed(name)) {
      errors.push(
        invalidValue(`${field}.requests`, formatQuantity(request), `must be equal to ${name} limit of ${shown}`),
      );
    } else if (order > 0) {
      const why = `must be less than or equal to ${name} limit of ${shown}`;
      errors.push(invalidValue(`${field}.requests`, formatQuantity(request), why));
    }
  }
  return [...errors, ...hugePageErrors(name, text, own)];
}

function hugePageErrors(name: string, text: string, field: string): FieldError[] {
  if (!name.startsWith(HUGE_PAGES)) return [];
  const page = parseQuantity(name.slice(HUGE_PAGES.length));
  const amount = valueOf(text);
  const size = page.ok ? scaledValue(page.value, 0) : 0n;
  if (size > 0n && scaledValue(amount, 0) % size === 0n) return [];
  return [
    invalidValue(
      field,
      formatQuantity(amount),
      `${formatQuantity(amount)} is not positive integer multiple of ${name}`,
    ),
  ];
}

function validateClaims(
  claims: NonNullable<ResourceRequirements['claims']>,
  known: readonly string[],
  field: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const [index, { name, request = '' }] of claims.entries()) {
    const own = `${field}[${index}]`;
    const key = request === '' ? name : `${name}/${request}`;
    if (name === '') {
      errors.push(required(own));
      continue;
    }
    const whole = request === '' && [...seen].some((other) => other.startsWith(`${name}/`));
    if (seen.has(name) || seen.has(key) || whole) errors.push(duplicate(own, seen.has(name) ? name : key));
    seen.add(key);
    if (!known.includes(name)) errors.push(claimNotFound(own, name, known));
  }
  return errors;
}

function claimNotFound(field: string, name: string, known: readonly string[]): FieldError {
  const where = known.length === 0 ? ' which is empty' : `: ${[...known].sort().join(', ')}`;
  const error = fieldNotFound(field, name);
  return { ...error, message: `${error.message}: must be one of the names in pod.spec.resourceClaims${where}` };
}
