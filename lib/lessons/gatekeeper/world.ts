import type { InitialCluster } from '../../cluster/events.ts';
import { buildWorld, quota, runningPod, type Stored } from '../world.ts';

export const TAKEN = 'web';

/** A control plane, three nodes alike, three users, and a pod whose name is taken. */
export function initialCluster(seed: number): InitialCluster {
  return buildWorld(seed, {
    users: 3,
    nodes: ['node-1', 'node-2', 'node-3'].map((name) => ({ name, cpu: '4', memory: '8Gi' })),
    objects: [web(), quota()],
  });
}

function web(): Stored {
  return runningPod({
    name: TAKEN,
    node: 'node-1',
    nodeIndex: 0,
    podIP: '10.244.1.2',
    image: 'nginx:1.27',
    requests: { cpu: '250m', memory: '128Mi' },
    labels: { run: TAKEN },
    spec: { restartPolicy: 'Always', terminationGracePeriodSeconds: 30 },
  });
}
