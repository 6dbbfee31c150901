import type { JsonObject } from '../kernel/json.ts';
import type { Card } from './card.ts';
import type { Verdict } from './commands.ts';
import type { Fault, LostRequest } from './faults.ts';
import type { CriVerb, Message } from './message.ts';
import type { Mission } from './mission.ts';
import type { ClusterSettings, GrainRule } from './settings.ts';
import type {
  ApiRequest,
  CriCall,
  KubeletPod,
  PendingTxn,
  PullFailure,
  RestartDelay,
  ProbeKind,
  RuntimeContainer,
  Stream,
  Timer,
} from './state.ts';
import type { NamespaceEvent } from './namespaces.ts';
import type { ReplicationEvent } from './replication.ts';
import type { Seat, SeatId } from './seats.ts';
import type { ServiceEvent } from './services.ts';

/** What a lesson starts from. */
export interface InitialCluster {
  readonly seed: number;
  readonly settings: ClusterSettings;
  readonly seats: readonly Seat[];
  /** Objects that exist before anybody acts: written to etcd in this order. */
  readonly objects: readonly { readonly key: string; readonly value: JsonObject }[];
  /** The store's revision after the objects were written. */
  readonly revision: number;
  readonly streams: readonly Omit<Stream, 'at'>[];
}

export type WorldEvent =
  | { readonly type: 'ClusterInitialized'; readonly initial: InitialCluster }
  | { readonly type: 'GrainChanged'; readonly grain: readonly GrainRule[] }
  | { readonly type: 'MissionGiven'; readonly mission: Mission }
  | { readonly type: 'MissionAnswered'; readonly seat: SeatId; readonly mission: string; readonly code: number }
  | {
      readonly type: 'MissionLooked';
      readonly seat: SeatId;
      readonly mission: string;
      readonly at: 'created' | 'running';
    }
  /** The user has picked the object that a task is about. */
  | { readonly type: 'MissionAimed'; readonly seat: SeatId; readonly mission: string; readonly uid: string }
  /** The user has typed one of the lines of a task to ask. */
  | {
      readonly type: 'MissionAsked';
      readonly seat: SeatId;
      readonly mission: string;
      readonly line: string;
      readonly request: string;
    }
  | { readonly type: 'MissionDone'; readonly seat: SeatId; readonly mission: string }
  /** `forced`: the request of the deletion that kubectl warns of, because it waits for nobody. */
  | {
      readonly type: 'KubectlPrinted';
      readonly seat: SeatId;
      readonly lines: readonly string[];
      readonly forced?: string;
    };

export type NetworkEvent =
  | { readonly type: 'MessageSent'; readonly message: Message }
  | { readonly type: 'MessageDelivered'; readonly message: string }
  | { readonly type: 'ClockAdvanced'; readonly to: number }
  | { readonly type: 'TimerSet'; readonly timer: Timer }
  | { readonly type: 'TimerFired'; readonly timer: string }
  | { readonly type: 'TimerCancelled'; readonly timer: string }
  | { readonly type: 'CardDealt'; readonly card: Card }
  | { readonly type: 'CardClosed'; readonly card: string };

export type TroubleEvent =
  | { readonly type: 'FaultInjected'; readonly fault: Fault }
  /** The leader stood still for too long: from now on its standby is the one that acts in this seat. */
  | { readonly type: 'StandbyElected'; readonly seat: SeatId }
  /** It left and never arrived. `lost` is the request that will stay without an answer, if there is one. */
  | { readonly type: 'MessageDropped'; readonly message: string; readonly lost?: LostRequest }
  /** The client of a lost request has given up on it. */
  | { readonly type: 'RequestTimedOut'; readonly request: string }
  /** A client opened its watch again, from this revision on; 0 = with a list, from nothing. */
  | { readonly type: 'StreamReopened'; readonly stream: string; readonly at: number };

