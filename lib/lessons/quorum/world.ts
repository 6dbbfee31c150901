import type { InitialCluster } from '../../cluster/events.ts';
import { buildWorld, quota } from '../world.ts';

const MEMBERS = 3;

/** A control plane whose etcd has three members, two nodes alike and two users. */
export function initialCluster(seed: number): InitialCluster {
  return buildWorld(seed, {
    users: 2,
    nodes: ['node-1', 'node-2'].map((name) => ({ name, cpu: '4', memory: '8Gi' })),
    objects: [quota()],
    settings: { etcdMembers: MEMBERS },
  });
}
