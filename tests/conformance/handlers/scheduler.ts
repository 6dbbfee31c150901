import { compileRequiredNodeAffinity } from '../../../lib/components/kube-scheduler/framework/node-matcher.ts';
import { nodeResourcesBalancedAllocation } from '../../../lib/components/kube-scheduler/framework/balanced-allocation.ts';
import { interPodAffinity } from '../../../lib/components/kube-scheduler/framework/inter-pod-affinity.ts';
import { nodeAffinity } from '../../../lib/components/kube-scheduler/framework/node-affinity.ts';
import { addPod, createNodeInfo, type NodeInfo } from '../../../lib/components/kube-scheduler/framework/node-info.ts';
import { nodeName } from '../../../lib/components/kube-scheduler/framework/node-name.ts';
import { nodePorts } from '../../../lib/components/kube-scheduler/framework/node-ports.ts';
import {
  insufficientResources,
  nodeResourcesFit,
} from '../../../lib/components/kube-scheduler/framework/node-resources-fit.ts';
import { nodeUnschedulable } from '../../../lib/components/kube-scheduler/framework/node-unschedulable.ts';
import { createPodInfo, podInfoOf, type PodInfo } from '../../../lib/components/kube-scheduler/framework/pod-info.ts';
import { podTopologySpread } from '../../../lib/components/kube-scheduler/framework/pod-topology-spread.ts';
import type { FilterPlugin, ScorePlugin } from '../../../lib/components/kube-scheduler/framework/plugin.ts';
import { preemptionMessage } from '../../../lib/components/kube-scheduler/framework/preemption.ts';
import {
  bestNodes,
  closedGates,
  filterNodes,
  scoreNodes,
} from '../../../lib/components/kube-scheduler/framework/profile.ts';
import {
  cpuAndMemory,
  mostAllocated,
  leastAllocated,
  requestedToCapacityRatio,
  type FillScorer,
  type ShapePoint,
  type WeightedResource,
} from '../../../lib/components/kube-scheduler/framework/resource-scoring.ts';
import { buildSnapshot, type Snapshot } from '../../../lib/components/kube-scheduler/framework/snapshot.ts';
import { skip, type PluginStatus } from '../../../lib/components/kube-scheduler/framework/status.ts';
import { taintToleration } from '../../../lib/components/kube-scheduler/framework/taint-toleration.ts';
import { defaultPod } from '../../../lib/kubernetes/defaulting.ts';
import type { Namespace } from '../../../lib/kubernetes/types/config.ts';
import type { Node } from '../../../lib/kubernetes/types/node.ts';
import type { NodeAffinity, Pod } from '../../../lib/kubernetes/types/pod.ts';
import type { Service } from '../../../lib/kubernetes/types/service.ts';
import type { ReplicaSet, ReplicationController } from '../../../lib/kubernetes/types/workload.ts';
import { compared, eachCase, type CaseResult, type Handler, type Vector } from '../vector-file.ts';

interface ClusterObjects {
  readonly nodes: readonly Node[];
  readonly pods?: readonly Pod[] | null;
  readonly pod: Pod;
  readonly namespaces?: readonly Namespace[];
  readonly services?: readonly Service[];
  readonly replicaSets?: readonly ReplicaSet[];
  readonly replicationControllers?: readonly ReplicationController[];
}

interface ScoringStrategy {
  readonly type: 'LeastAllocated' | 'MostAllocated' | 'RequestedToCapacityRatio';
  readonly resources: readonly WeightedResource[] | null;
  readonly requestedToCapacityRatio: { readonly shape: readonly ShapePoint[] } | null;
}

interface SchedulerCase extends ClusterObjects {
  readonly kind?: 'filter' | 'score';
  readonly runPreFilter?: boolean;
  readonly runPreScore?: boolean;
  readonly resources?: readonly WeightedResource[] | null;
  readonly feasibleNodes?: readonly Node[];
  readonly infeasibleNodes?: readonly Node[] | null;
  readonly objects?: readonly (Service | ReplicaSet)[] | null;
  readonly cluster?: ClusterObjects;
  readonly features?: {
    readonly podLevelResources?: boolean;
    readonly sidecarContainers?: boolean;
    readonly matchLabelKeys?: boolean;
    readonly nodeInclusionPolicy?: boolean;
  };
  readonly args?: {
    readonly addedAffinity?: NodeAffinity;
    readonly hardPodAffinityWeight?: number;
    readonly ignorePreferredTermsOfExistingPods?: boolean;
    readonly ignoredResources?: readonly string[] | null;
    readonly ignoredResourceGroups?: readonly string[] | null;
    readonly scoringStrategy?: ScoringStrategy;
  };
  readonly expected: Readonly<Record<string, unknown>>;
}

