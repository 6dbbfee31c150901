import type { Turn } from '../../cluster/component.ts';
import { cacheOf } from '../../cluster/objects.ts';
import { replicationOf, type ReplicaWriteKind } from '../../cluster/replication.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { metadataOf } from '../../kubernetes/registry/metadata.ts';
import { buildPath } from '../../kubernetes/resources-table.ts';
import type { KubernetesObject } from '../../kubernetes/types/meta.ts';
import type { ApiCall } from '../api-request.ts';
import { controllerOf, releasePatch } from './controller-ref.ts';
import { CONTROLLER } from './knowledge.ts';
import { startWrite } from './writes.ts';

/** What may own something here, and what may be owned. */
const OWNERS = ['deployments', 'replicasets', 'replicationcontrollers'];
const OWNED = ['pods', 'replicasets'];

const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';

/** An object and the resource it is of. */
interface Thing {
  readonly resource: string;
  readonly object: KubernetesObject;
}

/**
 * The garbage collector, as far as this seat's watches show owners and what they own: nobody decides anything about it.
 * Models pkg/controller/garbagecollector/garbagecollector.go.
 */
export function collectGarbage(turn: Turn, seat: Seat): void {
  collectLeftBehind(turn, seat);
  for (const owner of thingsOf(turn.state, OWNERS)) {
    const { deletionTimestamp, finalizers = [] } = owner.object.metadata;
    if (deletionTimestamp === undefined) continue;
    if (finalizers.includes(ORPHAN)) orphanDependents(turn, seat, owner);
    else if (finalizers.includes(FOREGROUND)) deleteDependents(turn, seat, owner);
  }
}

/** What a deleted owner owned is deleted after it: background propagation. */
function collectLeftBehind(turn: Turn, seat: Seat): void {
  const { gone } = replicationOf(turn.state);
  if (gone.length === 0) return;
  for (const thing of thingsOf(turn.state, OWNED)) {
    if (gone.includes(controllerOf(thing.object)?.uid ?? '')) deleteThing(turn, seat, thing, 'Background');
  }
}

/** The owner waits for those that block it; what these own goes before them. Models processDeletingDependentsItem. */
function deleteDependents(turn: Turn, seat: Seat, owner: Thing): void {
  const dependents = dependentsOf(turn.state, owner);
  const blocking = dependents.filter(({ object }) =>
    object.metadata.ownerReferences?.some(
      ({ uid, blockOwnerDeletion }) => uid === owner.object.metadata.uid && blockOwnerDeletion === true,
    ),
  );
  if (blocking.length === 0) {
    takeOff(turn, seat, owner, FOREGROUND);
    return;
  }
  for (const thing of dependents) {
    const deeper = dependentsOf(turn.state, thing).length > 0;
    deleteThing(turn, seat, thing, deeper ? 'Foreground' : 'Background');
  }
}

/** What it owned is let go of, one by one, and stays. Models attemptToOrphan. */
function orphanDependents(turn: Turn, seat: Seat, owner: Thing): void {
  const dependents = dependentsOf(turn.state, owner);
  if (dependents.length === 0) takeOff(turn, seat, owner, ORPHAN);
  for (const thing of dependents) {
    send(turn, seat, thing, 'orphan', { verb: 'PATCH', body: releasePatch(owner.object, thing.object) });
  }
}

function deleteThing(turn: Turn, seat: Seat, thing: Thing, propagationPolicy: 'Background' | 'Foreground'): void {
  const { uid = '', deletionTimestamp } = thing.object.metadata;
  if (deletionTimestamp !== undefined) return;
  send(turn, seat, thing, 'collect', { verb: 'DELETE', body: { preconditions: { uid }, propagationPolicy } });
}

/** Models removeFinalizer: a merge patch that only this version of the object takes. */
function takeOff(turn: Turn, seat: Seat, owner: Thing, finalizer: string): void {
  const { finalizers = [], resourceVersion = '' } = owner.object.metadata;
  send(turn, seat, owner, 'unhold', {
    verb: 'PATCH',
    contentType: 'application/merge-patch+json',
    body: { metadata: { resourceVersion, finalizers: finalizers.filter((name) => name !== finalizer) } },
  });
}

/** One request about an object at a time; one that was refused is put aside for a while. */
function send(turn: Turn, seat: Seat, thing: Thing, kind: ReplicaWriteKind, call: Omit<ApiCall, 'path'>): void {
  const { namespace = 'default', name = '', uid = '' } = thing.object.metadata;
  const { writes, settled } = replicationOf(turn.state);
  const path = buildPath({ resource: thing.resource, namespace, name });
  if (settled[garbageMatter(uid)] === path) return;
  if (Object.values(writes).some((write) => write.owner === uid && write.kind === kind)) return;
  startWrite(turn, seat, uid, kind, { ...call, path, about: uid });
}

/** The matter under which a refused request of the collector is put aside. */
export function garbageMatter(uid: string): string {
  return `collect/${uid}`;
}

function thingsOf(state: ClusterState, resources: readonly string[]): Thing[] {
  return resources.flatMap((resource) =>
    cacheOf(state, CONTROLLER, resource).map(({ object }) => ({
      resource,
      object: { ...object, metadata: metadataOf(object) },
    })),
  );
}

function dependentsOf(state: ClusterState, { object }: Thing): Thing[] {
  const own = object.metadata.uid;
  return thingsOf(state, OWNED).filter(({ object: { metadata } }) =>
    metadata.ownerReferences?.some(({ uid }) => uid === own),
  );
}
