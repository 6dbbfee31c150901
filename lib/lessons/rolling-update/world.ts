import type { InitialCluster } from '../../cluster/events.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { buildWorld, quota } from '../world.ts';

export const APP = 'shop';
export const REPLICAS = 2;
export const OLD_IMAGE = 'nginx:1.25';
export const NEW_IMAGE = 'nginx:1.27';
/** Nobody has pushed this one. */
export const MISSING_IMAGE = 'nginx:1.99';

/** Three nodes alike, and nothing on them. */
export function initialCluster(seed: number): InitialCluster {
  return buildWorld(seed, {
    users: 1,
    nodes: ['node-1', 'node-2', 'node-3'].map((name) => ({ name, cpu: '4', memory: '8Gi' })),
    objects: [quota()],
    watched: ['deployments'],
  });
}

/** At most one pod more than wanted, and never one less that serves. */
export function deployment(): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: APP, namespace: 'default', labels: { app: APP } },
    spec: {
      replicas: REPLICAS,
      selector: { matchLabels: { app: APP } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: { metadata: { labels: { app: APP } }, spec: { containers: [container(OLD_IMAGE)] } },
    },
  };
}

function container(image: string): JsonObject {
  return { name: 'main', image, resources: { requests: { cpu: '250m', memory: '128Mi' } } };
}

/** The members of the spec that another image changes. */
export function imageChange(image: string): JsonObject {
  return { template: { spec: { containers: [{ name: 'main', image }] } } };
}