function caseOf(vector: Vector): SchedulerCase {
  return vector as unknown as SchedulerCase;
}

function snapshotOf({ nodes, pods, ...rest }: ClusterObjects): Snapshot {
  return buildSnapshot({ ...rest, nodes, pods: pods ?? [] });
}

function statusJson(status: PluginStatus | null): object {
  if (status === null) return { code: 'Success' };
  return status.reasons.length === 0 ? { code: status.code } : { code: status.code, reasons: status.reasons };
}

/** Upstream's tables for one node put every pod on it, whatever node the pod names. */
function singleNode({ nodes, pods, features }: SchedulerCase): NodeInfo {
  const info = createNodeInfo(nodes[0] ?? { metadata: {} });
  for (const pod of pods ?? []) addPod(info, createPodInfo(pod, features));
  return info;
}

interface FilterRun {
  readonly preFilter: PluginStatus | null;
  readonly nodeNames: readonly string[] | null;
  readonly judge: (node: NodeInfo) => PluginStatus | null;
}

function prepare(plugin: FilterPlugin, pod: PodInfo, snapshot: Snapshot): FilterRun {
  const prepared = plugin.prepareFilter(pod, snapshot);
  if ('status' in prepared) return { preFilter: prepared.status, nodeNames: null, judge: () => null };
  const nodeNames = prepared.nodeNames === undefined ? null : [...prepared.nodeNames].sort();
  return { preFilter: null, nodeNames, judge: prepared.filter };
}

/** Filters one node and leaves out of the answer what the case does not ask for. */
function filterOne(plugin: FilterPlugin, vector: SchedulerCase): object {
  const run = prepare(plugin, podInfoOf(vector.pod), snapshotOf({ ...vector, pods: [] }));
  const filter = statusJson(run.judge(singleNode(vector)));
  return 'preFilter' in vector.expected ? { filter, preFilter: statusJson(run.preFilter) } : { filter };
}

function scoresOf(plugin: ScorePlugin, pod: PodInfo, snapshot: Snapshot, feasible = snapshot.nodes) {
  const prepared = plugin.prepareScore(pod, feasible, snapshot);
  if ('status' in prepared) return { status: prepared.status, scores: null };
  const values = feasible.map((node) => prepared.scorer.score(node));
  prepared.scorer.normalize?.(values, feasible);
  return { status: null, scores: feasible.map(({ name }, index) => ({ name, score: values[index] })) };
}

function scoreCase(plugin: ScorePlugin, vector: SchedulerCase): object {
  return { scores: scoresOf(plugin, podInfoOf(vector.pod), snapshotOf(vector)).scores };
}

function playTaintToleration(vector: SchedulerCase): object {
  return vector.kind === 'score' ? scoreCase(taintToleration, vector) : filterOne(taintToleration, vector);
}

function playNodeAffinity(vector: SchedulerCase): object {
  const plugin = nodeAffinity(vector.args?.addedAffinity ?? {});
  const pod = podInfoOf(vector.pod);
  const snapshot = snapshotOf(vector);
  if (vector.kind === 'score') {
    const { status, scores } = scoresOf(plugin, pod, snapshot);
    if (vector.runPreScore === true || status !== skip) return { preScore: statusJson(status), scores };
    return {
      preScore: { code: 'Success' },
      scores: vector.nodes.map(({ metadata }) => ({ name: metadata.name, score: 0 })),
    };
  }
  const run = prepare(plugin, pod, snapshot);
  const [node] = snapshot.nodes;
  const refusedBefore = run.preFilter !== null && run.preFilter.code !== 'Skip';
  const matches = compileRequiredNodeAffinity(vector.pod);
  const status = node === undefined ? null : refusedBefore && !matches(node.node) ? mismatch : run.judge(node);
  return {
    filter: statusJson(status),
    preFilter: statusJson(vector.runPreFilter === false ? null : run.preFilter),
    preFilterNodeNames: vector.runPreFilter === false ? null : run.nodeNames,
  };
}

