import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../lib/kernel/json.ts';
import { metadataOf } from '../../lib/kubernetes/registry/metadata.ts';
import {
  ask,
  pod,
  PODS,
  post,
  quiet,
  replicaSet,
  REPLICASETS,
  SERVICES,
  settle,
  storedObject,
} from '../support/api-play.ts';

const NODE = '/api/v1/nodes/node-1';
const RS = `${REPLICASETS}/web`;

describe('every kind is created through one chain', () => {
  const kinds: readonly [string, JsonObject, JsonObject][] = [
    [REPLICASETS, replicaSet('web', 2), { metadata: { generation: 1 }, status: { replicas: 0 } }],
    [
      '/api/v1/namespaces/default/replicationcontrollers',
      {
        metadata: { name: 'old' },
        spec: { template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } } },
      },
      { metadata: { labels: { a: 'b' } }, spec: { replicas: 1, selector: { a: 'b' } } },
    ],
    [
      SERVICES,
      { metadata: { name: 'db' }, spec: { selector: { app: 'db' }, ports: [{ port: 5432 }] } },
      {
        spec: { type: 'ClusterIP', clusterIP: '10.96.0.2', ports: [{ port: 5432, protocol: 'TCP', targetPort: 5432 }] },
      },
    ],
    [
      '/api/v1/namespaces',
      { metadata: { name: 'shop' } },
      { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } },
    ],
    ['/api/v1/namespaces/default/configmaps', { metadata: { name: 'cm' }, data: { a: '1' } }, { data: { a: '1' } }],
    [
      '/api/v1/namespaces/default/secrets',
      { metadata: { name: 's' }, stringData: { a: 'x' } },
      { type: 'Opaque', data: { a: 'eA==' } },
    ],
    [
      '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices',
      { metadata: { generateName: 'db-' }, addressType: 'IPv4', endpoints: [], ports: [] },
      { addressType: 'IPv4' },
    ],
    [
      '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases',
      { metadata: { name: 'node-9' }, spec: { holderIdentity: 'node-9' } },
      { spec: { holderIdentity: 'node-9' } },
    ],
  ];
  test.each(kinds)('[API-14] POST %s is defaulted and stored', (path, body, expected) => {
    const { status, object } = ask(quiet(), { verb: 'POST', path, body });
    expect(status).toBe(201);
    expect(object).toMatchObject(expected);
    expect(object).toHaveProperty('metadata.uid');
  });

  test('[API-14] a node begins with the taint that keeps pods away until it is ready', () => {
    const { object } = ask(quiet(), { verb: 'POST', path: '/api/v1/nodes', body: { metadata: { name: 'node-9' } } });
    expect(object).toMatchObject({ spec: { taints: [{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }] } });
  });

  test('[API-14] a generated name is its prefix and five letters that cannot be misread', () => {
    const play = quiet();
    const body = { ...pod('x'), metadata: { generateName: 'web-' } };
    const names = [1, 2].map(() => {
      const { object } = ask(play, { verb: 'POST', path: PODS, body });
      return String(metadataOf(object ?? {})['name']);
    });
    for (const name of names) expect(name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(names[0]).not.toBe(names[1]);
  });

  test('[API-14] two Services get two addresses, and a taken one is refused', () => {
    const play = quiet();
    const service = (name: string, clusterIP?: string): JsonObject => ({
      metadata: { name },
      spec: { ports: [{ port: 80 }], ...(clusterIP !== undefined && { clusterIP }) },
    });
    const addresses = ['a', 'b'].map(
      (name) => ask(play, { verb: 'POST', path: SERVICES, body: service(name) }).object?.['spec'] as JsonObject,
    );
    expect(addresses.map((spec) => spec['clusterIP'])).toEqual(['10.96.0.2', '10.96.0.3']);
    const refused = ask(play, { verb: 'POST', path: SERVICES, body: service('c', '10.96.0.2') });
    expect(refused).toMatchObject({ status: 422, body: { reason: 'Invalid' } });
    expect(String(refused.body['message'])).toContain('provided IP is already allocated');
  });

  const wrong: readonly [string, JsonObject, number, string][] = [
    [REPLICASETS, { metadata: { name: 'x' }, spec: {} }, 422, 'spec.selector: Required value'],
    [SERVICES, { metadata: { name: 'UPPER' }, spec: { ports: [{ port: 1 }] } }, 422, 'metadata.name: Invalid value'],
    [
      REPLICASETS,
      { kind: 'Deployment', apiVersion: 'apps/v1', metadata: { name: 'x' } },
      400,
      'cannot be handled as a ReplicaSet',
    ],
    [PODS, { ...pod('x'), metadata: { name: 'x', namespace: 'other' } }, 400, 'does not match the namespace'],
    [PODS, pod('x', { priorityClassName: 'gold' }), 403, 'no PriorityClass with name gold was found'],
    [PODS, pod('x', { serviceAccountName: 'robot' }), 403, 'serviceaccount "robot" not found'],
    ['/api/v1/namespaces/nowhere/pods', pod('x'), 404, 'namespaces "nowhere" not found'],
    ['/api/v1/namespaces/default/gadgets', { metadata: { name: 'x' } }, 404, 'could not find the requested resource'],
  ];
  test.each(wrong)('[API-15] POST %s with %j is %i', (path, body, status, words) => {
    const answer = ask(quiet(), { verb: 'POST', path, body });
    expect(answer.status).toBe(status);
    expect(String(answer.body['message'])).toContain(words);
  });
});

