import type { JsonObject } from '../kernel/json.ts';
import type { RngState } from '../kernel/rng.ts';
import type { EtcdStore } from '../etcd/store.ts';
import type { Card } from './card.ts';
import type { MistakeRule, Verdict } from './commands.ts';
import type { Fault, Trouble } from './faults.ts';
import type { CriVerb, Grain, Message, Verb, Weight } from './message.ts';
import type { Seat, SeatId } from './seats.ts';
import type { ConnectionsState, EndpointSliceState, ProxyState } from './services.ts';

/** One line of the grain table; the first line that matches a request decides. */
export interface GrainRule {
  readonly weight?: Weight;
  readonly component?: string;
  readonly verb?: Verb;
  readonly resource?: string;
  readonly grain: Grain;
  /** Applies to this many requests only, counted per session; absent = no limit. */
  readonly limit?: number;
}

/** Who the holder of a credential is: what authentication finds. */
export interface Identity {
  readonly user: string;
  readonly groups: readonly string[];
}

/** An image in the registry. Durations are cluster milliseconds, the size is in bytes. */
export interface ImagePlan {
  readonly pullMillis: number;
  readonly size?: number;
  readonly behaviour?: ImageBehaviour;
}

/** What the main process of an image's containers does. Durations are cluster milliseconds. */
export interface ImageBehaviour {
  /** It ends by itself this long after its start; absent = it runs until it is told to stop. */
  readonly exitAfterMillis?: number;
  /** The code it ends with by itself; absent = 0. */
  readonly exitCode?: number;
  /** How long it needs to end after SIGTERM; absent = `stopMillis` of the settings. */
  readonly stopMillis?: number;
  /** How long it needs after its start before it can serve; absent = `readinessMillis` of the settings. */
  readonly readyAfterMillis?: number;
}

/** containerd itself, or Docker Engine behind cri-dockerd (which has containerd below it). */
export type RuntimeFlavour = 'containerd' | 'cri-dockerd';

/** What a lesson fixes about the world. All durations are cluster milliseconds. */
export interface ClusterSettings {
  readonly wireMillis: number;
  readonly sandboxMillis: number;
  readonly createMillis: number;
  readonly startMillis: number;
  readonly stopMillis: number;
  /** Period of the kubelet's pod lifecycle event generator. */
  readonly relistMillis: number;
  /** How long a scheduler keeps a pod aside before it tries again by itself. */
  readonly unschedulableMillis: number;
  /** How long a user looks at a pod that does not come up before doing something about it. */
  readonly patienceMillis: number;
  /** Image pull back-off: first delay, doubled up to the maximum. */
  readonly pullBackoffMillis: number;
  readonly pullBackoffMaxMillis: number;
  /** How many members etcd has; absent = 1. */
  readonly etcdMembers?: number;
  /** Kubelets renew their Leases this often; absent = leases are not modelled in this lesson. */
  readonly leaseRenewMillis?: number;
  /** How long a node may be silent before the node controller calls it Unknown; absent = 50 s, the default since v1.32. */
  readonly nodeGraceMillis?: number;
  /** How often the node controller looks; absent = 5 s. */
  readonly nodeMonitorMillis?: number;
  /** When a client gives up on a request; absent = 30 s. */
  readonly requestTimeoutMillis?: number;
  /** The registry: each image, or only how long it takes to pull. An image that is not here does not exist. */
  readonly images: Readonly<Record<string, number | ImagePlan>>;
  /** How long a container with a readiness probe needs before the probe succeeds; absent = no time. */
  readonly readinessMillis?: number;
  /** The runtimes of nodes that a lesson tells apart; absent = containerd, and nothing is said about it. */
  readonly runtimes?: Readonly<Record<string, RuntimeFlavour>>;
  /** Credentials that the apiserver knows. */
  readonly credentials: Readonly<Record<string, Identity>>;
  /** The credential each client seat sends. */
  readonly credentialOf: Readonly<Record<SeatId, string>>;
}

/** What a user is asked to do other than to run a pod from the form. Kinds are those of the kubectl command. */
export type MissionTask =
  /** `kubectl create -f`: any object of the default namespace. Done while it exists with this spec. */
  | {
      readonly do: 'create';
      readonly resource: string;
      readonly manifest: JsonObject;
      /** The same with a slip that a person could make, and the rule that it breaks. */
      readonly slip?: { readonly manifest: JsonObject; readonly rule: MistakeRule };
    }
  /** `kubectl scale`. Done while spec.replicas is this. */
  | { readonly do: 'scale'; readonly resource: string; readonly name: string; readonly replicas: number }
  /** `kubectl delete`. Done when the object with this uid, or this name, is gone. */
  | {
      readonly do: 'delete';
      readonly resource: string;
      readonly name: string;
      readonly uid?: string;
      /** Any one of the objects with these labels: the user picks; then `name` says what they have in common. */
      readonly labels?: Readonly<Record<string, string>>;
    }
  /** A process in a pod opens a connection to a host (a Service's name or address). Done when it was answered. */
  | { readonly do: 'connect'; readonly pod: string; readonly host: string; readonly port: number };

/** What a user is asked to bring about. */
export interface Mission {
  readonly id: string;
  readonly seat: SeatId;
  readonly name: string;
  readonly image: string;
  /** Kubernetes quantities. */
  readonly cpu: string;
  readonly memory: string;
  /** Extra members of the pod's spec that the form does not show (tolerations). */
  readonly spec?: JsonObject;
  /** `up`: the pod must run. `try`: sending it is all; the manifest has a defect. */
  readonly aim: 'up' | 'try';
  /** Another task than running a pod; then image, cpu and memory are empty. */
  readonly task?: MissionTask;
  /** What the user has looked at of their own accord: that it was created, that it runs. */
  readonly looked?: 'created' | 'running';
  /** The code of the answer, once one came. */
  readonly answered?: number;
  /** Of a task to delete: the uid of the object that the user picked. */
  readonly aimedAt?: string;
  /** Of a task: the user has seen that it is done. */
  readonly done?: boolean;
}

export interface UserState {
  readonly missions: Readonly<Record<string, Mission>>;
  /** What kubectl printed, newest last; bounded. */
  readonly terminal: readonly string[];
}

export type RequestStage = 'authenticate' | 'authorize' | 'admit' | 'store' | 'etcd' | 'answer';

/** A request inside kube-apiserver's pipeline. Its id is the message's. */
export interface ApiRequest {
  readonly id: string;
  readonly from: SeatId;
  readonly verb: Verb;
  readonly path: string;
  readonly body?: JsonObject;
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
}

export interface SchedulerState {
  /** Pods this scheduler has decided about but not yet seen bound: uid → node. */
  readonly assumed: Readonly<Record<string, string>>;
  readonly worksheets: Readonly<Record<string, readonly Verdict[]>>;
  /** Pods kept aside because nothing fits: uid → reason. */
  readonly parked: Readonly<Record<string, string>>;
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
  /** The resourceVersion the client has heard up to. */
  readonly at: number;
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
  | 'eviction';

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
  /** Absent while nothing is broken. */
  readonly trouble?: Trouble;
}
