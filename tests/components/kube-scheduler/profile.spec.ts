import { describe, expect, it } from 'vitest';
import {
  bestNodes,
  closedGates,
  filterNodes,
  scoreNodes,
} from '../../../lib/components/kube-scheduler/framework/profile.ts';
import { assumePod, buildSnapshot } from '../../../lib/components/kube-scheduler/framework/snapshot.ts';
import type { Node } from '../../../lib/kubernetes/types/node.ts';
import { makeNode, makePod } from './cluster-fixture.ts';

function withImage(node: Node, name: string, sizeBytes: number): Node {
  return { ...node, status: { ...node.status, images: [{ names: [name], sizeBytes }] } };
}

describe('the default profile', () => {
  it('spreads equal pods one by one over equal nodes', () => {
    const snapshot = buildSnapshot({ nodes: ['n1', 'n2', 'n3'].map((name) => makeNode(name)), pods: [] });
    const placed = Array.from({ length: 6 }, (_, index) => {
      const pod = makePod(`p${index}`, { cpu: '200m', memory: '200Mi' });
      const { feasible } = filterNodes(pod, snapshot);
      const [node = ''] = bestNodes(pod, feasible, snapshot);
      assumePod(snapshot, pod, node);
      return node;
    });
    expect(placed).toEqual(['n1', 'n2', 'n3', 'n1', 'n2', 'n3']);
  });

  it('gives every plugin its weight, and the winners the best total', () => {
    const snapshot = buildSnapshot({
      nodes: [makeNode('n1'), makeNode('n2', 'b', { taints: [{ key: 'k', effect: 'PreferNoSchedule' }] })],
      pods: [makePod('full', { cpu: '1900m', memory: '3Gi', node: 'n1' })],
    });
    const pod = makePod('p', { cpu: '50m' });
    const scores = scoreNodes(pod, snapshot.nodes, snapshot);
    for (const { total, plugins } of scores) {
      expect(total).toBe(plugins.reduce((sum, { normalized, weight }) => sum + normalized * weight, 0));
    }
    const best = Math.max(...scores.map(({ total }) => total));
    expect(bestNodes(pod, snapshot.nodes, snapshot)).toEqual(
      scores.filter(({ total }) => total === best).map(({ node }) => node),
    );
  });

  it('prefers a node that has the image already, however it is written', () => {
    const snapshot = buildSnapshot({
      nodes: [makeNode('n1'), withImage(makeNode('n2'), 'big:latest', 900 * 1024 * 1024)],
      pods: [],
    });
    const pod = makePod('p', { spec: { containers: [{ name: 'c', image: 'big' }] } });
    expect(bestNodes(pod, snapshot.nodes, snapshot)).toEqual(['n2']);
  });

  it('stops at the first filter that refuses, and counts reasons', () => {
    const snapshot = buildSnapshot({
      nodes: [
        makeNode('n1', 'a', { unschedulable: true }),
        makeNode('n2', 'a', { taints: [{ key: 'k', effect: 'NoSchedule' }] }),
      ],
      pods: [],
    });
    const { rejected, message } = filterNodes(makePod('p', { cpu: '16' }), snapshot);
    expect([...rejected].map(([node, { plugin }]) => [node, plugin])).toEqual([
      ['n1', 'NodeUnschedulable'],
      ['n2', 'TaintToleration'],
    ]);
    expect(message).toBe('0/2 nodes are available: 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable.');
  });

  it('does not even look at nodes that the pod does not name', () => {
    const byName = (name: string) => [
      { matchFields: [{ key: 'metadata.name', operator: 'In' as const, values: [name] }] },
    ];
    const required = { nodeSelectorTerms: byName('n2') };
    const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } };
    const pod = makePod('p', { cpu: '16', spec: { affinity } });
    const snapshot = buildSnapshot({ nodes: [makeNode('n1'), makeNode('n2'), makeNode('n3')], pods: [] });
    const { message } = filterNodes(pod, snapshot);
    expect(message).toBe(
      "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't satisfy plugin(s) [NodeAffinity].",
    );
  });

  it('tells at once that a pod cannot be read', () => {
    const term = {
      labelSelector: { matchExpressions: [{ key: 'app', operator: 'In' as const, values: ['not a value!'] }] },
      topologyKey: 'kubernetes.io/hostname',
    };
    const spec = { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } };
    const { feasible, message } = filterNodes(
      makePod('p', { spec }),
      buildSnapshot({ nodes: [makeNode('n1')], pods: [] }),
    );
    expect(feasible).toEqual([]);
    expect(message).toMatch(
      /^0\/1 nodes are available: parsing pod: requiredAffinityTerms: values\[0]\[app]: Invalid value/,
    );
  });

  it('keeps a gated pod out of the queue', () => {
    expect(closedGates(makePod('p', { spec: { schedulingGates: [{ name: 'wait' }] } }))).toEqual(['wait']);
    expect(closedGates(makePod('p'))).toEqual([]);
  });
});

describe('the spreading nobody asked for', () => {
  const labels = { app: 'web' };
  const nodes = [makeNode('n1', 'a'), makeNode('n2', 'a'), makeNode('n3', 'b')];
  const owner = (kind: string, apiVersion: string) => [{ apiVersion, kind, name: 'web', uid: 'u', controller: true }];
  const pods = [makePod('a', { labels, node: 'n1' })];
  const metadata = { name: 'web', namespace: 'default' };
  const plain = makePod('p', { labels });

  it.each([
    ['a Service', { services: [{ metadata, spec: { selector: labels } }] }, []],
    [
      'a ReplicationController',
      { replicationControllers: [{ metadata, spec: { selector: labels } }] },
      owner('ReplicationController', 'v1'),
    ],
    [
      'a ReplicaSet',
      { replicaSets: [{ metadata, spec: { selector: { matchLabels: labels } } }] },
      owner('ReplicaSet', 'apps/v1'),
    ],
  ])('follows %s', (_title, owners, ownerReferences) => {
    const snapshot = buildSnapshot({ nodes, pods, ...owners });
    const pod = { ...plain, metadata: { ...plain.metadata, ownerReferences } };
    const spread = scoreNodes(pod, snapshot.nodes, snapshot).map(
      ({ plugins }) => plugins.find(({ plugin }) => plugin === 'PodTopologySpread')?.normalized,
    );
    expect(spread).toEqual([66, 88, 100]);
  });

  it('leaves pods alone that belong to nobody', () => {
    const snapshot = buildSnapshot({ nodes, pods, services: [{ metadata, spec: { selector: { app: 'db' } } }] });
    const names = scoreNodes(plain, snapshot.nodes, snapshot).flatMap(({ plugins }) =>
      plugins.map(({ plugin }) => plugin),
    );
    expect(names).not.toContain('PodTopologySpread');
  });
});
