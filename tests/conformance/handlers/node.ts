import { computePodActions, type RuntimePod } from '../../../lib/components/kubelet/compute-pod-actions.ts';
import { backoffAfterRestart, restartAt, type CrashBackoff } from '../../../lib/components/kubelet/crash-backoff.ts';
import {
  containersReadyCondition,
  initializedCondition,
  readyCondition,
} from '../../../lib/components/kubelet/pod-conditions.ts';
import { podPhase } from '../../../lib/components/kubelet/pod-phase.ts';
import {
  effectiveGracePeriod,
  shouldContainerBeRestarted,
  type ContainerRecord,
  type RestartFeatures,
} from '../../../lib/components/kubelet/restart-decision.ts';
import {
  becameNotReady,
  checkNodeHealth,
  markPodNotReady,
  noExecuteTaints,
  noScheduleTaints,
  type ControllerClock,
  type NodeHealth,
  type NodeLifecycleSettings,
} from '../../../lib/components/node-controller/node-lifecycle.ts';
import {
  minTolerationSeconds,
  noExecuteOf,
  planEviction,
  type ScheduledEviction,
} from '../../../lib/components/node-controller/taint-eviction.ts';
import { formatRfc3339, parseRfc3339 } from '../../../lib/kubernetes/rfc3339.ts';
import type { Lease } from '../../../lib/kubernetes/types/coordination.ts';
import type { Node, NodeStatus, Taint } from '../../../lib/kubernetes/types/node.ts';
import type { ContainerStatus } from '../../../lib/kubernetes/types/container.ts';
import type { Pod, PodCondition, PodPhase, RestartPolicy, Toleration } from '../../../lib/kubernetes/types/pod.ts';
import { eachCase, type Handler, type Vector } from '../vector-file.ts';

interface PodCase {
  readonly fn: string;
  readonly pod: Pod;
  readonly phase: PodPhase;
  readonly conditions?: readonly PodCondition[] | null;
  readonly containerStatuses: readonly ContainerStatus[] | null;
  readonly podIsTerminal: boolean;
  readonly podHasInitialized: boolean;
  readonly features?: RestartFeatures;
  readonly runtime: RuntimePod;
}

interface RestartCase {
  readonly fn: string;
  readonly restartPolicy: RestartPolicy;
  readonly podDeleted: boolean;
  readonly historyNewestFirst: readonly Pick<ContainerRecord, 'state' | 'exitCode'>[];
  readonly deletionGracePeriodSeconds: number | null;
  readonly overrideSeconds: number | null;
  readonly podSpecTerminationGracePeriodSeconds: number | null;
}

interface BackoffCase {
  readonly initialSeconds: number;
  readonly maxSeconds: number;
  readonly runDurationsSeconds: readonly number[];
}

function cases<T>(play: (vector: T) => unknown): Handler {
  return eachCase((vector: Vector) => play(vector as unknown as T));
}

function playPhase({ pod, podIsTerminal, podHasInitialized, features }: PodCase): unknown {
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  return { phase: podPhase(pod, statuses, { terminal: podIsTerminal, initialized: podHasInitialized }, features) };
}

/** The Initialized table compares no message, whatever upstream says in it. */
function playConditions({ fn, pod, conditions, containerStatuses, phase }: PodCase): unknown {
  switch (fn) {
    case 'ContainersReady':
      return containersReadyCondition(pod, containerStatuses, phase);
    case 'Ready':
      return readyCondition(pod, conditions ?? [], containerStatuses, phase);
    default: {
      const { message: _message, ...rest } = initializedCondition(pod, containerStatuses, phase);
      return rest;
    }
  }
}

function playRestart(vector: RestartCase): unknown {
  if (vector.fn === 'effectiveGracePeriod') {
    const { deletionGracePeriodSeconds, podSpecTerminationGracePeriodSeconds, overrideSeconds } = vector;
    const pod: Pod = {
      metadata: { ...(deletionGracePeriodSeconds !== null && { deletionGracePeriodSeconds }) },
      spec: {
        ...(podSpecTerminationGracePeriodSeconds !== null && {
          terminationGracePeriodSeconds: podSpecTerminationGracePeriodSeconds,
        }),
      },
    };
    return effectiveGracePeriod(pod, overrideSeconds);
  }
  const container = { name: 'c' };
  const metadata = vector.podDeleted ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {};
  const pod: Pod = { metadata, spec: { containers: [container], restartPolicy: vector.restartPolicy } };
  return shouldContainerBeRestarted(pod, container, vector.historyNewestFirst[0] ?? null);
}