export type ApiserverEvent =
  | { readonly type: 'RequestReceived'; readonly request: ApiRequest }
  | { readonly type: 'RequestAuthenticated'; readonly request: string; readonly user: string | null }
  | { readonly type: 'RequestAuthorized'; readonly request: string }
  | {
      readonly type: 'ObjectAdmitted';
      readonly request: string;
      readonly object: JsonObject | null;
      readonly expectedRevision: number | null;
      /** What admission and defaulting set, as field paths. */
      readonly mutations: readonly string[];
    }
  | { readonly type: 'StorageRequested'; readonly request: string; readonly expectedRevision: number | null }
  | { readonly type: 'StorageAnswered'; readonly request: string; readonly code: number; readonly body: JsonObject }
  /** Each object of a collection is being deleted for itself; the answer waits for all of them. */
  | {
      readonly type: 'CollectionDeletionBegun';
      readonly request: string;
      readonly parts: readonly string[];
      readonly response: { readonly code: number; readonly body: JsonObject };
    }
  | { readonly type: 'CollectionPartDeleted'; readonly request: string; readonly part: string }
  | { readonly type: 'RequestAnswered'; readonly request: string; readonly code: number }
  | { readonly type: 'CacheAdvanced'; readonly revision: number }
  | { readonly type: 'StreamAdvanced'; readonly stream: string; readonly to: number };

export type EtcdEvent =
  | { readonly type: 'TxnReceived'; readonly txn: PendingTxn }
  | {
      readonly type: 'TxnCompared';
      readonly txn: string;
      readonly key: string;
      readonly succeeded: boolean;
      readonly request?: string;
    }
  | {
      readonly type: 'TxnCommitted';
      readonly txn: string;
      readonly key: string;
      readonly revision: number;
      /** The key's own count of writes; 0 when it was deleted. */
      readonly keyVersion: number;
      /** The API request it serves. */
      readonly request?: string;
    }
  | { readonly type: 'TxnRefused'; readonly txn: string; readonly key: string }
  /** A line of etcdctl that ran, at this cluster time: what it changed follows from the store and the line. */
  | { readonly type: 'EtcdctlRan'; readonly line: string; readonly at: number }
  /** Leases that etcdctl granted are over at this cluster time; their keys went with them. */
  | { readonly type: 'LeasesExpired'; readonly at: number }
  /** A lease of etcd ended, and took its keys along, in one revision. */
  | { readonly type: 'KeysExpired'; readonly keys: readonly string[] }
  /** Versions needed only before this revision are gone; nothing was written. */
  | { readonly type: 'StoreCompacted'; readonly revision: number };

export type SchedulerEvent =
  | { readonly type: 'WorksheetFiled'; readonly uid: string; readonly verdicts: readonly Verdict[] }
  | { readonly type: 'PodAssumed'; readonly uid: string; readonly node: string }
  | { readonly type: 'AssumptionForgotten'; readonly uid: string }
  /** `at`: cluster milliseconds of the attempt; absent in recordings made before back-off was counted. */
  | { readonly type: 'PodParked'; readonly uid: string; readonly reason: string; readonly at?: number }
  | { readonly type: 'PodRequeued'; readonly uid: string }
  /** The scheduler has nothing more to do with the pod: it is bound, or gone. */
  | { readonly type: 'PodDequeued'; readonly uid: string };

