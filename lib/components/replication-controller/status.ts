import type { Turn } from '../../cluster/component.ts';
import { timestamp } from '../../cluster/objects.ts';
import { replicationOf } from '../../cluster/replication.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { canonicalJson, fingerprint } from '../../kernel/canonical.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import { buildPath } from '../../kubernetes/resources-table.ts';
import { activePods, epochMillis, type KnownOwner } from './knowledge.ts';
import { calculateStatus } from './replicaset.ts';
import { startWrite } from './writes.ts';

/** The status that the pods call for. */
export function statusOf(state: ClusterState, known: KnownOwner): JsonObject {
  const status = calculateStatus(known.owner, activePods(known), epochMillis(state), {
    timestamp: timestamp(state.now),
  });
  const { generation } = known.owner.metadata;
  return plain({ ...status, ...(generation !== undefined && { observedGeneration: generation }) });
}

/** The matter under which a status that was refused is put aside. */
export function statusMatter(uid: string): string {
  return `status/${uid}`;
}

/**
 * Writes the status when it is not what is stored, and none is under way. Machinery: nobody decides anything about it.
 * Models pkg/controller/replicaset/replica_set_utils.go updateReplicaSetStatus.
 */
export function writeStatus(turn: Turn, seat: Seat, known: KnownOwner, status: JsonObject): void {
  const { uid = '', namespace = 'default', name = '' } = known.owner.metadata;
  const { writes, settled } = replicationOf(turn.state);
  if (Object.values(writes).some(({ owner, kind }) => owner === uid && kind === 'status')) return;
  if (settled[statusMatter(uid)] === fingerprint(status)) return;
  if (sameStatus(known.stored.object['status'], status)) return;
  startWrite(turn, seat, uid, 'status', {
    verb: 'PUT',
    path: buildPath({ resource: known.resource, namespace, name, subresource: 'status' }),
    body: { ...known.stored.object, status },
    about: uid,
  });
}

/** Zero and absent are the same on the wire. */
export function sameStatus(stored: JsonValue | undefined, status: JsonObject): boolean {
  return canonicalJson(counted(stored)) === canonicalJson(counted(status));
}

function counted(status: JsonValue | undefined): JsonObject {
  if (!isJsonObject(status)) return {};
  return Object.fromEntries(Object.entries(status).filter(([, value]) => value !== 0 && value !== undefined));
}

/** Without members that are undefined, as a body on the wire is. */
export function plain(value: object): JsonObject {
  const parsed: unknown = JSON.parse(canonicalJson(value));
  return isJsonObject(parsed) ? parsed : {};
}
