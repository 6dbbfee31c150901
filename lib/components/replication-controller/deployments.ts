import { cacheOf, type Stored } from '../../cluster/objects.ts';
import { fingerprint } from '../../kernel/canonical.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { metadataOf } from '../../kubernetes/registry/metadata.ts';
import { labelSelectorAsSelector, type Selector } from '../../kubernetes/selectors.ts';
import type { Deployment, ReplicaSet } from '../../kubernetes/types/workload.ts';
import type { Scaling } from './deployment-math.ts';
import { planDeployment, type DeploymentPlan } from './deployment-plan.ts';
import { findNewReplicaSet, newReplicaSet, nextRevision, ownedReplicaSets } from './deployment-sets.ts';
import { controllerOf } from './controller-ref.ts';
import { asDeployment, asReplicaSet, CONTROLLER, epochMillis, isSelected, knownPods } from './knowledge.ts';

/** A Deployment as the seat's watch cache has it, the ReplicaSets that it controls and its selector matches, and what a sync would do now. */
export interface KnownDeployment {
  readonly stored: Stored;
  readonly deployment: Deployment;
  readonly sets: readonly ReplicaSet[];
  readonly plan: DeploymentPlan;
}

/** What somebody has to decide about: a ReplicaSet to create, sizes to change. */
export interface RolloutStep {
  readonly create: ReplicaSet | null;
  readonly scale: readonly Scaling[];
}

export function storedDeployments(state: ClusterState): Stored[] {
  return cacheOf(state, CONTROLLER, 'deployments');
}

export function knownDeployment(state: ClusterState, uid: string): KnownDeployment | null {
  const stored = storedDeployments(state).find(({ object }) => metadataOf(object)['uid'] === uid);
  if (stored === undefined) return null;
  const deployment = asDeployment(stored.object);
  const all = cacheOf(state, CONTROLLER, 'replicasets').map(({ object }) => asReplicaSet(object));
  const selector = selectorOfDeployment(deployment);
  const sets = ownedReplicaSets(deployment, all).filter((set) => isSelected(selector, set));
  const uids = sets.map(({ metadata }) => metadata.uid);
  const pods = knownPods(state).filter((pod) => uids.includes(controllerOf(pod)?.uid));
  return { stored, deployment, sets, plan: planDeployment(deployment, sets, pods, epochMillis(state)) };
}

/** By what a Deployment knows its ReplicaSets; null when it says nothing, or nothing that can be read. */
export function selectorOfDeployment({ spec }: Deployment): Selector | null {
  const converted = labelSelectorAsSelector(spec?.selector);
  return converted.ok && converted.value.requirements.length > 0 ? converted.value : null;
}

/** The part of the plan that changes how many pods there will be. */
export function stepOf({ plan }: KnownDeployment): RolloutStep {
  return { create: plan.create, scale: plan.scale.filter(resizes) };
}

export function isEmpty({ create, scale }: RolloutStep): boolean {
  return create === null && scale.length === 0;
}

export function resizes({ replicaSet, replicas }: Scaling): boolean {
  return (replicaSet.spec?.replicas ?? 1) !== replicas;
}

/** Everything new and nothing old, in one step: what the limits of a rollout are there to prevent. */
export function stepAtOnce({ deployment, sets }: KnownDeployment): RolloutStep {
  const wanted = deployment.spec?.replicas ?? 1;
  const found = findNewReplicaSet(deployment, sets);
  const old = sets.filter((set) => set !== found);
  const scale = [
    ...(found === null ? [] : [{ replicaSet: found, replicas: wanted }]),
    ...old.map((replicaSet) => ({ replicaSet, replicas: 0 })),
  ].filter(resizes);
  return { create: found === null ? newReplicaSet(deployment, wanted, nextRevision(old)) : null, scale };
}

/** True when pods of an old template still count: then doing it at once would leave nobody to serve. */
export function isRollingOver({ deployment, sets }: KnownDeployment): boolean {
  const found = findNewReplicaSet(deployment, sets);
  return sets.some((set) => set !== found && (set.spec?.replicas ?? 1) > 0);
}

/** What was found about a Deployment, so that what is put aside is looked at again when it changes. */
export function rolloutSituation(known: KnownDeployment): string {
  const { create, scale } = stepOf(known);
  const sizes = scale.map(({ replicaSet, replicas }) => [replicaSet.metadata.uid, replicaSet.spec?.replicas, replicas]);
  return fingerprint({ generation: known.deployment.metadata.generation, create: create?.metadata.name, sizes });
}
