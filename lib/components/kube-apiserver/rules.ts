import type { Card, CardView } from '../../cluster/card.ts';
import type { Mistake, SeatAction } from '../../cluster/commands.ts';
import {
  done,
  refuse,
  type Advice,
  type ComponentRules,
  type Knowledge,
  type Outcome,
  type Turn,
} from '../../cluster/component.ts';
import type { Fault } from '../../cluster/faults.ts';
import type { Message } from '../../cluster/message.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { metadataOf, textOf } from '../../kubernetes/registry/metadata.ts';
import { invalid as invalidStatus, unauthorized } from '../../kubernetes/status-error.ts';
import { judge } from './judge.ts';
import { admit, forbiddenBody, noteDeletedPart, receiveRequest, requestOf, respond, store } from './pipeline.ts';
import { adviseRequest } from './advise.ts';
import { fanOut, reopenStream } from './fanout.ts';
import { receiveStorageAnswer } from './storage-answer.ts';
import { resumeRequests } from './resume.ts';
import { showRequest } from './show.ts';
import { statusBody } from './status-body.ts';
import { target } from './target.ts';

/** kube-apiserver: authenticates, authorizes, admits, stores through etcd, answers, and feeds the watches. */
export const kubeApiserver: ComponentRules = {
  receive(turn: Turn, seat: Seat, message: Message): void {
    if (message.kind === 'request') receiveRequest(turn, seat, message);
    else if (message.kind === 'watch') fanOut(turn, seat, message);
    else if (message.from === seat.id) noteDeletedPart(turn, seat, message);
    else receiveStorageAnswer(turn, seat, message);
  },

  disturb(turn: Turn, seat: Seat, fault: Fault): void {
    if (fault.kind === 'thaw') resumeRequests(turn, seat);
  },

  wake(): void {},

  reopen(turn: Turn, seat: Seat, stream: string): void {
    reopenStream(turn, seat, stream);
  },

  act(turn: Turn, seat: Seat, action: SeatAction, card: Card | null): Outcome {
    if (card === null) return refuse('UnknownCard');
    const request = requestOf(turn, card.about);
    switch (action.type) {
      case 'AuthenticateRequest':
        return authenticate(turn, seat, request, action.accept);
      case 'AuthorizeRequest':
        return authorize(turn, seat, request, action.allow);
      case 'AdmitObject':
        return admitObject(turn, seat, request, action.admit);
      case 'StoreObject': {
        turn.close(seat.id, request.id);
        store(turn, seat, request.id, action.compare);
        return action.compare ? done : mistake('apiserver.unconditional-put', { request: request.id });
      }
      case 'AnswerRequest': {
        const response = present(request.response, 'outcome of the request');
        if (action.code !== response.code) return refuse('OutcomeIsData', { code: response.code });
        turn.close(seat.id, request.id);
        respond(turn, seat, request.id, response.code, response.body);
        return done;
      }
      case 'HoldAnswer':
        return mistake('apiserver.held-answer', { client: request.from });
      case 'PassRequest':
        return pass(turn, seat, request);
      case 'RefuseRequest':
        return refuseRequest(turn, seat, request, action.code);
      default:
        return refuse('NotYourDecision', { seat: seat.id });
    }
  },

  show(state: ClusterState, card: Card): CardView {
    return showRequest(state, card);
  },

  knows(state: ClusterState): Knowledge {
    const waiting = Object.values(state.apiserver.requests).map(({ id, from, verb, path, stage }) => ({
      id,
      from,
      verb,
      path,
      stage,
    }));
    return { apiserver: { cacheRevision: state.apiserver.cacheRevision, requests: waiting } };
  },

  advise(state: ClusterState, card: Card): Advice {
    return adviseRequest(state, card);
  },
};

function authenticate(turn: Turn, seat: Seat, request: ApiRequest, accept: boolean): Outcome {
  const { user } = judge(turn.state, request);
  turn.close(seat.id, request.id);
  if (!accept) {
    respond(turn, seat, request.id, 401, statusBody(unauthorized()));
    return user === null ? done : mistake('apiserver.rejected-valid', { code: 401, client: request.from });
  }
  turn.emit({ type: 'RequestAuthenticated', request: request.id, user });
  turn.deal(seat.id, 'authorize', request.id);
  return user === null ? mistake('apiserver.authenticated-unknown', { client: request.from }) : done;
}

function authorize(turn: Turn, seat: Seat, request: ApiRequest, allow: boolean): Outcome {
  const { allowed } = judge(turn.state, request);
  turn.close(seat.id, request.id);
  if (!allow) {
    respond(turn, seat, request.id, 403, forbiddenBody(turn.state, request));
    return allowed ? mistake('apiserver.rejected-valid', { code: 403, client: request.from }) : done;
  }
  turn.emit({ type: 'RequestAuthorized', request: request.id });
  turn.deal(seat.id, 'admit', request.id);
  return allowed ? done : mistake('apiserver.authorized-unbound', { client: request.from });
}

function admitObject(turn: Turn, seat: Seat, request: ApiRequest, accept: boolean): Outcome {
  const { invalid } = judge(turn.state, request);
  turn.close(seat.id, request.id);
  if (!accept) {
    respond(turn, seat, request.id, 422, invalid ?? rejectedBody(request));
    return invalid === null ? mistake('apiserver.rejected-valid', { code: 422, client: request.from }) : done;
  }
  if (admit(turn, seat, request.id, true)) turn.deal(seat.id, 'store', request.id);
  return invalid === null ? done : mistake('apiserver.admitted-invalid', { client: request.from });
}

/** One card for a whole request: authenticate, authorize and admit at once. */
function pass(turn: Turn, seat: Seat, request: ApiRequest): Outcome {
  const { user, allowed, invalid } = judge(turn.state, request);
  turn.close(seat.id, request.id);
  turn.emit({ type: 'RequestAuthenticated', request: request.id, user });
  turn.emit({ type: 'RequestAuthorized', request: request.id });
  if (admit(turn, seat, request.id, true)) store(turn, seat, request.id, true);
  const mistakes: Mistake[] = [];
  const params = { client: request.from };
  if (user === null) mistakes.push({ rule: 'apiserver.authenticated-unknown', params });
  else if (!allowed) mistakes.push({ rule: 'apiserver.authorized-unbound', params });
  if (invalid !== null) mistakes.push({ rule: 'apiserver.admitted-invalid', params });
  return { mistakes };
}

function refuseRequest(turn: Turn, seat: Seat, request: ApiRequest, code: 401 | 403 | 422): Outcome {
  const { allowed, invalid, excess, verdict } = judge(turn.state, request);
  turn.close(seat.id, request.id);
  const bodies = {
    401: statusBody(unauthorized()),
    403: allowed && excess !== null ? excess : forbiddenBody(turn.state, request),
    422: invalid ?? rejectedBody(request),
  };
  respond(turn, seat, request.id, code, bodies[code]);
  return verdict === code ? done : mistake('apiserver.rejected-valid', { code, client: request.from });
}

function rejectedBody(request: ApiRequest): JsonObject {
  const name = target(request.path).name ?? textOf(metadataOf(request.body ?? {}), 'name');
  return statusBody(invalidStatus({ group: '', kind: 'Pod' }, name, []));
}

function mistake(rule: Mistake['rule'], params: Mistake['params']): Outcome {
  return { mistakes: [{ rule, params }] };
}
