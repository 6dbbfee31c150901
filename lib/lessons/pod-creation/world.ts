import type { InitialCluster } from '../../cluster/events.ts';
import { containerIdOf, imageIdOf } from '../../cluster/machine.ts';
import { timestamp } from '../../cluster/objects.ts';
import type { Seat, SeatId } from '../../cluster/seats.ts';
import type { ClusterSettings, Stream } from '../../cluster/state.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { access } from '../access.ts';

export const NODES = ['node-1', 'node-2', 'node-3'] as const;
export const USERS = ['user', 'user-2', 'user-3'] as const;

/** The store's revision when the first student acts: earlier revisions belong to a cluster's own start. */
const REVISION = 107;

const CONTROL_PLANE = [
  'kube-apiserver',
  'etcd',
  'kube-scheduler',
  'node-controller',
  'replication-controller',
  'endpointslice-controller',
] as const;

/** A control plane and three nodes: one too small, one tainted, one right. */
export function initialCluster(seed: number): InitialCluster {
  const objects = [...nodes(), filler(), quota(), ...access()];
  return { seed, settings: settings(), seats: seats(), objects, revision: REVISION, streams: streams() };
}

function seats(): Seat[] {
  return [
    ...USERS.map((id): Seat => ({ id, component: 'user' })),
    ...CONTROL_PLANE.map((id): Seat => ({ id, component: id })),
    ...NODES.flatMap((node): Seat[] => [
      { id: `kubelet@${node}`, component: 'kubelet', node },
      { id: `container-runtime@${node}`, component: 'container-runtime', node },
      { id: `kube-proxy@${node}`, component: 'kube-proxy', node },
    ]),
  ];
}

function settings(): ClusterSettings {
  const credentialOf: Record<SeatId, string> = {
    'kube-apiserver': 'loopback',
    'kube-scheduler': 'cert:kube-scheduler',
    'node-controller': 'cert:controller-manager',
    'replication-controller': 'cert:controller-manager',
    'endpointslice-controller': 'cert:controller-manager',
  };
  const credentials: Record<string, ClusterSettings['credentials'][string]> = {
    loopback: { user: 'system:apiserver', groups: ['system:masters', 'system:authenticated'] },
    'cert:kube-scheduler': { user: 'system:kube-scheduler', groups: ['system:authenticated'] },
    'cert:controller-manager': { user: 'system:kube-controller-manager', groups: ['system:authenticated'] },
  };
  USERS.forEach((seat, index) => {
    credentialOf[seat] = `cert:student-${index + 1}`;
    credentials[`cert:student-${index + 1}`] = {
      user: `student-${index + 1}`,
      groups: ['students', 'system:authenticated'],
    };
  });
  for (const node of NODES) {
    credentialOf[`kubelet@${node}`] = `cert:${node}`;
    credentials[`cert:${node}`] = { user: `system:node:${node}`, groups: ['system:nodes', 'system:authenticated'] };
    credentialOf[`kube-proxy@${node}`] = 'token:kube-proxy';
  }
  credentials['token:kube-proxy'] = { user: 'system:kube-proxy', groups: ['system:authenticated'] };
  return {
    wireMillis: 1,
    sandboxMillis: 300,
    createMillis: 50,
    startMillis: 100,
    stopMillis: 100,
    relistMillis: 1000,
    unschedulableMillis: 300_000,
    patienceMillis: 120_000,
    pullBackoffMillis: 10_000,
    pullBackoffMaxMillis: 300_000,
    images: { 'nginx:1.27': 2000, 'nginx:1.25': 2000, 'redis:7.4': 1500, 'httpd:2.4': 1200 },
    credentials,
    credentialOf,
  };
}

function streams(): Omit<Stream, 'at'>[] {
  const open = (client: SeatId, resource: string, nodeName?: string): Omit<Stream, 'at'> => ({
    id: `${client}/${resource}`,
    client,
    resource,
    ...(nodeName !== undefined && { nodeName }),
  });
  return [
    ...USERS.map((user) => ({ ...open(user, 'pods'), namespace: 'default' })),
    { ...open('kube-scheduler', 'pods'), unfinished: true },
    open('kube-scheduler', 'nodes'),
    open('node-controller', 'nodes'),
    open('node-controller', 'pods'),
    open('replication-controller', 'pods'),
    open('replication-controller', 'replicasets'),
    open('endpointslice-controller', 'pods'),
    open('endpointslice-controller', 'services'),
    ...NODES.flatMap((node) => [
      open(`kubelet@${node}`, 'pods', node),
      open(`kube-proxy@${node}`, 'services'),
      open(`kube-proxy@${node}`, 'endpointslices'),
    ]),
  ];
}

function nodes(): { key: string; value: JsonObject }[] {
  return [
    node('node-1', { cpu: '1', memory: '2Gi' }),
    node('node-2', { cpu: '4', memory: '8Gi' }, [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }]),
    node('node-3', { cpu: '4', memory: '8Gi' }),
  ];
}

function node(
  name: string,
  size: { cpu: string; memory: string },
  taints: JsonObject[] = [],
): { key: string; value: JsonObject } {
  const resources = { ...size, pods: '110', 'ephemeral-storage': '20Gi' };
  return {
    key: `/registry/minions/${name}`,
    value: {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name,
        uid: `${name}-uid`,
        labels: { 'kubernetes.io/hostname': name },
        creationTimestamp: '2025-12-31T00:00:00Z',
      },
      spec: taints.length === 0 ? {} : { taints },
      status: {
        capacity: resources,
        allocatable: resources,
        conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
      },
    },
  };
}

/** More pods than any class needs, and an end for whoever tries how many there can be. */
function quota(): { key: string; value: JsonObject } {
  return {
    key: '/registry/resourcequotas/default/classroom',
    value: {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: {
        name: 'classroom',
        namespace: 'default',
        uid: 'classroom-uid',
        creationTimestamp: '2025-12-31T00:00:00Z',
      },
      spec: { hard: { pods: '40', 'count/pods': '80' } },
    },
  };
}

/** What a kubelet says of a pod that runs. */
const CONDITIONS = ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'];

/** What already fills node-1: nine tenths of its CPU. */
function filler(): { key: string; value: JsonObject } {
  return {
    key: '/registry/pods/kube-system/metrics-0',
    value: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'metrics-0',
        namespace: 'kube-system',
        uid: 'metrics-0-uid',
        creationTimestamp: '2025-12-31T00:00:00Z',
      },
      spec: {
        nodeName: 'node-1',
        containers: [{ name: 'main', image: 'metrics:1.0', resources: { requests: { cpu: '900m', memory: '200Mi' } } }],
      },
      status: {
        phase: 'Running',
        hostIP: '192.168.0.11',
        startTime: timestamp(0),
        hostIPs: [{ ip: '192.168.0.11' }],
        podIP: '10.244.1.1',
        podIPs: [{ ip: '10.244.1.1' }],
        conditions: CONDITIONS.map((type) => ({
          type,
          status: 'True',
          lastProbeTime: null,
          lastTransitionTime: timestamp(0),
        })),
        containerStatuses: [
          {
            name: 'main',
            image: 'metrics:1.0',
            imageID: imageIdOf('metrics:1.0'),
            containerID: containerIdOf('node-1', 'metrics-0-main'),
            ready: true,
            started: true,
            restartCount: 0,
            state: { running: { startedAt: timestamp(0) } },
            lastState: {},
          },
        ],
      },
    },
  };
}
