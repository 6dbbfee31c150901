import type { InitialCluster } from '../../cluster/events.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { buildWorld, quota } from '../world.ts';

export const APP = 'web';
export const IMAGE = 'nginx:1.27';

/** Three nodes alike, and nothing on them. */
export function initialCluster(seed: number): InitialCluster {
  return buildWorld(seed, {
    users: 1,
    nodes: ['node-1', 'node-2', 'node-3'].map((name) => ({ name, cpu: '4', memory: '8Gi' })),
    objects: [quota()],
    watched: ['replicasets'],
  });
}

export function replicaSet(image: string): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: APP, namespace: 'default', labels: { app: APP } },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: APP } },
      template: {
        metadata: { labels: { app: APP } },
        spec: {
          containers: [{ name: 'main', image, resources: { requests: { cpu: '250m', memory: '128Mi' } } }],
        },
      },
    },
  };
}
