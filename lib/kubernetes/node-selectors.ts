import { err, ok, type Result } from '../kernel/result.ts';
import { aggregateText, invalidValue, notSupported } from './field-error.ts';
import { labelMapMatches, meets, newRequirement, type Requirement } from './selectors.ts';
import type { StringMap } from './types/meta.ts';
import type { Node } from './types/node.ts';
import type {
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  Pod,
  PreferredSchedulingTerm,
} from './types/pod.ts';

const OPERATORS = { In: 'in', NotIn: 'notin', Exists: 'exists', DoesNotExist: '!', Gt: 'gt', Lt: 'lt' } as const;

/** A term made ready for matching, or why it cannot be. A term without any requirement matches no node. */
type ParsedTerm = Result<
  { readonly labels: readonly Requirement[]; readonly fields: readonly FieldMatch[] } | null,
  string
>;

interface FieldMatch {
  readonly key: string;
  readonly equal: boolean;
  readonly value: string;
}

/**
 * True when any term matches the node. An error is reported only when no term matches.
 * Models staging/src/k8s.io/component-helpers/scheduling/corev1/nodeaffinity NodeSelector.Match.
 */
export function nodeSelectorMatches(selector: NodeSelector, node: Node | null): Result<boolean, string> {
  if (node === null) return ok(false);
  const problems: string[] = [];
  // An object that was never validated may lack the list, and then selects nothing.
  const terms: readonly NodeSelectorTerm[] | null | undefined = selector.nodeSelectorTerms;
  for (const [index, term] of (terms ?? []).entries()) {
    const parsed = parseTerm(term, `nodeSelectorTerms[${index}]`);
    if (!parsed.ok) problems.push(parsed.error);
    else if (parsed.value !== null && termMatches(parsed.value, node)) return ok(true);
  }
  return problems.length === 0 ? ok(false) : err(problems.join(', '));
}

/**
 * The weights of the preferred terms that match, added. Terms of weight 0 are not even read.
 * Models nodeaffinity.PreferredSchedulingTerms.Score.
 */
export function preferredTermsScore(
  terms: readonly PreferredSchedulingTerm[],
  node: Node | null,
): Result<number, string> {
  let score = 0;
  const problems: string[] = [];
  for (const [index, { weight, preference }] of terms.entries()) {
    if (weight === 0) continue;
    const parsed = parseTerm(preference, `[${index}]`);
    if (!parsed.ok) problems.push(parsed.error);
    else if (parsed.value !== null && node !== null && termMatches(parsed.value, node)) score += weight;
  }
  return problems.length === 0 ? ok(score) : err(problems.join(', '));
}

/** What a pod requires of its node: nodeSelector and required node affinity. Models GetRequiredNodeAffinity. */
export function podMatchesNode(pod: Pod, node: Node): boolean {
  const { nodeSelector, affinity } = pod.spec ?? {};
  if (nodeSelector !== undefined && !labelMapMatches(nodeSelector, node.metadata.labels)) return false;
  const wanted = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (wanted === undefined) return true;
  const matches = nodeSelectorMatches(wanted, node);
  return matches.ok && matches.value;
}

function parseTerm(term: NodeSelectorTerm, path: string): ParsedTerm {
  const { matchExpressions = [], matchFields = [] } = term;
  if (matchExpressions.length === 0 && matchFields.length === 0) return ok(null);
  const labels: Requirement[] = [];
  const fields: FieldMatch[] = [];
  for (const [index, expression] of matchExpressions.entries()) {
    const parsed = parseExpression(expression, `${path}.matchExpressions[${index}]`);
    if (!parsed.ok) return parsed;
    labels.push(parsed.value);
  }
  for (const [index, expression] of matchFields.entries()) {
    const parsed = parseField(expression, `${path}.matchFields[${index}]`);
    if (!parsed.ok) return parsed;
    fields.push(parsed.value);
  }
  return ok({ labels, fields });
}

function parseExpression(expression: NodeSelectorRequirement, path: string): Result<Requirement, string> {
  const { key, operator, values = [] } = expression;
  if (!Object.hasOwn(OPERATORS, operator)) {
    return err(aggregateText([notSupported(`${path}.operator`, operator, Object.keys(OPERATORS))]));
  }
  const requirement = newRequirement(key, OPERATORS[operator], values);
  if (requirement.ok) return requirement;
  return err(aggregateText(requirement.error.map((error) => ({ ...error, field: `${path}.${error.field}` }))));
}

function parseField(expression: NodeSelectorRequirement, path: string): Result<FieldMatch, string> {
  const { key, operator, values = [] } = expression;
  if (operator !== 'In' && operator !== 'NotIn') {
    return err(aggregateText([notSupported(`${path}.operator`, operator, ['In', 'NotIn'])]));
  }
  const [value] = values;
  if (value === undefined || values.length !== 1) {
    return err(aggregateText([invalidValue(`${path}.values`, values, 'must have one element')]));
  }
  return ok({ key, equal: operator === 'In', value });
}

function termMatches(
  term: { readonly labels: readonly Requirement[]; readonly fields: readonly FieldMatch[] },
  node: Node,
): boolean {
  const labels = node.metadata.labels ?? {};
  // Only a node's name can be asked for by field; a node without a name has no fields at all.
  const fields: StringMap = node.metadata.name === undefined ? {} : { 'metadata.name': node.metadata.name };
  if (term.labels.length > 0 && !term.labels.every((requirement) => meets(requirement, labels))) return false;
  return term.fields.every(({ key, equal, value }) => ((fields[key] ?? '') === value) === equal);
}
