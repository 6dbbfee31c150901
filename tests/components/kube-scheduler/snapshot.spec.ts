import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NodeInfo } from '../../../lib/components/kube-scheduler/framework/node-info.ts';
import { assumePod, buildSnapshot, forgetPod } from '../../../lib/components/kube-scheduler/framework/snapshot.ts';
import type { Pod } from '../../../lib/kubernetes/types/pod.ts';
import { makeNode, makePod } from './cluster-fixture.ts';

const nodes = [makeNode('n1'), makeNode('n2', 'b')];

/** What a node adds up to, without the order in which pods came. */
function sums({ requested, scoringRequested, pods, podsWithAffinity, usedPorts }: NodeInfo): unknown {
  const scalars = [...(requested.scalars ?? [])].filter(([, amount]) => amount !== 0);
  return {
    ...requested,
    scalars: Object.fromEntries(scalars),
    scoringRequested,
    pods: pods.map(({ key }) => key).sort(),
    podsWithAffinity: podsWithAffinity.map(({ key }) => key).sort(),
    ports: Object.fromEntries([...usedPorts].map(([claim, addresses]) => [claim, Object.fromEntries(addresses)])),
  };
}

const anyPod = fc.record({
  cpu: fc.constantFrom(undefined, '100m', '0.5', '2'),
  memory: fc.constantFrom(undefined, '64Mi', '1Gi'),
  gpu: fc.boolean(),
  hostPort: fc.constantFrom(0, 80, 443),
  apart: fc.boolean(),
  node: fc.constantFrom('n1', 'n2'),
});

function podOf(
  sketch: { cpu?: string; memory?: string; gpu: boolean; hostPort: number; apart: boolean; node: string },
  index: number,
): Pod {
  const { cpu, memory, gpu, hostPort, apart, node } = sketch;
  const requests = {
    ...(cpu !== undefined && { cpu }),
    ...(memory !== undefined && { memory }),
    ...(gpu && { 'example.com/gpu': '1' }),
  };
  const term = { labelSelector: {}, topologyKey: 'kubernetes.io/hostname' };
  return makePod(`p${index}`, {
    node,
    spec: {
      containers: [{ name: 'c', resources: { requests }, ports: [{ containerPort: 1, hostPort }] }],
      ...(apart && { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } }),
    },
  });
}

describe('the sums over the pods of a node', () => {
  it('are the same whether pods came and went one by one or all at once', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyPod, fc.boolean()), { maxLength: 20 }), (sketches) => {
        const pods = sketches.map(([sketch], index) => podOf(sketch, index));
        const staying = pods.filter((_pod, index) => sketches[index]?.[1]);
        const stepwise = buildSnapshot({ nodes, pods: [] });
        for (const pod of pods) assumePod(stepwise, pod, pod.spec?.nodeName ?? '');
        for (const pod of pods) if (!staying.includes(pod)) forgetPod(stepwise, pod, pod.spec?.nodeName ?? '');
        const atOnce = buildSnapshot({ nodes, pods: staying });
        expect(stepwise.nodes.map(sums)).toEqual(atOnce.nodes.map(sums));
      }),
    );
  });

  it('leave out pods that are finished, keep those that are on their way out, and ignore unknown nodes', () => {
    const on = (name: string, phase: 'Running' | 'Succeeded' | 'Failed'): Pod => ({
      ...makePod(name, { cpu: '1', node: 'n1' }),
      status: { phase },
    });
    const leaving = on('leaving', 'Running');
    const snapshot = buildSnapshot({
      nodes,
      pods: [
        on('done', 'Succeeded'),
        on('broken', 'Failed'),
        { ...leaving, metadata: { ...leaving.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } },
        makePod('lost', { cpu: '1', node: 'n9' }),
      ],
    });
    expect(snapshot.nodesByName.get('n1')?.requested.milliCpu).toBe(1000);
    expect(assumePod(snapshot, makePod('x'), 'n9')).toBe(false);
    expect(forgetPod(snapshot, makePod('x'), 'n1')).toBe(false);
  });
});