/** Upstream's table goes on to the filter after a refusal in PreFilter, which the scheduler never does. */
const mismatch: PluginStatus = {
  code: 'UnschedulableAndUnresolvable',
  reasons: ["node(s) didn't match Pod's node affinity/selector"],
};

function playFitFilter(vector: SchedulerCase): object {
  const { args, features } = vector;
  const options = {
    ignoredResources: new Set(args?.ignoredResources ?? []),
    ignoredResourceGroups: new Set(args?.ignoredResourceGroups ?? []),
    sidecarContainers: features?.sidecarContainers,
  };
  const pod = createPodInfo(vector.pod, features);
  const node = singleNode(vector);
  const run = prepare(nodeResourcesFit(options), pod, snapshotOf({ ...vector, pods: [] }));
  return {
    filter: statusJson(run.judge(node)),
    ...('preFilter' in vector.expected && { preFilter: statusJson(run.preFilter) }),
    ...('insufficient' in vector.expected && { insufficient: insufficientResources(pod, node, options) }),
  };
}

function strategyOf(strategy: ScoringStrategy, resources: readonly WeightedResource[]): FillScorer {
  switch (strategy.type) {
    case 'LeastAllocated':
      return leastAllocated(resources);
    case 'MostAllocated':
      return mostAllocated(resources);
    case 'RequestedToCapacityRatio':
      return requestedToCapacityRatio(resources, strategy.requestedToCapacityRatio?.shape ?? []);
  }
}

function playFitScore(vector: SchedulerCase): object {
  const strategy = vector.args?.scoringStrategy ?? {
    type: 'LeastAllocated',
    resources: null,
    requestedToCapacityRatio: null,
  };
  const resources = strategy.resources ?? cpuAndMemory;
  return scoreCase(nodeResourcesFit({ resources, strategy: strategyOf(strategy, resources) }), vector);
}

function playAllocated(
  make: (resources: readonly WeightedResource[]) => FillScorer,
): (vector: SchedulerCase) => object {
  return (vector) => {
    const resources = vector.resources ?? [];
    return scoreCase(nodeResourcesFit({ resources, strategy: make(resources) }), vector);
  };
}

function playBalanced(vector: SchedulerCase): object {
  const plugin = nodeResourcesBalancedAllocation(vector.resources ?? cpuAndMemory);
  const { status, scores } = scoresOf(plugin, podInfoOf(vector.pod), snapshotOf(vector));
  if (vector.runPreScore !== false || status === null) return { preScoreCode: status?.code ?? 'Success', scores };
  return { preScoreCode: 'Success', scores: vector.nodes.map(({ metadata }) => ({ name: metadata.name, score: 0 })) };
}

function playSpreadFilter(vector: SchedulerCase): object {
  const snapshot = snapshotOf(vector);
  const run = prepare(podTopologySpread(vector.features), podInfoOf(vector.pod), snapshot);
  return {
    filterCodeByNode: Object.fromEntries(snapshot.nodes.map((node) => [node.name, run.judge(node)?.code ?? 'Success'])),
  };
}

function playSpreadScore(vector: SchedulerCase): object {
  const feasible = vector.feasibleNodes ?? [];
  const snapshot = snapshotOf({
    ...vector,
    nodes: [...feasible, ...(vector.infeasibleNodes ?? [])],
    services: (vector.objects ?? []).filter((object): object is Service => isService(object)),
    replicaSets: (vector.objects ?? []).filter((object): object is ReplicaSet => !isService(object)),
  });
  const candidates = snapshot.nodes.slice(0, feasible.length);
  return { scores: scoresOf(podTopologySpread(vector.features), podInfoOf(vector.pod), snapshot, candidates).scores };
}

/** Objects of the tables may lack a kind; only workloads have a template. */
function isService(object: Service | ReplicaSet): object is Service {
  return object.kind === undefined ? !('template' in (object.spec ?? {})) : object.kind === 'Service';
}

