import { describe, expect, it } from 'vitest';
import {
  costsMore,
  findPreemption,
  preemptionMessage,
} from '../../../lib/components/kube-scheduler/framework/preemption.ts';
import { filterNodes } from '../../../lib/components/kube-scheduler/framework/profile.ts';
import { buildSnapshot } from '../../../lib/components/kube-scheduler/framework/snapshot.ts';
import type { Pod, PodSpec } from '../../../lib/kubernetes/types/pod.ts';
import { makeNode, makePod } from './cluster-fixture.ts';

function preempt(pod: Pod, pods: readonly Pod[], nodes = [makeNode('n1'), makeNode('n2', 'b')]) {
  const snapshot = buildSnapshot({ nodes, pods });
  const { rejected, feasible } = filterNodes(pod, snapshot);
  expect(feasible).toEqual([]);
  const outcome = findPreemption(pod, snapshot, rejected);
  const found = outcome.candidate;
  return {
    victims: found === null ? null : [found.node, ...found.victims.map(({ metadata }) => metadata.name)],
    message: preemptionMessage(pod, snapshot, rejected),
    before: snapshot.nodes.map((node) => node.pods.length),
  };
}

describe('preemption', () => {
  const important = makePod('important', { cpu: '1500m', priority: 100 });

  it.each([
    [10, 5, true],
    [5, 10, false],
    [5, 5, false],
  ])('costs more with a victim of priority %i than with one of %i: %s', (first, second, more) => {
    const pods = [
      makePod('a', { cpu: '1', priority: first, node: 'n1' }),
      makePod('b', { cpu: '1', priority: second, node: 'n2' }),
    ];
    const snapshot = buildSnapshot({ nodes: [makeNode('n1'), makeNode('n2')], pods });
    expect(costsMore(important, snapshot, { node: 'n1', than: 'n2' })).toBe(more);
  });

  it('finds the node where the least important pods make room', () => {
    const { victims, message } = preempt(important, [
      makePod('a', { cpu: '1', priority: 10, node: 'n1' }),
      makePod('b', { cpu: '1', priority: 5, node: 'n2' }),
    ]);
    expect(victims).toEqual(['n2', 'b']);
    expect(message).toBe('');
  });

  it('spares whoever does not stand in the way, the most important first', () => {
    const { victims } = preempt(important, [
      makePod('low', { cpu: '400m', priority: 1, node: 'n1' }),
      makePod('middle', { cpu: '400m', priority: 2, node: 'n1' }),
      makePod('high', { cpu: '400m', priority: 3, node: 'n1' }),
      makePod('equal', { cpu: '2', priority: 100, node: 'n2' }),
    ]);
    expect(victims).toEqual(['n1', 'middle', 'low']);
  });

  it('prefers fewer victims when they weigh the same', () => {
    const { victims } = preempt(important, [
      makePod('one', { cpu: '1', priority: 1, node: 'n2' }),
      makePod('two', { cpu: '600m', priority: 1, node: 'n1' }),
      makePod('three', { cpu: '600m', priority: 1, node: 'n1' }),
    ]);
    expect(victims?.[0]).toBe('n2');
  });

  it('leaves the snapshot as it was', () => {
    const { before } = preempt(important, [
      makePod('a', { cpu: '1', priority: 10, node: 'n1' }),
      makePod('b', { cpu: '1', priority: 5, node: 'n2' }),
    ]);
    expect(before).toEqual([1, 1]);
  });

  it('lets a pod in that only an anti-affinity kept out', () => {
    const term = { labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'kubernetes.io/hostname' };
    const apart: PodSpec = {
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
    };
    const { victims } = preempt(makePod('lonely', { priority: 9, spec: apart }), [
      makePod('a', { labels: { app: 'web' }, priority: 9, node: 'n1' }),
      makePod('b', { labels: { app: 'web' }, priority: 1, node: 'n2' }),
    ]);
    expect(victims).toEqual(['n2', 'b']);
  });

  it.each<[string, Pod, readonly Pod[], string]>([
    [
      'nobody is less important',
      makePod('p', { cpu: '1500m' }),
      [makePod('a', { cpu: '1', node: 'n1' }), makePod('b', { cpu: '1', node: 'n2' })],
      'no new claims to deallocate, preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.',
    ],
    [
      'no node is big enough',
      makePod('p', { cpu: '8', priority: 100 }),
      [],
      'no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
    ],
    [
      'the pod does not want it',
      makePod('p', { cpu: '1500m', priority: 100, spec: { preemptionPolicy: 'Never' } }),
      [makePod('a', { cpu: '1', node: 'n1' }), makePod('b', { cpu: '1', node: 'n2' })],
      'no new claims to deallocate, preemption: not eligible due to preemptionPolicy=Never.',
    ],
  ])('says why it does nothing: %s', (_title, pod, pods, message) => {
    expect(preempt(pod, pods)).toMatchObject({ victims: null, message });
  });
});
