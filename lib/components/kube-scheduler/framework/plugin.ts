import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import type { Snapshot } from './snapshot.ts';
import type { PluginStatus } from './status.ts';

/** The highest score a plugin may give a node. */
export const maxNodeScore = 100;

/** Judges one node for the pod the filter was prepared for; null means the node passes. */
export type NodeFilter = (node: NodeInfo) => PluginStatus | null;

/**
 * What a filter plugin makes of a pod before it looks at nodes: a filter, possibly limited to some nodes, or a
 * status (`Skip`: it has nothing to check; anything else: no node can take the pod).
 */
export type PreparedFilter =
  | { readonly filter: NodeFilter; readonly nodeNames?: ReadonlySet<string> }
  | { readonly status: PluginStatus };

export interface FilterPlugin {
  readonly name: string;
  /** PreFilter: everything that depends on the pod and the cluster but not on the node under test. */
  prepareFilter(pod: PodInfo, snapshot: Snapshot): PreparedFilter;
}

/** Scores nodes for the pod it was prepared for. */
export interface NodeScorer {
  /** The raw score of one node. */
  score(node: NodeInfo): number;
  /** Brings the raw scores of all feasible nodes, in their order, into [0, 100]; absent when raw scores are there already. */
  normalize?(scores: number[], nodes: readonly NodeInfo[]): void;
}

/** A scorer, or a status: `Skip` when the plugin has no opinion on this pod, `Error` when the pod cannot be read. */
export type PreparedScore = { readonly scorer: NodeScorer } | { readonly status: PluginStatus };

export interface ScorePlugin {
  readonly name: string;
  /** PreScore: everything that depends on the pod and the cluster but not on the node under test. */
  prepareScore(pod: PodInfo, feasible: readonly NodeInfo[], snapshot: Snapshot): PreparedScore;
}

/**
 * Scales raw scores so that the best becomes 100, or the worst becomes 0 when `reverse`.
 * Models pkg/scheduler/framework/plugins/helper/normalize_score.go.
 */
export function normalizeToBest(scores: number[], reverse: boolean): void {
  let best = 0;
  for (const score of scores) if (score > best) best = score;
  for (let index = 0; index < scores.length; index += 1) {
    const scaled = best === 0 ? 0 : Math.trunc((maxNodeScore * (scores[index] ?? 0)) / best);
    scores[index] = reverse ? maxNodeScore - scaled : best === 0 ? (scores[index] ?? 0) : scaled;
  }
}
