import { termMatches, type AffinityTerm } from './affinity-terms.ts';
import type { Labels } from './label-matcher.ts';
import type { NodeInfo } from './node-info.ts';
import {
  maxNodeScore,
  type FilterPlugin,
  type PreparedFilter,
  type PreparedScore,
  type ScorePlugin,
} from './plugin.ts';
import type { PodInfo } from './pod-info.ts';
import type { Snapshot } from './snapshot.ts';
import { failed, skip, unresolvable, unschedulable } from './status.ts';

export interface InterPodAffinityOptions {
  /** How much a required affinity of a placed pod towards the new one counts as a preference; 0 to 100. */
  readonly hardPodAffinityWeight?: number;
  /** Leaves out what placed pods prefer when the new pod prefers nothing. */
  readonly ignorePreferredTermsOfExistingPods?: boolean;
}

const farFromFriends = unresolvable("node(s) didn't match pod affinity rules");
const nearEnemies = unschedulable("node(s) didn't match pod anti-affinity rules");
const unwelcome = unschedulable("node(s) didn't satisfy existing pods anti-affinity rules");

/**
 * Places pods near those they need and away from those they, or the others, cannot bear.
 * Models pkg/scheduler/framework/plugins/interpodaffinity.
 */
export function interPodAffinity(options: InterPodAffinityOptions = {}): FilterPlugin & ScorePlugin {
  return {
    name: 'InterPodAffinity',
    prepareFilter,
    prepareScore: (pod, feasible, snapshot) => prepareScore(pod, feasible, snapshot, options),
  };
}

/** Amounts by topology key and value. */
type TopologyCounts = Map<string, Map<string, number>>;

function prepareFilter(pod: PodInfo, snapshot: Snapshot): PreparedFilter {
  const { requiredAffinity, requiredAntiAffinity, error } = pod.affinity;
  if (error !== null) return { status: unresolvable(`parsing pod: ${error}`) };
  const enemies = countExistingAntiAffinity(pod, snapshot);
  if (enemies.size === 0 && requiredAffinity.length === 0 && requiredAntiAffinity.length === 0) return { status: skip };
  const friends: TopologyCounts = new Map();
  const disliked: TopologyCounts = new Map();
  if (requiredAffinity.length > 0 || requiredAntiAffinity.length > 0) {
    for (const node of snapshot.nodes) {
      for (const existing of node.pods) {
        const labels = snapshot.namespaceLabels.get(existing.namespace);
        if (requiredAffinity.length > 0 && matchesAll(requiredAffinity, existing, labels)) {
          for (const term of requiredAffinity) add(friends, term, node, 1);
        }
        for (const term of requiredAntiAffinity) if (matchesTerm(term, existing, labels)) add(disliked, term, node, 1);
      }
    }
  }
  const first = friends.size === 0 && matchesAll(requiredAffinity, pod, snapshot.namespaceLabels.get(pod.namespace));
  return {
    filter: (node) => {
      if (!hasFriends(requiredAffinity, friends, node, first)) return farFromFriends;
      for (const { topologyKey } of requiredAntiAffinity)
        if (amountAt(disliked, topologyKey, node) > 0) return nearEnemies;
      for (const key of enemies.keys()) if (amountAt(enemies, key, node) > 0) return unwelcome;
      return null;
    },
  };
}

/** Whether the node is where the required friends are; the first pod of a group that wants itself may go anywhere labelled. */
function hasFriends(terms: readonly AffinityTerm[], friends: TopologyCounts, node: NodeInfo, first: boolean): boolean {
  let present = true;
  for (const { topologyKey } of terms) {
    if (node.labels[topologyKey] === undefined) return false;
    if (amountAt(friends, topologyKey, node) <= 0) present = false;
  }
  return present || first;
}

