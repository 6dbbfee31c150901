import type { Card, CardView, Fact, Option } from '../../cluster/card.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import { noRouteOptions } from '../no-route.ts';
import { admissionFacts } from './admission-facts.ts';
import { grantsOf } from './authorization.ts';
import { identityOf } from './identity.ts';
import { storageKey } from './pipeline.ts';
import { target } from './target.ts';

/** A request as its player sees it: who sent what, and what the stage is about. */
export function showRequest(state: ClusterState, card: Card): CardView {
  const request = present(state.apiserver.requests[card.about], 'request of the card');
  const facts: Fact[] = [
    { label: { key: 'fact.from' }, value: request.from },
    { label: { key: 'fact.request' }, value: `${request.verb} ${request.path}` },
    ...stageFacts(state, card, request),
  ];
  return { ...card, title: { key: `card.${card.kind}.title` }, facts, options: optionsOf(card, request) };
}

function stageFacts(state: ClusterState, card: Card, request: ApiRequest): Fact[] {
  switch (card.kind) {
    case 'authenticate':
      return authenticationFacts(state, request);
    case 'authorize':
      return authorizationFacts(state, request);
    case 'admit':
      return admissionFacts(state, request);
    case 'pass':
      return [
        ...authenticationFacts(state, request),
        ...authorizationFacts(state, request),
        ...admissionFacts(state, request),
      ];
    case 'store':
      return [{ label: { key: 'fact.key' }, value: storageKey(request) }];
    case 'answer':
      return [{ label: { key: 'fact.outcome' }, value: String(request.response?.code ?? '') }];
    default:
      return [];
  }
}

function authenticationFacts(state: ClusterState, request: ApiRequest): Fact[] {
  const identity = identityOf(state, request);
  return [
    { label: { key: 'fact.credential' }, value: request.credential ?? '—' },
    {
      label: { key: 'fact.credential-table' },
      value: identity === null ? '—' : `${identity.user} (${identity.groups.join(', ')})`,
    },
  ];
}

function authorizationFacts(state: ClusterState, request: ApiRequest): Fact[] {
  const identity = identityOf(state, request);
  const { namespace, resource, subresource } = target(request.path);
  const grants = identity === null ? [] : grantsOf(state, identity, namespace, resource);
  return [
    {
      label: { key: 'fact.wants' },
      value: `${request.verb} ${resource}${subresource === undefined ? '' : `/${subresource}`}`,
    },
    { label: { key: 'fact.binding' }, value: grants.join(' | ') || '—' },
  ];
}

function optionsOf(card: Card, request: ApiRequest): readonly Option[] {
  const option = (
    id: string,
    key: string,
    action: Option['action'],
    params?: Record<string, string | number>,
  ): Option => ({
    id,
    label: params === undefined ? { key: `option.${key}` } : { key: `option.${key}`, params },
    action,
  });
  switch (card.kind) {
    case 'authenticate':
      return [
        option('accept', 'AuthenticateRequest.accept', { type: 'AuthenticateRequest', card: card.id, accept: true }),
        option('reject', 'AuthenticateRequest.reject', { type: 'AuthenticateRequest', card: card.id, accept: false }),
      ];
    case 'authorize':
      return [
        option('allow', 'AuthorizeRequest.allow', { type: 'AuthorizeRequest', card: card.id, allow: true }),
        option('deny', 'AuthorizeRequest.deny', { type: 'AuthorizeRequest', card: card.id, allow: false }),
      ];
    case 'admit':
      return [
        option('admit', 'AdmitObject.admit', { type: 'AdmitObject', card: card.id, admit: true }),
        option('reject', 'AdmitObject.reject', { type: 'AdmitObject', card: card.id, admit: false }),
      ];
    case 'store':
      return [
        option('put', 'StoreObject.put', { type: 'StoreObject', card: card.id, compare: false }),
        option('txn', 'StoreObject.txn', { type: 'StoreObject', card: card.id, compare: true }),
        ...noRouteOptions(card, [{ to: 'kube-scheduler', verb: 'POST', path: request.path }]),
      ];
    case 'answer':
      return [
        // What a write can come to: a create is 201, any other 200.
        ...[request.verb === 'POST' ? 201 : 200, 409, 500].map((code) =>
          option(`code-${code}`, `AnswerRequest.${code}`, { type: 'AnswerRequest', card: card.id, code }),
        ),
        option('hold', 'HoldAnswer', { type: 'HoldAnswer', card: card.id }),
      ];
    default:
      return [
        option('pass', 'PassRequest', { type: 'PassRequest', card: card.id }),
        ...([401, 403, 422] as const).map((code) =>
          option(`refuse-${code}`, `RefuseRequest.${code}`, { type: 'RefuseRequest', card: card.id, code }),
        ),
      ];
  }
}
