import type { Turn } from '../../cluster/component.ts';
import type { Message } from '../../cluster/message.ts';
import { grainOf, weigh } from '../../cluster/network.ts';
import { listedObjects } from '../../cluster/listed.ts';
import { uidOf, type Stored } from '../../cluster/objects.ts';
import { ETCD, type Seat } from '../../cluster/seats.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { buildPath, etcdPrefixOf, parseEtcdKey } from '../../kubernetes/resources-table.ts';
import { notFound, tooManyRequests, unauthorized } from '../../kubernetes/status-error.ts';
import { permits, refusalFor } from './authorization.ts';
import { identityOf } from './identity.ts';
import { waitsForEtcd } from './consistent-read.ts';
import { listAnswer } from './list-answer.ts';
import { prepareWrite } from './prepare-write.ts';
import { etcdKeyOf, target } from './target.ts';
import { statusBody } from './status-body.ts';

/** Beyond this, priority and fairness turns a user away: more than a class ever needs, less than a flood. */
const REQUESTS_PER_USER_MAX = 20;

/** A request arrives. Models the handler chain of staging/src/k8s.io/apiserver/pkg/server/config.go. */
export function receiveRequest(turn: Turn, seat: Seat, message: Message): void {
  const read = message.verb === 'GET' || message.verb === 'LIST' || message.verb === 'WATCH';
  const request: ApiRequest = {
    id: message.id,
    from: message.from,
    verb: message.verb,
    path: message.path,
    ...(isJsonObject(message.body) && { body: message.body }),
    ...(Array.isArray(message.body) && { operations: message.body }),
    ...(message.contentType !== undefined && { contentType: message.contentType }),
    weight: message.weight,
    grain: read ? 'auto' : grainOf(turn.state, seat, message.verb, message.path, message.weight),
    stage: 'authenticate',
    ...(message.credential !== undefined && { credential: message.credential }),
    ...(message.about !== undefined && { about: message.about }),
  };
  const waiting = Object.values(turn.state.apiserver.requests).filter(({ from }) => from === message.from).length;
  turn.emit({ type: 'RequestReceived', request });
  if (turn.state.seats[message.from]?.component === 'user' && waiting >= REQUESTS_PER_USER_MAX) {
    respond(turn, seat, request.id, 429, statusBody(tooManyRequests()));
    return;
  }
  switch (request.grain) {
    case 'stages':
      turn.deal(seat.id, 'authenticate', request.id);
      return;
    case 'one':
      turn.deal(seat.id, 'pass', request.id);
      return;
    case 'auto':
      runByReference(turn, seat, request.id);
  }
}

export function requestOf(turn: Turn, id: string): ApiRequest {
  return present(turn.state.apiserver.requests[id], `request ${id}`);
}

/** Authentication, authorization and admission as the real component does them, up to storage or a refusal. */
export function runByReference(turn: Turn, seat: Seat, id: string): void {
  const request = requestOf(turn, id);
  const identity = identityOf(turn.state, request);
  if (identity === null) {
    respond(turn, seat, id, 401, statusBody(unauthorized()));
    return;
  }
  turn.emit({ type: 'RequestAuthenticated', request: id, user: identity.user });
  if (!permits(turn.state, identity, request)) {
    respond(turn, seat, id, 403, statusBody(refusalFor(turn.state, identity, request)));
    return;
  }
  turn.emit({ type: 'RequestAuthorized', request: id });
  admitAndStore(turn, seat, id, true);
}

/** Admission and validation, then storage; `compare` false writes without looking. */
export function admitAndStore(turn: Turn, seat: Seat, id: string, compare: boolean): void {
  if (admit(turn, seat, id)) store(turn, seat, id, compare);
}

/** Decides what would be written. True when there is something to store; otherwise the request has been answered. */
export function admit(turn: Turn, seat: Seat, id: string, tolerant = false): boolean {
  const request = requestOf(turn, id);
  if (request.verb === 'GET') {
    askEtcd(turn, seat, request, etcdKeyOf(request.path));
    return false;
  }
  if (request.verb === 'LIST' && waitsForEtcd(turn.state, seat, request)) {
    const { resource, namespace } = target(request.path);
    askEtcd(turn, seat, request, etcdPrefixOf(resource, namespace));
    return false;
  }
  if (request.verb === 'LIST') {
    const { code, body } = listAnswer(turn.state, request);
    respond(turn, seat, id, code, body);
    return false;
  }
  if (request.verb === 'DELETE' && target(request.path).name === undefined) {
    deleteCollection(turn, seat, request);
    return false;
  }
  if (isPodCreation(request)) listLimitRanges(turn, seat, request);
  const prepared = prepareWrite(turn.state, request, tolerant);
  if (prepared.kind === 'answered') {
    respond(turn, seat, id, prepared.code, prepared.body);
    return false;
  }
  if (prepared.first !== undefined) askOneself(turn, seat, request, 'PUT', prepared.first.path, prepared.first.body);
  turn.emit({
    type: 'ObjectAdmitted',
    request: id,
    object: prepared.object,
    expectedRevision: prepared.expectedRevision,
    mutations: prepared.mutations,
  });
  return true;
}

/** A linearizable read of a key, or of etcd's revision. */
function askEtcd(turn: Turn, seat: Seat, { id }: ApiRequest, path: string): void {
  turn.emit({ type: 'StorageRequested', request: id, expectedRevision: null });
  turn.send({ kind: 'request', from: seat.id, to: ETCD, verb: 'Range', path, weight: 'support', causedBy: id });
}

/**
 * Each object of a collection is deleted for itself; whoever asked hears of it when all of them are answered.
 * Models generic/registry/store.go DeleteCollection.
 */