function playBackoff({ initialSeconds, maxSeconds, runDurationsSeconds }: BackoffCase): unknown {
  const limits = { initial: initialSeconds * 1000, most: maxSeconds * 1000 };
  let backoff: CrashBackoff | null = null;
  let startedAt = 0;
  const exits = runDurationsSeconds.map((seconds, index) => {
    const finishedAt = startedAt + seconds * 1000;
    startedAt = restartAt(backoff, finishedAt, limits);
    backoff = backoffAfterRestart(backoff, finishedAt, startedAt, limits);
    return {
      exit: index + 1,
      exitAtSeconds: finishedAt / 1000,
      restartAtSeconds: startedAt / 1000,
      restartDelaySeconds: (startedAt - finishedAt) / 1000,
      backoffNowSeconds: backoff.delay / 1000,
    };
  });
  return { exits };
}

function playPodActions({ pod, runtime }: PodCase): unknown {
  const actions = computePodActions(pod, runtime);
  const { killPod, createSandbox, sandboxAttempt, containersToStart, initContainersToStart } = actions;
  const containerIDsToKill = actions.containersToKill.map(({ id }) => id).sort();
  return { killPod, createSandbox, sandboxAttempt, containersToStart, initContainersToStart, containerIDsToKill };
}

interface LifecycleCase {
  readonly fn: string;
  readonly gracePeriodSeconds: number;
  readonly startupGracePeriodSeconds: number;
  readonly timeToPassSeconds: number;
  readonly now: string;
  readonly nodes: readonly Node[];
  readonly newNodeStatus: NodeStatus;
  readonly pods: readonly Pod[];
  readonly lease?: Lease | null;
  readonly newLease?: Lease | null;
  readonly node: Node;
  readonly initialNode: Node;
  readonly initialPod: Pod;
  readonly leaseLastRenewAtSeconds: number;
  readonly leaseRenewIntervalSeconds: number;
  readonly nodeMonitorGracePeriodSeconds: number;
  readonly nodeMonitorPeriodSeconds: number;
  readonly recoverAtSeconds: number;
  readonly ticksToSeconds: number;
}

function clockAt(now: number): ControllerClock {
  return { now, text: formatRfc3339, millis: parseRfc3339 };
}

/** One pass over all nodes; `requests` counts what reaches the API for nodes, as upstream's fake does. */
class Monitor {
  readonly #settings: NodeLifecycleSettings;
  readonly #health = new Map<string, NodeHealth>();
  requests = 0;
  updated = false;
  podsUpdated = false;
  nodes: readonly Node[];
  pods: readonly Pod[];

  constructor(nodes: readonly Node[], pods: readonly Pod[], settings: NodeLifecycleSettings) {
    this.nodes = nodes;
    this.pods = pods;
    this.#settings = settings;
  }

  pass(now: number, lease: Lease | null): void {
    this.requests += 1;
    const clock = clockAt(now);
    this.nodes = this.nodes.map((node) => {
      const name = node.metadata.name ?? '';
      const check = checkNodeHealth(this.#health.get(name) ?? null, node, lease, clock, this.#settings);
      this.#health.set(name, check.health);
      if (becameNotReady(check)) this.#markPods(name, clock);
      if (check.update === null) return node;
      this.requests += 1;
      this.updated = true;
      return check.update;
    });
  }

  #markPods(node: string, clock: ControllerClock): void {
    this.pods = this.pods.map((pod) => {
      const marked = pod.spec?.nodeName === node ? markPodNotReady(pod, clock) : null;
      if (marked !== null) this.podsUpdated = true;
      return marked ?? pod;
    });
  }
}

function playMonitor(vector: LifecycleCase): unknown {
  const start = parseRfc3339(vector.now) ?? 0;
  const monitor = new Monitor(vector.nodes, vector.pods, {
    gracePeriod: vector.gracePeriodSeconds * 1000,
    startupGracePeriod: vector.startupGracePeriodSeconds * 1000,
  });
  monitor.pass(start, vector.lease ?? null);
  const later = vector.timeToPassSeconds > 0;
  if (later) {
    monitor.nodes = monitor.nodes.map((node) => ({ ...node, status: vector.newNodeStatus }));
    monitor.pass(start + vector.timeToPassSeconds * 1000, vector.newLease ?? null);
  }
  const updatedNodes = monitor.updated || later ? monitor.nodes : null;
  return { podStatusUpdated: monitor.podsUpdated, requestCount: monitor.requests, updatedNodes };
}

