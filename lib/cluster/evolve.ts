import { present } from '../kernel/assert.ts';
import { withEntry, without } from '../kernel/ordered.ts';
import { evolveApiserver, evolveEtcd } from './evolve-control-plane.ts';
import { evolveKubelet } from './evolve-kubelet.ts';
import { evolveReplication } from './evolve-replication.ts';
import { evolveRuntime } from './evolve-runtime.ts';
import { evolveScheduler } from './evolve-scheduler.ts';
import { evolveServices } from './evolve-services.ts';
import { evolveNodeController } from './evolve-node-controller.ts';
import { renewLeases } from './leases.ts';
import { evolveTrouble } from './evolve-trouble.ts';
import { evolveWorld } from './evolve-world.ts';
import type { ClusterEvent, ClusterEventType, NetworkEvent } from './events.ts';
import type { ClusterState } from './state.ts';

/** What a fact changes: the members that are new, or the whole state. */
type Change = Partial<ClusterState>;

/** Which part of the state's keeper applies which fact. A forgotten event fails to compile. */
type Evolvers = {
  readonly [T in ClusterEventType]: (state: ClusterState, event: Extract<ClusterEvent, { type: T }>) => Change;
};

const EVOLVERS: Evolvers = {
  SliceWriteStarted: evolveServices,
  SliceWriteAnswered: evolveServices,
  SliceWriteEnded: evolveServices,
  EndpointsSettled: evolveServices,
  RulesProgrammed: evolveServices,
  RulesSettled: evolveServices,
  ConnectionOpened: evolveServices,
  ConnectionRouted: evolveServices,
  ConnectionEnded: evolveServices,
  ClusterInitialized: evolveWorld,
  GrainChanged: evolveWorld,
  MissionGiven: evolveWorld,
  MissionAnswered: evolveWorld,
  MissionLooked: evolveWorld,
  MissionAimed: evolveWorld,
  MissionAsked: evolveWorld,
  MissionDone: evolveWorld,
  KubectlPrinted: evolveWorld,
  MessageSent: evolveNetwork,
  MessageDelivered: evolveNetwork,
  ClockAdvanced: evolveNetwork,
  TimerSet: evolveNetwork,
  TimerFired: evolveNetwork,
  TimerCancelled: evolveNetwork,
  CardDealt: evolveNetwork,
  CardClosed: evolveNetwork,
  FaultInjected: evolveTrouble,
  MessageDropped: evolveTrouble,
  RequestTimedOut: evolveTrouble,
  StreamReopened: evolveTrouble,
  PodsLeftReady: evolveNodeController,
  NodeForgiven: evolveNodeController,
  TaintingBegun: evolveNodeController,
  TaintingDone: evolveNodeController,
  RequestReceived: evolveApiserver,
  RequestAuthenticated: evolveApiserver,
  RequestAuthorized: evolveApiserver,
  ObjectAdmitted: evolveApiserver,
  StorageRequested: evolveApiserver,
  StorageAnswered: evolveApiserver,
  RequestAnswered: evolveApiserver,
  CacheAdvanced: evolveApiserver,
  StreamAdvanced: evolveApiserver,
  TxnReceived: evolveEtcd,
  TxnCompared: evolveEtcd,
  TxnCommitted: evolveEtcd,
  TxnRefused: evolveEtcd,
  StoreCompacted: evolveEtcd,
  KeysExpired: evolveEtcd,
  EtcdctlRan: evolveEtcd,
  LeasesExpired: evolveEtcd,
  WorksheetFiled: evolveScheduler,
  PodAssumed: evolveScheduler,
  AssumptionForgotten: evolveScheduler,
  PodParked: evolveScheduler,
  PodRequeued: evolveScheduler,
  PodDequeued: evolveScheduler,
  PodNoticed: evolveKubelet,
  PodAdmitted: evolveKubelet,
  PodRejected: evolveKubelet,
  RuntimeCalled: evolveKubelet,
  RuntimeAnswered: evolveKubelet,
  ReportStarted: evolveKubelet,
  ReportAccepted: evolveKubelet,
  ReportFailed: evolveKubelet,
  ContainersRelisted: evolveKubelet,
  PullRetried: evolveKubelet,
  PodOrphaned: evolveKubelet,
  PodForgotten: evolveKubelet,
  CallReceived: evolveRuntime,
  CallBegun: evolveRuntime,
  CallAnswered: evolveRuntime,
  SandboxCreated: evolveRuntime,
  ImagePulled: evolveRuntime,
  ContainerCreated: evolveRuntime,
  ContainerStarted: evolveRuntime,
  ContainerStopped: evolveRuntime,
  ContainerExited: evolveRuntime,
  MachineStopped: evolveRuntime,
  SandboxStopped: evolveRuntime,
  SandboxRemoved: evolveRuntime,
  ReplicaWriteStarted: evolveReplication,
  ReplicaWriteAnswered: evolveReplication,
  ReplicaWriteEnded: evolveReplication,
  ReplicaBatchChanged: evolveReplication,
  ReplicasSettled: evolveReplication,
  OwnerGone: evolveReplication,
};

type Evolver = (before: ClusterState, fact: ClusterEvent) => Change;

// The table ties each event to the function that takes it, which a call through it cannot show.
const evolverOf = new Map(Object.entries(EVOLVERS) as [ClusterEventType, Evolver][]);

/** Applies one fact. No dice, no clock, no default branch. The state given is never changed. */
export function evolve(state: ClusterState, event: ClusterEvent): ClusterState {
  return changed(state, changeOf(state, event));
}

/**
 * As `evolve`, for a state that nobody else holds: it may be written over, which spares a copy for each of the many
 * facts of a long record.
 */
export function evolveInPlace(own: ClusterState, event: ClusterEvent): ClusterState {
  const change = changeOf(own, event);
  return isWhole(change) ? change : Object.assign(own, change);
}

function changeOf(state: ClusterState, event: ClusterEvent): Change {
  return present(evolverOf.get(event.type), event.type)(state, event);
}

function changed(state: ClusterState, change: Change): ClusterState {
  return isWhole(change) ? change : { ...state, ...change };
}

function isWhole(change: Change): change is ClusterState {
  return change.settings !== undefined;
}

function evolveNetwork(state: ClusterState, event: NetworkEvent): Change {
  const { counters } = state;
  switch (event.type) {
    case 'MessageSent':
      return {
        wire: [...state.wire, event.message],
        counters: { ...counters, message: counters.message + 1 },
      };
    case 'MessageDelivered':
      return { wire: state.wire.filter((message) => message.id !== event.message) };
    case 'ClockAdvanced':
      return state.settings.leaseRenewMillis === undefined
        ? { now: event.to }
        : renewLeases({ ...state, now: event.to });
    case 'TimerSet':
      return {
        timers: withEntry(state.timers, event.timer.id, event.timer),
        counters: { ...counters, timer: counters.timer + 1 },
      };
    case 'TimerFired':
    case 'TimerCancelled':
      return { timers: without(state.timers, event.timer) };
    case 'CardDealt':
      return {
        cards: withEntry(state.cards, event.card.id, event.card),
        counters: { ...counters, card: counters.card + 1 },
      };
    case 'CardClosed':
      return { cards: without(state.cards, event.card) };
  }
}
