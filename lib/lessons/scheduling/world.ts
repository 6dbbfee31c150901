import type { InitialCluster } from '../../cluster/events.ts';
import { buildWorld, quota, runningPod, type Stored } from '../world.ts';

export const NODES = ['node-1', 'node-2', 'node-3', 'node-4'] as const;

const CRITICAL = 2_000_001_000;

/** Four nodes: a small one, one kept for databases, one with an SSD, and one that an old job half fills. */
export function initialCluster(seed: number): InitialCluster {
  return buildWorld(seed, {
    users: 3,
    nodes: [
      { name: 'node-1', cpu: '2', memory: '4Gi', labels: { zone: 'a' } },
      {
        name: 'node-2',
        cpu: '4',
        memory: '8Gi',
        taints: [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }],
        labels: { zone: 'a', dedicated: 'db', disktype: 'nvme' },
      },
      { name: 'node-3', cpu: '4', memory: '8Gi', labels: { zone: 'b', disktype: 'ssd' } },
      { name: 'node-4', cpu: '6', memory: '12Gi', labels: { zone: 'b' } },
    ],
    objects: [
      priorityClass('batch', -100),
      priorityClass('low', -10),
      priorityClass('urgent', 1000),
      system('agent', 'node-1', 0, '1500m'),
      system('storage', 'node-2', 1, '2'),
      job('mirror', 'node-2', 1, '1', { priorityClassName: 'low', priority: -10 }),
      job('crunch', 'node-3', 2, '500m', { priorityClassName: 'batch', priority: -100 }),
      job('archive', 'node-4', 3, '4', { priority: 0 }),
      quota(),
    ],
  });
}

/** What belongs to the cluster itself: nobody's room is made by deleting it. */
function system(name: string, node: string, nodeIndex: number, cpu: string): Stored {
  return runningPod({
    name,
    namespace: 'kube-system',
    node,
    nodeIndex,
    podIP: `10.244.${nodeIndex + 1}.2`,
    image: `${name}:1.0`,
    requests: { cpu, memory: '256Mi' },
    spec: { priorityClassName: 'system-node-critical', priority: CRITICAL },
  });
}

/** Work left by somebody who has gone home. */
function job(
  name: string,
  node: string,
  nodeIndex: number,
  cpu: string,
  spec: { readonly priorityClassName?: string; readonly priority: number },
): Stored {
  return runningPod({
    name,
    node,
    nodeIndex,
    podIP: `10.244.${nodeIndex + 1}.3`,
    image: 'busybox:1.36',
    requests: { cpu, memory: '256Mi' },
    labels: { run: name },
    spec: { ...spec, terminationGracePeriodSeconds: 30 },
  });
}

function priorityClass(name: string, value: number): Stored {
  return {
    key: `/registry/priorityclasses/${name}`,
    value: {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name, uid: `priority-${name}-uid`, creationTimestamp: '2025-12-31T00:00:00Z' },
      value,
      globalDefault: false,
      preemptionPolicy: 'PreemptLowerPriority',
    },
  };
}
