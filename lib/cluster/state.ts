import type { JsonObject, JsonValue } from '../kernel/json.ts';
import type { RngState } from '../kernel/rng.ts';
import type { KeyRange } from '../etcd/range.ts';
import type { EtcdStore } from '../etcd/store.ts';
import type { Card } from './card.ts';
import type { Verdict } from './commands.ts';
import type { Fault, Trouble } from './faults.ts';
import type { CriVerb, Grain, Message, PatchContentType, Verb, Weight } from './message.ts';
import type { NamespaceWork } from './namespaces.ts';
import type { ReplicationState } from './replication.ts';
import type { Seat, SeatId } from './seats.ts';
import type { ConnectionsState, EndpointSliceState, ProxyState } from './services.ts';
import type { Mission } from './mission.ts';
import type { ClusterSettings, GrainRule, RuntimeFlavour } from './settings.ts';

export interface UserState {
  readonly missions: Readonly<Record<string, Mission>>;
  /** What kubectl printed, newest last; bounded. */
  readonly terminal: readonly string[];
  /** Requests of deletions that were typed with --force, newest last; absent = none. */
  readonly forced?: readonly string[];
}

export type RequestStage = 'authenticate' | 'authorize' | 'admit' | 'store' | 'etcd' | 'answer';

/** A request inside kube-apiserver's pipeline. Its id is the message's. */
export interface ApiRequest {
  readonly id: string;
  readonly from: SeatId;
  readonly verb: Verb;
  readonly path: string;
  readonly body?: JsonObject;
  /** Of a PATCH; absent = a strategic merge patch. */
  readonly contentType?: PatchContentType;
  /** What a JSON patch does, in its order: its body is a list. */
  readonly operations?: readonly JsonValue[];
  readonly weight: Weight;
  readonly grain: Grain;
  readonly stage: RequestStage;
  readonly credential?: string;
  /** Who authentication said it is; null when it was passed without knowing. */
  readonly user?: string | null;
  /** The object to be written, once admitted; null for a removal. */
  readonly object?: JsonObject | null;
  /** The ModRevision the write is conditional on; null = unconditional. */
  readonly expectedRevision?: number | null;
  readonly response?: { readonly code: number; readonly body: JsonObject };
  /** The uid of the object that the client means. */
  readonly about?: string;
  /** Of a collection that is being deleted: its own requests, one an object, that were not answered yet. */
  readonly parts?: readonly string[];
}

export interface ApiserverState {
  /** The store revision up to which the watch cache has heard. */
  readonly cacheRevision: number;
  readonly requests: Readonly<Record<string, ApiRequest>>;
}

/** A transaction that etcd has received. Its id is the message's. */
export interface PendingTxn {
  readonly id: string;
  readonly key: string;
  /** Compare `mod(key) = expected`; null = no compare. */
  readonly expected: number | null;
  /** The value to put; null deletes the key. */
  readonly value: JsonObject | null;
  readonly weight: Weight;
  readonly grain: Grain;
  /** Set once the compare has been evaluated. */
  readonly succeeded?: boolean;
  /** The API request it serves. */
  readonly request?: string;
}

export interface EtcdState {
  /** One transaction at a time: the first is being worked on. */
  readonly queue: readonly PendingTxn[];
  /** What etcdctl's open watches listen to; absent while there is none. */
  readonly watches?: readonly KeyRange[];
}

export interface SchedulerState {
  /** Pods this scheduler has decided about but not yet seen bound: uid → node. */
  readonly assumed: Readonly<Record<string, string>>;
  readonly worksheets: Readonly<Record<string, readonly Verdict[]>>;
  /** Pods kept aside because nothing fits: uid → reason. */
  readonly parked: Readonly<Record<string, string>>;
  /** How often a pod was tried in vain, and when last; absent while none was. */
  readonly attempts?: Readonly<Record<string, SchedulingAttempts>>;
}

/** `at` is in cluster milliseconds. */
export interface SchedulingAttempts {
  readonly count: number;
  readonly at: number;
}

export type ContainerBelief = 'none' | 'created' | 'started' | 'running' | 'exited';

/** A restart back-off; both in cluster milliseconds. */
export interface RestartDelay {
  readonly delay: number;
  readonly updatedAt: number;
}

/** How often an image could not be pulled, since when, and what the runtime said. */
export interface PullFailure {
  readonly failures: number;
  readonly failedAt: number;
  readonly message: string;
}

