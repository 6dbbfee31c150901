import { compareStrings } from '../../kernel/ordered.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { scaledIntOrPercent } from '../../kubernetes/int-or-percent.ts';
import { parseRfc3339 } from '../../kubernetes/rfc3339.ts';
import type { IntOrString } from '../../kubernetes/types/meta.ts';
import type { Deployment, ReplicaSet } from '../../kubernetes/types/workload.ts';

export const desiredReplicasAnnotation = 'deployment.kubernetes.io/desired-replicas';
export const maxReplicasAnnotation = 'deployment.kubernetes.io/max-replicas';

/** How far a rollout may go above and below the wanted number of pods. */
export interface Fenceposts {
  readonly surge: number;
  readonly unavailable: number;
}

/** A ReplicaSet that is to get a size; when it has it already, only its annotations change. */
export interface Scaling {
  readonly replicaSet: ReplicaSet;
  readonly replicas: number;
}

/**
 * Turns the two limits into numbers: surge rounds up, unavailable rounds down, and both 0 would never move, so that
 * then one may be unavailable. Models pkg/controller/deployment/util/deployment_util.go ResolveFenceposts.
 */
export function resolveFenceposts(
  maxSurge: IntOrString | null | undefined,
  maxUnavailable: IntOrString | null | undefined,
  desired: number,
): Result<Fenceposts, string> {
  const surge = scaledIntOrPercent(maxSurge ?? 0, desired, true);
  if (!surge.ok) return err(surge.error);
  const unavailable = scaledIntOrPercent(maxUnavailable ?? 0, desired, false);
  if (!unavailable.ok) return err(unavailable.error);
  const stuck = surge.value === 0 && unavailable.value === 0;
  return ok({ surge: surge.value, unavailable: stuck ? 1 : unavailable.value });
}

/** How many pods may exist beyond the wanted number while rolling. */
export function maxSurge(deployment: Deployment): number {
  return isRolling(deployment) ? fencepostsOf(deployment).surge : 0;
}

/** How many pods may be missing while rolling. */
export function maxUnavailable(deployment: Deployment): number {
  const replicas = replicasOf(deployment);
  return isRolling(deployment) && replicas > 0 ? Math.min(replicas, fencepostsOf(deployment).unavailable) : 0;
}

/** How many pods must be available while rolling. */
export function minAvailable(deployment: Deployment): number {
  return isRolling(deployment) ? replicasOf(deployment) - maxUnavailable(deployment) : 0;
}

/** The size the new ReplicaSet may have now, given how many pods all sets have together. Models NewRSNewReplicas. */
export function newReplicaSetSize(deployment: Deployment, totalReplicas: number, newReplicas: number): number {
  const wanted = replicasOf(deployment);
  if (!isRolling(deployment)) return wanted;
  const room = wanted + maxSurge(deployment) - totalReplicas;
  return room <= 0 ? newReplicas : newReplicas + Math.min(room, wanted - newReplicas);
}

/** True when every pod is of the new template and available, and the controller has seen the latest spec. */
export function isDeploymentComplete(deployment: Deployment): boolean {
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0, observedGeneration = 0 } = deployment.status ?? {};
  const wanted = replicasOf(deployment);
  const settled = updatedReplicas === wanted && replicas === wanted && availableReplicas === wanted;
  return settled && observedGeneration >= (deployment.metadata.generation ?? 0);
}

/** The step of a rollout for the new ReplicaSet; null when it keeps its size. Models rolling.go reconcileNewReplicaSet. */
export function reconcileNewReplicaSet(
  deployment: Deployment,
  newSet: ReplicaSet,
  oldSets: readonly ReplicaSet[],
): Scaling | null {
  const current = sizeOf(newSet);
  const wanted = replicasOf(deployment);
  const replicas = current > wanted ? wanted : newReplicaSetSize(deployment, current + totalSize(oldSets), current);
  return replicas === current ? null : { replicaSet: newSet, replicas };
}

