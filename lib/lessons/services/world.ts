import type { InitialCluster } from '../../cluster/events.ts';
import type { Mission } from '../../cluster/mission.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { buildWorld, quota, runningPod, type Stored } from '../world.ts';

export const PORT = 5432;
export const CLIENT = 'was';

const IMAGES = { was: 'tomcat:10.1', db: 'postgres:17' } as const;
type App = keyof typeof IMAGES;

/** Three nodes alike: a WAS on node-1 and the DB it needs on node-2. There is no Service yet. */
export function initialCluster(seed: number): InitialCluster {
  return buildWorld(seed, {
    users: 1,
    nodes: ['node-1', 'node-2', 'node-3'].map((name) => ({ name, cpu: '4', memory: '8Gi' })),
    objects: [running('was', 'node-1', 0), running('db', 'node-2', 1), quota()],
    watched: ['services'],
    settings: { images: { [IMAGES.db]: 1500, [IMAGES.was]: 1500 } },
  });
}

function running(name: App, node: string, nodeIndex: number): Stored {
  const image = IMAGES[name];
  return runningPod({
    name,
    node,
    nodeIndex,
    podIP: `10.244.${nodeIndex + 1}.2`,
    image,
    labels: { app: name },
    spec: {
      containers: [{ name: 'main', image, ports: [{ containerPort: name === 'was' ? 8080 : PORT, protocol: 'TCP' }] }],
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
    },
  });
}

/** The Service in front of whatever carries the label. */
export function dbService(selector: Readonly<Record<string, string>> = { app: 'db' }): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'db', namespace: 'default' },
    spec: { selector, ports: [{ port: PORT, targetPort: PORT }] },
  };
}

/** A pod with this label on this node: what the user is asked to bring up, and to bring back if it is gone. */
export function podMission(name: string, app: App, node: string): Mission {
  return {
    id: name,
    seat: 'user',
    name,
    image: IMAGES[app],
    cpu: '500m',
    memory: '256Mi',
    labels: { app },
    spec: { nodeSelector: { 'kubernetes.io/hostname': node } },
    aim: 'up',
  };
}
