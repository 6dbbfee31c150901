import { present } from '../kernel/assert.ts';
import { ClusterDraft } from './draft.ts';
import { apiserverWriters } from './evolve-apiserver.ts';
import { etcdWriters } from './evolve-etcd.ts';
import { kubeletWriters } from './evolve-kubelet.ts';
import { evolveNamespaces } from './namespaces.ts';
import { evolveReplication } from './evolve-replication.ts';
import { runtimeWriters } from './evolve-runtime.ts';
import { evolveScheduler } from './evolve-scheduler.ts';
import { evolveServices } from './evolve-services.ts';
import { evolveNodeController } from './evolve-node-controller.ts';
import { evolveTrouble } from './evolve-trouble.ts';
import { evolveWorld } from './evolve-world.ts';
import { networkWriters } from './evolve-network.ts';
import type { ClusterEvent, ClusterEventType } from './events.ts';
import type { ClusterState } from './state.ts';

/** Which part of the state's keeper tells what a fact changes. A forgotten event fails to compile. */
type Evolvers = {
  readonly [T in Exclude<ClusterEventType, keyof typeof WRITERS>]: (
    state: ClusterState,
    event: Extract<ClusterEvent, { type: T }>,
  ) => Partial<ClusterState>;
};

/** The facts that make up most of a record write a draft over instead. */
const WRITERS = { ...networkWriters, ...apiserverWriters, ...etcdWriters, ...kubeletWriters, ...runtimeWriters };

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
  FaultInjected: evolveTrouble,
  StandbyElected: evolveTrouble,
  MessageDropped: evolveTrouble,
  RequestTimedOut: evolveTrouble,
  StreamReopened: evolveTrouble,
  PodsLeftReady: evolveNodeController,
  NodeForgiven: evolveNodeController,
  TaintingBegun: evolveNodeController,
  TaintingDone: evolveNodeController,
  WorksheetFiled: evolveScheduler,
  PodAssumed: evolveScheduler,
  AssumptionForgotten: evolveScheduler,
  PodParked: evolveScheduler,
  PodRequeued: evolveScheduler,
  PodDequeued: evolveScheduler,
  ReplicaWriteStarted: evolveReplication,
  ReplicaWriteAnswered: evolveReplication,
  ReplicaWriteEnded: evolveReplication,
  ReplicaBatchChanged: evolveReplication,
  ReplicasSettled: evolveReplication,
  OwnerGone: evolveReplication,
  NamespaceWorked: evolveNamespaces,
};

/** Writes one fact over a draft. */
export type Writer = (draft: ClusterDraft, fact: ClusterEvent) => void;

// The tables tie each event to the function that takes it, which a call through them cannot show.
const changers = Object.entries(EVOLVERS) as [
  ClusterEventType,
  (state: ClusterState, fact: ClusterEvent) => Partial<ClusterState>,
][];

/** What each fact does. A draft copies what its facts change once, not for each fact. */
export const writers: ReadonlyMap<ClusterEventType, Writer> = new Map([
  ...(Object.entries(WRITERS) as [ClusterEventType, Writer][]),
  ...changers.map(([type, changeOf]): [ClusterEventType, Writer] => [
    type,
    (draft, fact) => draft.take(changeOf(draft.state, fact)),
  ]),
]);

/** Applies one fact. No dice, no clock, no default branch. The state given is never changed. */
export function evolve(state: ClusterState, event: ClusterEvent): ClusterState {
  const draft = new ClusterDraft(state);
  present(writers.get(event.type), event.type)(draft, event);
  return draft.state;
}
