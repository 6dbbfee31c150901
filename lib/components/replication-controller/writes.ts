import type { Turn } from '../../cluster/component.ts';
import { streamOf } from '../../cluster/objects.ts';
import { replicationOf, type ReplicaBatch, type ReplicaWriteKind } from '../../cluster/replication.ts';
import type { Seat } from '../../cluster/seats.ts';
import { present } from '../../kernel/assert.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { sortedKeys } from '../../kernel/ordered.ts';
import { apiVersionOf, buildPath, parsePath, resourceInfo } from '../../kubernetes/resources-table.ts';
import type { OwnerReference } from '../../kubernetes/types/meta.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { callApi, type ApiCall } from '../api-request.ts';
import { CONTROLLER, type KnownOwner } from './knowledge.ts';

/** Sends a write and expects to see it: until then the own cache is older than what was written. */
export function startWrite(turn: Turn, seat: Seat, owner: string, kind: ReplicaWriteKind, call: ApiCall): void {
  const message = callApi(turn, seat, call);
  const resource = parsePath(call.path)?.resource ?? '';
  turn.emit({ type: 'ReplicaWriteStarted', message, owner, kind, resource });
}

/** Ends the writes that the own watches have shown. Models pkg/controller/controller_utils.go ControllerExpectations. */
export function endSeenWrites(turn: Turn): void {
  const { writes } = replicationOf(turn.state);
  for (const message of sortedKeys(writes)) {
    const { revision, resource = '' } = writes[message] ?? {};
    const at = streamOf(turn.state, CONTROLLER, resource)?.at ?? Number.POSITIVE_INFINITY;
    if (revision !== undefined && revision <= at) turn.emit({ type: 'ReplicaWriteEnded', message });
  }
}

/** Begins to create pods, one first, then twice as many each time. Models slowStartBatch. */
export function beginCreating(
  turn: Turn,
  seat: Seat,
  known: KnownOwner,
  count: number,
  status: JsonObject,
  node?: string,
): void {
  sendBatch(turn, seat, known, { left: count, size: 0, status, ...(node !== undefined && { node }) });
}

/** The next batch, twice as large as the one that went well. */
export function sendBatch(turn: Turn, seat: Seat, known: KnownOwner, batch: ReplicaBatch): void {
  const owner = known.owner.metadata.uid ?? '';
  const size = Math.min(Math.max(1, 2 * batch.size), batch.left);
  turn.emit({ type: 'ReplicaBatchChanged', owner, batch: { ...batch, size, left: batch.left - size } });
  const { namespace = 'default' } = known.owner.metadata;
  for (let index = 0; index < size; index += 1) {
    startWrite(turn, seat, owner, 'create', {
      verb: 'POST',
      path: buildPath({ resource: 'pods', namespace }),
      body: podFromTemplate(known, batch.node),
    });
  }
}

/** Models pkg/controller/controller_utils.go GetPodFromTemplate. */
function podFromTemplate(known: KnownOwner, node: string | undefined): JsonObject {
  const { metadata, spec } = known.owner;
  const template = present(spec?.template, 'template of an owner') as unknown as {
    readonly metadata?: JsonObject;
    readonly spec?: JsonObject;
  };
  const { labels, annotations, finalizers } = template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: `${metadata.name ?? ''}-`,
      ...(labels !== undefined && { labels }),
      ...(annotations !== undefined && { annotations }),
      ...(finalizers !== undefined && { finalizers }),
      ownerReferences: [{ ...referenceTo(known) }],
    },
    spec: { ...template.spec, ...(node !== undefined && { nodeName: node }) },
  };
}

/** What makes an object the owner's own. Models metav1.NewControllerRef. */
export function referenceTo({ resource, kind, owner }: KnownOwner): OwnerReference {
  const info = present(resourceInfo(resource), resource);
  const { name = '', uid = '' } = owner.metadata;
  return { apiVersion: apiVersionOf(info), kind, name, uid, controller: true, blockOwnerDeletion: true };
}

export function deletePod(turn: Turn, seat: Seat, owner: string, pod: Pod): void {
  const { namespace = 'default', name = '', uid } = pod.metadata;
  startWrite(turn, seat, owner, 'delete', {
    verb: 'DELETE',
    path: buildPath({ resource: 'pods', namespace, name }),
    body: {},
    ...(uid !== undefined && { about: uid }),
  });
}
