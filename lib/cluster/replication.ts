import type { JsonObject } from '../kernel/json.ts';
import type { ClusterState } from './state.ts';

/** What a request of the controllers is for. */
export type ReplicaWriteKind =
  | 'create'
  | 'delete'
  | 'adopt'
  | 'release'
  /** Not a write: a fresh look at the owner itself before it adopts. */
  | 'recheck'
  | 'collect'
  /** The collector lets go of what an owner leaves behind, or takes its own finalizer off the owner. */
  | 'orphan'
  | 'unhold'
  | 'status'
  | 'set';

/** A write that is under way, by the id of its message. */
export interface ReplicaWrite {
  /** The uid of the ReplicaSet, ReplicationController or Deployment; for `collect` of the orphan itself. */
  readonly owner: string;
  readonly kind: ReplicaWriteKind;
  /** Of the object that is written, as paths have it. */
  readonly resource: string;
  /** Once answered: the revision that the controller's own watch has to reach. */
  readonly revision?: number;
}

/** Pods that one sync still has to create: batches of 1, 2, 4 and so on while all goes well. */
export interface ReplicaBatch {
  /** How many after the batch that is under way. */
  readonly left: number;
  readonly size: number;
  /** Written into the pods by a player who does the scheduler's work. */
  readonly node?: string;
  /** The status that the sync started from, written when it ends. */
  readonly status: JsonObject;
}

/** What the controllers for replicas remember beside their watches. */
export interface ReplicationState {
  readonly writes: Readonly<Record<string, ReplicaWrite>>;
  /** By owner. */
  readonly batches: Readonly<Record<string, ReplicaBatch>>;
  /** By matter: the fingerprint of what was found when it was put aside, because it was left or has failed. */
  readonly settled: Readonly<Record<string, string>>;
  /** Uids of owners whose deletion the controllers have seen: what they owned goes after them. */
  readonly gone: readonly string[];
}

export type ReplicationEvent =
  | {
      readonly type: 'ReplicaWriteStarted';
      readonly message: string;
      readonly owner: string;
      readonly kind: ReplicaWriteKind;
      readonly resource: string;
    }
  | { readonly type: 'ReplicaWriteAnswered'; readonly message: string; readonly revision: number }
  /** The controller's own watch has shown the write, or it failed. */
  | { readonly type: 'ReplicaWriteEnded'; readonly message: string }
  /** Absent batch: the sync is over. */
  | { readonly type: 'ReplicaBatchChanged'; readonly owner: string; readonly batch?: ReplicaBatch }
  /** Absent fingerprint: it shall be looked at again. */
  | { readonly type: 'ReplicasSettled'; readonly matter: string; readonly fingerprint?: string }
  | { readonly type: 'OwnerGone'; readonly uid: string };

const NOTHING: ReplicationState = { writes: {}, batches: {}, settled: {}, gone: [] };

export function replicationOf(state: ClusterState): ReplicationState {
  return state.replication ?? NOTHING;
}
