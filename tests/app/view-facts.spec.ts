import { describe, expect, test } from 'vitest';

import { lanesOf } from '../../app/_cluster/flow-diagram.tsx';
import { lastLit } from '../../app/_cluster/course-strip.tsx';
import { clockText } from '../../app/_cluster/waiting-line.tsx';
import { shortPath, taintsOf } from '../../app/_room/view-facts.ts';
import type { FlowLine, ObjectLine } from '../../lib/session/view.ts';

describe('a path as it is drawn', () => {
  test.each([
    ['/api/v1/namespaces/default/pods', 'pods'],
    ['/api/v1/namespaces/default/pods/web/binding', 'pods/web/binding'],
    ['/api/v1/pods?watch=1', 'pods'],
    ['/api/v1/nodes/node-1', 'nodes/node-1'],
    ['/registry/pods/default/web', 'pods/default/web'],
    ['nginx:1.27', 'nginx:1.27'],
    ['9b2f4c1e-0000-4000-8000-000000000001', '9b2f4c1e…'],
  ])('%s is %s', (path, short) => {
    expect(shortPath(path)).toBe(short);
  });
});

test.each([
  ['—', []],
  ['dedicated=db:NoSchedule', ['dedicated=db:NoSchedule']],
  [
    'node.kubernetes.io/unreachable:NoSchedule, node.kubernetes.io/unreachable:NoExecute',
    ['unreachable:NoSchedule', 'unreachable:NoExecute'],
  ],
])('the taints %s stand on the map as %j', (value, shown) => {
  const node: ObjectLine = {
    resource: 'nodes',
    name: 'node-2',
    status: 'NotReady',
    resourceVersion: '7',
    detail: [['fact.taints', value]],
  };
  expect(taintsOf(node)).toEqual(shown);
});

test('lanes stand in the order of the cluster, what nobody plays last', () => {
  const said = (from: string, to: string): FlowLine => ({
    id: `${from}-${to}`,
    from,
    to,
    kind: 'request',
    verb: 'POST',
    path: '',

    sentAt: 0,
  });
  const messages = [
    said('container-runtime@node-1', 'registry'),
    said('kubelet@node-2', 'kube-apiserver'),
    said('kubelet@node-1', 'container-runtime@node-1'),
    said('kube-apiserver', 'etcd'),
    said('user-2', 'kube-apiserver'),
  ];
  expect(lanesOf(messages)).toEqual([
    'user-2',
    'kube-apiserver',
    'etcd',
    'kubelet@node-1',
    'container-runtime@node-1',
    'kubelet@node-2',
    'registry',
  ]);
});

test('the step that is told is the one lit by the latest entry', () => {
  const row = { id: 'm1', pod: 'web', containers: 1, started: 0, early: [], lit: { 1: 4, 2: 6, 10: 20, 9: 30 } };
  expect(lastLit(row)).toBe(9);
  expect(lastLit({ ...row, lit: {} })).toBeNull();
});

test.each([
  [0, '0:00'],
  [65, '1:05'],
  [600, '10:00'],
])('%i seconds of waiting are told as %s', (seconds, text) => {
  expect(clockText(seconds)).toBe(text);
});