function deleteCollection(turn: Turn, seat: Seat, request: ApiRequest): void {
  // A path that breaks off where a name should stand is no collection.
  if (request.path.endsWith('/')) {
    respond(turn, seat, request.id, 404, notFoundBody(request));
    return;
  }
  const { code, body } = listAnswer(turn.state, request);
  const listed = code === 200 ? listedObjects(turn.state, body) : null;
  const parts = (listed?.objects ?? []).flatMap((stored) => deletePart(turn, seat, request, stored));
  if (parts.length === 0) respond(turn, seat, request.id, code, body);
  else turn.emit({ type: 'CollectionDeletionBegun', request: request.id, parts, response: { code, body } });
}

/** The message that deletes one object of a collection: the server's own, since the client may delete them all. */
function deletePart(turn: Turn, seat: Seat, request: ApiRequest, { key, object }: Stored): string[] {
  const about = uidOf(object);
  const found = parseEtcdKey(key);
  const credential = turn.state.settings.credentialOf[seat.id];
  if (found === null) return [];
  const part = turn.send({
    kind: 'request',
    from: seat.id,
    to: seat.id,
    verb: 'DELETE',
    path: buildPath(found),
    weight: 'support',
    body: { ...request.body },
    causedBy: request.id,
    ...(about !== null && { about }),
    ...(credential !== undefined && { credential }),
  });
  return [part];
}

/** One object of a collection is gone, or was gone before; what fails otherwise is the collection's own answer. */
export function noteDeletedPart(turn: Turn, seat: Seat, { inReplyTo = '', status = 500, body }: Message): void {
  const request = Object.values(turn.state.apiserver.requests).find(({ parts }) => parts?.includes(inReplyTo));
  if (request === undefined) return;
  turn.emit({ type: 'CollectionPartDeleted', request: request.id, part: inReplyTo });
  const { parts = [], response } = requestOf(turn, request.id);
  if (status >= 400 && status !== 404) respond(turn, seat, request.id, status, isJsonObject(body) ? body : {});
  else if (parts.length === 0 && response !== undefined) {
    respond(turn, seat, request.id, response.code, response.body);
  }
}

function isPodCreation(request: ApiRequest): boolean {
  const { resource, subresource } = target(request.path);
  return request.verb === 'POST' && resource === 'pods' && subresource === undefined;
}

/** The LimitRanger plugin asks the apiserver itself. Models plugin/pkg/admission/limitranger. */
function listLimitRanges(turn: Turn, seat: Seat, request: ApiRequest): void {
  const { namespace = 'default' } = target(request.path);
  askOneself(turn, seat, request, 'LIST', `/api/v1/namespaces/${namespace}/limitranges`);
}

/** A request of the server's own, with its loopback credential. Nobody waits for the answer. */
function askOneself(
  turn: Turn,
  seat: Seat,
  cause: ApiRequest,
  verb: 'LIST' | 'PUT',
  path: string,
  body?: JsonObject,
): void {
  const credential = turn.state.settings.credentialOf[seat.id];
  turn.send({
    kind: 'request',
    from: seat.id,
    to: seat.id,
    verb,
    path,
    weight: 'support',
    ...(body !== undefined && { body }),
    causedBy: cause.id,
    ...(credential !== undefined && { credential }),
  });
}

/** Sends the transaction. Models staging/src/k8s.io/apiserver/pkg/storage/etcd3/store.go. */
export function store(turn: Turn, seat: Seat, id: string, compare: boolean): void {
  const request = requestOf(turn, id);
  const expected = compare ? (request.expectedRevision ?? null) : null;
  turn.emit({ type: 'StorageRequested', request: id, expectedRevision: expected });
  const key = storageKey(request);
  turn.send({
    kind: 'request',
    from: seat.id,
    to: ETCD,
    verb: 'Txn',
    path: key,
    weight: request.weight === 'story' ? weigh('Txn', key) : request.weight,
    body: { expected, value: request.object ?? null },
    causedBy: id,
    ...aboutOf(request),
  });
}

/** Where the object of a request lives: for a create only the object knows its name. */
export function storageKey(request: ApiRequest): string {
  if (request.verb !== 'POST') return etcdKeyOf(request.path);
  const { subresource } = target(request.path);
  if (subresource !== undefined) return etcdKeyOf(request.path);
  const metadata = isJsonObject(request.object?.['metadata']) ? request.object['metadata'] : {};
  return etcdKeyOf(`${request.path}/${String(metadata['name'])}`);
}

/** Answers a request and closes it. */
export function respond(turn: Turn, seat: Seat, id: string, code: number, body: JsonObject): void {
  const request = requestOf(turn, id);
  turn.emit({ type: 'RequestAnswered', request: id, code });
  turn.send({
    kind: 'answer',
    from: seat.id,
    to: request.from,
    verb: request.verb,
    path: request.path,
    weight: request.weight,
    status: code,
    body,
    inReplyTo: id,
    causedBy: id,
    ...aboutOf(request),
  });
}

/** The 403 in the authorizers' words, also when the player refuses what is allowed. */
export function forbiddenBody(state: ClusterState, request: ApiRequest): JsonObject {
  const identity = identityOf(state, request) ?? { user: 'system:anonymous', groups: ['system:unauthenticated'] };
  return statusBody(refusalFor(state, identity, request));
}

export function notFoundBody(request: ApiRequest): JsonObject {
  const { name, ...of } = target(request.path);
  return statusBody(notFound(of, name ?? ''));
}

function aboutOf(request: ApiRequest): { readonly about?: string } {
  const about = request.about ?? uidOf(request.object ?? {});
  return about === null ? {} : { about };
}
