import { unreachable } from '../kernel/assert.ts';
import { without } from '../kernel/ordered.ts';
import { evolveApiserver, evolveEtcd } from './evolve-control-plane.ts';
import { evolveKubelet } from './evolve-kubelet.ts';
import { evolveRuntime } from './evolve-runtime.ts';
import { evolveScheduler } from './evolve-scheduler.ts';
import { evolveServices } from './evolve-services.ts';
import { evolveNodeController } from './evolve-node-controller.ts';
import { renewLeases } from './leases.ts';
import { evolveTrouble } from './evolve-trouble.ts';
import { evolveWorld } from './evolve-world.ts';
import type { ClusterEvent, NetworkEvent } from './events.ts';
import type { ClusterState } from './state.ts';

/** Applies one fact. No dice, no clock, no default branch: a forgotten event fails to compile. */
export function evolve(state: ClusterState, event: ClusterEvent): ClusterState {
  switch (event.type) {
    case 'ClusterInitialized':
    case 'GrainChanged':
    case 'MissionGiven':
    case 'MissionAnswered':
    case 'MissionLooked':
    case 'MissionAimed':
    case 'MissionDone':
    case 'KubectlPrinted':
      return evolveWorld(state, event);
    case 'MessageSent':
    case 'MessageDelivered':
    case 'ClockAdvanced':
    case 'TimerSet':
    case 'TimerFired':
    case 'TimerCancelled':
    case 'CardDealt':
    case 'CardClosed':
      return evolveNetwork(state, event);
    case 'FaultInjected':
    case 'MessageDropped':
    case 'RequestTimedOut':
    case 'StreamReopened':
      return evolveTrouble(state, event);
    case 'PodsLeftReady':
    case 'NodeForgiven':
    case 'TaintingBegun':
    case 'TaintingDone':
      return evolveNodeController(state, event);
    case 'RequestReceived':
    case 'RequestAuthenticated':
    case 'RequestAuthorized':
    case 'ObjectAdmitted':
    case 'StorageRequested':
    case 'StorageAnswered':
    case 'RequestAnswered':
    case 'CacheAdvanced':
    case 'StreamAdvanced':
      return evolveApiserver(state, event);
    case 'TxnReceived':
    case 'TxnCompared':
    case 'TxnCommitted':
    case 'TxnRefused':
    case 'StoreCompacted':
      return evolveEtcd(state, event);
    case 'WorksheetFiled':
    case 'PodAssumed':
    case 'AssumptionForgotten':
    case 'PodParked':
    case 'PodRequeued':
    case 'PodDequeued':
      return evolveScheduler(state, event);
    case 'PodNoticed':
    case 'PodAdmitted':
    case 'PodRejected':
    case 'RuntimeCalled':
    case 'RuntimeAnswered':
    case 'ReportStarted':
    case 'ReportAccepted':
    case 'ReportFailed':
    case 'ContainersRelisted':
    case 'PullRetried':
    case 'PodOrphaned':
    case 'PodForgotten':
      return evolveKubelet(state, event);
    case 'CallReceived':
    case 'CallBegun':
    case 'CallAnswered':
    case 'SandboxCreated':
    case 'ImagePulled':
    case 'ContainerCreated':
    case 'ContainerStarted':
    case 'ContainerStopped':
    case 'ContainerExited':
    case 'MachineStopped':
    case 'SandboxStopped':
    case 'SandboxRemoved':
      return evolveRuntime(state, event);
    case 'SliceWriteStarted':
    case 'SliceWriteAnswered':
    case 'SliceWriteEnded':
    case 'EndpointsSettled':
    case 'RulesProgrammed':
    case 'RulesSettled':
    case 'ConnectionOpened':
    case 'ConnectionRouted':
    case 'ConnectionEnded':
      return evolveServices(state, event);
  }
  return unreachable(event);
}

function evolveNetwork(state: ClusterState, event: NetworkEvent): ClusterState {
  const { counters } = state;
  switch (event.type) {
    case 'MessageSent':
      return {
        ...state,
        wire: [...state.wire, event.message],
        counters: { ...counters, message: counters.message + 1 },
      };
    case 'MessageDelivered':
      return { ...state, wire: state.wire.filter((message) => message.id !== event.message) };
    case 'ClockAdvanced':
      return renewLeases({ ...state, now: event.to });
    case 'TimerSet':
      return {
        ...state,
        timers: { ...state.timers, [event.timer.id]: event.timer },
        counters: { ...counters, timer: counters.timer + 1 },
      };
    case 'TimerFired':
    case 'TimerCancelled':
      return { ...state, timers: without(state.timers, event.timer) };
    case 'CardDealt':
      return {
        ...state,
        cards: { ...state.cards, [event.card.id]: event.card },
        counters: { ...counters, card: counters.card + 1 },
      };
    case 'CardClosed':
      return { ...state, cards: without(state.cards, event.card) };
  }
}
