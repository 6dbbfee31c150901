import { compareStrings } from '../kernel/ordered.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { aggregateText, invalidValue, notSupported, type FieldError } from './field-error.ts';
import { labelKeyErrors, labelValueErrors } from './names.ts';
import type { LabelSelector, StringMap } from './types/meta.ts';

export type SelectionOperator = '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';

/** One condition on labels. Models staging/src/k8s.io/apimachinery/pkg/labels Requirement. */
export interface Requirement {
  readonly key: string;
  readonly operator: SelectionOperator;
  /** Sorted, without repetition. */
  readonly values: readonly string[];
}

/** Requirements that must all hold, in key order; `selectable` false selects nothing at all. */
export interface Selector {
  readonly selectable: boolean;
  readonly requirements: readonly Requirement[];
}

export const EVERYTHING: Selector = { selectable: true, requirements: [] };
export const NOTHING: Selector = { selectable: false, requirements: [] };

const OPERATORS: readonly SelectionOperator[] = ['in', 'notin', '=', '==', '!=', 'gt', 'lt', 'exists', '!'];
const INTEGER = /^[+-]?\d+$/;

function isOperator(text: string): text is SelectionOperator {
  return OPERATORS.some((operator) => operator === text);
}

/** A requirement, or what is wrong with it. Models labels.NewRequirement. */
export function newRequirement(
  key: string,
  operator: string,
  values: readonly string[],
): Result<Requirement, readonly FieldError[]> {
  const errors: FieldError[] = labelKeyErrors(key).map((message) => invalidValue('key', key, message));
  errors.push(...countErrors(operator, values));
  values.forEach((value, index) => {
    for (const message of labelValueErrors(value))
      errors.push(invalidValue(`values[${index}][${key}]`, value, message));
  });
  if (errors.length > 0 || !isOperator(operator)) return err(errors);
  return ok({ key, operator, values: sortedSet(values) });
}

function countErrors(operator: string, values: readonly string[]): FieldError[] {
  switch (operator) {
    case 'in':
    case 'notin':
      return values.length > 0
        ? []
        : [invalidValue('values', values, "for 'in', 'notin' operators, values set can't be empty")];
    case '=':
    case '==':
    case '!=':
      return values.length === 1
        ? []
        : [invalidValue('values', values, 'exact-match compatibility requires one single value')];
    case 'exists':
    case '!':
      return values.length === 0
        ? []
        : [invalidValue('values', values, 'values set must be empty for exists and does not exist')];
    case 'gt':
    case 'lt':
      return boundErrors(values);
    default:
      return [notSupported('operator', operator, OPERATORS)];
  }
}

function boundErrors(values: readonly string[]): FieldError[] {
  const errors: FieldError[] =
    values.length === 1
      ? []
      : [invalidValue('values', values, "for 'Gt', 'Lt' operators, exactly one value is required")];
  values.forEach((value, index) => {
    if (INTEGER.test(value)) return;
    errors.push(invalidValue(`values[${index}]`, value, "for 'Gt', 'Lt' operators, the value must be an integer"));
  });
  return errors;
}

export function sortedSet(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort(compareStrings);
}

/** True when the labels meet the requirement; an unknown operator meets nothing. */
export function meets(requirement: Requirement, labels: StringMap): boolean {
  const { key, operator, values } = requirement;
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'in':
    case '=':
    case '==':
      return value !== undefined && values.includes(value);
    case 'notin':
    case '!=':
      return value === undefined || !values.includes(value);
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case 'gt':
    case 'lt':
      return value !== undefined && beyond(value, operator, values);
    default:
      return false;
  }
}

function beyond(value: string, operator: 'gt' | 'lt', values: readonly string[]): boolean {
  const [bound] = values;
  if (bound === undefined || values.length !== 1 || !INTEGER.test(value) || !INTEGER.test(bound)) return false;
  return operator === 'gt' ? BigInt(value) > BigInt(bound) : BigInt(value) < BigInt(bound);
}

/** True when all requirements hold. */
export function selectsLabels(selector: Selector, labels: StringMap | undefined): boolean {
  return selector.selectable && selector.requirements.every((requirement) => meets(requirement, labels ?? {}));
}

/** A selector of requirements in key order. */
export function selectorOf(requirements: readonly Requirement[]): Selector {
  return { selectable: true, requirements: [...requirements].sort((a, b) => compareStrings(a.key, b.key)) };
}

/**
 * The selector of an object's field: absent selects nothing, empty selects everything.
 * Models apimachinery/pkg/apis/meta/v1/helpers.go LabelSelectorAsSelector.
 */
export function labelSelectorAsSelector(selector: LabelSelector | null | undefined): Result<Selector, string> {
  if (selector === null || selector === undefined) return ok(NOTHING);
  const wanted: (readonly [string, string, readonly string[]])[] = Object.entries(selector.matchLabels ?? {}).map(
    ([key, value]) => [key, '=', [value]],
  );
  for (const { key, operator, values } of selector.matchExpressions ?? []) {
    const operation = expressionOperator(operator);
    if (operation === null) return err(`${JSON.stringify(operator)} is not a valid label selector operator`);
    wanted.push([key, operation, values ?? []]);
  }
  const requirements: Requirement[] = [];
  for (const [key, operator, values] of wanted) {
    const requirement = newRequirement(key, operator, values);
    if (!requirement.ok) return err(aggregateText(requirement.error));
    requirements.push(requirement.value);
  }
  return ok(requirements.length === 0 ? EVERYTHING : selectorOf(requirements));
}

function expressionOperator(operator: string): SelectionOperator | null {
  switch (operator) {
    case 'In':
      return 'in';
    case 'NotIn':
      return 'notin';
    case 'Exists':
      return 'exists';
    case 'DoesNotExist':
      return '!';
    default:
      return null;
  }
}

/** True when an object's label selector selects the labels; an invalid one selects nothing. */
export function labelSelectorMatches(
  selector: LabelSelector | null | undefined,
  labels: StringMap | undefined,
): boolean {
  const converted = labelSelectorAsSelector(selector);
  return converted.ok && selectsLabels(converted.value, labels);
}

/** True when a plain label map (a Service's or a ReplicationController's selector) is contained in the labels. */
export function labelMapMatches(wanted: StringMap, labels: StringMap | undefined): boolean {
  return Object.entries(wanted).every(([key, value]) => labels?.[key] === value);
}

/** The selector as a query parameter and as kubectl show it. */
export function selectorText(selector: Selector): string {
  return selector.requirements.map(requirementText).join(',');
}

function requirementText({ key, operator, values }: Requirement): string {
  switch (operator) {
    case '!':
      return `!${key}`;
    case 'exists':
      return key;
    case 'in':
    case 'notin':
      return `${key} ${operator} (${values.join(',')})`;
    case 'gt':
      return `${key}>${values.join(',')}`;
    case 'lt':
      return `${key}<${values.join(',')}`;
    default:
      return `${key}${operator}${values.join(',')}`;
  }
}
