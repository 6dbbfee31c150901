import type { Node, Taint } from '../../../kubernetes/types/node.ts';
import type { PodInfo } from './pod-info.ts';
import { amountsOf } from '../../../kubernetes/resources.ts';
import { accumulate, toTotals, type ResourceTotals } from './resources.ts';

/**
 * One node with its pods and the sums over them, kept up to date pod by pod so that a scheduling attempt never
 * adds up anything. Models pkg/scheduler/framework/types.go NodeInfo.
 */
export interface NodeInfo {
  readonly node: Node;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Taints that keep pods away: NoSchedule and NoExecute. */
  readonly hardTaints: readonly Taint[];
  /** Taints that only cost points: PreferNoSchedule. */
  readonly softTaints: readonly Taint[];
  readonly allocatable: ResourceTotals & { readonly pods: number };
  readonly requested: ResourceTotals;
  /** Sums of what pods are taken to need when nodes are scored. */
  readonly scoringRequested: { milliCpu: number; memory: number };
  readonly pods: PodInfo[];
  readonly podsWithAffinity: PodInfo[];
  readonly podsWithRequiredAntiAffinity: PodInfo[];
  /** Claimed host ports: protocol and port to the addresses they are claimed on, with how often. */
  readonly usedPorts: Map<string, Map<string, number>>;
  /** Size in bytes by image name. */
  readonly images: ReadonlyMap<string, number>;
}

/** A node without pods. */
export function createNodeInfo(node: Node): NodeInfo {
  const amounts = amountsOf(node.status?.allocatable);
  const taints = node.spec?.taints ?? [];
  const images = new Map<string, number>();
  for (const image of node.status?.images ?? [])
    for (const name of image.names ?? []) images.set(name, image.sizeBytes ?? 0);
  return {
    node,
    name: node.metadata.name ?? '',
    labels: node.metadata.labels ?? {},
    hardTaints: taints.filter((taint) => taint.effect !== 'PreferNoSchedule'),
    softTaints: taints.filter((taint) => taint.effect === 'PreferNoSchedule'),
    allocatable: { ...toTotals(amounts), pods: amounts['pods'] ?? 0 },
    requested: { milliCpu: 0, memory: 0, ephemeralStorage: 0, scalars: null },
    scoringRequested: { milliCpu: 0, memory: 0 },
    pods: [],
    podsWithAffinity: [],
    podsWithRequiredAntiAffinity: [],
    usedPorts: new Map(),
    images,
  };
}

/** Puts a pod on the node: bound, or assumed to be. */
export function addPod(node: NodeInfo, pod: PodInfo): void {
  node.pods.push(pod);
  if (pod.affinity.any) node.podsWithAffinity.push(pod);
  if (pod.affinity.requiredAntiAffinity.length > 0) node.podsWithRequiredAntiAffinity.push(pod);
  count(node, pod, 1);
}

/** Takes a pod off the node; false when it was not there. */
export function removePod(node: NodeInfo, key: string): boolean {
  const pod = removeByKey(node.pods, key);
  if (pod === null) return false;
  removeByKey(node.podsWithAffinity, key);
  removeByKey(node.podsWithRequiredAntiAffinity, key);
  count(node, pod, -1);
  return true;
}

/** An independent copy, for trying out what would be without some pods. */
export function copyNodeInfo(node: NodeInfo): NodeInfo {
  const copy = createNodeInfo(node.node);
  for (const pod of node.pods) addPod(copy, pod);
  return copy;
}

function count(node: NodeInfo, pod: PodInfo, factor: 1 | -1): void {
  accumulate(node.requested, pod.requests, factor);
  node.scoringRequested.milliCpu += factor * pod.scoringRequests.milliCpu;
  node.scoringRequested.memory += factor * pod.scoringRequests.memory;
  for (const { ip, protocol, port } of pod.hostPorts) {
    const claim = `${protocol}/${port}`;
    const addresses = node.usedPorts.get(claim) ?? new Map<string, number>();
    const uses = (addresses.get(ip) ?? 0) + factor;
    if (uses > 0) addresses.set(ip, uses);
    else addresses.delete(ip);
    if (addresses.size > 0) node.usedPorts.set(claim, addresses);
    else node.usedPorts.delete(claim);
  }
}

function removeByKey(pods: PodInfo[], key: string): PodInfo | null {
  const index = pods.findIndex((pod) => pod.key === key);
  if (index < 0) return null;
  return pods.splice(index, 1)[0] ?? null;
}