/**
 * The step of a rollout for the old ReplicaSets: unhealthy pods go first, then as many healthy ones as may be missing.
 * Models pkg/controller/deployment/rolling.go reconcileOldReplicaSets.
 */
export function reconcileOldReplicaSets(
  deployment: Deployment,
  newSet: ReplicaSet,
  oldSets: readonly ReplicaSet[],
): { readonly cleanups: readonly Scaling[]; readonly scaleDowns: readonly Scaling[] } {
  const old = totalSize(oldSets);
  const newUnavailable = sizeOf(newSet) - availableOf(newSet);
  const spare = old + sizeOf(newSet) - (replicasOf(deployment) - maxUnavailable(deployment)) - newUnavailable;
  if (old === 0 || spare <= 0) return { cleanups: [], scaleDowns: [] };
  const cleanups = cleanupUnhealthyReplicas(oldSets, spare);
  const cleaned = oldSets.map((set) => {
    const cleanup = cleanups.find(({ replicaSet }) => replicaSet === set);
    return cleanup === undefined ? set : { ...set, spec: { ...set.spec, replicas: cleanup.replicas } };
  });
  const scaleDowns = scaleDownOldReplicaSets(deployment, newSet, cleaned).map((scaling) => ({
    ...scaling,
    replicaSet: oldSets[cleaned.indexOf(scaling.replicaSet)] ?? scaling.replicaSet,
  }));
  return { cleanups, scaleDowns };
}

/** Removes pods that are not available anyway, oldest sets first, at most `most`. Models cleanupUnhealthyReplicas. */
export function cleanupUnhealthyReplicas(oldSets: readonly ReplicaSet[], most: number): Scaling[] {
  let left = most;
  const scalings: Scaling[] = [];
  for (const replicaSet of oldSets.toSorted(compareAge)) {
    const unhealthy = Math.min(left, sizeOf(replicaSet) - availableOf(replicaSet));
    if (unhealthy <= 0) continue;
    left -= unhealthy;
    scalings.push({ replicaSet, replicas: sizeOf(replicaSet) - unhealthy });
  }
  return scalings;
}

/** Removes available pods beyond the least that must be, oldest sets first. Models scaleDownOldReplicaSetsForRollingUpdate. */
export function scaleDownOldReplicaSets(
  deployment: Deployment,
  newSet: ReplicaSet | null,
  oldSets: readonly ReplicaSet[],
): Scaling[] {
  const available = [...oldSets, ...(newSet === null ? [] : [newSet])].reduce((sum, set) => sum + availableOf(set), 0);
  let left = available - (replicasOf(deployment) - maxUnavailable(deployment));
  const scalings: Scaling[] = [];
  for (const replicaSet of oldSets.toSorted(compareAge)) {
    const fewer = Math.min(left, sizeOf(replicaSet));
    if (fewer <= 0) continue;
    left -= fewer;
    scalings.push({ replicaSet, replicas: sizeOf(replicaSet) - fewer });
  }
  return scalings;
}

/**
 * Sizes after the Deployment itself was scaled, in the midst of a rollout shared out in proportion.
 * Models pkg/controller/deployment/sync.go scale.
 */
export function proportionalScale(
  deployment: Deployment,
  newSet: ReplicaSet | null,
  oldSets: readonly ReplicaSet[],
): Scaling[] {
  const wanted = replicasOf(deployment);
  const all = [...oldSets, ...(newSet === null ? [] : [newSet])];
  const active = all.filter((set) => sizeOf(set) > 0);
  const only =
    active.length === 1 ? active[0] : active.length === 0 ? (newSet ?? oldSets.toSorted(compareAge).at(-1)) : undefined;
  if (only !== undefined) return sizeOf(only) === wanted ? [] : [{ replicaSet: only, replicas: wanted }];
  if (newSet !== null && isSaturated(deployment, newSet)) {
    return oldSets.filter((set) => sizeOf(set) > 0).map((replicaSet) => ({ replicaSet, replicas: 0 }));
  }
  if (!isRolling(deployment)) return [];
  const allowed = wanted > 0 ? wanted + maxSurge(deployment) : 0;
  const toAdd = allowed - totalSize(active);
  if (toAdd === 0) return active.map((replicaSet) => ({ replicaSet, replicas: sizeOf(replicaSet) }));
  return shareOut(deployment, active.toSorted(toAdd > 0 ? compareSizeNewer : compareSizeOlder), toAdd);
}