function playInterPodFilter(vector: SchedulerCase): object {
  const snapshot = snapshotOf(vector);
  const run = prepare(interPodAffinity(), podInfoOf(vector.pod), snapshot);
  const preFilter = statusJson(run.preFilter);
  const judged = snapshot.nodes.map((node) => [node.name, statusJson(run.judge(node))] as const);
  return 'filterByNode' in vector.expected
    ? { preFilter, filterByNode: Object.fromEntries(judged) }
    : { preFilter, filter: judged[0]?.[1] };
}

/** Upstream looks for a part of the error's text only. */
function playInterPodScore(vector: Vector): CaseResult {
  const cluster = caseOf(vector);
  const { status, scores } = scoresOf(interPodAffinity(cluster.args), podInfoOf(cluster.pod), snapshotOf(cluster));
  const expected = cluster.expected['preScore'] as { readonly code: string; readonly reasons?: readonly string[] };
  const [part] = expected.reasons ?? [];
  const found = part !== undefined && status?.code === expected.code && status.reasons.join().includes(part);
  return compared(vector, cluster.expected, { preScore: found ? expected : statusJson(status), scores });
}

function playDefaultProfile(vector: SchedulerCase): object {
  const raw = vector.cluster ?? vector;
  const cluster: ClusterObjects = { ...raw, pod: defaultPod(raw.pod), pods: (raw.pods ?? []).map(defaultPod) };
  if (closedGates(cluster.pod).length > 0)
    return { attempted: false, gated: true, podScheduledReason: 'SchedulingGated' };
  const snapshot = snapshotOf(cluster);
  const { feasible, rejected, message } = filterNodes(cluster.pod, snapshot);
  const names = feasible.map(({ name }) => name);
  if (snapshot.nodes.length === 0) return { error: message, feasible: names };
  const refusals = Object.fromEntries(
    [...rejected].map(([node, { code, plugin, reasons }]) => [node, { code, plugin, reasons }]),
  );
  if (message !== null) {
    const preemption = preemptionMessage(cluster.pod, snapshot, rejected);
    return {
      feasible: names,
      rejected: refusals,
      fitError: message,
      fitErrorWithPreemption: `${message} ${preemption}`,
    };
  }
  const scores = feasible.length > 1 ? scoreNodes(cluster.pod, feasible, snapshot) : [];
  return {
    feasible: names,
    rejected: refusals,
    scores: Object.fromEntries(
      scores.map(({ node, total, plugins }) => [
        node,
        { total, weightedByPlugin: Object.fromEntries(plugins.map(({ plugin, weighted }) => [plugin, weighted])) },
      ]),
    ),
    winners: bestNodes(cluster.pod, feasible, snapshot),
  };
}

function cases(play: (vector: SchedulerCase) => object): Handler {
  return eachCase((vector) => play(caseOf(vector)));
}

export const schedulerHandlers: Readonly<Record<string, Handler>> = {
  'scheduler-balancedallocation-score': cases(playBalanced),
  'scheduler-default-profile': cases(playDefaultProfile),
  'scheduler-interpodaffinity-filter': cases(playInterPodFilter),
  'scheduler-interpodaffinity-score': (file) => file.vectors.map(playInterPodScore),
  'scheduler-nodeaffinity': cases(playNodeAffinity),
  'scheduler-nodename': cases((vector) => filterOne(nodeName, vector)),
  'scheduler-nodeports': cases((vector) => filterOne(nodePorts, vector)),
  'scheduler-noderesources-fit-filter': cases(playFitFilter),
  'scheduler-noderesources-fit-score': cases(playFitScore),
  'scheduler-noderesources-leastallocated-score': cases(playAllocated(leastAllocated)),
  'scheduler-noderesources-mostallocated-score': cases(playAllocated(mostAllocated)),
  'scheduler-nodeunschedulable': cases((vector) => filterOne(nodeUnschedulable, vector)),
  'scheduler-podtopologyspread-filter': cases(playSpreadFilter),
  'scheduler-podtopologyspread-score': cases(playSpreadScore),
  'scheduler-tainttoleration': cases(playTaintToleration),
};
