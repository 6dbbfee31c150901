import type { Node } from '../../../kubernetes/types/node.ts';
import type {
  NodeSelector,
  NodeSelectorOperator,
  NodeSelectorTerm,
  Pod,
  PreferredSchedulingTerm,
} from '../../../kubernetes/types/pod.ts';
import { aggregateText } from '../../../kubernetes/field-error.ts';
import { newRequirement, type Requirement, type SelectionOperator } from '../../../kubernetes/selectors.ts';
import { compileLabelMap, compileRequirements } from './label-matcher.ts';

const operators: Readonly<Record<NodeSelectorOperator, SelectionOperator>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
  Gt: 'gt',
  Lt: 'lt',
};

export type NodeMatcher = (node: Node) => boolean;

/**
 * Whether a node satisfies nodeSelector and required node affinity of a pod; terms that cannot be parsed match
 * nothing. Models staging/src/k8s.io/component-helpers/scheduling/corev1/nodeaffinity GetRequiredNodeAffinity.
 */
export function compileRequiredNodeAffinity(pod: Pod): NodeMatcher {
  const labels = compileLabelMap(pod.spec?.nodeSelector ?? {});
  const required = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const affinity = required === undefined ? null : compileNodeSelector(required);
  return (node) => labels.matches(node.metadata.labels ?? {}) && (affinity === null || affinity(node));
}

/** Whether a node satisfies one of the terms; a term without any requirement matches nothing. */
export function compileNodeSelector(selector: NodeSelector): NodeMatcher {
  // An object that was never validated may lack the list, and then selects nothing.
  const listed: readonly NodeSelectorTerm[] | null | undefined = selector.nodeSelectorTerms;
  const terms = (listed ?? []).map((term) => compileTerm(term, '', () => undefined));
  return (node) => terms.some((matches) => matches(node));
}

/** Preferred terms with their weights; terms that weigh or say nothing are left out. */
export function compilePreferredTerms(
  terms: readonly PreferredSchedulingTerm[],
  onError: (message: string) => void,
): { readonly weight: number; readonly matches: NodeMatcher }[] {
  return terms.flatMap(({ weight, preference }, index) =>
    weight === 0 || isEmpty(preference) ? [] : [{ weight, matches: compileTerm(preference, `[${index}].`, onError) }],
  );
}

function compileTerm(term: NodeSelectorTerm, path: string, onError: (message: string) => void): NodeMatcher {
  if (isEmpty(term)) return () => false;
  const requirements: Requirement[] = [];
  for (const [index, { key, operator, values = [] }] of (term.matchExpressions ?? []).entries()) {
    const parsed = newRequirement(key, operators[operator], values);
    if (!parsed.ok) {
      const at = `${path}matchExpressions[${index}]`;
      onError(aggregateText(parsed.error.map((error) => ({ ...error, field: `${at}.${error.field}` }))));
      return () => false;
    }
    requirements.push(parsed.value);
  }
  const labels = compileRequirements(requirements);
  const fields = (term.matchFields ?? []).map(({ key, operator, values = [] }) => {
    const [name] = values;
    const known = key === 'metadata.name' && values.length === 1;
    return (node: Node): boolean => {
      if (!known) return false;
      const same = node.metadata.name === name;
      return operator === 'In' ? same : operator === 'NotIn' && !same;
    };
  });
  return (node) => labels.matches(node.metadata.labels ?? {}) && fields.every((matches) => matches(node));
}

function isEmpty(term: NodeSelectorTerm): boolean {
  return (term.matchExpressions ?? []).length === 0 && (term.matchFields ?? []).length === 0;
}
