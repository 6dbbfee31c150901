import { toleratesTaint } from '../../../kubernetes/taints.ts';
import type { Pod, TopologySpreadConstraint } from '../../../kubernetes/types/pod.ts';
import { defaultSelector } from './default-selector.ts';
import { both, compileLabelMap, compileLabelSelector, type LabelMatcher } from './label-matcher.ts';
import type { NodeInfo } from './node-info.ts';
import { compileRequiredNodeAffinity, type NodeMatcher } from './node-matcher.ts';
import {
  maxNodeScore,
  type FilterPlugin,
  type NodeScorer,
  type PreparedFilter,
  type PreparedScore,
  type ScorePlugin,
} from './plugin.ts';
import type { PodInfo } from './pod-info.ts';
import type { Snapshot } from './snapshot.ts';
import { failed, skip, unresolvable, unschedulable } from './status.ts';

/** Feature gates of the plugin; all on by default since 1.33. */
export interface SpreadOptions {
  readonly matchLabelKeys?: boolean;
  readonly nodeInclusionPolicy?: boolean;
}

const skewed = unschedulable("node(s) didn't match pod topology spread constraints");
const unlabelled = unresolvable("node(s) didn't match pod topology spread constraints (missing required label)");
const hostname = 'kubernetes.io/hostname';

/** What the scheduler applies to pods of an application that bring no constraints of their own. */
const systemDefaults: readonly TopologySpreadConstraint[] = [
  { topologyKey: hostname, whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 3 },
  { topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 5 },
];

interface Constraint {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly matcher: LabelMatcher;
  readonly minDomains: number;
  /** Whether the pods of this node count for the constraint. */
  readonly counts: (node: NodeInfo) => boolean;
}

/**
 * Spreads the pods of an application over zones and hosts: as a filter for DoNotSchedule constraints, as a score
 * for ScheduleAnyway and the system's default ones. Models pkg/scheduler/framework/plugins/podtopologyspread.
 */
export function podTopologySpread(options: SpreadOptions = {}): FilterPlugin & ScorePlugin {
  return {
    name: 'PodTopologySpread',
    prepareFilter: (pod, snapshot) => prepareFilter(pod, snapshot, options),
    prepareScore: (pod, feasible, snapshot) => prepareScore(pod, feasible, snapshot, options),
  };
}

function prepareFilter(pod: PodInfo, snapshot: Snapshot, options: SpreadOptions): PreparedFilter {
  const parsed = compileConstraints(pod, pod.pod.spec?.topologySpreadConstraints ?? [], 'DoNotSchedule', options);
  if (typeof parsed === 'string') return { status: failed(`get constraints from pod: ${parsed}`) };
  if (parsed.length === 0) return { status: skip };
  const states = parsed.map((constraint) => ({
    constraint,
    selfMatch: constraint.matcher.matches(pod.labels) ? 1 : 0,
    matching: new Map<string, number>(),
    minimum: 0,
  }));
  for (const node of snapshot.nodes) {
    if (!hasAllTopologies(node, parsed)) continue;
    for (const { constraint, matching } of states) {
      if (!constraint.counts(node)) continue;
      const value = node.labels[constraint.topologyKey] ?? '';
      matching.set(value, (matching.get(value) ?? 0) + countMatching(node, constraint.matcher, pod.namespace));
    }
  }
  for (const state of states) {
    const { constraint, matching } = state;
    let minimum = Number.MAX_SAFE_INTEGER;
    for (const count of matching.values()) if (count < minimum) minimum = count;
    state.minimum = matching.size < constraint.minDomains ? 0 : minimum;
  }
  return {
    filter: (node) => {
      for (const { constraint, selfMatch, matching, minimum } of states) {
        const value = node.labels[constraint.topologyKey];
        if (value === undefined) return unlabelled;
        if ((matching.get(value) ?? 0) + selfMatch - minimum > constraint.maxSkew) return skewed;
      }
      return null;
    },
  };
}

function prepareScore(
  pod: PodInfo,
  feasible: readonly NodeInfo[],
  snapshot: Snapshot,
  options: SpreadOptions,
): PreparedScore {
  const own = pod.pod.spec?.topologySpreadConstraints ?? [];
  const parsed =
    own.length > 0
      ? compileConstraints(pod, own, 'ScheduleAnyway', options)
      : defaultConstraints(pod, snapshot, options);
  if (typeof parsed === 'string')
    return { status: failed(`calculating preScoreState: obtaining pod's soft topology spread constraints: ${parsed}`) };
  if (parsed.length === 0) return { status: skip };
  const allKeys = own.length > 0;
  const ignored = new Set<NodeInfo>();
  if (allKeys) for (const node of feasible) if (!hasAllTopologies(node, parsed)) ignored.add(node);
  const states = parsed.map((constraint) => {
    const matching = countByDomain(
      constraint,
      pod,
      feasible,
      ignored,
      snapshot,
      (node) => !allKeys || hasAllTopologies(node, parsed),
    );
    const domains = constraint.topologyKey === hostname ? feasible.length - ignored.size : matching.size;
    return { constraint, matching, weight: Math.log(domains + 2) };
  });
  const scorer: NodeScorer = {
    score: (node) => {
      if (ignored.has(node)) return 0;
      let score = 0;
      for (const { constraint, matching, weight } of states) {
        const value = node.labels[constraint.topologyKey];
        if (value === undefined) continue;
        const count =
          constraint.topologyKey === hostname
            ? countMatching(node, constraint.matcher, pod.namespace)
            : (matching.get(value) ?? 0);
        score += count * weight + (constraint.maxSkew - 1);
      }
      return Math.round(score);
    },
    normalize: (scores, nodes) => normalizeSpread(scores, nodes, ignored),
  };
  return { scorer };
}

