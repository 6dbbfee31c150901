import type { NodeInfo } from './node-info.ts';
import { maxNodeScore } from './plugin.ts';
import type { PodInfo } from './pod-info.ts';
import { isScalarResource } from './resources.ts';

/** A resource that takes part in scoring, and how much it counts against the others. */
export interface WeightedResource {
  readonly name: string;
  readonly weight: number;
}

export const cpuAndMemory: readonly WeightedResource[] = [
  { name: 'cpu', weight: 1 },
  { name: 'memory', weight: 1 },
];

/**
 * Turns the fill levels of a node into its score. Resources whose allocatable amount is 0 do not take part.
 */
export type FillScorer = (requested: Float64Array, allocatable: Float64Array) => number;

/**
 * Prepares scoring nodes by how full they would be. With `actual`, only real requests count; without it, a container
 * that names no cpu or memory is taken to need a little, on the node as in the pod.
 * Models pkg/scheduler/framework/plugins/noderesources/resource_allocation.go.
 */
export function prepareFillScore(
  pod: PodInfo,
  resources: readonly WeightedResource[],
  actual: boolean,
  scorer: FillScorer,
): { readonly wanted: readonly number[]; readonly score: (node: NodeInfo) => number } {
  const wanted = resources.map(({ name }) => wantedOf(pod, name, actual));
  const requested = new Float64Array(resources.length);
  const allocatable = new Float64Array(resources.length);
  const score = (node: NodeInfo): number => {
    for (let index = 0; index < resources.length; index += 1) {
      const name = resources[index]?.name ?? '';
      const extra = wanted[index] ?? 0;
      const available = extra === 0 && isScalarResource(name) ? 0 : capacityOf(node, name);
      allocatable[index] = available;
      requested[index] = available === 0 ? 0 : usedOf(node, name, actual) + extra;
    }
    return scorer(requested, allocatable);
  };
  return { wanted, score };
}

/** Prefers empty nodes: the weighted mean of the free shares. Models noderesources/least_allocated.go. */
export function leastAllocated(resources: readonly WeightedResource[]): FillScorer {
  return weightedMean(resources, (requested, capacity) =>
    requested > capacity ? 0 : Math.floor(((capacity - requested) * maxNodeScore) / capacity),
  );
}

/** Prefers full nodes, for packing. Models noderesources/most_allocated.go. */
export function mostAllocated(resources: readonly WeightedResource[]): FillScorer {
  return weightedMean(resources, (requested, capacity) =>
    Math.floor((Math.min(requested, capacity) * maxNodeScore) / capacity),
  );
}

/** A corner of the curve that maps utilization (0 to 100) to a score (0 to 10). */
export interface ShapePoint {
  readonly utilization: number;
  readonly score: number;
}

/** Scores utilization by a curve of straight lines. Models noderesources/requested_to_capacity_ratio.go. */
export function requestedToCapacityRatio(
  resources: readonly WeightedResource[],
  shape: readonly ShapePoint[],
): FillScorer {
  const points = shape.map(({ utilization, score }) => ({ utilization, score: score * (maxNodeScore / 10) }));
  return (requested, allocatable) => {
    let total = 0;
    let weights = 0;
    for (const [index, { weight }] of resources.entries()) {
      const capacity = allocatable[index] ?? 0;
      if (capacity === 0) continue;
      const wanted = requested[index] ?? 0;
      const score = onCurve(points, wanted > capacity ? maxNodeScore : Math.floor((wanted * maxNodeScore) / capacity));
      if (score <= 0) continue;
      total += score * weight;
      weights += weight;
    }
    return weights === 0 ? 0 : Math.round(total / weights);
  };
}

/** Prefers nodes whose resources would be filled evenly. Models noderesources/balanced_allocation.go. */
export const balancedAllocation: FillScorer = (requested, allocatable) => {
  let count = 0;
  let sum = 0;
  let squares = 0;
  let first = 0;
  let second = 0;
  for (let index = 0; index < requested.length; index += 1) {
    const capacity = allocatable[index] ?? 0;
    if (capacity === 0) continue;
    const share = Math.min(1, (requested[index] ?? 0) / capacity);
    if (count === 0) first = share;
    else second = share;
    sum += share;
    count += 1;
  }
  let deviation = 0;
  if (count === 2) {
    deviation = Math.abs((first - second) / 2);
  } else if (count > 2) {
    const mean = sum / count;
    for (let index = 0; index < requested.length; index += 1) {
      const capacity = allocatable[index] ?? 0;
      if (capacity > 0) squares += (Math.min(1, (requested[index] ?? 0) / capacity) - mean) ** 2;
    }
    deviation = Math.sqrt(squares / count);
  }
  return Math.trunc((1 - deviation) * maxNodeScore);
};

function weightedMean(
  resources: readonly WeightedResource[],
  scoreOne: (requested: number, capacity: number) => number,
): FillScorer {
  return (requested, allocatable) => {
    let total = 0;
    let weights = 0;
    for (let index = 0; index < resources.length; index += 1) {
      const capacity = allocatable[index] ?? 0;
      if (capacity === 0) continue;
      const weight = resources[index]?.weight ?? 0;
      total += scoreOne(requested[index] ?? 0, capacity) * weight;
      weights += weight;
    }
    return weights === 0 ? 0 : Math.floor(total / weights);
  };
}

function onCurve(points: readonly ShapePoint[], utilization: number): number {
  for (const [index, point] of points.entries()) {
    if (utilization > point.utilization) continue;
    const previous = points[index - 1];
    if (previous === undefined) return point.score;
    const rise = (point.score - previous.score) * (utilization - previous.utilization);
    return previous.score + Math.trunc(rise / (point.utilization - previous.utilization));
  }
  return points.at(-1)?.score ?? 0;
}

function capacityOf({ allocatable }: NodeInfo, name: string): number {
  switch (name) {
    case 'cpu':
      return allocatable.milliCpu;
    case 'memory':
      return allocatable.memory;
    case 'ephemeral-storage':
      return allocatable.ephemeralStorage;
    default:
      return allocatable.scalars?.get(name) ?? 0;
  }
}

function wantedOf({ requests, scoringRequests }: PodInfo, name: string, actual: boolean): number {
  switch (name) {
    case 'cpu':
      return (actual ? requests : scoringRequests).milliCpu;
    case 'memory':
      return (actual ? requests : scoringRequests).memory;
    case 'ephemeral-storage':
      return requests.ephemeralStorage;
    default:
      return requests.scalars?.get(name) ?? 0;
  }
}

function usedOf(node: NodeInfo, name: string, actual: boolean): number {
  switch (name) {
    case 'cpu':
      return actual ? node.requested.milliCpu : node.scoringRequested.milliCpu;
    case 'memory':
      return actual ? node.requested.memory : node.scoringRequested.memory;
    case 'ephemeral-storage':
      return node.requested.ephemeralStorage;
    default:
      return node.requested.scalars?.get(name) ?? 0;
  }
}
