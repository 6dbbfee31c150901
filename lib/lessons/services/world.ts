import type { InitialCluster } from '../../cluster/events.ts';
import type { Mission } from '../../cluster/mission.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { buildWorld, quota, runningPod, type Stored } from '../world.ts';

export const PORT = 5432;
export const CLIENT = 'was';
export const DB_ADDRESS = '10.244.2.2';
const DB_IMAGE = 'postgres:17';
const WAS_IMAGE = 'tomcat:10.1';
const DB = { app: 'db' };

/** Three nodes alike: a WAS on node-1 and the DB it needs on node-2. There is no Service yet. */
export function initialCluster(seed: number): InitialCluster {
  return buildWorld(seed, {
    users: 1,
    nodes: ['node-1', 'node-2', 'node-3'].map((name) => ({ name, cpu: '4', memory: '8Gi' })),
    objects: [running('was', 'node-1', 0, { app: 'was' }), running('db', 'node-2', 1, DB), quota()],
    watched: ['services'],
    settings: { images: { [DB_IMAGE]: 1500, [WAS_IMAGE]: 1500 } },
  });
}

function running(name: string, node: string, nodeIndex: number, labels: Readonly<Record<string, string>>): Stored {
  const image = name === 'was' ? WAS_IMAGE : DB_IMAGE;
  return runningPod({
    name,
    node,
    nodeIndex,
    podIP: `10.244.${nodeIndex + 1}.2`,
    image,
    labels,
    spec: {
      containers: [{ name: 'main', image, ports: [{ containerPort: name === 'was' ? 8080 : PORT, protocol: 'TCP' }] }],
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
    },
  });
}

/** The Service in front of whatever carries the label. */
export function dbService(selector: Readonly<Record<string, string>> = DB): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'db', namespace: 'default' },
    spec: { selector, ports: [{ port: PORT, targetPort: PORT }] },
  };
}

/** Another DB pod, for a node: what the user is asked to bring up. */
export function dbMission(name: string, node: string): Mission {
  return {
    id: name,
    seat: 'user',
    name,
    image: DB_IMAGE,
    cpu: '500m',
    memory: '256Mi',
    labels: DB,
    spec: { nodeSelector: { 'kubernetes.io/hostname': node } },
    aim: 'up',
  };
}
