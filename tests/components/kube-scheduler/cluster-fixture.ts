import type { Node, NodeSpec } from '../../../lib/kubernetes/types/node.ts';
import type { Pod, PodSpec } from '../../../lib/kubernetes/types/pod.ts';

export interface PodSketch {
  readonly cpu?: string;
  readonly memory?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly node?: string;
  readonly priority?: number;
  readonly spec?: PodSpec;
}

/** A pod of one container. */
export function makePod(name: string, { cpu, memory, labels, node, priority, spec }: PodSketch = {}): Pod {
  const requests = { ...(cpu !== undefined && { cpu }), ...(memory !== undefined && { memory }) };
  return {
    metadata: { name, namespace: 'default', uid: `uid-${name}`, ...(labels !== undefined && { labels }) },
    spec: {
      containers: [{ name: 'c', image: 'nginx:1.27', resources: { requests } }],
      ...(node !== undefined && { nodeName: node }),
      ...(priority !== undefined && { priority }),
      ...spec,
    },
  };
}

/** A node of 2 CPUs and 4 GiB in a zone. */
export function makeNode(name: string, zone = 'a', spec: NodeSpec = {}): Node {
  return {
    metadata: { name, labels: { 'kubernetes.io/hostname': name, 'topology.kubernetes.io/zone': zone } },
    spec,
    status: { allocatable: { cpu: '2', memory: '4Gi', pods: '10' } },
  };
}
