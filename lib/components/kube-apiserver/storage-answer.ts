import type { Turn } from '../../cluster/component.ts';
import type { Message } from '../../cluster/message.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { ApiRequest } from '../../cluster/state.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { listAnswer } from './list-answer.ts';
import { admitAndStore, notFoundBody, requestOf, respond, storageKey } from './pipeline.ts';
import { storageTimeout } from '../../kubernetes/status-error.ts';
import { statusBody } from './status-body.ts';
import { isApply } from './prepare-apply.ts';
import { takenBody } from './prepare-write.ts';
import { etcdKeyOf, target } from './target.ts';

/** etcd has answered: the outcome is data, only the moment of answering the client is a decision. */
export function receiveStorageAnswer(turn: Turn, seat: Seat, message: Message): void {
  const id = message.causedBy ?? '';
  if (turn.state.apiserver.requests[id] === undefined) return;
  const request = requestOf(turn, id);
  const body = isJsonObject(message.body) ? message.body : {};
  if (message.status === 504) {
    respond(turn, seat, id, 500, statusBody(storageTimeout()));
    return;
  }
  if (message.verb === 'Range') {
    answerRead(turn, seat, request, Number(body['revision']));
    return;
  }
  if (body['succeeded'] !== true && request.verb !== 'POST') {
    // Somebody else wrote in between: read again and retry. Models GuaranteedUpdate of etcd3/store.go.
    admitAndStore(turn, seat, id, true);
    return;
  }
  if (body['succeeded'] !== true && target(request.path).subresource !== undefined) {
    admitAndStore(turn, seat, id, true);
    return;
  }
  const outcome =
    body['succeeded'] === true
      ? { code: successCode(request), body: writtenBody(request, Number(body['revision'])) }
      : { code: 409, body: takenBody(turn.state, request, storageKey(request)) };
  turn.emit({ type: 'StorageAnswered', request: id, code: outcome.code, body: outcome.body });
  if (request.grain === 'stages') turn.deal(seat.id, 'answer', id);
  else respond(turn, seat, id, outcome.code, outcome.body);
}

function answerRead(turn: Turn, seat: Seat, request: ApiRequest, revision: number): void {
  if (request.verb === 'LIST') {
    const { code, body } = listAnswer(turn.state, request);
    respond(turn, seat, request.id, code, body);
    return;
  }
  const key = etcdKeyOf(request.path);
  if (revision === 0) respond(turn, seat, request.id, 404, notFoundBody(request));
  else respond(turn, seat, request.id, 200, { key, revision });
}

/** What the client gets of a write: a reference into the store, which every reader resolves at that revision. */
function writtenBody(request: ApiRequest, revision: number): JsonObject {
  return { key: storageKey(request), revision };
}

function successCode(request: ApiRequest): number {
  const made = request.verb === 'POST' || (isApply(request) && request.expectedRevision === 0);
  return made ? 201 : 200;
}
