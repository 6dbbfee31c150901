import type { Pod } from '../../kubernetes/types/pod.ts';
import type {
  ReplicaSet,
  ReplicaStatus,
  ReplicationController,
  WorkloadCondition,
} from '../../kubernetes/types/workload.ts';
import { labelMapMatches } from '../../kubernetes/selectors.ts';
import { podsToDelete } from './pod-ranking.ts';
import { isPodActive, isPodAvailable, isPodReady } from './pod-status.ts';

/** A ReplicaSet or a ReplicationController: the same controller runs both. */
export type ReplicaOwner = ReplicaSet | ReplicationController;

/** The most pods one sync creates or deletes. Models pkg/controller/replicaset/replica_set.go BurstReplicas. */
const burstReplicas = 500;

/** What one sync has to do to get from actual to wanted. */
export type ReplicaPlan =
  | { readonly do: 'nothing' }
  | { readonly do: 'create'; readonly count: number }
  | { readonly do: 'delete'; readonly pods: readonly Pod[] };

/** Compares wanted with actual. `owned` are the pods the owner controls, `related` those of its siblings too. */
export function planReplicas(
  owner: ReplicaOwner,
  owned: readonly Pod[],
  related: readonly Pod[],
  now: number,
): ReplicaPlan {
  const active = owned.filter(isPodActive);
  const surplus = active.length - (owner.spec?.replicas ?? 1);
  if (surplus === 0 || owner.metadata.deletionTimestamp !== undefined) return { do: 'nothing' };
  if (surplus < 0) return { do: 'create', count: Math.min(-surplus, burstReplicas) };
  return { do: 'delete', pods: podsToDelete(active, related, Math.min(surplus, burstReplicas), now) };
}

/**
 * Does something `count` times in batches that double while all goes well, so that a hopeless thing is not tried a
 * hundred times. `attempt` answers whether it went well. Models slowStartBatch.
 */
export function slowStartBatch(
  count: number,
  initialBatchSize: number,
  attempt: (index: number) => boolean,
): { readonly successes: number; readonly calls: number; readonly failed: boolean } {
  let calls = 0;
  let successes = 0;
  for (let size = Math.min(count, initialBatchSize); size > 0; size = Math.min(2 * size, count - calls)) {
    const before = successes;
    for (let index = 0; index < size; index += 1) if (attempt(calls + index)) successes += 1;
    calls += size;
    if (successes - before < size) return { successes, calls, failed: true };
  }
  return { successes, calls, failed: false };
}

/** The sizes of those batches when everything goes well: 1, 2, 4 and so on. */
export function slowStartSizes(count: number): number[] {
  const sizes: number[] = [];
  let left = count;
  for (let size = Math.min(1, left); size > 0; size = Math.min(2 * size, left)) {
    sizes.push(size);
    left -= size;
  }
  return sizes;
}

/** What went wrong in this sync, for the condition ReplicaFailure. */
export interface ReplicaFailure {
  readonly reason: 'FailedCreate' | 'FailedDelete';
  readonly message: string;
}

export interface StatusOptions {
  /** The pods that are being deleted, when the gate DeploymentReplicaSetTerminatingReplicas is on; ReplicaSets only. */
  readonly terminating?: readonly Pod[];
  readonly failure?: ReplicaFailure | null;
  /** The time for a new condition. */
  readonly timestamp?: string;
}

/** The status that follows from the active pods. Models pkg/controller/replicaset/replica_set_utils.go calculateStatus. */
export function calculateStatus(
  owner: ReplicaOwner,
  active: readonly Pod[],
  now: number,
  options: StatusOptions = {},
): ReplicaStatus {
  const labels = owner.spec?.template?.metadata?.labels ?? {};
  const minReadySeconds = owner.spec?.minReadySeconds ?? 0;
  const conditions = conditionsAfter(owner.status?.conditions ?? [], options);
  const count = (holds: (pod: Pod) => boolean): number => active.filter(holds).length;
  return {
    ...owner.status,
    replicas: active.length,
    fullyLabeledReplicas: count((pod) => labelMapMatches(labels, pod.metadata.labels)),
    readyReplicas: count(isPodReady),
    availableReplicas: count((pod) => isPodAvailable(pod, minReadySeconds, now)),
    ...(options.terminating !== undefined && { terminatingReplicas: options.terminating.length }),
    ...((conditions.length > 0 || owner.status?.conditions !== undefined) && { conditions }),
  };
}

function conditionsAfter(
  conditions: readonly WorkloadCondition[],
  options: StatusOptions,
): readonly WorkloadCondition[] {
  const failure = options.failure ?? null;
  const known = conditions.some(({ type }) => type === 'ReplicaFailure');
  if (failure === null) return known ? conditions.filter(({ type }) => type !== 'ReplicaFailure') : conditions;
  if (known) return conditions;
  return [
    ...conditions,
    { type: 'ReplicaFailure', status: 'True', lastTransitionTime: options.timestamp ?? null, ...failure },
  ];
}