/** What a kubelet remembers of one pod bound to its node. */
export type ProbeKind = 'startup' | 'liveness' | 'readiness';

/** What a kubelet has found out about one container by its probes. Times in cluster milliseconds. */
export interface ProbeBook {
  /** The runtime's id of the container: another one is probed anew. */
  readonly id: string;
  /** When the startup probe succeeded. */
  readonly passedAt?: number;
  /** Of each probe: how often in a row it failed, and when last. */
  readonly failures: Readonly<Partial<Record<ProbeKind, { readonly count: number; readonly at: number }>>>;
}

export interface KubeletPod {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  /** Cluster milliseconds: when the watch first delivered it. */
  readonly noticedAt: number;
  readonly verdict: 'undecided' | 'admitted' | 'rejected';
  /** Why it was rejected, e.g. `OutOfcpu`. */
  readonly rejection?: string;
  /** The same in a sentence. */
  readonly rejectionMessage?: string;
  readonly sandbox: 'none' | 'ready' | 'stopped';
  readonly podIP?: string;
  readonly images: Readonly<Record<string, 'ready' | 'failed'>>;
  readonly pullFailures: number;
  readonly containers: Readonly<Record<string, ContainerBelief>>;
  /** Each container as the kubelet last saw it run or ended; absent for those that never ran. */
  readonly seen?: Readonly<Record<string, RuntimeContainer>>;
  /** How long each container is held back after its next exit: the delay, and when it was last set. */
  readonly backoffs?: Readonly<Record<string, RestartDelay>>;
  /** What probes found of each container; absent = none has failed, and none had to pass. */
  readonly probes?: Readonly<Record<string, ProbeBook>>;
  /** Images whose last pull failed. */
  readonly pulls?: Readonly<Record<string, PullFailure>>;
  /** When the containers were last seen running, for the conditions' times. */
  readonly startedAt?: number;
  /** The CRI call that is under way. */
  readonly call?: { readonly message: string; readonly verb: CriVerb; readonly container?: string };
  /** The report that is under way. */
  readonly report?: { readonly message: string; readonly status: JsonObject };
  /** The status the apiserver last accepted. */
  readonly reported?: JsonObject;
  /** Its node was short of something, and it had to go: why, and when (cluster milliseconds). */
  readonly evicted?: { readonly message: string; readonly at: number };
  /** The object is gone or replaced: stop what runs, tell nobody. */
  readonly orphaned: boolean;
}

export interface CriCall {
  /** The message's id. */
  readonly id: string;
  readonly verb: CriVerb;
  readonly uid: string;
  readonly container?: string;
  readonly image?: string;
  /** Of CreateContainer: how often the container was made before; absent = never. */
  readonly attempt?: number;
  /** Of StopContainer: how long the process gets between SIGTERM and SIGKILL. */
  readonly graceMillis?: number;
  /** Of StopContainer: how much of that a hook sleeps before SIGTERM; absent = there is none. */
  readonly preStopMillis?: number;
  /** Under way since the player (or the machinery) began it. */
  readonly begun: boolean;
}

export interface RuntimeContainer {
  readonly id: string;
  readonly uid: string;
  readonly name: string;
  readonly image: string;
  readonly state: 'created' | 'running' | 'exited';
  /** How often the container was made before; absent = never. */
  readonly attempt?: number;
  /** Cluster milliseconds. */
  readonly startedAt?: number;
  /** Since when its process answers nobody; absent = it answers. */
  readonly hungAt?: number;
  readonly finishedAt?: number;
  readonly exitCode?: number;
  /** `Completed`, `Error`, `OOMKilled` or, after a loss of power, `Unknown`. */
  readonly reason?: string;
  /** The one before it; the runtime keeps one dead container of each. */
  readonly previous?: Omit<RuntimeContainer, 'previous'>;
}

/** What really exists on a machine, whatever anybody says about it. */
export interface RuntimeState {
  readonly calls: Readonly<Record<string, CriCall>>;
  readonly sandboxes: Readonly<Record<string, { readonly ip: string; readonly state: 'ready' | 'stopped' }>>;
  readonly images: readonly string[];
  readonly containers: Readonly<Record<string, RuntimeContainer>>;
  /** Absent = containerd. */
  readonly flavour?: RuntimeFlavour;
}

