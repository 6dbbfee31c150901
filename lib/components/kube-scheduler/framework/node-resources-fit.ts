import type { NodeInfo } from './node-info.ts';
import type { FilterPlugin, NodeFilter, PreparedFilter, ScorePlugin } from './plugin.ts';
import type { PodInfo } from './pod-info.ts';
import {
  cpuAndMemory,
  leastAllocated,
  prepareFillScore,
  type FillScorer,
  type WeightedResource,
} from './resource-scoring.ts';
import { isExtendedResource } from './resources.ts';
import { unresolvable, unschedulable, type PluginStatus } from './status.ts';

/** One resource of which a node has too little; amounts in the scheduler's units. */
export interface InsufficientResource {
  readonly resource: string;
  readonly reason: string;
  readonly requested: number;
  readonly used: number;
  readonly capacity: number;
  /** True when the pod would not fit even on the empty node. */
  readonly unresolvable: boolean;
}

export interface FitOptions {
  /** Feature gate; a scheduler without it cannot account for restartable init containers. */
  readonly sidecarContainers?: boolean;
  /** Extended resources that this scheduler leaves to others. */
  readonly ignoredResources?: ReadonlySet<string>;
  /** Domains of such resources. */
  readonly ignoredResourceGroups?: ReadonlySet<string>;
  /** What nodes are scored by; cpu and memory alike unless said otherwise. */
  readonly resources?: readonly WeightedResource[];
  /** The scoring strategy; prefers empty nodes unless said otherwise. */
  readonly strategy?: FillScorer;
}

/**
 * Everything the node has too little of for the pod; empty when it fits.
 * Models pkg/scheduler/framework/plugins/noderesources/fit.go fitsRequest.
 */
export function insufficientResources(pod: PodInfo, node: NodeInfo, options: FitOptions = {}): InsufficientResource[] {
  const lacking: InsufficientResource[] = [];
  const { allocatable, requested } = node;
  if (node.pods.length + 1 > allocatable.pods) {
    lacking.push({
      resource: 'pods',
      reason: 'Too many pods',
      requested: 1,
      used: node.pods.length,
      capacity: allocatable.pods,
      unresolvable: false,
    });
  }
  const check = (resource: string, wanted: number, capacity: number, used: number): void => {
    if (wanted === 0 || wanted <= capacity - used) return;
    const reason = `Insufficient ${resource}`;
    lacking.push({ resource, reason, requested: wanted, used, capacity, unresolvable: wanted > capacity });
  };
  const wanted = pod.requests;
  check('cpu', wanted.milliCpu, allocatable.milliCpu, requested.milliCpu);
  check('memory', wanted.memory, allocatable.memory, requested.memory);
  check('ephemeral-storage', wanted.ephemeralStorage, allocatable.ephemeralStorage, requested.ephemeralStorage);
  if (wanted.scalars !== null) {
    for (const [name, amount] of wanted.scalars) {
      if (isIgnored(name, options)) continue;
      check(name, amount, allocatable.scalars?.get(name) ?? 0, requested.scalars?.get(name) ?? 0);
    }
  }
  return lacking;
}

/**
 * Keeps pods off nodes without room, and scores the others by how full they would be.
 * Models pkg/scheduler/framework/plugins/noderesources/fit.go.
 */
export function nodeResourcesFit(options: FitOptions = {}): FilterPlugin & ScorePlugin {
  const resources = options.resources ?? cpuAndMemory;
  const strategy = options.strategy ?? leastAllocated(resources);
  return {
    name: 'NodeResourcesFit',
    prepareFilter(pod): PreparedFilter {
      if (options.sidecarContainers === false && hasSidecar(pod)) return { status: sidecarsDisabled };
      const filter: NodeFilter = (node) => (fitsQuickly(pod, node) ? null : refusal(pod, node, options));
      return { filter };
    },
    prepareScore(pod) {
      return { scorer: { score: prepareFillScore(pod, resources, false, strategy).score } };
    },
  };
}

const sidecarsDisabled = unresolvable(
  'Pod has a restartable init container and the SidecarContainers feature is disabled',
);

function hasSidecar({ pod }: PodInfo): boolean {
  return (pod.spec?.initContainers ?? []).some(({ restartPolicy }) => restartPolicy === 'Always');
}

/** The common case without allocation: no extended resource asked for, and room for everything. */
function fitsQuickly(pod: PodInfo, node: NodeInfo): boolean {
  const { requests } = pod;
  const { allocatable, requested } = node;
  return (
    requests.scalars === null &&
    node.pods.length < allocatable.pods &&
    (requests.milliCpu === 0 || requests.milliCpu <= allocatable.milliCpu - requested.milliCpu) &&
    (requests.memory === 0 || requests.memory <= allocatable.memory - requested.memory) &&
    (requests.ephemeralStorage === 0 ||
      requests.ephemeralStorage <= allocatable.ephemeralStorage - requested.ephemeralStorage)
  );
}

function refusal(pod: PodInfo, node: NodeInfo, options: FitOptions): PluginStatus | null {
  const lacking = insufficientResources(pod, node, options);
  if (lacking.length === 0) return null;
  const reasons = lacking.map((resource) => resource.reason);
  return lacking.some((resource) => resource.unresolvable) ? unresolvable(...reasons) : unschedulable(...reasons);
}

function isIgnored(name: string, options: FitOptions): boolean {
  if (!isExtendedResource(name)) return false;
  if (options.ignoredResources?.has(name) === true) return true;
  return options.ignoredResourceGroups?.has(name.slice(0, name.indexOf('/'))) === true;
}
