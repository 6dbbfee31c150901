import {
  endpointPorts,
  findPort,
  podToEndpoint,
  shouldPodBeInEndpoints,
} from '../../../lib/components/endpointslice-controller/endpoints.ts';
import { planSlices, wantedEndpoints } from '../../../lib/components/endpointslice-controller/slices.ts';
import {
  cleanupUnhealthyReplicas,
  isDeploymentComplete,
  maxUnavailable,
  minAvailable,
  newReplicaSetSize,
  proportionalScale,
  reconcileNewReplicaSet,
  reconcileOldReplicaSets,
  replicaSetFraction,
  resolveFenceposts,
  scaleDownOldReplicaSets,
  type Scaling,
} from '../../../lib/components/replication-controller/deployment-math.ts';
import {
  compareActivePods,
  compareForDeletion,
  podsToDelete,
  type RankedPod,
  type RankingFeatures,
} from '../../../lib/components/replication-controller/pod-ranking.ts';
import { calculateStatus, slowStartBatch } from '../../../lib/components/replication-controller/replicaset.ts';
import { canonicalJson } from '../../../lib/kernel/canonical.ts';
import { parseRfc3339 } from '../../../lib/kubernetes/rfc3339.ts';
import type { Container } from '../../../lib/kubernetes/types/container.ts';
import type { IntOrString, StringMap } from '../../../lib/kubernetes/types/meta.ts';
import type { Node } from '../../../lib/kubernetes/types/node.ts';
import type { Pod } from '../../../lib/kubernetes/types/pod.ts';
import type { EndpointPort, EndpointSlice, Service } from '../../../lib/kubernetes/types/service.ts';
import type { Deployment, DeploymentStrategy, ReplicaSet } from '../../../lib/kubernetes/types/workload.ts';
import { eachCase, type Handler, type Vector } from '../vector-file.ts';

function cases<T>(play: (vector: T) => unknown): Handler {
  return eachCase((vector: Vector) => play(vector as unknown as T));
}

interface RankingCase {
  readonly fn: string;
  readonly now: string;
  readonly pods: readonly Pod[];
  readonly features?: RankingFeatures;
  readonly a: RankedPod;
  readonly b: RankedPod;
  readonly lesser: RankedPod;
  readonly greater: RankedPod;
}

function playRanking(vector: RankingCase): unknown {
  const now = parseRfc3339(vector.now) ?? 0;
  const compare = (left: RankedPod, right: RankedPod) => compareForDeletion(left, right, now, vector.features);
  switch (vector.fn) {
    case 'sortActivePods':
      return { order: vector.pods.toSorted(compareActivePods).map(({ metadata }) => metadata.name) };
    case 'activePodsWithRanksEqual':
      return { equal: compare(vector.a, vector.b) >= 0 && compare(vector.b, vector.a) >= 0 };
    default: {
      const first = compare(vector.lesser, vector.greater) < 0 && compare(vector.greater, vector.lesser) >= 0;
      return { lesserDeletedFirst: first };
    }
  }
}

interface ReplicaSetCase {
  readonly name: string;
  readonly fn: string;
  readonly now: string;
  readonly count: number;
  readonly initialBatchSize: number;
  readonly failAfterSuccesses: number;
  readonly diff: number;
  readonly pods: readonly Pod[];
  readonly relatedPods: readonly Pod[];
  readonly activePods: readonly Pod[];
  readonly terminatingPods: readonly Pod[] | null;
  readonly features?: { readonly terminatingReplicas?: boolean };
  readonly replicaSet: ReplicaSet;
}

function playReplicaSet(vector: ReplicaSetCase): unknown {
  switch (vector.fn) {
    case 'slowStartBatch': {
      let left = vector.failAfterSuccesses;
      const outcome = slowStartBatch(vector.count, vector.initialBatchSize, () => (left -= 1) >= 0);
      return { calls: outcome.calls, successes: outcome.successes, error: outcome.failed };
    }
    case 'getPodsToDelete': {
      const doomed = podsToDelete(vector.pods, vector.relatedPods, vector.diff, 0);
      return { podNames: doomed.map(({ metadata }) => metadata.name) };
    }
    default: {
      // Only the case's name says that it is run by the controller of ReplicationControllers, which has not the gate.
      const counts = vector.features?.terminatingReplicas === true && !vector.name.includes('(ReplicationController)');
      const terminating = counts ? { terminating: vector.terminatingPods ?? [] } : {};
      const status = calculateStatus(vector.replicaSet, vector.activePods, parseRfc3339(vector.now) ?? 0, terminating);
      return { status: withoutZeros({ ...status }) };
    }
  }
}

