import type { Fact } from '../../cluster/card.ts';
import { asNode, asPod, cacheOf } from '../../cluster/objects.ts';
import { SCHEDULER } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { taintText } from '../../kubernetes/taints.ts';
import { fitErrorMessage } from './framework/fit-error.ts';
import { filterNodes, scoreNodes, type NodeScore } from './framework/profile.ts';
import { buildSnapshot, type Snapshot } from './framework/snapshot.ts';
import { knownPod } from './queue.ts';

/** What the filters find about one node for one pod. */
export interface Assessment {
  readonly node: string;
  readonly feasible: boolean;
  /** In the scheduler's own words; empty when the node passes. */
  readonly reasons: readonly string[];
  /** True when it is refused for lack of resources, not for taints or affinity. */
  readonly insufficient: boolean;
}

/** Runs the default profile's filters over every node the scheduler knows, in the order of their names. */
export function assessNodes(state: ClusterState, uid: string): Assessment[] {
  const stored = knownPod(state, uid);
  const snapshot = snapshotOf(state);
  if (stored === null) return [];
  const { rejected } = filterNodes(asPod(stored.object), snapshot);
  return snapshot.nodes.map(({ name }) => {
    const rejection = rejected.get(name);
    return {
      node: name,
      feasible: rejection === undefined,
      reasons: rejection?.reasons ?? [],
      insufficient: rejection?.plugin === 'NodeResourcesFit',
    };
  });
}

/** The text of the FailedScheduling event. */
export function failureMessage(assessments: readonly Assessment[]): string {
  return fitErrorMessage(
    assessments.length,
    assessments.map(({ reasons }) => reasons),
  );
}

/** The scores of the feasible nodes by the default profile. */
export function scoresFor(state: ClusterState, uid: string): readonly NodeScore[] {
  const stored = knownPod(state, uid);
  if (stored === null) return [];
  const snapshot = snapshotOf(state);
  const pod = asPod(stored.object);
  const { feasible } = filterNodes(pod, snapshot);
  return feasible.length === 0 ? [] : scoreNodes(pod, feasible, snapshot);
}

/** The node the reference picks: the best score, by name among equals; null when nothing fits. */
export function bestNode(state: ClusterState, uid: string): string | null {
  let best: NodeScore | null = null;
  for (const score of scoresFor(state, uid)) {
    if (best === null || score.total > best.total) best = score;
  }
  return best?.node ?? null;
}

/** What a node has free, as the player of the scheduler sees it. */
export function nodeFacts(state: ClusterState, name: string): Fact[] {
  const info = snapshotOf(state).nodesByName.get(name);
  if (info === undefined) return [];
  const { taints = [] } = info.node.spec ?? {};
  return [
    { label: { key: 'fact.free-cpu' }, value: `${info.allocatable.milliCpu - info.requested.milliCpu}m` },
    {
      label: { key: 'fact.free-memory' },
      value: `${Math.round((info.allocatable.memory - info.requested.memory) / 1048576)}Mi`,
    },
    { label: { key: 'fact.taints' }, value: taints.map(taintText).join(', ') || '—' },
    { label: { key: 'fact.labels' }, value: info.node.metadata.labels?.['kubernetes.io/hostname'] ?? '—' },
  ];
}

/** The scheduler's cache: what its watches hold, with the pods it has assumed put where it wants them. */
function snapshotOf(state: ClusterState): Snapshot {
  const pods = cacheOf(state, SCHEDULER, 'pods').map(({ object }) => withAssumption(state, asPod(object)));
  const nodes = cacheOf(state, SCHEDULER, 'nodes').map(({ object }) => asNode(object));
  return buildSnapshot({ nodes, pods });
}

function withAssumption(state: ClusterState, pod: Pod): Pod {
  const node = state.scheduler.assumed[pod.metadata.uid ?? ''];
  return node === undefined || pod.spec === undefined ? pod : { ...pod, spec: { ...pod.spec, nodeName: node } };
}
