import { nodeResourcesBalancedAllocation } from './balanced-allocation.ts';
import { imageLocality } from './image-locality.ts';
import { interPodAffinity } from './inter-pod-affinity.ts';
import { nodeAffinity } from './node-affinity.ts';
import type { NodeInfo } from './node-info.ts';
import { nodeName } from './node-name.ts';
import { nodePorts } from './node-ports.ts';
import { nodeResourcesFit } from './node-resources-fit.ts';
import { nodeUnschedulable } from './node-unschedulable.ts';
import type { FilterPlugin, NodeFilter, ScorePlugin } from './plugin.ts';
import { podInfoOf, type PodInfo } from './pod-info.ts';
import { podTopologySpread } from './pod-topology-spread.ts';
import type { Pod } from '../../../kubernetes/types/pod.ts';
import { fitErrorMessage, noNodesMessage, preFilterErrorMessage } from './fit-error.ts';
import type { Snapshot } from './snapshot.ts';
import { unresolvable, type PluginStatus } from './status.ts';
import { taintToleration } from './taint-toleration.ts';

/** Which plugins judge a node, in this order, and what each score counts. */
export interface Profile {
  readonly filters: readonly FilterPlugin[];
  readonly scores: readonly { readonly plugin: ScorePlugin; readonly weight: number }[];
}

const affinity = nodeAffinity();
const fit = nodeResourcesFit();
const spread = podTopologySpread();
const neighbours = interPodAffinity();

/**
 * The plugins and weights of a scheduler without configuration, volumes left out.
 * Models pkg/scheduler/apis/config/v1/default_plugins.go.
 */
export const defaultProfile: Profile = {
  filters: [nodeUnschedulable, nodeName, taintToleration, affinity, nodePorts, fit, spread, neighbours],
  scores: [
    { plugin: taintToleration, weight: 3 },
    { plugin: affinity, weight: 2 },
    { plugin: fit, weight: 1 },
    { plugin: spread, weight: 2 },
    { plugin: neighbours, weight: 2 },
    { plugin: nodeResourcesBalancedAllocation(), weight: 1 },
    { plugin: imageLocality, weight: 1 },
  ],
};

/** Why one node was refused: the first plugin that said no, and its reasons. */
export interface Rejection extends PluginStatus {
  readonly plugin: string;
}

export interface FilterOutcome {
  /** In the order of the snapshot. */
  readonly feasible: readonly NodeInfo[];
  /** By node name. */
  readonly rejected: ReadonlyMap<string, Rejection>;
  /** The text of the FailedScheduling event without what preemption adds; null when a node is feasible. */
  readonly message: string | null;
}

/** What the filters say about one node, prepared for this snapshot alone; null when it passes. */
export function judgeNode(pod: PodInfo, node: NodeInfo, snapshot: Snapshot, profile: Profile): Rejection | null {
  for (const plugin of profile.filters) {
    const prepared = plugin.prepareFilter(pod, snapshot);
    const status = 'status' in prepared ? prepared.status : prepared.filter(node);
    if (status !== null && status.code !== 'Skip')
      return { plugin: plugin.name, code: status.code, reasons: status.reasons };
  }
  return null;
}

/**
 * Runs every filter on every node; a node is refused by the first plugin that refuses it.
 * Models pkg/scheduler/schedule_one.go findNodesThatFitPod, trying all nodes whatever their number.
 */
export function filterNodes(pod: Pod, snapshot: Snapshot, profile: Profile = defaultProfile): FilterOutcome {
  if (snapshot.nodes.length === 0) return { feasible: [], rejected: new Map(), message: noNodesMessage };
  const info = podInfoOf(pod);
  const filters: { readonly plugin: string; readonly filter: NodeFilter }[] = [];
  const limits: { readonly plugin: string; readonly names: ReadonlySet<string> }[] = [];
  for (const plugin of profile.filters) {
    const prepared = plugin.prepareFilter(info, snapshot);
    if ('status' in prepared) {
      if (prepared.status.code === 'Skip') continue;
      return refusedByAll(snapshot, { plugin: plugin.name, ...prepared.status });
    }
    filters.push({ plugin: plugin.name, filter: prepared.filter });
    if (prepared.nodeNames !== undefined) limits.push({ plugin: plugin.name, names: prepared.nodeNames });
  }
  const limiting = limits.map(({ plugin }) => plugin);
  const elsewhere: Rejection = {
    plugin: limiting[0] ?? '',
    ...unresolvable(`node(s) didn't satisfy plugin(s) [${limiting.join(' ')}]`),
  };
  const feasible: NodeInfo[] = [];
  const rejected = new Map<string, Rejection>();
  for (const node of snapshot.nodes) {
    const allowed = limits.every(({ names }) => names.has(node.name));
    const rejection = allowed ? firstRejection(node, filters) : elsewhere;
    if (rejection === null) feasible.push(node);
    else rejected.set(node.name, rejection);
  }
  const message = feasible.length > 0 ? null : fitErrorMessage(snapshot.nodes.length, reasonsOf(rejected));
  return { feasible, rejected, message };
}