describe('changes', () => {
  function withReplicaSet(): ReturnType<typeof quiet> {
    const play = quiet();
    ask(play, { verb: 'POST', path: REPLICASETS, body: replicaSet('web', 2) });
    settle(play);
    return play;
  }

  test('[API-16] a PUT with an old resourceVersion is 409 in the real words and writes nothing', () => {
    const play = withReplicaSet();
    const old = storedObject(play, 'replicasets', 'web', 'default') ?? {};
    expect(
      ask(play, { verb: 'PUT', path: RS, body: { ...old, spec: { ...(old['spec'] as JsonObject), replicas: 3 } } })
        .status,
    ).toBe(200);
    settle(play);
    const { status, body } = ask(play, { verb: 'PUT', path: RS, body: old });
    expect(status).toBe(409);
    expect(body['message']).toBe(
      'Operation cannot be fulfilled on replicasets.apps "web": the object has been modified; please apply your changes to the latest version and try again',
    );
    expect(storedObject(play, 'replicasets', 'web', 'default')).toMatchObject({
      spec: { replicas: 3 },
      metadata: { generation: 2 },
    });
  });

  test('[API-16] a PUT of the status leaves the spec, a PUT of the object leaves the status', () => {
    const play = withReplicaSet();
    const old = storedObject(play, 'replicasets', 'web', 'default') ?? {};
    const both = { ...old, spec: { ...(old['spec'] as JsonObject), replicas: 9 }, status: { replicas: 1 } };
    const status = ask(play, { verb: 'PUT', path: `${RS}/status`, body: both });
    expect(status.object).toMatchObject({
      spec: { replicas: 2 },
      status: { replicas: 1 },
      metadata: { generation: 1 },
    });
    settle(play);
    const fresh = { ...both, metadata: status.object?.['metadata'], status: { replicas: 7 } };
    const main = ask(play, { verb: 'PUT', path: RS, body: fresh });
    expect(main.object).toMatchObject({ spec: { replicas: 9 }, status: { replicas: 1 }, metadata: { generation: 2 } });
  });

  test.each(['PUT', 'PATCH'] as const)('[API-16] a %s of the scale sets the replicas and nothing else', (verb) => {
    const play = withReplicaSet();
    const body = { metadata: { name: 'web' }, spec: { replicas: 5 } };
    expect(ask(play, { verb, path: `${RS}/scale`, body }).object).toMatchObject({
      spec: { replicas: 5 },
      status: { replicas: 0 },
    });
  });

  const patches = [
    ['application/merge-patch+json', { metadata: { labels: { tier: 'web', app: null } } }, { tier: 'web' }],
    ['application/strategic-merge-patch+json', { metadata: { labels: { tier: 'web' } } }, { app: 'web', tier: 'web' }],
    ['application/json-patch+json', [{ op: 'replace', path: '/metadata/labels/app', value: 'b' }], { app: 'b' }],
  ] as const;
  test.each(patches)('[API-17] %s', (contentType, body, labels) => {
    const play = quiet();
    ask(play, { verb: 'POST', path: PODS, body: pod('web') });
    settle(play);
    const { object } = ask(play, { verb: 'PATCH', path: `${PODS}/web`, contentType, body });
    expect(metadataOf(object ?? {})['labels']).toEqual(labels);
  });

  test('[API-17] a JSON patch whose test fails changes nothing', () => {
    const play = quiet();
    ask(play, { verb: 'POST', path: PODS, body: pod('web') });
    settle(play);
    const before = storedObject(play, 'pods', 'web', 'default');
    const body = [
      { op: 'test', path: '/metadata/name', value: 'other' },
      { op: 'remove', path: '/spec' },
    ];
    const answer = ask(play, { verb: 'PATCH', path: `${PODS}/web`, contentType: 'application/json-patch+json', body });
    expect(answer.status).toBe(422);
    expect(storedObject(play, 'pods', 'web', 'default')).toEqual(before);
  });

  test('[API-17] of a pod that exists the image may change, its requests may not', () => {
    const play = quiet();
    ask(play, { verb: 'POST', path: PODS, body: pod('web') });
    settle(play);
    const patched = (container: JsonObject): ReturnType<typeof ask> =>
      ask(play, {
        verb: 'PATCH',
        path: `${PODS}/web`,
        body: { spec: { containers: [{ name: 'main', ...container }] } },
      });
    expect(patched({ image: 'nginx:1.25' }).status).toBe(200);
    settle(play);
    const refused = patched({ resources: { requests: { cpu: '1' } } });
    expect(refused.status).toBe(422);
    expect(String(refused.body['message'])).toContain('pod updates may not change fields other than');
  });

  test('[API-13] what changes nothing is answered without a write, of any kind', () => {
    const play = withReplicaSet();
    const { revision } = play.state.cluster.store;
    for (const path of [RS, `${RS}/status`]) {
      expect(ask(play, { verb: 'PATCH', path, body: {} }).status).toBe(200);
    }
    expect(ask(play, { verb: 'PATCH', path: NODE, body: { spec: {} } }).status).toBe(200);
    expect(play.state.cluster.store.revision).toBe(revision);
  });

  test('[API-4] of two writers that read the same version the later reads again, and both changes stand', () => {
    const play = withReplicaSet();
    const path = RS;
    post(play, { verb: 'PATCH', path, body: { metadata: { labels: { one: '1' } } } });
    post(play, { verb: 'PATCH', path, body: { metadata: { labels: { two: '2' } } } });
    settle(play);
    expect(storedObject(play, 'replicasets', 'web', 'default')).toMatchObject({
      metadata: { labels: { one: '1', two: '2' } },
    });
  });
});

