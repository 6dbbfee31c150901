import { formatRfc3339, parseRfc3339 } from '../../kubernetes/rfc3339.ts';
import type { Deployment, DeploymentStatus, ReplicaSet, WorkloadCondition } from '../../kubernetes/types/workload.ts';
import { isDeploymentComplete, maxUnavailable } from './deployment-math.ts';

/** Something that happened in a sync and is told in the condition Progressing. */
export type ProgressNews = 'created' | 'found' | null;

/**
 * The status after a sync. `sets` are all ReplicaSets of the Deployment; `now` in ms since 1970.
 * Models pkg/controller/deployment/sync.go calculateStatus and progress.go syncRolloutStatus.
 */
export function deploymentStatus(
  deployment: Deployment,
  newSet: ReplicaSet | null,
  sets: readonly ReplicaSet[],
  now: number,
  news: ProgressNews = null,
): DeploymentStatus {
  const total = (count: (set: ReplicaSet) => number | undefined): number =>
    sets.reduce((sum, set) => sum + (count(set) ?? 0), 0);
  const availableReplicas = total(({ status }) => status?.availableReplicas);
  const { collisionCount } = deployment.status ?? {};
  const counted: DeploymentStatus = {
    observedGeneration: deployment.metadata.generation ?? 0,
    replicas: total(({ status }) => status?.replicas),
    updatedReplicas: newSet?.status?.replicas ?? 0,
    readyReplicas: total(({ status }) => status?.readyReplicas),
    availableReplicas,
    unavailableReplicas: Math.max(0, total(({ spec }) => spec?.replicas ?? 1) - availableReplicas),
    ...(collisionCount !== undefined && { collisionCount }),
  };
  const conditions = withAvailability(deployment, availableReplicas, withNews(deployment, newSet, news, now), now);
  return { ...counted, conditions: withProgress(deployment, counted, newSet, conditions, now) };
}

type Conditions = readonly WorkloadCondition[];

function withNews(deployment: Deployment, newSet: ReplicaSet | null, news: ProgressNews, now: number): Conditions {
  const conditions = deployment.status?.conditions ?? [];
  const name = JSON.stringify(newSet?.metadata.name ?? '');
  if (!hasDeadline(deployment) || news === null) return conditions;
  if (news === 'created') {
    return put(
      conditions,
      draft('Progressing', 'True', 'NewReplicaSetCreated', `Created new replica set ${name}`, now),
    );
  }
  if (conditions.some(({ type }) => type === 'Progressing')) return conditions;
  return put(conditions, draft('Progressing', 'True', 'FoundNewReplicaSet', `Found new replica set ${name}`, now));
}

function withAvailability(deployment: Deployment, available: number, conditions: Conditions, now: number): Conditions {
  const enough = available >= (deployment.spec?.replicas ?? 1) - maxUnavailable(deployment);
  const condition = enough
    ? draft('Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.', now)
    : draft('Available', 'False', 'MinimumReplicasUnavailable', 'Deployment does not have minimum availability.', now);
  return put(conditions, condition);
}

/** A rollout is complete, moves on, or has stood still for too long; nothing is rolled back by itself. */
function withProgress(
  deployment: Deployment,
  status: DeploymentStatus,
  newSet: ReplicaSet | null,
  conditions: Conditions,
  now: number,
): Conditions {
  const others = conditions.filter(({ type }) => type !== 'Progressing');
  if (!hasDeadline(deployment)) return others;
  const current = conditions.find(({ type }) => type === 'Progressing');
  if (status.replicas === status.updatedReplicas && current?.reason === 'NewReplicaSetAvailable') return conditions;
  const what = newSet === null ? 'Deployment' : 'ReplicaSet';
  const subject = `${what} ${JSON.stringify((newSet ?? deployment).metadata.name ?? '')}`;
  if (isDeploymentComplete({ ...deployment, status })) {
    return put(
      conditions,
      draft('Progressing', 'True', 'NewReplicaSetAvailable', `${subject} has successfully progressed.`, now),
    );
  }
  if (hasProgressed(deployment.status ?? {}, status)) {
    const condition = draft('Progressing', 'True', 'ReplicaSetUpdated', `${subject} is progressing.`, now);
    const since = current?.status === 'True' ? current.lastTransitionTime : condition.lastTransitionTime;
    return [...others, { ...condition, lastTransitionTime: since }];
  }
  if (hasTimedOut(deployment, current, now)) {
    return put(
      conditions,
      draft('Progressing', 'False', 'ProgressDeadlineExceeded', `${subject} has timed out progressing.`, now),
    );
  }
  return conditions;
}

function hasProgressed(before: DeploymentStatus, after: DeploymentStatus): boolean {
  const grown = (count: (status: DeploymentStatus) => number | undefined): boolean =>
    (count(after) ?? 0) > (count(before) ?? 0);
  const old = ({ replicas = 0, updatedReplicas = 0 }: DeploymentStatus): number => replicas - updatedReplicas;
  return (
    grown(({ updatedReplicas }) => updatedReplicas) ||
    old(after) < old(before) ||
    grown(({ readyReplicas }) => readyReplicas) ||
    grown(({ availableReplicas }) => availableReplicas)
  );
}

function hasTimedOut(deployment: Deployment, current: WorkloadCondition | undefined, now: number): boolean {
  if (current === undefined || current.reason === 'NewReplicaSetAvailable') return false;
  if (current.reason === 'ProgressDeadlineExceeded') return true;
  const since = parseRfc3339(current.lastUpdateTime) ?? now;
  return since + (deployment.spec?.progressDeadlineSeconds ?? 600) * 1000 < now;
}

/** The largest 32-bit number stands for no deadline. */
function hasDeadline(deployment: Deployment): boolean {
  const seconds = deployment.spec?.progressDeadlineSeconds;
  return seconds !== undefined && seconds !== 2_147_483_647;
}

function draft(
  type: string,
  status: WorkloadCondition['status'],
  reason: string,
  message: string,
  now: number,
): WorkloadCondition {
  const time = formatRfc3339(now);
  return { type, status, reason, message, lastUpdateTime: time, lastTransitionTime: time };
}

/** Replaces the condition of this type, unless it says the same already. Models SetDeploymentCondition. */
function put(conditions: Conditions, condition: WorkloadCondition): Conditions {
  const current = conditions.find(({ type }) => type === condition.type);
  if (current?.status === condition.status && current.reason === condition.reason) return conditions;
  const since = current?.status === condition.status ? current.lastTransitionTime : condition.lastTransitionTime;
  return [...conditions.filter(({ type }) => type !== condition.type), { ...condition, lastTransitionTime: since }];
}
