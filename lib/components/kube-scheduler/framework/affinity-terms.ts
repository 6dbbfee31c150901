import type { Pod, PodAffinityTerm, WeightedPodAffinityTerm } from '../../../kubernetes/types/pod.ts';
import { compileLabelSelector, type LabelMatcher, type Labels } from './label-matcher.ts';

/** A pod (anti-)affinity term, ready to be matched. Models pkg/scheduler/framework/types.go AffinityTerm. */
export interface AffinityTerm {
  readonly namespaces: ReadonlySet<string>;
  readonly namespaceMatcher: LabelMatcher;
  readonly matcher: LabelMatcher;
  readonly topologyKey: string;
  /** 1 to 100 for preferred terms, 0 for required ones. */
  readonly weight: number;
}

/** The four lists of terms a pod may carry; `error` is set when one of them cannot be parsed. */
export interface AffinityTerms {
  readonly requiredAffinity: readonly AffinityTerm[];
  readonly requiredAntiAffinity: readonly AffinityTerm[];
  readonly preferredAffinity: readonly AffinityTerm[];
  readonly preferredAntiAffinity: readonly AffinityTerm[];
  readonly error: string | null;
  /** True when any list has a term. */
  readonly any: boolean;
}

const none: AffinityTerms = {
  requiredAffinity: [],
  requiredAntiAffinity: [],
  preferredAffinity: [],
  preferredAntiAffinity: [],
  error: null,
  any: false,
};

/** The terms of a pod, parsed. */
export function affinityTermsOf(pod: Pod): AffinityTerms {
  const affinity = pod.spec?.affinity;
  const together = affinity?.podAffinity;
  const apart = affinity?.podAntiAffinity;
  if (together === undefined && apart === undefined) return none;
  const errors: string[] = [];
  const parse = (list: string, terms: readonly WeightedTerm[]): AffinityTerm[] =>
    terms.map((term) => compileTerm(pod, term, (message) => errors.push(`${list}: ${message}`)));
  const requiredAffinity = parse(
    'requiredAffinityTerms',
    required(together?.requiredDuringSchedulingIgnoredDuringExecution),
  );
  const requiredAntiAffinity = parse(
    'requiredAntiAffinityTerms',
    required(apart?.requiredDuringSchedulingIgnoredDuringExecution),
  );
  const preferredAffinity = parse(
    'preferredAffinityTerms',
    preferred(together?.preferredDuringSchedulingIgnoredDuringExecution),
  );
  const preferredAntiAffinity = parse(
    'preferredAntiAffinityTerms',
    preferred(apart?.preferredDuringSchedulingIgnoredDuringExecution),
  );
  const count =
    requiredAffinity.length + requiredAntiAffinity.length + preferredAffinity.length + preferredAntiAffinity.length;
  return {
    requiredAffinity,
    requiredAntiAffinity,
    preferredAffinity,
    preferredAntiAffinity,
    error: aggregate(errors),
    any: count > 0,
  };
}

/**
 * Whether a term looks at pods of this namespace and these labels. `namespaceLabels` are those of the pod's
 * namespace, or undefined when there is no such object: then only a selector that takes every namespace takes it.
 */
export function termMatches(
  term: AffinityTerm,
  namespace: string,
  labels: Labels,
  namespaceLabels: Labels | undefined,
): boolean {
  return namespaceMatches(term, namespace, namespaceLabels) && term.matcher.matches(labels);
}

function namespaceMatches(term: AffinityTerm, namespace: string, namespaceLabels: Labels | undefined): boolean {
  if (term.namespaces.has(namespace) || term.namespaceMatcher.matchesAll) return true;
  return namespaceLabels !== undefined && term.namespaceMatcher.matches(namespaceLabels);
}

function aggregate(errors: readonly string[]): string | null {
  const distinct = [...new Set(errors)];
  return distinct.length > 1 ? `[${distinct.join(', ')}]` : (distinct[0] ?? null);
}

interface WeightedTerm {
  readonly term: PodAffinityTerm;
  readonly weight: number;
}

function required(terms: readonly PodAffinityTerm[] | undefined): WeightedTerm[] {
  return (terms ?? []).map((term) => ({ term, weight: 0 }));
}

function preferred(terms: readonly WeightedPodAffinityTerm[] | undefined): WeightedTerm[] {
  return (terms ?? []).map(({ podAffinityTerm, weight }) => ({ term: podAffinityTerm, weight }));
}

function compileTerm(pod: Pod, { term, weight }: WeightedTerm, onError: (message: string) => void): AffinityTerm {
  const own = (term.namespaces ?? []).length === 0 && term.namespaceSelector === undefined;
  return {
    namespaces: new Set(own ? [pod.metadata.namespace ?? ''] : (term.namespaces ?? [])),
    namespaceMatcher: compileLabelSelector(term.namespaceSelector, onError),
    matcher: compileLabelSelector(term.labelSelector, onError),
    topologyKey: term.topologyKey,
    weight,
  };
}
