import { labelSelectorAsSelector, meets, type Requirement } from '../../../kubernetes/selectors.ts';
import type { LabelSelector, StringMap } from '../../../kubernetes/types/meta.ts';

export type Labels = StringMap;

/** A selector made ready for thousands of matches: nothing is parsed or allocated while matching. */
export interface LabelMatcher {
  readonly matches: (labels: Labels) => boolean;
  /** True when there is nothing to match against, so that everything matches. */
  readonly matchesAll: boolean;
}

const matchNothing: LabelMatcher = { matches: () => false, matchesAll: false };
const matchEverything: LabelMatcher = { matches: () => true, matchesAll: true };

/**
 * Compiles a label selector: absent selects nothing, empty selects everything. A selector that cannot be parsed
 * reports the API's message and selects nothing.
 */
export function compileLabelSelector(
  selector: LabelSelector | undefined,
  onError: (message: string) => void,
): LabelMatcher {
  const parsed = labelSelectorAsSelector(selector);
  if (!parsed.ok) onError(parsed.error);
  if (!parsed.ok || !parsed.value.selectable) return matchNothing;
  return compileRequirements(parsed.value.requirements);
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

/** Compiles requirements that must all hold; none select everything. */
export function compileRequirements(requirements: readonly Requirement[]): LabelMatcher {
  const checks = requirements.map(compileRequirement);
  const [only, second] = checks;
  if (only === undefined) return matchEverything;
  if (second === undefined) return { matches: only, matchesAll: false };
  return { matches: (labels) => checks.every((check) => check(labels)), matchesAll: false };
}

/** The commonest requirement, one key with one value, is a single comparison. */
function compileRequirement(requirement: Requirement): (labels: Labels) => boolean {
  const { key, operator, values } = requirement;
  const [single, second] = values;
  const isEquality = operator === 'in' || operator === '=' || operator === '==';
  if (isEquality && single !== undefined && second === undefined) return (labels) => labels[key] === single;
  return (labels) => meets(requirement, labels);
}
