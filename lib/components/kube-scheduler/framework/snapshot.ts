import type { Namespace } from '../../../kubernetes/types/config.ts';
import type { Node } from '../../../kubernetes/types/node.ts';
import type { Pod } from '../../../kubernetes/types/pod.ts';
import type { Service } from '../../../kubernetes/types/service.ts';
import type { ReplicaSet, ReplicationController } from '../../../kubernetes/types/workload.ts';
import type { Labels } from './label-matcher.ts';
import { addPod, createNodeInfo, removePod, type NodeInfo } from './node-info.ts';
import { podInfoOf } from './pod-info.ts';

/** The objects from which the scheduler derives how the pods of one application should spread by default. */
export interface OwnerObjects {
  readonly services?: readonly Service[];
  readonly replicationControllers?: readonly ReplicationController[];
  readonly replicaSets?: readonly ReplicaSet[];
}

/** The cluster as the scheduler sees it during one attempt. Models pkg/scheduler/backend/cache/snapshot.go. */
export interface Snapshot {
  /** In the order in which nodes are tried. */
  readonly nodes: readonly NodeInfo[];
  readonly nodesByName: ReadonlyMap<string, NodeInfo>;
  readonly namespaceLabels: ReadonlyMap<string, Labels>;
  readonly owners: OwnerObjects;
  /** On how many nodes each image is present. */
  readonly imageNodeCounts: ReadonlyMap<string, number>;
}

export interface SnapshotInput extends OwnerObjects {
  readonly nodes: readonly Node[];
  /** Pods with a node count for it, others are ignored. */
  readonly pods: readonly Pod[];
  readonly namespaces?: readonly Namespace[];
}

/** Builds a snapshot from API objects; cost grows with nodes plus pods. */
export function buildSnapshot(input: SnapshotInput): Snapshot {
  const nodes = input.nodes.map(createNodeInfo);
  const nodesByName = new Map(nodes.map((node) => [node.name, node]));
  for (const pod of input.pods) {
    const node = nodesByName.get(pod.spec?.nodeName ?? '');
    if (node !== undefined && holdsResources(pod)) addPod(node, podInfoOf(pod));
  }
  return {
    nodes,
    nodesByName,
    namespaceLabels: new Map(
      (input.namespaces ?? []).map(({ metadata }) => [metadata.name ?? '', metadata.labels ?? {}]),
    ),
    owners: input,
    imageNodeCounts: countImages(nodes),
  };
}

/** Puts a pod on a node of the snapshot without waiting for the API to confirm it; false when there is no such node. */
export function assumePod(snapshot: Snapshot, pod: Pod, nodeName: string): boolean {
  const node = snapshot.nodesByName.get(nodeName);
  if (node === undefined) return false;
  addPod(node, podInfoOf(pod));
  return true;
}

/** Takes a pod off its node again; false when it is not there. */
export function forgetPod(snapshot: Snapshot, pod: Pod, nodeName: string): boolean {
  const node = snapshot.nodesByName.get(nodeName);
  return node !== undefined && removePod(node, podInfoOf(pod).key);
}

/** A finished pod frees its resources; a terminating one holds them until it is gone. */
function holdsResources(pod: Pod): boolean {
  const phase = pod.status?.phase;
  return phase !== 'Succeeded' && phase !== 'Failed';
}

function countImages(nodes: readonly NodeInfo[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const node of nodes) for (const name of node.images.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
