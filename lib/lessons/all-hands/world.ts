import type { InitialCluster } from '../../cluster/events.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { runningWeb } from '../lost-node/world.ts';
import { buildWorld, quota } from '../world.ts';

export const APP = 'web';
export const REPORT = 'report';
const PORT = 80;
/** kube-scheduler and kube-controller-manager, whose controllers are seats of their own, run twice. */
const STANDBYS = ['kube-scheduler', 'node-controller', 'replication-controller', 'endpointslice-controller'];

/** Three nodes alike and a ReplicaSet that runs, two users, and everything that can break. */
export function initialCluster(seed: number): InitialCluster {
  return buildWorld(seed, {
    users: 2,
    nodes: ['node-1', 'node-2', 'node-3'].map((name) => ({ name, cpu: '4', memory: '8Gi' })),
    objects: [...runningWeb(), quota()],
    watched: ['replicasets', 'services'],
    settings: { leaseRenewMillis: 10_000, nodeGraceMillis: 40_000, standbys: STANDBYS },
  });
}

/** The Service in front of the pods of the ReplicaSet. */
export function webService(): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: APP, namespace: 'default' },
    spec: { selector: { app: APP }, ports: [{ port: PORT, targetPort: PORT }] },
  };
}

/** A pod that no controller looks after. */
export function reportPod(): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: REPORT, namespace: 'default', labels: { app: REPORT } },
    spec: {
      containers: [{ name: 'main', image: 'redis:7.4', resources: { requests: { cpu: '250m', memory: '128Mi' } } }],
    },
  };
}