/** Pods matching the constraint, by domain; only domains of feasible nodes, and none for hosts, which are counted one by one. */
function countByDomain(
  constraint: Constraint,
  pod: PodInfo,
  feasible: readonly NodeInfo[],
  ignored: ReadonlySet<NodeInfo>,
  snapshot: Snapshot,
  takesPart: (node: NodeInfo) => boolean,
): Map<string, number> {
  const matching = new Map<string, number>();
  if (constraint.topologyKey === hostname) return matching;
  for (const node of feasible) if (!ignored.has(node)) matching.set(node.labels[constraint.topologyKey] ?? '', 0);
  for (const node of snapshot.nodes) {
    const value = node.labels[constraint.topologyKey] ?? '';
    const before = matching.get(value);
    if (before === undefined || !takesPart(node) || !constraint.counts(node)) continue;
    matching.set(value, before + countMatching(node, constraint.matcher, pod.namespace));
  }
  return matching;
}

/** The fewer pods, the more points; nodes without the labels get none. */
function normalizeSpread(scores: number[], nodes: readonly NodeInfo[], ignored: ReadonlySet<NodeInfo>): void {
  let least = Number.MAX_SAFE_INTEGER;
  let most = 0;
  for (const [index, node] of nodes.entries()) {
    if (ignored.has(node)) continue;
    const score = scores[index] ?? 0;
    if (score < least) least = score;
    if (score > most) most = score;
  }
  for (const [index, node] of nodes.entries()) {
    if (ignored.has(node)) scores[index] = 0;
    else if (most === 0) scores[index] = maxNodeScore;
    else scores[index] = Math.trunc((maxNodeScore * (most + least - (scores[index] ?? 0))) / most);
  }
}

/** Pods of the namespace on the node that the selector takes; terminating ones are as good as gone. */
function countMatching(node: NodeInfo, matcher: LabelMatcher, namespace: string): number {
  let count = 0;
  for (const pod of node.pods) {
    if (!pod.terminating && pod.namespace === namespace && matcher.matches(pod.labels)) count += 1;
  }
  return count;
}

function hasAllTopologies(node: NodeInfo, constraints: readonly Constraint[]): boolean {
  return constraints.every(({ topologyKey }) => node.labels[topologyKey] !== undefined);
}

function defaultConstraints(pod: PodInfo, snapshot: Snapshot, options: SpreadOptions): Constraint[] {
  const matcher = defaultSelector(pod.pod, snapshot.owners);
  if (matcher.matchesAll) return [];
  const matches = compileRequiredNodeAffinity(pod.pod);
  return systemDefaults.map((constraint) => compileConstraint(pod.pod, constraint, matcher, matches, options));
}

/** The constraints of one kind, or the API's message about a selector that cannot be parsed. */
function compileConstraints(
  { pod, labels }: PodInfo,
  constraints: readonly TopologySpreadConstraint[],
  action: TopologySpreadConstraint['whenUnsatisfiable'],
  options: SpreadOptions,
): Constraint[] | string {
  const errors: string[] = [];
  const matches = compileRequiredNodeAffinity(pod);
  const compiled = constraints
    .filter(({ whenUnsatisfiable }) => whenUnsatisfiable === action)
    .map((constraint) => {
      const selector = compileLabelSelector(constraint.labelSelector, (message) => errors.push(message));
      const keys = options.matchLabelKeys === false ? [] : (constraint.matchLabelKeys ?? []);
      const own = Object.fromEntries(keys.flatMap((key) => (labels[key] === undefined ? [] : [[key, labels[key]]])));
      return compileConstraint(pod, constraint, both(selector, compileLabelMap(own)), matches, options);
    });
  return errors[0] ?? compiled;
}

function compileConstraint(
  pod: Pod,
  constraint: TopologySpreadConstraint,
  matcher: LabelMatcher,
  matchesAffinity: NodeMatcher,
  options: SpreadOptions,
): Constraint {
  const byPolicy = options.nodeInclusionPolicy !== false;
  const honourAffinity = !byPolicy || constraint.nodeAffinityPolicy !== 'Ignore';
  const honourTaints = byPolicy && constraint.nodeTaintsPolicy === 'Honor';
  const tolerations = pod.spec?.tolerations ?? [];
  return {
    maxSkew: constraint.maxSkew,
    topologyKey: constraint.topologyKey,
    matcher,
    minDomains: constraint.minDomains ?? 1,
    counts: ({ node, hardTaints }) =>
      (!honourAffinity || matchesAffinity(node)) &&
      (!honourTaints ||
        hardTaints.every((taint) => tolerations.some((toleration) => toleratesTaint(toleration, taint)))),
  };
}
