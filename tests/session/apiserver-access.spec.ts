import { describe, expect, test } from 'vitest';
import type { HttpVerb } from '../../lib/cluster/message.ts';
import type { JsonObject } from '../../lib/kernel/json.ts';
import { ask, pod, PODS, quiet, settle, storedObject } from '../support/api-play.ts';
import type { Play } from '../support/play.ts';

const LEASES = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases';

/** Two pods, one on each of two nodes, and both nodes' leases. */
function shared(): Play {
  const play = quiet();
  for (const node of ['node-1', 'node-2']) {
    ask(play, { verb: 'POST', path: PODS, body: pod(`on-${node}`, { nodeName: node }) });
    ask(play, { verb: 'POST', path: LEASES, body: { metadata: { name: node }, spec: { holderIdentity: node } } });
  }
  settle(play);
  return play;
}

type Case = readonly [verb: HttpVerb, path: string, body: JsonObject, status: number, words: string];

describe('a kubelet touches its own alone', () => {
  const ready = { status: { conditions: [{ type: 'Ready', status: 'True' }] } };
  const cases: readonly Case[] = [
    ['GET', `${PODS}/on-node-1`, {}, 200, ''],
    ['GET', `${PODS}/on-node-2`, {}, 403, "no relationship found between node 'node-1' and this object"],
    ['LIST', '/api/v1/pods', {}, 403, 'can only list/watch pods with spec.nodeName field selector'],
    ['LIST', '/api/v1/pods?fieldSelector=spec.nodeName%3Dnode-1', {}, 200, ''],
    ['PATCH', `${PODS}/on-node-1/status`, ready, 200, ''],
    [
      'PATCH',
      `${PODS}/on-node-2/status`,
      ready,
      403,
      'can only update pod status for pods with spec.nodeName set to itself',
    ],
    ['DELETE', `${PODS}/on-node-2`, {}, 403, 'can only delete pods with spec.nodeName set to itself'],
    ['POST', PODS, pod('mine', { nodeName: 'node-1' }), 403, 'can only create mirror pods'],
    ['PATCH', '/api/v1/nodes/node-1/status', ready, 200, ''],
    ['PATCH', '/api/v1/nodes/node-2/status', ready, 403, 'node "node-1" is not allowed to modify node "node-2"'],
    [
      'PATCH',
      '/api/v1/nodes/node-1',
      { spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] } },
      403,
      'is not allowed to modify taints',
    ],
    ['GET', '/api/v1/nodes/node-2', {}, 403, 'only its own Node object'],
    ['GET', `${LEASES}/node-1`, {}, 200, ''],
    ['PATCH', `${LEASES}/node-2`, {}, 403, 'can only access node lease with the same name as the requesting node'],
    ['GET', '/api/v1/namespaces/default/secrets/any', {}, 403, 'no relationship found'],
    [
      'POST',
      '/api/v1/namespaces/default/serviceaccounts/default/token',
      {},
      403,
      'node requested token not bound to a pod',
    ],
  ];
  test.each(cases)('[API-23] node-1: %s %s %j is %i', (verb, path, body, status, words) => {
    const answer = ask(shared(), { verb, path, body, credential: 'cert:node-1' });
    expect(answer.status).toBe(status);
    expect(String(answer.body['message'] ?? '')).toContain(words);
  });

  test('[API-23] what is refused is not written', () => {
    const play = shared();
    const before = storedObject(play, 'nodes', 'node-2');
    ask(play, { verb: 'PATCH', path: '/api/v1/nodes/node-2/status', body: ready, credential: 'cert:node-1' });
    settle(play);
    expect(storedObject(play, 'nodes', 'node-2')).toEqual(before);
  });
});

describe('what the roles of a lesson allow', () => {
  const rights: readonly [credential: string, verb: HttpVerb, path: string, allowed: boolean][] = [
    ['cert:student-1', 'POST', '/apis/apps/v1/namespaces/default/deployments', true],
    ['cert:student-1', 'PATCH', '/apis/apps/v1/namespaces/default/replicasets/web/scale', true],
    ['cert:student-1', 'POST', '/api/v1/namespaces/kube-system/pods', false],
    ['cert:student-1', 'PATCH', '/api/v1/namespaces/default/pods/web/status', false],
    ['cert:student-1', 'DELETE', '/api/v1/nodes/node-1', false],
    ['cert:student-1', 'GET', '/api/v1/nodes/node-1', true],
    ['cert:student-1', 'DELETE', '/api/v1/namespaces/default/pods', false],
    ['cert:kube-scheduler', 'POST', '/api/v1/namespaces/default/pods/web/binding', true],
    ['cert:kube-scheduler', 'POST', '/api/v1/namespaces/default/pods', false],
    ['cert:kube-scheduler', 'PATCH', '/api/v1/nodes/node-1', false],
    ['token:kube-proxy', 'LIST', '/apis/discovery.k8s.io/v1/endpointslices', true],
    ['token:kube-proxy', 'POST', '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices', false],
    ['token:kube-proxy', 'PATCH', '/api/v1/namespaces/default/services/db', false],
    ['cert:controller-manager', 'POST', '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices', true],
    ['cert:controller-manager', 'POST', '/api/v1/namespaces/default/pods/web/binding', false],
    ['cert:controller-manager', 'PATCH', '/api/v1/nodes/node-1', true],
  ];
  test.each(rights)('[API-24] %s may %s %s: %s', (credential, verb, path, allowed) => {
    const { status, body } = ask(quiet(), { verb, path, body: {}, credential });
    const denied = status === 403 && String(body['message']).includes(' cannot ');
    expect(denied).toBe(!allowed);
  });

  test('[API-24] the refusal names who, what and where', () => {
    const { body } = ask(quiet(), { verb: 'DELETE', path: '/api/v1/nodes/node-1', credential: 'cert:student-1' });
    expect(body['message']).toBe(
      'nodes "node-1" is forbidden: User "student-1" cannot delete resource "nodes" in API group "" at the cluster scope',
    );
  });
});