/** By how many pods the set would change to keep its share of the Deployment. Models getReplicaSetFraction. */
export function replicaSetFraction(deployment: Deployment, replicaSet: ReplicaSet): number {
  const wanted = replicasOf(deployment);
  const size = sizeOf(replicaSet);
  if (wanted === 0) return -size;
  const before = annotatedNumber(replicaSet, maxReplicasAnnotation) || (deployment.status?.replicas ?? 0);
  if (before === 0) return 0;
  return Math.round((size * (wanted + maxSurge(deployment))) / before) - size;
}

/** Largest set first; what rounding leaves over goes to it. */
function shareOut(deployment: Deployment, sets: readonly ReplicaSet[], toAdd: number): Scaling[] {
  let added = 0;
  const sizes = sets.map((set) => {
    const limit = toAdd - added;
    const fraction = replicaSetFraction(deployment, set);
    const share = limit === 0 ? 0 : toAdd > 0 ? Math.min(fraction, limit) : Math.max(fraction, limit);
    added += share;
    return sizeOf(set) + share;
  });
  return sets.map((replicaSet, index) => {
    const size = sizes[index] ?? 0;
    return { replicaSet, replicas: index === 0 ? Math.max(0, size + toAdd - added) : size };
  });
}

/** The new set has all the pods it was ever to have, and they are available. */
function isSaturated(deployment: Deployment, newSet: ReplicaSet): boolean {
  const wanted = replicasOf(deployment);
  const desired = annotatedNumber(newSet, desiredReplicasAnnotation);
  return sizeOf(newSet) === wanted && desired === wanted && availableOf(newSet) === wanted;
}

function annotatedNumber(replicaSet: ReplicaSet, annotation: string): number {
  const text = replicaSet.metadata.annotations?.[annotation] ?? '';
  return /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
}

function fencepostsOf(deployment: Deployment): Fenceposts {
  const rolling = deployment.spec?.strategy?.rollingUpdate;
  const resolved = resolveFenceposts(rolling?.maxSurge, rolling?.maxUnavailable, replicasOf(deployment));
  return resolved.ok ? resolved.value : { surge: 0, unavailable: 0 };
}

function isRolling(deployment: Deployment): boolean {
  return deployment.spec?.strategy?.type === 'RollingUpdate';
}

function replicasOf(deployment: Deployment): number {
  return deployment.spec?.replicas ?? 1;
}

function sizeOf(replicaSet: ReplicaSet): number {
  return replicaSet.spec?.replicas ?? 1;
}

function availableOf(replicaSet: ReplicaSet): number {
  return replicaSet.status?.availableReplicas ?? 0;
}

function totalSize(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + sizeOf(set), 0);
}

/** Oldest first, by name among equals. */
export function compareAge(left: ReplicaSet, right: ReplicaSet): number {
  const created = ({ metadata }: ReplicaSet): number => parseRfc3339(metadata.creationTimestamp) ?? 0;
  return created(left) - created(right) || compareStrings(left.metadata.name ?? '', right.metadata.name ?? '');
}

function compareSizeOlder(left: ReplicaSet, right: ReplicaSet): number {
  return sizeOf(right) - sizeOf(left) || compareAge(left, right);
}

function compareSizeNewer(left: ReplicaSet, right: ReplicaSet): number {
  return sizeOf(right) - sizeOf(left) || compareAge(right, left);
}