function countExistingAntiAffinity(pod: PodInfo, snapshot: Snapshot): TopologyCounts {
  const counts: TopologyCounts = new Map();
  const labels = snapshot.namespaceLabels.get(pod.namespace);
  for (const node of snapshot.nodes) {
    for (const existing of node.podsWithRequiredAntiAffinity) {
      for (const term of existing.affinity.requiredAntiAffinity)
        if (matchesTerm(term, pod, labels)) add(counts, term, node, 1);
    }
  }
  return counts;
}

function prepareScore(
  pod: PodInfo,
  feasible: readonly NodeInfo[],
  snapshot: Snapshot,
  options: InterPodAffinityOptions,
): PreparedScore {
  const { preferredAffinity, preferredAntiAffinity, error } = pod.affinity;
  if (error !== null) return { status: failed(`failed to parse pod: ${error}`) };
  const prefers = preferredAffinity.length + preferredAntiAffinity.length > 0;
  if (feasible.length === 0 || (!prefers && options.ignorePreferredTermsOfExistingPods === true))
    return { status: skip };
  const sums: TopologyCounts = new Map();
  const podNamespace = snapshot.namespaceLabels.get(pod.namespace);
  const hardWeight = options.hardPodAffinityWeight ?? 1;
  for (const node of snapshot.nodes) {
    for (const existing of prefers ? node.pods : node.podsWithAffinity) {
      const namespace = snapshot.namespaceLabels.get(existing.namespace);
      for (const term of preferredAffinity)
        if (matchesTerm(term, existing, namespace)) add(sums, term, node, term.weight);
      for (const term of preferredAntiAffinity)
        if (matchesTerm(term, existing, namespace)) add(sums, term, node, -term.weight);
      const theirs = existing.affinity;
      if (hardWeight > 0) {
        for (const term of theirs.requiredAffinity)
          if (matchesTerm(term, pod, podNamespace)) add(sums, term, node, hardWeight);
      }
      for (const term of theirs.preferredAffinity)
        if (matchesTerm(term, pod, podNamespace)) add(sums, term, node, term.weight);
      for (const term of theirs.preferredAntiAffinity)
        if (matchesTerm(term, pod, podNamespace)) add(sums, term, node, -term.weight);
    }
  }
  if (sums.size === 0) return { status: skip };
  return {
    scorer: {
      score: (node) => {
        let total = 0;
        for (const key of sums.keys()) total += amountAt(sums, key, node);
        return total;
      },
      normalize: stretch,
    },
  };
}

/** Stretches the scores so that the lowest becomes 0 and the highest 100. */
function stretch(scores: number[]): void {
  let least = Number.MAX_SAFE_INTEGER;
  let most = Number.MIN_SAFE_INTEGER;
  for (const score of scores) {
    if (score < least) least = score;
    if (score > most) most = score;
  }
  const range = most - least;
  for (let index = 0; index < scores.length; index += 1) {
    scores[index] = range > 0 ? Math.trunc(maxNodeScore * (((scores[index] ?? 0) - least) / range)) : 0;
  }
}

function matchesTerm(term: AffinityTerm, pod: PodInfo, namespaceLabels: Labels | undefined): boolean {
  return termMatches(term, pod.namespace, pod.labels, namespaceLabels);
}

function matchesAll(terms: readonly AffinityTerm[], pod: PodInfo, namespaceLabels: Labels | undefined): boolean {
  return terms.length > 0 && terms.every((term) => matchesTerm(term, pod, namespaceLabels));
}

function add(counts: TopologyCounts, { topologyKey }: AffinityTerm, node: NodeInfo, amount: number): void {
  const value = node.labels[topologyKey];
  if (value === undefined) return;
  const byValue = counts.get(topologyKey) ?? new Map<string, number>();
  byValue.set(value, (byValue.get(value) ?? 0) + amount);
  counts.set(topologyKey, byValue);
}

function amountAt(counts: TopologyCounts, topologyKey: string, node: NodeInfo): number {
  const value = node.labels[topologyKey];
  return value === undefined ? 0 : (counts.get(topologyKey)?.get(value) ?? 0);
}
