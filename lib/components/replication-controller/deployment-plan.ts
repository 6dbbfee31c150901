import type { Pod } from '../../kubernetes/types/pod.ts';
import type { Deployment, DeploymentStatus, ReplicaSet } from '../../kubernetes/types/workload.ts';
import {
  desiredReplicasAnnotation,
  isDeploymentComplete,
  newReplicaSetSize,
  proportionalScale,
  reconcileNewReplicaSet,
  reconcileOldReplicaSets,
  type Scaling,
} from './deployment-math.ts';
import {
  findNewReplicaSet,
  forgottenReplicaSets,
  newReplicaSet,
  nextRevision,
  ownedReplicaSets,
  revisionAnnotation,
  revisionOf,
} from './deployment-sets.ts';
import { deploymentStatus, type ProgressNews } from './deployment-status.ts';

/** What one sync of a Deployment does, in this order. Every part may be empty. */
export interface DeploymentPlan {
  readonly create: ReplicaSet | null;
  /** The revision that an existing ReplicaSet gets because its template is the present one again. */
  readonly renumber: { readonly replicaSet: ReplicaSet; readonly revision: number } | null;
  readonly scale: readonly Scaling[];
  readonly remove: readonly ReplicaSet[];
  /** What the annotation deployment.kubernetes.io/revision should say. */
  readonly revision: string;
  readonly status: DeploymentStatus;
}

/**
 * Plans one sync. `pods` are the pods of the Deployment's ReplicaSets, needed by the strategy Recreate only; `now` in
 * ms since 1970. Models pkg/controller/deployment/deployment_controller.go syncDeployment.
 */
export function planDeployment(
  deployment: Deployment,
  replicaSets: readonly ReplicaSet[],
  pods: readonly Pod[],
  now: number,
): DeploymentPlan {
  const sets = ownedReplicaSets(deployment, replicaSets);
  const found = findNewReplicaSet(deployment, sets);
  const oldSets = sets.filter((set) => set !== found);
  const revision = nextRevision(oldSets);
  const idle = (scale: readonly Scaling[] = [], news: ProgressNews = null): DeploymentPlan => ({
    create: null,
    renumber: found !== null && revisionOf(found) < revision ? { replicaSet: found, revision } : null,
    scale,
    remove: [],
    revision:
      found === null
        ? (deployment.metadata.annotations?.[revisionAnnotation] ?? '')
        : String(Math.max(revision, revisionOf(found))),
    status: deploymentStatus(deployment, found, sets, now, news),
  });
  if (deployment.metadata.deletionTimestamp !== undefined) return { ...idle(), renumber: null };
  if (deployment.spec?.paused === true || wasScaled(deployment, sets)) {
    return idle(proportionalScale(deployment, found, oldSets));
  }
  const recreate = deployment.spec?.strategy?.type === 'Recreate';
  if (recreate) {
    const leaving = oldSets
      .filter(({ spec }) => (spec?.replicas ?? 1) > 0)
      .map((replicaSet) => ({ replicaSet, replicas: 0 }));
    if (leaving.length > 0 || pods.some((pod) => isOldPod(pod, found))) return idle(leaving);
  }
  if (found === null) return { ...idle(), ...creation(deployment, oldSets, revision, now) };
  const growth = reconcileNewReplicaSet(deployment, found, oldSets);
  if (growth !== null) return idle([growth], 'found');
  const { cleanups, scaleDowns } = recreate
    ? { cleanups: [], scaleDowns: [] }
    : reconcileOldReplicaSets(deployment, found, oldSets);
  const shrinking = lastOfEach([...cleanups, ...scaleDowns]);
  if (shrinking.length > 0) return idle(shrinking, 'found');
  const settled = idle([], 'found');
  const complete = isDeploymentComplete({ ...deployment, status: settled.status });
  return { ...settled, remove: complete ? forgottenReplicaSets(deployment, oldSets) : [] };
}

/** The words of the event ScalingReplicaSet. */
export function scalingMessage({ replicaSet, replicas }: Scaling): string {
  const before = replicaSet.spec?.replicas ?? 0;
  const direction = replicas > before ? 'up' : 'down';
  return `Scaled ${direction} replica set ${replicaSet.metadata.name ?? ''} from ${before} to ${replicas}`;
}

function creation(deployment: Deployment, oldSets: readonly ReplicaSet[], revision: number, now: number) {
  const existing = oldSets.reduce((sum, { spec }) => sum + (spec?.replicas ?? 1), 0);
  const create = newReplicaSet(deployment, newReplicaSetSize(deployment, existing, 0), revision);
  const status = deploymentStatus(deployment, create, [...oldSets, create], now, 'created');
  return { create, revision: String(revision), status };
}

/** True when the Deployment wants another number than its ReplicaSets were told. Models isScalingEvent. */
function wasScaled(deployment: Deployment, sets: readonly ReplicaSet[]): boolean {
  return sets.some(({ spec, metadata }) => {
    const told = metadata.annotations?.[desiredReplicasAnnotation];
    return (spec?.replicas ?? 1) > 0 && told !== undefined && Number(told) !== (deployment.spec?.replicas ?? 1);
  });
}

/** A pod that still runs and belongs to no ReplicaSet but an old one. */
function isOldPod({ metadata, status }: Pod, newSet: ReplicaSet | null): boolean {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller === true);
  const finished = status?.phase === 'Succeeded' || status?.phase === 'Failed';
  return !finished && owner?.uid !== undefined && owner.uid !== newSet?.metadata.uid;
}

/** A set that is cleaned up and then scaled down is written once. */
function lastOfEach(scalings: readonly Scaling[]): Scaling[] {
  const byName = new Map(scalings.map((scaling) => [scaling.replicaSet.metadata.name ?? '', scaling]));
  return [...byName.values()];
}