describe('deletions', () => {
  const PRECONDITIONS: readonly JsonObject[] = [{ uid: 'another' }, { resourceVersion: '1' }];
  test.each(PRECONDITIONS)('[API-10] a precondition %j that does not hold is 409 for every kind', (preconditions) => {
    const answer = ask(quiet(), { verb: 'DELETE', path: NODE, body: { preconditions } });
    expect(answer).toMatchObject({ status: 409, body: { reason: 'Conflict' } });
  });

  test('[API-18] a finalizer keeps the object until it is taken off', () => {
    const play = quiet();
    const body = { ...replicaSet('web', 1), metadata: { name: 'web', finalizers: ['example.com/wait'] } };
    ask(play, { verb: 'POST', path: REPLICASETS, body });
    settle(play);
    expect(ask(play, { verb: 'DELETE', path: RS, body: {} }).object).toHaveProperty('metadata.deletionTimestamp');
    settle(play);
    expect(
      ask(play, {
        verb: 'PATCH',
        path: RS,
        contentType: 'application/merge-patch+json',
        body: { metadata: { finalizers: null } },
      }).status,
    ).toBe(200);
    expect(storedObject(play, 'replicasets', 'web', 'default')).toBeNull();
  });

  test.each([
    ['Foreground', ['foregroundDeletion']],
    ['Orphan', ['orphan']],
  ])('[API-18] propagationPolicy %s leaves the work to the garbage collector', (propagationPolicy, finalizers) => {
    const play = quiet();
    ask(play, { verb: 'POST', path: REPLICASETS, body: replicaSet('web', 1) });
    settle(play);
    expect(ask(play, { verb: 'DELETE', path: RS, body: { propagationPolicy } }).object).toMatchObject({
      metadata: { finalizers },
    });
  });

  test('[API-18] a collection is deleted one by one, those that the selector names', () => {
    const play = quiet();
    for (const name of ['a', 'b', 'c']) ask(play, { verb: 'POST', path: PODS, body: pod(name) });
    settle(play);
    const path = `${PODS}?labelSelector=${encodeURIComponent('app in (a,b)')}`;
    expect(ask(play, { verb: 'DELETE', path, body: {} })).toMatchObject({ status: 200, body: { items: 2 } });
    settle(play);
    expect(['a', 'b', 'c'].map((name) => storedObject(play, 'pods', name, 'default') !== null)).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('[API-18] a collection is answered when all of it is, and a list behind it finds nothing', () => {
    const play = quiet();
    for (const name of ['a', 'b']) ask(play, { verb: 'POST', path: PODS, body: pod(name) });
    settle(play);
    expect(ask(play, { verb: 'DELETE', path: PODS, body: {} })).toMatchObject({ status: 200, body: { items: 2 } });
    expect(ask(play, { verb: 'LIST', path: PODS }).body).toMatchObject({ items: 0 });
  });

  test('[API-18] who may delete a collection needs no right to delete one of it', () => {
    const play = quiet();
    const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['deletecollection'] }];
    const roles = '/apis/rbac.authorization.k8s.io/v1/clusterroles';
    ask(play, { verb: 'POST', path: roles, body: { metadata: { name: 'empty' }, rules } });
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'empty' };
    const subjects = [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'system:kube-proxy' }];
    const bindings = '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings';
    ask(play, { verb: 'POST', path: bindings, body: { metadata: { name: 'empty' }, roleRef, subjects } });
    ask(play, { verb: 'POST', path: PODS, body: pod('a') });
    settle(play);
    const answer = ask(play, { verb: 'DELETE', path: PODS, body: {}, credential: 'token:kube-proxy' });
    expect(answer.status).toBe(200);
    expect(storedObject(play, 'pods', 'a', 'default')).toBeNull();
  });

  test('[API-18] a path that breaks off before the name deletes nothing', () => {
    const play = quiet();
    ask(play, { verb: 'POST', path: PODS, body: pod('a') });
    settle(play);
    expect(ask(play, { verb: 'DELETE', path: `${PODS}/`, body: {} }).status).toBe(404);
    expect(storedObject(play, 'pods', 'a', 'default')).not.toBeNull();
  });

  test('[API-19] an eviction says on the pod why it ends and gives it its grace period', () => {
    const play = quiet();
    ask(play, { verb: 'POST', path: PODS, body: pod('a', { nodeName: 'node-1' }) });
    settle(play);
    const body = { metadata: { name: 'a' }, deleteOptions: { gracePeriodSeconds: 7 } };
    const { status, object } = ask(play, { verb: 'POST', path: `${PODS}/a/eviction`, body });
    expect(status).toBe(201);
    expect(object).toMatchObject({ metadata: { deletionGracePeriodSeconds: 7 } });
    expect(object?.['status']).toMatchObject({
      conditions: [{ type: 'DisruptionTarget', reason: 'EvictionByEvictionAPI' }],
    });
  });

  test('[API-19] a disruption budget allows as many evictions as it says, and then answers 429', () => {
    const play = quiet();
    const budgets = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';
    const budget = { metadata: { name: 'web' }, spec: { minAvailable: 1, selector: { matchLabels: { tier: 'web' } } } };
    expect(ask(play, { verb: 'POST', path: budgets, body: budget }).status).toBe(201);
    settle(play);
    const state = { currentHealthy: 2, desiredHealthy: 1, expectedPods: 2, disruptionsAllowed: 1 };
    ask(play, { verb: 'PATCH', path: `${budgets}/web/status`, body: { status: { ...state, observedGeneration: 1 } } });
    for (const name of ['a', 'b']) {
      const created = { ...pod(name, { nodeName: 'node-1' }), metadata: { name, labels: { tier: 'web' } } };
      ask(play, { verb: 'POST', path: PODS, body: created });
      settle(play);
      const status = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
      ask(play, { verb: 'PATCH', path: `${PODS}/${name}/status`, body: { status } });
      settle(play);
    }
    const evict = (name: string): ReturnType<typeof ask> =>
      ask(play, { verb: 'POST', path: `${PODS}/${name}/eviction`, body: { metadata: { name } } });
    expect(evict('a').status).toBe(201);
    settle(play);
    expect(storedObject(play, 'poddisruptionbudgets', 'web', 'default')).toMatchObject({
      status: { disruptionsAllowed: 0, disruptedPods: { a: expect.any(String) } },
    });
    const { status, body } = evict('b');
    expect(status).toBe(429);
    expect(body['message']).toBe("Cannot evict pod as it would violate the pod's disruption budget.");
    expect(storedObject(play, 'pods', 'b', 'default')).not.toHaveProperty('metadata.deletionTimestamp');
  });

  test('[API-20] a namespace that ends takes nothing new, and may still be emptied', () => {
    const play = quiet();
    ask(play, { verb: 'POST', path: '/api/v1/namespaces', body: { metadata: { name: 'shop' } } });
    settle(play);
    const pods = '/api/v1/namespaces/shop/pods';
    expect(ask(play, { verb: 'POST', path: pods, body: pod('a') }).status).toBe(201);
    settle(play);
    expect(ask(play, { verb: 'DELETE', path: '/api/v1/namespaces/shop', body: {} }).object).toMatchObject({
      status: { phase: 'Terminating' },
    });
    settle(play);
    const refused = ask(play, { verb: 'POST', path: pods, body: pod('b') });
    expect(refused).toMatchObject({ status: 403, body: { details: { causes: [{ reason: 'NamespaceTerminating' }] } } });
    expect(refused.body['message']).toBe(
      'pods "b" is forbidden: unable to create new content in namespace shop because it is being terminated',
    );
    expect(ask(play, { verb: 'DELETE', path: `${pods}/a`, body: {} }).status).toBe(200);
    expect(ask(play, { verb: 'DELETE', path: '/api/v1/namespaces/default', body: {} }).status).not.toBe(200);
  });
});