export interface Machine {
  readonly name: string;
  readonly podCIDRPrefix: string;
  readonly nextAddress: number;
  readonly kubelet: { readonly pods: Readonly<Record<string, KubeletPod>> };
  readonly runtime: RuntimeState;
  /** Absent while kube-proxy has programmed nothing. */
  readonly proxy?: ProxyState;
  /** Cluster milliseconds: when its kubelet last renewed the node's Lease; absent = at the start. */
  readonly renewedAt?: number;
}

/** A watch that a client opened: because the store is MVCC, its cache is the store at `at` through the selector. */
export interface Stream {
  readonly id: string;
  readonly client: SeatId;
  readonly resource: string;
  /** Only this namespace; absent = all. */
  readonly namespace?: string;
  /** The field selector `spec.nodeName=node-1`. */
  readonly nodeName?: string;
  /** The field selector `status.phase!=Succeeded,status.phase!=Failed`. */
  readonly unfinished?: boolean;
  /** A label selector as it stands in the query: `app=web,tier!=test`. */
  readonly labelSelector?: string;
  /** The resourceVersion the client has heard up to. */
  readonly at: number;
  /** The client asked with `allowWatchBookmarks=true`; absent = it is told of changes alone. */
  readonly bookmarks?: boolean;
}

export type TimerKind =
  | 'cri'
  | 'relist'
  | 'retry'
  | 'patience'
  | 'pull-backoff'
  /** A container's main process ends by itself. */
  | 'exit'
  /** A kubelet looks at a pod, or at its node, again because time has passed. */
  | 'sync'
  /** A leader that stands still has not renewed its Lease for too long. */
  | 'election'
  /** A lesson's own fault is due. */
  | 'disturbance'
  /** A component looks again at what it took to be done. */
  | 'resync'
  /** An attempt to connect ends. */
  | 'connection'
  /** A client gives up on a request that was lost. */
  | 'request-timeout'
  /** The node controller's look that will find a node silent for too long. */
  | 'node-monitor'
  /** A pod's toleration of a taint is over. */
  | 'eviction'
  /** A pod's node has been missing for long enough. */
  | 'pod-gc'
  /** The namespace controller looks again at a namespace that is being deleted. */
  | 'namespace';

export interface Timer {
  /** Counts up: `t1`, `t2`. */
  readonly id: string;
  readonly due: number;
  readonly kind: TimerKind;
  readonly seat: SeatId;
  /** The message, pod uid, node or mission it is about. */
  readonly about: string;
  /** Of a disturbance. */
  readonly fault?: Fault;
}

export interface NodeControllerState {
  /** Nodes whose pods it chose to leave Ready. */
  readonly leftReady: readonly string[];
  /** Nodes that get the second of two taints without another decision. */
  readonly tainting: readonly string[];
}

export interface Counters {
  readonly message: number;
  readonly card: number;
  readonly timer: number;
  readonly container: number;
  /** Requests that ran in stages, for grain rules with a limit; etcd's follow their request. */
  readonly staged: number;
}

/** The whole cluster: plain data, serialisable, changed by `evolve` only. */
export interface ClusterState {
  /** Cluster time in milliseconds since the session began. */
  readonly now: number;
  readonly rng: RngState;
  readonly settings: ClusterSettings;
  readonly grain: readonly GrainRule[];
  readonly counters: Counters;
  readonly seats: Readonly<Record<SeatId, Seat>>;
  readonly store: EtcdStore;
  readonly apiserver: ApiserverState;
  readonly etcd: EtcdState;
  readonly scheduler: SchedulerState;
  readonly users: Readonly<Record<SeatId, UserState>>;
  readonly machines: Readonly<Record<string, Machine>>;
  readonly streams: Readonly<Record<string, Stream>>;
  /** What is under way, in the order it was sent. */
  readonly wire: readonly Message[];
  readonly timers: Readonly<Record<string, Timer>>;
  readonly cards: Readonly<Record<string, Card>>;
  /** Absent while no Service was ever looked at. */
  readonly endpointSlices?: EndpointSliceState;
  /** Absent while nobody has opened one. */
  readonly connections?: ConnectionsState;
  /** What the node controller remembers; absent until there is something. */
  readonly nodeController?: NodeControllerState;
  /** Absent while the controllers for replicas have had nothing to do. */
  readonly replication?: ReplicationState;
  /** Namespaces that are being deleted, by uid; absent until there was one. */
  readonly namespaces?: Readonly<Record<string, NamespaceWork>>;
  /** When watches were last told how far the watch cache is; absent = not yet. */
  readonly bookmarkedAt?: number;
  /** Absent while nothing is broken. */
  readonly trouble?: Trouble;
}