/** The API leaves out counts of 0, except replicas and the optional terminatingReplicas. */
function withoutZeros(status: Readonly<Record<string, unknown>>): object {
  const kept = new Set(['replicas', 'terminatingReplicas']);
  return Object.fromEntries(Object.entries(status).filter(([name, value]) => value !== 0 || kept.has(name)));
}

interface SmallReplicaSet {
  readonly name?: string;
  readonly replicas: number;
  readonly annotations?: StringMap | null;
  readonly creationTimestamp?: string;
  readonly availableReplicas?: number;
}

interface SmallDeployment extends Deployment {
  readonly name?: string;
  readonly replicas: number;
  readonly strategy?: DeploymentStrategy;
  readonly maxSurge?: IntOrString;
  readonly maxUnavailable?: IntOrString;
}

interface RolloutCase {
  readonly fn: string;
  readonly desired: number;
  readonly maxSurge: IntOrString | null;
  readonly maxUnavailable: IntOrString | null;
  readonly strategy: 'Recreate' | 'RollingUpdate';
  readonly deploymentReplicas: number;
  readonly newRSReplicas: number;
  readonly totalReplicasOfListedSets: number;
  readonly deployment: SmallDeployment;
  readonly replicaSet: SmallReplicaSet;
  readonly newReplicas: number;
  readonly oldReplicas: number;
  readonly availableInNew: number;
  readonly availableInOld: number;
  readonly available: number;
  readonly maxCleanupCount: number;
  readonly newRS: SmallReplicaSet | null;
  readonly oldRSs: readonly SmallReplicaSet[];
  readonly expected: { readonly updates?: readonly { readonly replicaSet: string }[] };
}

function replicaSetOf(small: SmallReplicaSet, availableReplicas = small.availableReplicas ?? 0): ReplicaSet {
  const { name = 'set', replicas, annotations, creationTimestamp } = small;
  return {
    metadata: { name, ...(annotations && { annotations }), ...(creationTimestamp && { creationTimestamp }) },
    spec: { replicas },
    status: { availableReplicas },
  };
}

/** The tables describe a Deployment by the members they vary. */
function deploymentOf({
  replicas,
  maxSurge,
  maxUnavailable: unavailable,
  strategy,
  status,
}: SmallDeployment): Deployment {
  const rolling: DeploymentStrategy = {
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge, maxUnavailable: unavailable },
  };
  return { metadata: { name: 'foo' }, spec: { replicas, strategy: strategy ?? rolling }, status };
}

function updatesOf(scalings: readonly Scaling[]): object[] {
  return scalings.map(({ replicaSet, replicas }) => ({
    replicaSet: replicaSet.metadata.name,
    replicas,
    resource: 'replicasets',
    subresource: '',
    verb: 'update',
  }));
}

function playLimits(vector: RolloutCase): unknown {
  switch (vector.fn) {
    case 'resolveFenceposts': {
      const resolved = resolveFenceposts(vector.maxSurge, vector.maxUnavailable, vector.desired);
      return resolved.ok ? { error: false, ...resolved.value } : { error: true, surge: 0, unavailable: 0 };
    }
    case 'deploymentComplete':
      return isDeploymentComplete(vector.deployment);
    case 'maxUnavailable':
      return maxUnavailable(vector.deployment);
    case 'minAvailable':
      return minAvailable(vector.deployment);
    case 'replicaSetFraction': {
      const { spec, status } = vector.deployment as unknown as { spec: SmallDeployment; status: Deployment['status'] };
      return replicaSetFraction({ ...deploymentOf(spec), status }, replicaSetOf(vector.replicaSet));
    }
    default: {
      const { deploymentReplicas: replicas, maxSurge, maxUnavailable: unavailable, strategy } = vector;
      const rollingUpdate = { maxSurge: maxSurge ?? undefined, maxUnavailable: unavailable ?? undefined };
      const deployment: Deployment = { metadata: {}, spec: { replicas, strategy: { type: strategy, rollingUpdate } } };
      return newReplicaSetSize(deployment, vector.totalReplicasOfListedSets, vector.newRSReplicas);
    }
  }
}

