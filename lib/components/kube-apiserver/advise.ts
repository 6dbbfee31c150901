import type { Card } from '../../cluster/card.ts';
import type { Advice } from '../../cluster/component.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import { judge } from './judge.ts';
import { target } from './target.ts';

/** What the real kube-apiserver does with the request on the card. */
export function adviseRequest(state: ClusterState, card: Card): Advice {
  const request = present(state.apiserver.requests[card.about], 'request of the card');
  const { user, allowed, invalid } = judge(state, request);
  switch (card.kind) {
    case 'authenticate':
      return user === null
        ? {
            action: { type: 'AuthenticateRequest', card: card.id, accept: false },
            because: { key: 'because.apiserver.unknown' },
          }
        : {
            action: { type: 'AuthenticateRequest', card: card.id, accept: true },
            because: { key: 'because.apiserver.known', params: { user } },
          };
    case 'authorize':
      return {
        action: { type: 'AuthorizeRequest', card: card.id, allow: allowed },
        because: {
          key: allowed ? 'because.apiserver.bound' : 'because.apiserver.unbound',
          params: { user: user ?? '?' },
        },
      };
    case 'admit':
      return {
        action: { type: 'AdmitObject', card: card.id, admit: invalid === null },
        because: { key: invalid === null ? 'because.apiserver.valid' : 'because.apiserver.invalid' },
      };
    case 'store':
      return {
        action: { type: 'StoreObject', card: card.id, compare: true },
        because: { key: creates(request) ? 'because.apiserver.store' : 'because.apiserver.store-change' },
      };
    case 'answer': {
      const code = present(request.response, 'outcome of the request').code;
      return {
        action: { type: 'AnswerRequest', card: card.id, code },
        because: {
          key: aboutPod(request) ? 'because.apiserver.answer' : 'because.apiserver.answer-any',
          params: { code },
        },
      };
    }
    default:
      return advisePass(request, card, user, allowed, invalid === null);
  }
}

function creates({ verb, path }: ApiRequest): boolean {
  return verb === 'POST' && target(path).subresource === undefined;
}

function aboutPod({ path }: ApiRequest): boolean {
  return target(path).resource === 'pods';
}

function advisePass(request: ApiRequest, card: Card, user: string | null, allowed: boolean, valid: boolean): Advice {
  const code = user === null ? 401 : !allowed ? 403 : valid ? null : 422;
  if (code === null) {
    return {
      action: { type: 'PassRequest', card: card.id },
      because: { key: 'because.apiserver.pass', params: { client: request.from } },
    };
  }
  return {
    action: { type: 'RefuseRequest', card: card.id, code },
    because: { key: `because.apiserver.refuse-${code}` },
  };
}
