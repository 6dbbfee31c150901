import type { InitialCluster } from '../../cluster/events.ts';
import { buildWorld, quota, runningPod, type Stored } from '../world.ts';

export const NODES = ['node-1', 'node-2', 'node-3'] as const;

/** A control plane and three nodes: one too small, one tainted, one right. */
export function initialCluster(seed: number): InitialCluster {
  return buildWorld(seed, {
    users: 3,
    nodes: [
      { name: 'node-1', cpu: '1', memory: '2Gi' },
      { name: 'node-2', cpu: '4', memory: '8Gi', taints: [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }] },
      { name: 'node-3', cpu: '4', memory: '8Gi' },
    ],
    objects: [filler(), quota()],
  });
}

/** What already fills node-1: nine tenths of its CPU. */
function filler(): Stored {
  return runningPod({
    name: 'metrics-0',
    namespace: 'kube-system',
    node: 'node-1',
    nodeIndex: 0,
    podIP: '10.244.1.1',
    image: 'metrics:1.0',
    requests: { cpu: '900m', memory: '200Mi' },
  });
}