export type KubeletEvent =
  | { readonly type: 'PodNoticed'; readonly node: string; readonly pod: KubeletPod }
  | { readonly type: 'PodAdmitted'; readonly node: string; readonly uid: string }
  | {
      readonly type: 'PodRejected';
      readonly node: string;
      readonly uid: string;
      readonly reason: string;
      readonly message?: string;
    }
  | {
      readonly type: 'RuntimeCalled';
      readonly node: string;
      readonly uid: string;
      readonly message: string;
      readonly verb: CriVerb;
      readonly container?: string;
      /** Of a restart: how long the container is held back after its next exit. */
      readonly backoff?: RestartDelay;
    }
  | {
      readonly type: 'RuntimeAnswered';
      readonly node: string;
      readonly uid: string;
      readonly verb: CriVerb;
      readonly container?: string;
      readonly image?: string;
      /** Absent when the call succeeded. */
      readonly error?: string;
      readonly podIP?: string;
      /** Of a pull that failed: when, and the runtime's words. */
      readonly failure?: Omit<PullFailure, 'failures'>;
    }
  | {
      readonly type: 'ReportStarted';
      readonly node: string;
      readonly uid: string;
      readonly message: string;
      readonly status: JsonObject;
    }
  | { readonly type: 'ReportAccepted'; readonly node: string; readonly uid: string }
  | { readonly type: 'ReportFailed'; readonly node: string; readonly uid: string }
  | {
      readonly type: 'ContainersRelisted';
      readonly node: string;
      readonly uid: string;
      readonly containers: Readonly<Record<string, 'none' | 'created' | 'running' | 'exited'>>;
      /** The runtime's records of those that run or have ended. */
      readonly seen?: Readonly<Record<string, RuntimeContainer>>;
    }
  /** The kubelet lets go of a pod because its node is short of something. */
  | {
      readonly type: 'PodEvicted';
      readonly node: string;
      readonly uid: string;
      /** The kubelet's words for why. */
      readonly message: string;
      readonly at: number;
    }
  /** A probe of a running container, of this id, has failed so often in a row. */
  | {
      readonly type: 'ProbeFailed';
      readonly node: string;
      readonly uid: string;
      readonly container: string;
      readonly id: string;
      readonly probe: ProbeKind;
      readonly count: number;
      readonly at: number;
    }
  | {
      readonly type: 'StartupProbePassed';
      readonly node: string;
      readonly uid: string;
      readonly container: string;
      readonly id: string;
      readonly at: number;
    }
  | { readonly type: 'PullRetried'; readonly node: string; readonly uid: string; readonly image: string }
  | { readonly type: 'PodOrphaned'; readonly node: string; readonly uid: string }
  | { readonly type: 'PodForgotten'; readonly node: string; readonly uid: string };

export type NodeControllerEvent =
  | { readonly type: 'PodsLeftReady'; readonly node: string }
  /** The node reports again: what was left undone about it no longer matters. */
  | { readonly type: 'NodeForgiven'; readonly node: string }
  | { readonly type: 'TaintingBegun'; readonly node: string }
  | { readonly type: 'TaintingDone'; readonly node: string };

export type RuntimeEvent =
  | { readonly type: 'CallReceived'; readonly node: string; readonly call: CriCall }
  | { readonly type: 'CallBegun'; readonly node: string; readonly call: string }
  | { readonly type: 'CallAnswered'; readonly node: string; readonly call: string }
  | { readonly type: 'SandboxCreated'; readonly node: string; readonly uid: string; readonly ip: string }
  | { readonly type: 'ImagePulled'; readonly node: string; readonly image: string }
  | { readonly type: 'ContainerCreated'; readonly node: string; readonly container: RuntimeContainer }
  | {
      readonly type: 'ContainerStarted';
      readonly node: string;
      readonly uid: string;
      readonly container: string;
      /** Cluster milliseconds. */
      readonly at?: number;
    }
  | {
      readonly type: 'ContainerStopped';
      readonly node: string;
      readonly uid: string;
      readonly container: string;
      readonly exitCode?: number;
      readonly at?: number;
    }
  /** The main process of a container has ended without anybody asking the runtime for it. */
  | {
      readonly type: 'ContainerExited';
      readonly node: string;
      readonly uid: string;
      readonly container: string;
      readonly exitCode: number;
      readonly reason: string;
      readonly at: number;
    }
  /** The main process of a container runs on and answers nobody any more. */
  | {
      readonly type: 'ContainerHung';
      readonly node: string;
      readonly uid: string;
      readonly container: string;
      readonly at: number;
    }
  /** The machine lost its power: what ran there is dead, and its kubelet remembers nothing. */
  | { readonly type: 'MachineStopped'; readonly node: string; readonly at: number }
  | { readonly type: 'SandboxStopped'; readonly node: string; readonly uid: string }
  | { readonly type: 'SandboxRemoved'; readonly node: string; readonly uid: string };

/** A fact about the cluster. Never refused; replaying them in order gives the same state everywhere. */
export type ClusterEvent =
  | WorldEvent
  | NetworkEvent
  | TroubleEvent
  | ApiserverEvent
  | EtcdEvent
  | SchedulerEvent
  | KubeletEvent
  | NodeControllerEvent
  | ServiceEvent
  | ReplicationEvent
  | NamespaceEvent
  | RuntimeEvent;

export type ClusterEventType = ClusterEvent['type'];