function playRollout(vector: RolloutCase): unknown {
  switch (vector.fn) {
    case 'reconcileNewReplicaSet': {
      const newSet = replicaSetOf({ name: 'foo-new', replicas: vector.newReplicas });
      const oldSet = replicaSetOf({ name: 'foo-old', replicas: vector.oldReplicas });
      const scaling = reconcileNewReplicaSet(deploymentOf(vector.deployment), newSet, [oldSet]);
      return { scaled: scaling !== null, newReplicas: scaling?.replicas ?? vector.newReplicas };
    }
    case 'reconcileOldReplicaSets': {
      const newSet = replicaSetOf({ name: 'foo-new', replicas: vector.newReplicas }, vector.availableInNew);
      const oldSet = replicaSetOf({ name: 'foo-old', replicas: vector.oldReplicas }, vector.availableInOld);
      const { cleanups, scaleDowns } = reconcileOldReplicaSets(deploymentOf(vector.deployment), newSet, [oldSet]);
      // Upstream's fake client answers a clean-up with an empty set, so that its test never scales down after one.
      const updates = cleanups.length > 0 ? cleanups : scaleDowns;
      return { scaled: updates.length > 0, updates: updatesOf(updates) };
    }
    case 'cleanupUnhealthyReplicas': {
      const oldSet = replicaSetOf({ name: 'foo-v2', replicas: vector.oldReplicas }, vector.available);
      const cleaned = cleanupUnhealthyReplicas([oldSet], vector.maxCleanupCount);
      return { cleaned: cleaned.reduce((sum, { replicas }) => sum + vector.oldReplicas - replicas, 0) };
    }
    case 'scaleDownOldReplicaSetsForRollingUpdate': {
      const oldSet = replicaSetOf({ name: 'foo-v2', replicas: vector.oldReplicas }, vector.available);
      const scalings = scaleDownOldReplicaSets(deploymentOf(vector.deployment), null, [oldSet]);
      const scaledDownBy = scalings.reduce((sum, { replicas }) => sum + vector.oldReplicas - replicas, 0);
      return { scaledDownBy, updates: updatesOf(scalings) };
    }
    case 'proportionalScale': {
      const newSet = vector.newRS === null ? null : replicaSetOf(vector.newRS);
      const oldSets = vector.oldRSs.map((set) => replicaSetOf(set));
      const scalings = proportionalScale(deploymentOf(vector.deployment), newSet, oldSets);
      const after = (set: ReplicaSet) => ({
        name: set.metadata.name,
        replicas: scalings.find(({ replicaSet }) => replicaSet === set)?.replicas ?? set.spec?.replicas,
      });
      return { newRS: newSet === null ? null : after(newSet), oldRSs: oldSets.map(after) };
    }
    default:
      return playLimits(vector);
  }
}

interface EndpointCase {
  readonly fn: string;
  readonly addressType: EndpointSlice['addressType'];
  readonly pod: Pod;
  readonly pods: readonly Pod[];
  readonly node: Node | null;
  readonly service: Service;
  readonly containers: readonly Container[] | null;
  readonly initContainers: readonly Container[] | null;
  readonly targetPort: IntOrString;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly includeTerminating: boolean;
  readonly expected: { readonly ports?: readonly EndpointPort[] };
}

function playEndpoints(vector: EndpointCase): unknown {
  switch (vector.fn) {
    case 'findPort': {
      const { containers, initContainers, targetPort, protocol } = vector;
      const pod: Pod = { metadata: {}, spec: { containers: containers ?? [], initContainers: initContainers ?? [] } };
      const port = findPort(pod, { port: 0, targetPort, protocol });
      return { ok: port !== null, port: port ?? 0 };
    }
    case 'getEndpointPorts':
      return endpointPorts(vector.service, vector.pod);
    case 'podToEndpoint':
      return podToEndpoint(vector.pod, vector.node, vector.service, vector.addressType);
    case 'shouldPodBeInEndpoints':
      return shouldPodBeInEndpoints(vector.pod, vector.includeTerminating);
    default: {
      const plan = planSlices(vector.service, wantedEndpoints(vector.service, vector.pods, []), []);
      const [slice] = plan.create;
      return { endpoints: slice?.endpoints, ports: inOrderOf(vector.expected.ports ?? [], slice?.ports ?? []) };
    }
  }
}

/** Upstream compares the ports of a slice as a set. */
function inOrderOf(expected: readonly EndpointPort[], actual: readonly EndpointPort[]): readonly EndpointPort[] {
  const place = (port: EndpointPort) => expected.findIndex((other) => canonicalJson(other) === canonicalJson(port));
  return actual.toSorted((left, right) => place(left) - place(right));
}

export const controllersHandlers: Readonly<Record<string, Handler>> = {
  'controller-pod-ranking': cases(playRanking),
  'deployment-rollout-math': cases(playRollout),
  endpointslice: cases(playEndpoints),
  'replicaset-controller': cases(playReplicaSet),
};
