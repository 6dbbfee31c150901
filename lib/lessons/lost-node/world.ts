import type { InitialCluster } from '../../cluster/events.ts';
import { asStored, buildWorld, quota, runningPod, type Stored } from '../world.ts';

export const REPLICAS = 2;
export const OWNER = 'web';
const OWNER_UID = 'web-rs-uid';
const IMAGE = 'nginx:1.27';
const LABELS = { app: 'web' };

const RESOURCES = { cpu: '250m', memory: '128Mi' };

/** Three nodes alike, and a ReplicaSet with one of its two pods on node-1 and the other on node-2. */
export function initialCluster(seed: number): InitialCluster {
  return buildWorld(seed, {
    users: 1,
    nodes: ['node-1', 'node-2', 'node-3'].map((name) => ({ name, cpu: '4', memory: '8Gi' })),
    objects: [...runningWeb(), quota()],
    watched: ['replicasets'],
    settings: { leaseRenewMillis: 10_000, nodeGraceMillis: 40_000 },
  });
}

/** The ReplicaSet and its two pods. */
export function runningWeb(): Stored[] {
  return [replicaSet(), webPod('web-b7k2p', 'node-1', 0), webPod('web-x4m9d', 'node-2', 1)];
}

function webPod(name: string, node: string, nodeIndex: number): Stored {
  return runningPod({
    name,
    node,
    nodeIndex,
    podIP: `10.244.${nodeIndex + 1}.2`,
    image: IMAGE,
    requests: RESOURCES,
    labels: LABELS,
    ownerReferences: [
      {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        name: OWNER,
        uid: OWNER_UID,
        controller: true,
        blockOwnerDeletion: true,
      },
    ],
  });
}

function replicaSet(): Stored {
  const container = { name: 'main', image: IMAGE, resources: { requests: RESOURCES } };
  const counts = { replicas: REPLICAS, fullyLabeledReplicas: REPLICAS, readyReplicas: REPLICAS };
  return {
    key: `/registry/replicasets/default/${OWNER}`,
    value: asStored({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: OWNER,
        namespace: 'default',
        uid: OWNER_UID,
        generation: 1,
        creationTimestamp: '2025-12-31T00:00:00Z',
      },
      spec: {
        replicas: REPLICAS,
        selector: { matchLabels: LABELS },
        template: { metadata: { labels: LABELS }, spec: { containers: [container] } },
      },
      status: { ...counts, availableReplicas: REPLICAS, observedGeneration: 1 },
    }),
  };
}
