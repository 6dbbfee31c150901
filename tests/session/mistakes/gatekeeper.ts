import type { MistakeCase } from './mistake-case.ts';

const APISERVER = 'kube-apiserver';

/** What a gatekeeper can let in or turn away wrongly: the request is sent again until it gets what it deserves. */
export const gatekeeperMistakes: readonly MistakeCase[] = [
  {
    rule: 'apiserver.authenticated-unknown',
    lesson: 'gatekeeper',
    at: [APISERVER, 'authenticate'],
    action: { type: 'AuthenticateRequest', accept: true },
  },
  {
    rule: 'apiserver.authorized-unbound',
    lesson: 'gatekeeper',
    at: [APISERVER, 'authorize'],
    action: { type: 'AuthorizeRequest', allow: true },
  },
  {
    rule: 'apiserver.rejected-valid',
    lesson: 'gatekeeper',
    wave: 1,
    at: [APISERVER, 'authenticate'],
    action: { type: 'AuthenticateRequest', accept: false },
  },
  {
    rule: 'apiserver.rejected-valid',
    lesson: 'gatekeeper',
    wave: 1,
    at: [APISERVER, 'authorize'],
    action: { type: 'AuthorizeRequest', allow: false },
  },
  {
    rule: 'apiserver.unconditional-put',
    lesson: 'gatekeeper',
    wave: 1,
    at: [APISERVER, 'store'],
    action: { type: 'StoreObject', compare: false },
  },
  {
    rule: 'apiserver.held-answer',
    lesson: 'gatekeeper',
    wave: 1,
    at: [APISERVER, 'answer'],
    action: { type: 'HoldAnswer' },
  },
];