function playTimeline(vector: LifecycleCase): unknown {
  const gracePeriod = vector.nodeMonitorGracePeriodSeconds * 1000;
  const monitor = new Monitor([vector.initialNode], [vector.initialPod], { gracePeriod, startupGracePeriod: 60_000 });
  const transitions: object[] = [];
  let before = '';
  for (let at = 0; at <= vector.ticksToSeconds; at += vector.nodeMonitorPeriodSeconds) {
    const recovered = vector.recoverAtSeconds > 0 && at >= vector.recoverAtSeconds;
    if (recovered) monitor.nodes = monitor.nodes.map((node) => heardAgain(node, vector.initialNode, at));
    const renewedAt = recovered ? at : Math.min(at, vector.leaseLastRenewAtSeconds);
    const interval = vector.leaseRenewIntervalSeconds;
    const renewTime = formatRfc3339(Math.floor(renewedAt / interval) * interval * 1000);
    monitor.pass(at * 1000, { metadata: { name: 'node0' }, spec: { renewTime } });
    monitor.nodes = monitor.nodes.map((node) => retainted(retainted(node, noScheduleTaints), noExecuteTaints));
    const [node] = monitor.nodes;
    const state = {
      conditions: (node?.status?.conditions ?? []).map(({ type, status, reason }) => ({ type, status, reason })),
      taints: (node?.spec?.taints ?? []).map(({ key, effect }) => ({ key, effect })),
      podReady: monitor.pods[0]?.status?.conditions?.find(({ type }) => type === 'Ready')?.status,
    };
    if (JSON.stringify(state) !== before) transitions.push({ atSeconds: at, ...state });
    before = JSON.stringify(state);
  }
  return { transitions };
}

function heardAgain(node: Node, initial: Node, at: number): Node {
  const conditions = (initial.status?.conditions ?? []).map((condition) => ({
    ...condition,
    lastHeartbeatTime: formatRfc3339(at * 1000),
  }));
  return { ...node, status: { ...initial.status, conditions } };
}

function retainted(node: Node, taintsOf: (node: Node, now: string) => readonly Taint[]): Node {
  return { ...node, spec: { ...node.spec, taints: taintsOf(node, '2026-01-01T00:00:00Z') } };
}

function playLifecycle(vector: LifecycleCase): unknown {
  switch (vector.fn) {
    case 'timeline':
      return playTimeline(vector);
    case 'noScheduleTaintsFromConditions':
      return { taints: noScheduleTaints(vector.node, '').map(({ timeAdded: _timeAdded, ...taint }) => taint) };
    default:
      return playMonitor(vector);
  }
}

interface EvictionCase {
  readonly fn: string;
  readonly tolerations: readonly Toleration[];
  readonly pod: Pod;
  readonly pods: readonly Pod[];
  readonly taintedNodes: Readonly<Record<string, readonly Taint[]>>;
  readonly oldNode: Node;
  readonly newNode: Node;
  readonly waitSeconds: number;
}

function playEviction(vector: EvictionCase): unknown {
  switch (vector.fn) {
    case 'minTolerationSeconds': {
      const seconds = minTolerationSeconds(vector.tolerations);
      if (seconds === null) return { go: '-1ns', nanoseconds: '-1' };
      return { go: `${seconds}s`, nanoseconds: String(BigInt(seconds) * 1_000_000_000n) };
    }
    case 'podCreatedOnTaintedNode': {
      const taints = vector.taintedNodes[vector.pod.spec?.nodeName ?? ''] ?? [];
      return evicted(isDue(planEviction(vector.pod, taints, null, 0), 0));
    }
    default: {
      const due = vector.pods.map((pod) => {
        const before = planEviction(pod, noExecuteOf(vector.oldNode), null, 0);
        return isDue(planEviction(pod, noExecuteOf(vector.newNode), before, 0), vector.waitSeconds * 1000);
      });
      return evicted(due.includes(true));
    }
  }
}

function isDue(eviction: ScheduledEviction | null, now: number): boolean {
  return eviction !== null && eviction.dueAt <= now;
}

/** The condition and the deletion always go together. */
function evicted(yes: boolean): unknown {
  return { deletePod: yes, patchDisruptionTargetCondition: yes };
}

export const nodeHandlers: Readonly<Record<string, Handler>> = {
  'kubelet-compute-pod-actions': cases(playPodActions),
  'kubelet-crashloop-backoff': cases(playBackoff),
  'kubelet-pod-conditions': cases(playConditions),
  'kubelet-pod-phase': cases(playPhase),
  'kubelet-restart-decision': cases(playRestart),
  'node-lifecycle': cases(playLifecycle),
  'taint-eviction': cases(playEviction),
};
