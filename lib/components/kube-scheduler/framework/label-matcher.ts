import { labelKeyErrors, labelValueErrors } from './label-rules.ts';
import type { LabelSelector } from '../../../kubernetes/types/meta.ts';
import type { NodeSelectorRequirement } from '../../../kubernetes/types/pod.ts';

export type Labels = Readonly<Record<string, string>>;

/** A selector made ready for thousands of matches: nothing is parsed or allocated while matching. */
export interface LabelMatcher {
  readonly matches: (labels: Labels) => boolean;
  /** True when there is nothing to match against, so that everything matches. */
  readonly matchesAll: boolean;
}

export const matchNothing: LabelMatcher = { matches: () => false, matchesAll: false };
export const matchEverything: LabelMatcher = { matches: () => true, matchesAll: true };

/**
 * Compiles a label selector: absent selects nothing, empty selects everything. A selector with an invalid key or
 * value reports the API's message and selects nothing.
 * Models staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go LabelSelectorAsSelector.
 */
export function compileLabelSelector(
  selector: LabelSelector | undefined,
  onError: (message: string) => void,
): LabelMatcher {
  if (selector === undefined) return matchNothing;
  const fromLabels = Object.entries(selector.matchLabels ?? {}).map(([key, value]): NodeSelectorRequirement => ({
    key,
    operator: 'In',
    values: [value],
  }));
  return compileRequirements([...fromLabels, ...(selector.matchExpressions ?? [])], '', onError);
}

/** Compiles a plain label map, as nodeSelector and Services use it; nothing in it is validated. */
export function compileLabelMap(wanted: Labels): LabelMatcher {
  const entries = Object.entries(wanted);
  if (entries.length === 0) return matchEverything;
  return { matches: (labels) => entries.every(([key, value]) => labels[key] === value), matchesAll: false };
}

/** A matcher for labels that both matchers accept. */
export function both(first: LabelMatcher, second: LabelMatcher): LabelMatcher {
  if (first.matchesAll) return second;
  if (second.matchesAll) return first;
  return { matches: (labels) => first.matches(labels) && second.matches(labels), matchesAll: false };
}

/**
 * Compiles requirements that must all hold; `path` leads the messages (`[0].matchExpressions`), empty for none.
 * Models staging/src/k8s.io/apimachinery/pkg/labels/selector.go NewRequirement.
 */
export function compileRequirements(
  requirements: readonly NodeSelectorRequirement[],
  path: string,
  onError: (message: string) => void,
): LabelMatcher {
  if (requirements.length === 0) return matchEverything;
  const checks: ((labels: Labels) => boolean)[] = [];
  for (const [index, requirement] of requirements.entries()) {
    const problems = requirementProblems(requirement, path === '' ? '' : `${path}[${index}].`);
    if (problems.length > 0) {
      onError(problems.length === 1 ? (problems[0] ?? '') : `[${problems.join(', ')}]`);
      return matchNothing;
    }
    checks.push(compileRequirement(requirement));
  }
  const [only, second] = checks;
  if (only !== undefined && second === undefined) return { matches: only, matchesAll: false };
  return { matches: (labels) => checks.every((check) => check(labels)), matchesAll: false };
}

function compileRequirement({ key, operator, values = [] }: NodeSelectorRequirement): (labels: Labels) => boolean {
  switch (operator) {
    case 'In': {
      const [single] = values;
      if (values.length === 1) return (labels) => labels[key] === single;
      const wanted = new Set(values);
      return (labels) => {
        const value = labels[key];
        return value !== undefined && wanted.has(value);
      };
    }
    case 'NotIn': {
      const unwanted = new Set(values);
      return (labels) => {
        const value = labels[key];
        return value === undefined || !unwanted.has(value);
      };
    }
    case 'Exists':
      return (labels) => labels[key] !== undefined;
    case 'DoesNotExist':
      return (labels) => labels[key] === undefined;
    case 'Gt':
      return compareWith(key, values, (value, bound) => value > bound);
    case 'Lt':
      return compareWith(key, values, (value, bound) => value < bound);
    default:
      return () => false;
  }
}

const integer = /^[+-]?\d+$/;

function compareWith(
  key: string,
  values: readonly string[],
  holds: (value: bigint, bound: bigint) => boolean,
): (labels: Labels) => boolean {
  const bound = BigInt(values[0] ?? '0');
  return (labels) => {
    const value = labels[key];
    return value !== undefined && integer.test(value) && holds(BigInt(value), bound);
  };
}

function requirementProblems({ key, operator, values = [] }: NodeSelectorRequirement, prefix: string): string[] {
  const problems = labelKeyErrors(key).map(
    (message) => `${prefix}key: Invalid value: ${JSON.stringify(key)}: ${message}`,
  );
  const quoted = `[${values.map((value) => JSON.stringify(value)).join(',')}]`;
  if ((operator === 'In' || operator === 'NotIn') && values.length === 0) {
    problems.push(`${prefix}values: Invalid value: ${quoted}: for 'in', 'notin' operators, values set can't be empty`);
  } else if ((operator === 'Exists' || operator === 'DoesNotExist') && values.length > 0) {
    problems.push(`${prefix}values: Invalid value: ${quoted}: values set must be empty for exists and does not exist`);
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (values.length !== 1) {
      problems.push(
        `${prefix}values: Invalid value: ${quoted}: for 'Gt', 'Lt' operators, exactly one value is required`,
      );
    }
    for (const [index, value] of values.entries()) {
      if (integer.test(value)) continue;
      problems.push(
        `${prefix}values[${index}]: Invalid value: ${JSON.stringify(value)}: for 'Gt', 'Lt' operators, the value must be an integer`,
      );
    }
  }
  for (const [index, value] of values.entries()) {
    for (const message of labelValueErrors(value)) {
      problems.push(`${prefix}values[${index}][${key}]: Invalid value: ${JSON.stringify(value)}: ${message}`);
    }
  }
  return problems;
}
