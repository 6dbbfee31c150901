import type { Lease } from '../../kubernetes/types/coordination.ts';
import type { ConditionStatus } from '../../kubernetes/types/meta.ts';
import type { Node, NodeCondition, Taint } from '../../kubernetes/types/node.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';

/** How the controller reads and writes times: its own clock in ms, and the text that objects carry. */
export interface ControllerClock {
  readonly now: number;
  readonly text: (milliseconds: number) => string;
  /** Null for a time that is not set. */
  readonly millis: (text: string | null | undefined) => number | null;
}

/** In ms. Models pkg/controller/nodelifecycle defaults: 50 s since v1.32 (40 s before), 60 s for a node's start. */
export interface NodeLifecycleSettings {
  readonly gracePeriod: number;
  readonly startupGracePeriod: number;
}

export const nodeLifecycleDefaults: NodeLifecycleSettings = { gracePeriod: 50_000, startupGracePeriod: 60_000 };

/** How often the controller looks, in ms. Models nodeMonitorPeriod. */
export const nodeMonitorPeriod = 5_000;

/**
 * What the controller remembers of a node between two looks: when, by its own clock, it last saw a sign of life, and
 * which sign. Plain data, so that it can live in recorded state.
 */
export interface NodeHealth {
  readonly probedAt: number;
  readonly ready: { readonly lastHeartbeatTime: string | null; readonly lastTransitionTime: string | null } | null;
  readonly renewTime: string | null;
}

export interface HealthCheck {
  readonly health: NodeHealth;
  /** The node with Unknown conditions, when its silence has just been found too long; null: nothing to write. */
  readonly update: Node | null;
  /** Ready as it was found. */
  readonly observedReady: ConditionStatus;
  /** Ready as it is after the check; null when the node never had the condition and still may. */
  readonly currentReady: ConditionStatus | null;
}

const judgedConditions = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'] as const;

/**
 * Looks at one node: has its status or its lease changed since the last look? After too long a silence its conditions
 * become Unknown. Models pkg/controller/nodelifecycle/node_lifecycle_controller.go tryUpdateNodeHealth.
 */
export function checkNodeHealth(
  saved: NodeHealth | null,
  node: Node,
  lease: Lease | null,
  clock: ControllerClock,
  settings: NodeLifecycleSettings = nodeLifecycleDefaults,
): HealthCheck {
  const ready = conditionOf(node, 'Ready');
  const health = observe(saved, node, ready, lease, clock);
  const observedReady = ready?.status ?? 'Unknown';
  const grace = ready === undefined ? settings.startupGracePeriod : settings.gracePeriod;
  const quiet: HealthCheck = { health, update: null, observedReady, currentReady: ready?.status ?? null };
  if (clock.now <= health.probedAt + grace) return quiet;
  if (ready !== undefined && ready.status === 'Unknown') return quiet;
  const conditions = withUnknown(node, clock);
  const update: Node = { ...node, status: { ...node.status, conditions } };
  const after = conditions.find(({ type }) => type === 'Ready');
  return {
    health: { ...health, ready: heartbeatOf(after), renewTime: lease?.spec?.renewTime ?? null },
    update,
    observedReady,
    currentReady: 'Unknown',
  };
}

/** True when the check found that a node that was ready is not: its pods must be marked and an event told. */
export function becameNotReady({ observedReady, currentReady }: HealthCheck): boolean {
  return observedReady === 'True' && currentReady !== 'True' && currentReady !== null;
}

/**
 * The pod with Ready=False, because its node is silent; null when it is not ready already. Containers stay as last
 * reported. Models pkg/controller/util/node/controller_utils.go MarkPodsNotReady.
 */
export function markPodNotReady(pod: Pod, clock: ControllerClock): Pod | null {
  const conditions = pod.status?.conditions ?? [];
  if (conditions.find(({ type }) => type === 'Ready')?.status !== 'True') return null;
  const marked = conditions.map((condition) =>
    condition.type === 'Ready'
      ? { ...condition, status: 'False' as const, lastTransitionTime: clock.text(clock.now) }
      : condition,
  );
  return { ...pod, status: { ...pod.status, conditions: marked } };
}

const unreachableKey = 'node.kubernetes.io/unreachable';
const notReadyKey = 'node.kubernetes.io/not-ready';
const unschedulableKey = 'node.kubernetes.io/unschedulable';

/** Which condition in which status gives which taint. */
const taintKeys: Readonly<Record<string, Readonly<Partial<Record<ConditionStatus, string>>>>> = {
  Ready: { False: notReadyKey, Unknown: unreachableKey },
  MemoryPressure: { True: 'node.kubernetes.io/memory-pressure' },
  DiskPressure: { True: 'node.kubernetes.io/disk-pressure' },
  NetworkUnavailable: { True: 'node.kubernetes.io/network-unavailable' },
  PIDPressure: { True: 'node.kubernetes.io/pid-pressure' },
};

const managedKeys: ReadonlySet<string> = new Set([
  unschedulableKey,
  ...Object.values(taintKeys).flatMap((byStatus) => Object.values(byStatus)),
]);

