import { asPod, cacheOf, timestamp, type Stored } from '../../cluster/objects.ts';
import { replicationOf } from '../../cluster/replication.ts';
import type { SeatId } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { fingerprint } from '../../kernel/canonical.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { parseRfc3339 } from '../../kubernetes/rfc3339.ts';
import { metadataOf } from '../../kubernetes/registry/metadata.ts';
import { parseEtcdKey } from '../../kubernetes/resources-table.ts';
import { labelSelectorAsSelector, selectsLabels, type Selector } from '../../kubernetes/selectors.ts';
import type { KubernetesObject, StringMap } from '../../kubernetes/types/meta.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import type { Deployment, ReplicaSet } from '../../kubernetes/types/workload.ts';
import { controllerOf } from './controller-ref.ts';
import { isPodActive } from './pod-status.ts';
import { planReplicas, type ReplicaOwner, type ReplicaPlan } from './replicaset.ts';

export const CONTROLLER: SeatId = 'replication-controller';

/** Kinds whose controllers this seat plays. */
export const OWNER_RESOURCES = ['replicasets', 'replicationcontrollers'] as const;

/** An owner of pods as the seat's watch cache has it, with the pods that it controls and its selector matches. */
export interface KnownOwner {
  readonly stored: Stored;
  readonly resource: string;
  readonly kind: 'ReplicaSet' | 'ReplicationController';
  readonly owner: ReplicaOwner;
  readonly pods: readonly Pod[];
  /** Those of its siblings too: all sets of one Deployment crowd the same nodes. */
  readonly related: readonly Pod[];
}

/** Reads a stored value as a ReplicaSet or ReplicationController: only the key's place says that it is one. */
export function asOwner(object: JsonObject): ReplicaOwner {
  return object as unknown as ReplicaOwner;
}

export function asReplicaSet(object: JsonObject): ReplicaSet {
  return object as unknown as ReplicaSet;
}

export function asDeployment(object: JsonObject): Deployment {
  return object as unknown as Deployment;
}

/** Cluster time in ms since 1970, as the times in objects count. */
export function epochMillis(state: ClusterState): number {
  return parseRfc3339(timestamp(state.now)) ?? 0;
}

/** Every owner of pods that the seat knows. */
export function storedOwners(state: ClusterState): Stored[] {
  return OWNER_RESOURCES.flatMap((resource) => cacheOf(state, CONTROLLER, resource));
}

export function knownPods(state: ClusterState): Pod[] {
  return cacheOf(state, CONTROLLER, 'pods').map(({ object }) => asPod(object));
}

/** The owner with this uid; null when the seat does not see it. */
export function knownOwner(state: ClusterState, uid: string): KnownOwner | null {
  const stored = storedOwners(state).find(({ object }) => metadataOf(object)['uid'] === uid);
  if (stored === undefined) return null;
  const resource = parseEtcdKey(stored.key)?.resource ?? '';
  const owner = asOwner(stored.object);
  const kind = resource === 'replicasets' ? 'ReplicaSet' : 'ReplicationController';
  const selector = selectorOfOwner({ kind, owner });
  const family = siblings(state, owner);
  return {
    stored,
    resource,
    kind,
    owner,
    pods: knownPods(state).filter((pod) => controllerOf(pod)?.uid === uid && isSelected(selector, pod)),
    related: knownPods(state).filter((pod) => family.includes(controllerOf(pod)?.uid ?? '')),
  };
}

/** Uids of the ReplicaSets that have the same controller, this one among them. Models getReplicaSetsWithSameController. */
function siblings(state: ClusterState, owner: ReplicaOwner): string[] {
  const own = owner.metadata.uid ?? '';
  const parent = controllerOf(owner)?.uid;
  if (parent === undefined) return [own];
  return storedOwners(state)
    .map(({ object }) => asOwner(object))
    .filter((other) => controllerOf(other)?.uid === parent)
    .map(({ metadata }) => metadata.uid ?? '');
}

/** The owner's active pods, by name. */
export function activePods({ pods }: KnownOwner): Pod[] {
  return pods.filter(isPodActive);
}

export function planFor(state: ClusterState, known: KnownOwner): ReplicaPlan {
  return planReplicas(known.owner, known.pods, known.related, epochMillis(state));
}

/** By what an owner knows its pods; null when it says nothing, or nothing that can be read. */
export function selectorOfOwner({ owner, kind }: Pick<KnownOwner, 'owner' | 'kind'>): Selector | null {
  const selector = owner.spec?.selector;
  if (selector === undefined) return null;
  const wanted = kind === 'ReplicaSet' ? selector : { matchLabels: selector as StringMap };
  const converted = labelSelectorAsSelector(wanted);
  return converted.ok && converted.value.requirements.length > 0 ? converted.value : null;
}

/** Without a selector the reference alone says whose an object is. */
export function isSelected(selector: Selector | null, { metadata }: KubernetesObject): boolean {
  return selector === null || selectsLabels(selector, metadata.labels);
}

/** What was found about an owner, so that what is put aside is looked at again when it changes. */
export function situationOf({ owner, pods }: KnownOwner): string {
  return fingerprint({
    wanted: owner.spec?.replicas ?? 1,
    active: pods.filter(isPodActive).map(({ metadata }) => metadata.uid),
  });
}

/** True while a sync of this owner is under way: its requests have not all been seen in the own watches. */
export function isSyncing(state: ClusterState, owner: string): boolean {
  const { writes, batches } = replicationOf(state);
  if (batches[owner] !== undefined) return true;
  return Object.values(writes).some((write) => write.owner === owner && write.kind !== 'status');
}
