import { asPod } from '../../cluster/objects.ts';
import type { ClusterState } from '../../cluster/state.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { snapshotFor } from './cache.ts';
import { fitErrorMessage } from './framework/fit-error.ts';
import { costsMore, findPreemption, preemptionMessage, type PreemptionCandidate } from './framework/preemption.ts';
import { bestNodes, filterNodes, scoreNodes, type FilterOutcome, type NodeScore } from './framework/profile.ts';
import type { Snapshot } from './framework/snapshot.ts';
import { knownPod } from './queue.ts';

/** What the filters find about one node for one pod. */
export interface Assessment {
  readonly node: string;
  readonly feasible: boolean;
  /** In the scheduler's own words; empty when the node passes. */
  readonly reasons: readonly string[];
  /** The filter that refused it, as kube-scheduler names its plugins; empty when the node passes. */
  readonly plugin: string;
}

interface Attempt extends FilterOutcome {
  readonly pod: Pod;
  readonly snapshot: Snapshot;
}

/** Runs the default profile's filters over every node the scheduler knows, in the order of their names. */
export function assessNodes(state: ClusterState, uid: string): Assessment[] {
  const attempt = attemptFor(state, uid);
  if (attempt === null) return [];
  return attempt.snapshot.nodes.map(({ name }) => {
    const rejection = attempt.rejected.get(name);
    return {
      node: name,
      feasible: rejection === undefined,
      reasons: rejection?.reasons ?? [],
      plugin: rejection?.plugin ?? '',
    };
  });
}

/** The text of the FailedScheduling event: why each node is out, and why deleting others would not help. */
export function failureMessage(state: ClusterState, uid: string): string {
  const attempt = attemptFor(state, uid);
  if (attempt === null) return '';
  const { pod, snapshot, rejected, message } = attempt;
  // A player may give up although a node fits: then there is nothing to say about preemption.
  const refused = [...rejected.values()].map(({ reasons }) => reasons);
  if (message === null) return fitErrorMessage(snapshot.nodes.length, refused);
  if (snapshot.nodes.length === 0) return message;
  return [message, preemptionMessage(pod, snapshot, rejected)].filter((part) => part !== '').join(' ');
}

/** The scores of the feasible nodes by the default profile. */
export function scoresFor(state: ClusterState, uid: string): readonly NodeScore[] {
  const attempt = attemptFor(state, uid);
  if (attempt === null || attempt.feasible.length === 0) return [];
  return scoreNodes(attempt.pod, attempt.feasible, attempt.snapshot);
}

/** The nodes with the best score, in the order of their names; the real scheduler picks any of them. */
export function bestNodesFor(state: ClusterState, uid: string): readonly string[] {
  const attempt = attemptFor(state, uid);
  return attempt === null ? [] : bestNodes(attempt.pod, attempt.feasible, attempt.snapshot);
}

/** The node the reference picks: the best score, by name among equals; null when nothing fits. */
export function bestNode(state: ClusterState, uid: string): string | null {
  return bestNodesFor(state, uid)[0] ?? null;
}

/** Where deleting less important pods would make room, and which; null when some node fits or none would. */
export function preemptionFor(state: ClusterState, uid: string): PreemptionCandidate | null {
  const attempt = attemptFor(state, uid);
  if (attempt === null || attempt.feasible.length > 0 || waitsForVictims(attempt)) return null;
  return findPreemption(attempt.pod, attempt.snapshot, attempt.rejected).candidate;
}

/** The same for one node: what would have to go there. */
export function victimsOn(state: ClusterState, uid: string, node: string): readonly Pod[] | null {
  const attempt = attemptFor(state, uid);
  const rejection = attempt?.rejected.get(node);
  if (attempt === null || rejection === undefined) return null;
  const { candidate } = findPreemption(attempt.pod, attempt.snapshot, new Map([[node, rejection]]));
  return candidate?.victims ?? null;
}

/** True when making room on one node takes more away than on another. */
export function preemptsMore(
  state: ClusterState,
  uid: string,
  nodes: { readonly node: string; readonly than: string },
): boolean {
  const attempt = attemptFor(state, uid);
  return attempt !== null && costsMore(attempt.pod, attempt.snapshot, nodes);
}

/** Pods that were chosen before have not gone yet. Models defaultpreemption PodEligibleToPreemptOthers. */
function waitsForVictims({ pod, snapshot }: Attempt): boolean {
  const node = snapshot.nodesByName.get(pod.status?.nominatedNodeName ?? '');
  const priority = pod.spec?.priority ?? 0;
  return (node?.pods ?? []).some(
    ({ pod: other }) => other.metadata.deletionTimestamp !== undefined && (other.spec?.priority ?? 0) < priority,
  );
}

function attemptFor(state: ClusterState, uid: string): Attempt | null {
  const stored = knownPod(state, uid);
  if (stored === null) return null;
  const pod = asPod(stored.object);
  const snapshot = snapshotFor(state, pod);
  return { pod, snapshot, ...filterNodes(pod, snapshot) };
}