/** What one plugin says about one node: as it came, brought into [0, 100], and multiplied by its weight. */
export interface PluginScore {
  readonly plugin: string;
  readonly weight: number;
  readonly raw: number;
  readonly normalized: number;
  readonly weighted: number;
}

export interface NodeScore {
  readonly node: string;
  readonly total: number;
  /** In the order of the profile; plugins without an opinion on this pod are left out. */
  readonly plugins: readonly PluginScore[];
}

/** Scores feasible nodes by every plugin, in their order. Models pkg/scheduler/framework/runtime RunScorePlugins. */
export function scoreNodes(
  pod: Pod,
  feasible: readonly NodeInfo[],
  snapshot: Snapshot,
  profile: Profile = defaultProfile,
): NodeScore[] {
  const columns = scoreColumns(pod, feasible, snapshot, profile);
  return feasible.map((node, index) => {
    const plugins = columns.map(({ plugin, weight, raw, normalized }): PluginScore => {
      const score = normalized[index] ?? 0;
      return { plugin, weight, raw: raw[index] ?? 0, normalized: score, weighted: score * weight };
    });
    return { node: node.name, total: plugins.reduce((sum, { weighted }) => sum + weighted, 0), plugins };
  });
}

/**
 * The names of the nodes with the best total, in their order: the real scheduler picks one of them at random. With
 * a single feasible node nothing is scored.
 */
export function bestNodes(
  pod: Pod,
  feasible: readonly NodeInfo[],
  snapshot: Snapshot,
  profile: Profile = defaultProfile,
): string[] {
  if (feasible.length <= 1) return feasible.map(({ name }) => name);
  const columns = scoreColumns(pod, feasible, snapshot, profile);
  let best = -1;
  let winners: string[] = [];
  for (let index = 0; index < feasible.length; index += 1) {
    let total = 0;
    for (const { normalized, weight } of columns) total += (normalized[index] ?? 0) * weight;
    if (total < best) continue;
    if (total > best) winners = [];
    best = total;
    const name = feasible[index]?.name;
    if (name !== undefined) winners.push(name);
  }
  return winners;
}

/** The scheduling gates that keep the pod out of the queue. Models pkg/scheduler/framework/plugins/schedulinggates. */
export function closedGates(pod: Pod): string[] {
  return (pod.spec?.schedulingGates ?? []).map(({ name }) => name);
}

interface ScoreColumn {
  readonly plugin: string;
  readonly weight: number;
  readonly raw: readonly number[];
  readonly normalized: readonly number[];
}

function scoreColumns(pod: Pod, feasible: readonly NodeInfo[], snapshot: Snapshot, profile: Profile): ScoreColumn[] {
  const info = podInfoOf(pod);
  const columns: ScoreColumn[] = [];
  for (const { plugin, weight } of profile.scores) {
    const prepared = plugin.prepareScore(info, feasible, snapshot);
    if ('status' in prepared) continue;
    const { scorer } = prepared;
    const raw = feasible.map((node) => scorer.score(node));
    let normalized = raw;
    if (scorer.normalize !== undefined) {
      normalized = raw.slice();
      scorer.normalize(normalized, feasible);
    }
    columns.push({ plugin: plugin.name, weight, raw, normalized });
  }
  return columns;
}

function firstRejection(
  node: NodeInfo,
  filters: readonly { readonly plugin: string; readonly filter: NodeFilter }[],
): Rejection | null {
  for (const { plugin, filter } of filters) {
    const status = filter(node);
    if (status !== null) return { plugin, code: status.code, reasons: status.reasons };
  }
  return null;
}

function refusedByAll(snapshot: Snapshot, rejection: Rejection): FilterOutcome {
  const rejected = new Map(snapshot.nodes.map(({ name }) => [name, rejection]));
  return {
    feasible: [],
    rejected,
    message: preFilterErrorMessage(snapshot.nodes.length, rejection.reasons.join(', ')),
  };
}

function* reasonsOf(rejected: ReadonlyMap<string, Rejection>): Generator<readonly string[]> {
  for (const { reasons } of rejected.values()) yield reasons;
}
