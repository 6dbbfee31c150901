import type { InitialCluster } from '../../cluster/events.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { buildWorld, quota } from '../world.ts';

/** Runs until somebody stops it. */
export const GOOD_IMAGE = 'shop:1.1';
/** Its process ends two seconds after its start, with an error. */
export const BROKEN_IMAGE = 'shop:1.0';
export const WEB_IMAGE = 'nginx:1.27';
export const SHOP = 'shop';
/** Of the process that ends in the last round: no image ends with it by itself. */
export const CRASH_CODE = 139;

/** Two nodes alike but for their engines: containerd on one, Docker Engine behind cri-dockerd on the other. */
export function initialCluster(seed: number): InitialCluster {
  return buildWorld(seed, {
    users: 1,
    nodes: ['node-1', 'node-2'].map((name) => ({ name, cpu: '4', memory: '8Gi' })),
    objects: [quota()],
    settings: {
      runtimes: { 'node-1': 'containerd', 'node-2': 'cri-dockerd' },
      images: {
        [WEB_IMAGE]: 2000,
        [GOOD_IMAGE]: 1500,
        [BROKEN_IMAGE]: { pullMillis: 1500, behaviour: { exitAfterMillis: 2000, exitCode: 1 } },
      },
    },
  });
}

/** A pod that can go to this node alone. */
export function podOn(node: string, name: string, image: string): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: { app: name } },
    spec: {
      nodeSelector: { 'kubernetes.io/hostname': node },
      containers: [{ name: 'main', image, resources: { requests: { cpu: '250m', memory: '128Mi' } } }],
    },
  };
}
