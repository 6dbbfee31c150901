import type { InitialCluster } from '../../cluster/events.ts';
import { buildWorld, quota } from '../world.ts';

/** One node is enough: what matters is what the store holds. */
export function initialCluster(seed: number): InitialCluster {
  return buildWorld(seed, {
    users: 1,
    nodes: [{ name: 'node-1', cpu: '4', memory: '8Gi' }],
    objects: [quota()],
  });
}
