import type { Turn } from '../../cluster/component.ts';
import type { Message } from '../../cluster/message.ts';
import { referredObject } from '../../cluster/listed.ts';
import { asPod, readObject } from '../../cluster/objects.ts';
import { replicationOf, type ReplicaWrite } from '../../cluster/replication.ts';
import type { Seat } from '../../cluster/seats.ts';
import { fingerprint } from '../../kernel/canonical.ts';
import { present } from '../../kernel/assert.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { metadataOf } from '../../kubernetes/registry/metadata.ts';
import { apiVersionOf, parsePath, resourceInfo } from '../../kubernetes/resources-table.ts';
import { adoptAfterLook, claimMatter, claimSituation } from './claims.ts';
import { garbageMatter } from './garbage.ts';
import { knownDeployment, rolloutSituation, type KnownDeployment } from './deployments.ts';
import { knownOwner, situationOf, type KnownOwner } from './knowledge.ts';
import { postEvent } from './reports.ts';
import { plain, statusMatter, statusOf, writeStatus } from './status.ts';
import { sendBatch } from './writes.ts';

/** How long a controller leaves alone what was refused, or what its player left as it is. */
export const RESYNC_MILLIS = 30_000;

/** An answer to one of the seat's requests; Events and the like are none of its business. */
export function noteAnswer(turn: Turn, seat: Seat, message: Message): void {
  const id = message.inReplyTo ?? '';
  const write = replicationOf(turn.state).writes[id];
  if (write === undefined) return;
  const body = isJsonObject(message.body) ? message.body : {};
  const { revision } = body;
  const wentWell = (message.status ?? 500) < 300;
  if (write.kind === 'recheck') {
    noteLook(turn, seat, message, write);
    return;
  }
  if (wentWell && typeof revision === 'number') turn.emit({ type: 'ReplicaWriteAnswered', message: id, revision });
  else turn.emit({ type: 'ReplicaWriteEnded', message: id });
  const known = knownOwner(turn.state, write.owner);
  if (wentWell) tellUsers(turn, seat, message, write, known, body);
  else if (!isHarmless(write, message)) putAside(turn, seat, write, message, known);
  if (write.kind === 'create' && known !== null) continueBatch(turn, seat, known, wentWell);
}

/** The controller has looked at itself before it adopts. */
function noteLook(turn: Turn, seat: Seat, message: Message, { owner }: ReplicaWrite): void {
  turn.emit({ type: 'ReplicaWriteEnded', message: message.inReplyTo ?? '' });
  const object = message.status === 200 ? referredObject(turn.state, message.body)?.object : undefined;
  const fresh = object === undefined ? null : { metadata: metadataOf(object) };
  if (!adoptAfterLook(turn, seat, owner, fresh)) putClaimAside(turn, seat, owner);
}

function putClaimAside(turn: Turn, seat: Seat, owner: string): void {
  settle(turn, seat, claimMatter(owner), owner, claimSituation(turn.state, owner));
}

/** What was to be deleted is gone, or what was to be changed has changed: looking again is all it takes. */
function isHarmless({ kind }: ReplicaWrite, { status }: Message): boolean {
  return status === 409 || (status === 404 && kind !== 'create');
}

/** The next batch once all of the last were answered; after the last, the status that the sync began with. */
function continueBatch(turn: Turn, seat: Seat, known: KnownOwner, wentWell: boolean): void {
  const owner = known.owner.metadata.uid ?? '';
  const { batches, writes } = replicationOf(turn.state);
  const batch = batches[owner];
  if (batch === undefined) return;
  const unanswered = Object.values(writes).some(
    (write) => write.owner === owner && write.kind === 'create' && write.revision === undefined,
  );
  if (wentWell && unanswered) return;
  if (wentWell && batch.left > 0) {
    sendBatch(turn, seat, known, batch);
    return;
  }
  turn.emit({ type: 'ReplicaBatchChanged', owner });
  writeStatus(turn, seat, known, batch.status);
}

/** Models the controllers' rate-limited queues: what failed is tried again later, or when something changes. */
function putAside(turn: Turn, seat: Seat, write: ReplicaWrite, message: Message, known: KnownOwner | null): void {
  const { owner, kind } = write;
  const body = isJsonObject(message.body) ? message.body : {};
  if (kind === 'collect' || kind === 'orphan' || kind === 'unhold') {
    settle(turn, seat, garbageMatter(owner), owner, message.path);
    return;
  }
  if (kind === 'adopt' || kind === 'release') {
    putClaimAside(turn, seat, owner);
    return;
  }
  const rollout = known === null ? knownDeployment(turn.state, owner) : null;
  if (rollout !== null) putRolloutAside(turn, seat, rollout, kind);
  if (known === null) return;
  if (kind === 'status') {
    settle(turn, seat, statusMatter(owner), owner, fingerprint(statusOf(turn.state, known)));
    return;
  }
  settle(turn, seat, owner, owner, situationOf(known));
  if ((kind !== 'create' && kind !== 'delete') || isTerminating(body)) return;
  const reason = kind === 'create' ? 'FailedCreate' : 'FailedDelete';
  const text = `Error ${kind === 'create' ? 'creating' : 'deleting'}: ${String(body['message'] ?? '')}`;
  postEvent(turn, seat, eventSubject(known), { reason, message: text }, message.id);
}

/** Nothing can be made in a namespace that ends, and nobody has to be told so. Models HasStatusCause. */
function isTerminating({ details }: JsonObject): boolean {
  const causes = isJsonObject(details) ? details['causes'] : undefined;
  return (
    Array.isArray(causes) && causes.some((cause) => isJsonObject(cause) && cause['reason'] === 'NamespaceTerminating')
  );
}

function putRolloutAside(turn: Turn, seat: Seat, known: KnownDeployment, kind: ReplicaWrite['kind']): void {
  const { uid = '' } = known.deployment.metadata;
  if (kind === 'status') settle(turn, seat, statusMatter(uid), uid, fingerprint(plain(known.plan.status)));
  if (kind !== 'set') return;
  for (const matter of [uid, `books/${uid}`]) settle(turn, seat, matter, uid, rolloutSituation(known));
}

/** Puts a matter aside as it was found, for a while. */
export function settle(turn: Turn, seat: Seat, matter: string, about: string, found: string): void {
  turn.emit({ type: 'ReplicasSettled', matter, fingerprint: found });
  turn.cancelTimers('resync', seat.id, about);
  turn.setTimer('resync', seat.id, about, turn.state.now + RESYNC_MILLIS);
}

function tellUsers(
  turn: Turn,
  seat: Seat,
  message: Message,
  write: ReplicaWrite,
  known: KnownOwner | null,
  body: JsonObject,
): void {
  if (known === null) return;
  if (write.kind === 'create') {
    const created = readObject(turn.state, String(body['key']), Number(body['revision']));
    const name = created === null ? '' : (asPod(created.object).metadata.name ?? '');
    const text = { reason: 'SuccessfulCreate', message: `Created pod: ${name}` } as const;
    postEvent(turn, seat, eventSubject(known), text, message.id);
  }
  if (write.kind === 'delete') {
    const text = {
      reason: 'SuccessfulDelete',
      message: `Deleted pod: ${parsePath(message.path)?.name ?? ''}`,
    } as const;
    postEvent(turn, seat, eventSubject(known), text, message.id);
  }
}

function eventSubject({ kind, resource, owner }: KnownOwner) {
  return { kind, apiVersion: apiVersionOf(present(resourceInfo(resource), resource)), object: owner };
}
