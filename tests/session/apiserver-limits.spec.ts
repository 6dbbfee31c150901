import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../lib/kernel/json.ts';
import { ask, pod, PODS, quiet, replicaSet, REPLICASETS, SERVICES, settle } from '../support/api-play.ts';
import { sent } from '../support/spec-play.ts';

describe('limits', () => {
  const limitRange = {
    metadata: { name: 'small' },
    spec: {
      limits: [{ type: 'Container', default: { cpu: '200m' }, defaultRequest: { cpu: '100m' }, max: { cpu: '500m' } }],
    },
  };

  test('[API-21] a LimitRange fills in what a container does not ask for, and says so', () => {
    const play = quiet();
    ask(play, { verb: 'POST', path: '/api/v1/namespaces/default/limitranges', body: limitRange });
    settle(play);
    const { object } = ask(play, { verb: 'POST', path: PODS, body: pod('web') });
    expect(object).toMatchObject({
      metadata: {
        annotations: {
          'kubernetes.io/limit-ranger':
            'LimitRanger plugin set: cpu request for container main; cpu limit for container main',
        },
      },
      spec: { containers: [{ resources: { requests: { cpu: '100m' }, limits: { cpu: '200m' } } }] },
    });
    const tooMuch = { containers: [{ name: 'main', image: 'nginx', resources: { limits: { cpu: '2' } } }] };
    const refused = ask(play, { verb: 'POST', path: PODS, body: pod('big', tooMuch) });
    expect(refused).toMatchObject({ status: 403 });
    expect(refused.body['message']).toBe(
      'pods "big" is forbidden: maximum cpu usage per Container is 500m, but limit is 2',
    );
  });

  test('[API-12] a quota counts objects of every kind', () => {
    const play = quiet();
    const quota = { metadata: { name: 'few' }, spec: { hard: { 'count/replicasets.apps': '1', services: '0' } } };
    ask(play, { verb: 'POST', path: '/api/v1/namespaces/default/resourcequotas', body: quota });
    settle(play);
    expect(ask(play, { verb: 'POST', path: REPLICASETS, body: replicaSet('a', 1) }).status).toBe(201);
    settle(play);
    const second = ask(play, { verb: 'POST', path: REPLICASETS, body: replicaSet('b', 1) });
    expect(second.body['message']).toBe(
      'replicasets.apps "b" is forbidden: exceeded quota: few, requested: count/replicasets.apps=1, used: count/replicasets.apps=1, limited: count/replicasets.apps=1',
    );
    const service = { metadata: { name: 's' }, spec: { ports: [{ port: 80 }] } };
    expect(ask(play, { verb: 'POST', path: SERVICES, body: service }).status).toBe(403);
  });
});

describe('lists', () => {
  test('[API-22] the answer says where the objects are, not what they are', () => {
    const play = quiet();
    for (const name of ['a', 'b']) ask(play, { verb: 'POST', path: PODS, body: pod(name) });
    settle(play);
    const { revision } = play.state.cluster.store;
    const { body } = ask(play, { verb: 'LIST', path: `${PODS}?labelSelector=app%3Da` });
    expect(body).toEqual({
      kind: 'List',
      items: 1,
      resource: 'pods',
      namespace: 'default',
      labelSelector: 'app=a',
      revision,
    });
  });

  test('[API-22] a selector that cannot be had is 400', () => {
    const answer = ask(quiet(), { verb: 'LIST', path: `${PODS}?fieldSelector=spec.color%3Dred` });
    expect(answer.status).toBe(400);
    expect(String(answer.body['message'])).toContain('field label not supported: spec.color');
  });

  test('[NET-4] a watch with a label selector hears of nothing else', () => {
    const play = quiet();
    const stream = { id: 'etcd/pods', client: 'etcd', resource: 'pods', labelSelector: 'app=a', at: 1 };
    const { cluster } = play.state;
    play.state = { ...play.state, cluster: { ...cluster, streams: { ...cluster.streams, [stream.id]: stream } } };
    for (const name of ['a', 'b']) ask(play, { verb: 'POST', path: PODS, body: pod(name) });
    settle(play);
    const told = sent(play).filter(({ kind, to }) => kind === 'watch' && to === 'etcd');
    expect(told.map(({ path, body }) => [path, (body as JsonObject)['key']])).toEqual([
      ['/api/v1/pods?watch=1&labelSelector=app%3Da', '/registry/pods/default/a'],
    ]);
  });

  test.each([
    [{ spec: { replicas: 3 } }, '', 'story'],
    [{ status: { replicas: 1 } }, '/status', 'support'],
  ] as const)('[NET-3] what a watch is told of %j%s is %s', (body, part, weight) => {
    const play = quiet();
    ask(play, { verb: 'POST', path: REPLICASETS, body: replicaSet('web', 2) });
    settle(play);
    const { revision } = play.state.cluster.store;
    ask(play, { verb: 'PATCH', path: `${REPLICASETS}/web${part}`, body });
    settle(play);
    const told = sent(play).filter(
      ({ verb, body: event }) => verb === 'WATCH' && Number((event as JsonObject)['revision']) === revision + 1,
    );
    expect(told.map((message) => message.weight)).toEqual([weight]);
  });
});
