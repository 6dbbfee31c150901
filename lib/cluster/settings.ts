import type { Grain, Verb, Weight } from './message.ts';
import type { SeatId } from './seats.ts';

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
  /** Seats of which a second process waits to take the lead; absent = none. */
  readonly standbys?: readonly SeatId[];
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
