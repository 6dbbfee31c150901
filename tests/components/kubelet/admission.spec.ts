import { describe, expect, it } from 'vitest';
import { admitPod, rejectionMessage } from '../../../lib/components/kubelet/admission.ts';
import type { Node } from '../../../lib/kubernetes/types/node.ts';
import type { Pod, PodSpec } from '../../../lib/kubernetes/types/pod.ts';

const node: Node = {
  metadata: { name: 'node-1', labels: { disk: 'ssd' } },
  status: { allocatable: { cpu: '2', memory: '1Gi', pods: '3' } },
};

function pod(spec: PodSpec = {}, name = 'web'): Pod {
  return { metadata: { name, namespace: 'default' }, spec: { nodeName: 'node-1', ...spec } };
}

const asking = (requests: Readonly<Record<string, string>>): PodSpec => ({
  containers: [{ name: 'c', resources: { requests } }],
});

const onHostPort = (hostPort: number, hostIP?: string): PodSpec => ({
  containers: [{ name: 'c', ports: [{ containerPort: 80, hostPort, ...(hostIP !== undefined && { hostIP }) }] }],
});

describe('a kubelet admits what it can run', () => {
  it.each<[string, Pod, Pod[], string | null]>([
    ['a small pod', pod(asking({ cpu: '500m' })), [], null],
    ['one that fills the rest exactly', pod(asking({ cpu: '500m' })), [pod(asking({ cpu: '1500m' }))], null],
    ['one that asks for a device the node knows nothing of', pod(asking({ 'example.com/gpu': '1' })), [], null],
    ['one that selects this node', pod({ nodeSelector: { disk: 'ssd' } }), [], null],
    [
      'one on another address of the same port',
      pod(onHostPort(80, '10.0.0.1')),
      [pod(onHostPort(80, '10.0.0.2'))],
      null,
    ],
    ['too much cpu', pod(asking({ cpu: '600m' })), [pod(asking({ cpu: '1500m' }))], 'OutOfcpu'],
    ['too much memory', pod(asking({ memory: '2Gi' })), [], 'OutOfmemory'],
    ['one pod too many', pod(), [pod(), pod(), pod()], 'OutOfpods'],
    ['one that selects other nodes', pod({ nodeSelector: { disk: 'hdd' } }), [], 'NodeAffinity'],
    ['one bound elsewhere', pod({ nodeName: 'node-2' }), [], 'NodeName'],
    ['one on a taken port', pod(onHostPort(80)), [pod(onHostPort(80, '10.0.0.2'))], 'NodePorts'],
  ])('%s', (_title, candidate, admitted, reason) => {
    expect(admitPod(candidate, node, admitted)?.reason ?? null).toBe(reason);
  });

  it('minds NoExecute taints but not NoSchedule ones, and neither for pods of its own', () => {
    const tainted = (effect: 'NoExecute' | 'NoSchedule'): Node => ({
      ...node,
      spec: { taints: [{ key: 'k', effect }] },
    });
    const own = pod();
    const fromFile: Pod = {
      ...own,
      metadata: { ...own.metadata, annotations: { 'kubernetes.io/config.source': 'file' } },
    };
    expect(admitPod(own, tainted('NoSchedule'), [])).toBeNull();
    expect(admitPod(own, tainted('NoExecute'), [])?.reason).toBe('TaintToleration');
    expect(admitPod(fromFile, tainted('NoExecute'), [])).toBeNull();
  });

  it('says in the status how much was asked, used and there', () => {
    const rejection = admitPod(pod(asking({ cpu: '3' })), node, [pod(asking({ cpu: '250m' }))]);
    expect(rejection === null ? null : rejectionMessage(rejection)).toBe(
      "Pod was rejected: Node didn't have enough resource: cpu, requested: 3000, used: 250, capacity: 2000",
    );
  });
});