/** The taints of the node after its NoSchedule taints follow its conditions. Models doNoScheduleTaintingPass. */
export function noScheduleTaints(node: Node, now: string): readonly Taint[] {
  const wanted = (node.status?.conditions ?? []).flatMap(({ type, status }) => taintKeys[type]?.[status] ?? []);
  if (node.spec?.unschedulable === true) wanted.push(unschedulableKey);
  const isManaged = ({ key, effect }: Taint): boolean => effect === 'NoSchedule' && managedKeys.has(key);
  return replaceTaints(node, 'NoSchedule', wanted, isManaged, now);
}

/** The taints of the node after its NoExecute taint follows Ready. Models processTaintBaseEviction. */
export function noExecuteTaints(node: Node, now: string): readonly Taint[] {
  const ready = conditionOf(node, 'Ready')?.status;
  const wanted = ready === 'False' ? [notReadyKey] : ready === 'Unknown' ? [unreachableKey] : [];
  const isManaged = ({ key, effect }: Taint): boolean =>
    effect === 'NoExecute' && (key === notReadyKey || key === unreachableKey);
  return replaceTaints(node, 'NoExecute', wanted, isManaged, now);
}

/** How a zone fares; it slows evictions down when many nodes are gone, because then the controller may be the one cut off. */
export type ZoneState = 'Normal' | 'PartialDisruption' | 'FullDisruption';

/** Models ComputeZoneState, with the default unhealthy threshold of 55 %. */
export function zoneState(readyStatuses: readonly (ConditionStatus | null)[]): ZoneState {
  const ready = readyStatuses.filter((status) => status === 'True').length;
  const notReady = readyStatuses.length - ready;
  if (ready === 0 && notReady > 0) return 'FullDisruption';
  return notReady > 2 && notReady / readyStatuses.length >= 0.55 ? 'PartialDisruption' : 'Normal';
}

function observe(
  saved: NodeHealth | null,
  node: Node,
  ready: NodeCondition | undefined,
  lease: Lease | null,
  clock: ControllerClock,
): NodeHealth {
  const signs = seenStatus(saved, node, ready, clock);
  const renewTime = lease?.spec?.renewTime ?? null;
  const renewed = clock.millis(renewTime);
  const before = clock.millis(saved?.renewTime);
  if (renewed === null || (before !== null && before >= renewed)) return signs;
  return { ...signs, renewTime, probedAt: clock.now };
}

/** A change of the heartbeat is a sign of life; so is a condition that appears or disappears. */
function seenStatus(
  saved: NodeHealth | null,
  node: Node,
  ready: NodeCondition | undefined,
  clock: ControllerClock,
): NodeHealth {
  const heartbeat = heartbeatOf(ready);
  const fresh: NodeHealth = { probedAt: clock.now, ready: heartbeat, renewTime: null };
  if (saved === null) {
    if (ready !== undefined) return fresh;
    return { ...fresh, probedAt: clock.millis(node.metadata.creationTimestamp) ?? clock.now };
  }
  if (saved.ready === null) return heartbeat === null ? saved : fresh;
  if (heartbeat === null) return { ...saved, ready: null };
  return saved.ready.lastHeartbeatTime === heartbeat.lastHeartbeatTime ? saved : fresh;
}

function heartbeatOf(ready: NodeCondition | undefined): NodeHealth['ready'] {
  if (ready === undefined) return null;
  return { lastHeartbeatTime: ready.lastHeartbeatTime ?? null, lastTransitionTime: ready.lastTransitionTime ?? null };
}

function withUnknown(node: Node, clock: ControllerClock): NodeCondition[] {
  const now = clock.text(clock.now);
  const conditions = (node.status?.conditions ?? []).map((condition): NodeCondition => {
    const judged = judgedConditions.some((type) => type === condition.type);
    if (!judged || condition.status === 'Unknown') return condition;
    return {
      ...condition,
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
      lastTransitionTime: now,
    };
  });
  for (const type of judgedConditions) {
    if (conditions.some((condition) => condition.type === type)) continue;
    conditions.push({
      type,
      status: 'Unknown',
      reason: 'NodeStatusNeverUpdated',
      message: 'Kubelet never posted node status.',
      lastHeartbeatTime: node.metadata.creationTimestamp ?? null,
      lastTransitionTime: now,
    });
  }
  return conditions;
}

/** Taints that stay keep their place and time; new ones come last. */
function replaceTaints(
  node: Node,
  effect: Taint['effect'],
  wanted: readonly string[],
  isManaged: (taint: Taint) => boolean,
  now: string,
): readonly Taint[] {
  const taints = node.spec?.taints ?? [];
  const kept = taints.filter((taint) => !isManaged(taint) || wanted.includes(taint.key));
  const added = [...new Set(wanted)].filter(
    (key) => !kept.some((taint) => taint.key === key && taint.effect === effect),
  );
  if (kept.length === taints.length && added.length === 0) return taints;
  return [...kept, ...added.map((key): Taint => ({ key, effect, timeAdded: now }))];
}

function conditionOf(node: Node, wanted: string): NodeCondition | undefined {
  return (node.status?.conditions ?? []).find(({ type }) => type === wanted);
}
