import type { Turn } from '../../cluster/component.ts';
import { cacheOf } from '../../cluster/objects.ts';
import { replicationOf } from '../../cluster/replication.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import { fingerprint } from '../../kernel/canonical.ts';
import { apiVersionOf, buildPath, resourceInfo } from '../../kubernetes/resources-table.ts';
import type { KubernetesObject } from '../../kubernetes/types/meta.ts';
import { adoptionPatch, adoptionRefusal, claimObjects, releasePatch } from './controller-ref.ts';
import { knownDeployment, selectorOfDeployment, type KnownDeployment } from './deployments.ts';
import { asReplicaSet, CONTROLLER, isSyncing, knownOwner, knownPods, selectorOfOwner } from './knowledge.ts';
import type { KnownOwner } from './knowledge.ts';
import { isPodActive } from './pod-status.ts';
import { startWrite } from './writes.ts';

/** What a controller should take and let go now, and of which resource that is. */
interface Claim {
  readonly resource: string;
  /** The controller's own. */
  readonly of: string;
  readonly controller: KubernetesObject;
  readonly adoptable: readonly KubernetesObject[];
  readonly releasable: readonly KubernetesObject[];
}

/** The matter under which claims that were refused are put aside. */
export function claimMatter(uid: string): string {
  return `adopt/${uid}`;
}

/**
 * Takes what the selector matches and nobody controls, and lets go of what it matches no more. Machinery: nobody
 * decides anything about it. Before anything is taken the controller looks at itself once more, past its cache.
 * Models pkg/controller/controller_ref_manager.go ClaimPods and ClaimReplicaSets.
 */
export function claimDependents(turn: Turn, seat: Seat, uid: string): void {
  const claim = claimOf(turn.state, uid);
  if (claim === null || isSyncing(turn.state, uid)) return;
  if (replicationOf(turn.state).settled[claimMatter(uid)] === situationOfClaim(claim)) return;
  for (const object of claim.releasable) {
    patch(turn, seat, claim, object, 'release');
  }
  if (claim.adoptable.length === 0) return;
  const { namespace = 'default', name = '' } = claim.controller.metadata;
  const path = buildPath({ resource: claim.of, namespace, name });
  startWrite(turn, seat, uid, 'recheck', { verb: 'GET', path, about: uid });
}

/**
 * The controller has looked at itself: adopts, unless it is another one by now or on its way out. `fresh` is null when
 * there is none. False when it must not adopt. Models RecheckDeletionTimestamp.
 */
export function adoptAfterLook(turn: Turn, seat: Seat, uid: string, fresh: KubernetesObject | null): boolean {
  const claim = claimOf(turn.state, uid);
  if (claim === null) return true;
  if (adoptionRefusal(claim.controller, fresh) !== null) return false;
  for (const object of claim.adoptable) patch(turn, seat, claim, object, 'adopt');
  return true;
}

/** What was found, so that what is put aside is looked at again when it changes. */
export function claimSituation(state: ClusterState, uid: string): string {
  const claim = claimOf(state, uid);
  return claim === null ? '' : situationOfClaim(claim);
}

function situationOfClaim({ adoptable, releasable }: Claim): string {
  const marks = (objects: readonly KubernetesObject[]): string[] => objects.map(({ metadata }) => metadata.uid ?? '');
  return fingerprint({ adoptable: marks(adoptable), releasable: marks(releasable) });
}

function claimOf(state: ClusterState, uid: string): Claim | null {
  const owner = knownOwner(state, uid);
  if (owner !== null) return podClaim(state, owner);
  const deployment = knownDeployment(state, uid);
  return deployment === null ? null : replicaSetClaim(state, deployment);
}

/** Pods that have ended, or are on their way out, are neither taken nor let go. */
function podClaim(state: ClusterState, known: KnownOwner): Claim | null {
  const selector = selectorOfOwner(known);
  if (selector === null) return null;
  const controller = named(known.resource, known.owner);
  const { adoptable, releasable } = claimObjects(controller, selector, knownPods(state).filter(isPodActive));
  return { resource: 'pods', of: known.resource, controller, adoptable, releasable };
}

function replicaSetClaim(state: ClusterState, { deployment }: KnownDeployment): Claim | null {
  const selector = selectorOfDeployment(deployment);
  if (selector === null) return null;
  const controller = named('deployments', deployment);
  const sets = cacheOf(state, CONTROLLER, 'replicasets').map(({ object }) => asReplicaSet(object));
  const { adoptable, releasable } = claimObjects(controller, selector, sets);
  return { resource: 'replicasets', of: 'deployments', controller, adoptable, releasable };
}

/** With the kind that its place gives it. */
function named(resource: string, { metadata }: KubernetesObject): KubernetesObject {
  const info = present(resourceInfo(resource), resource);
  return { apiVersion: apiVersionOf(info), kind: info.kind, metadata };
}

function patch(turn: Turn, seat: Seat, claim: Claim, object: KubernetesObject, kind: 'adopt' | 'release'): void {
  const { controller, resource } = claim;
  const { namespace = 'default', name = '', uid: about = '' } = object.metadata;
  startWrite(turn, seat, controller.metadata.uid ?? '', kind, {
    verb: 'PATCH',
    path: buildPath({ resource, namespace, name }),
    body: kind === 'adopt' ? adoptionPatch(controller, object) : releasePatch(controller, object),
    about,
  });
}
