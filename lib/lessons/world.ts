import type { InitialCluster } from '../cluster/events.ts';
import { containerIdOf, imageIdOf } from '../cluster/machine.ts';
import { leaseKeyOf, leaseObject } from '../cluster/leases.ts';
import { timestamp } from '../cluster/objects.ts';
import type { Seat, SeatId } from '../cluster/seats.ts';
import type { ClusterSettings } from '../cluster/settings.ts';
import type { Stream } from '../cluster/state.ts';
import type { JsonObject } from '../kernel/json.ts';
import { withDefaultTolerations } from '../kubernetes/default-tolerations.ts';
import { defaultPod } from '../kubernetes/defaulting.ts';
import { defaultObject, storable } from '../kubernetes/object-defaulting.ts';
import type { Pod } from '../kubernetes/types/pod.ts';
import { qosClassOf } from '../kubernetes/resources.ts';
import { resourceInfo } from '../kubernetes/resources-table.ts';
import type { KubernetesObject, OwnerReference } from '../kubernetes/types/meta.ts';
import { access, namespaceControllerAccess } from './access.ts';
import { CREATED, hostAddress, nodeObject, type NodePlan } from './node-object.ts';

/** A stored object as a lesson starts with it. */
export interface Stored {
  readonly key: string;
  readonly value: JsonObject;
}

/** What differs from lesson to lesson. */
export interface WorldPlan {
  /** How many `user` seats: `user`, `user-2`, … */
  readonly users: number;
  readonly nodes: readonly NodePlan[];
  /** Objects beside the nodes and the access rules, written after the nodes. */
  readonly objects?: readonly Stored[];
  /** Resources that users watch beside pods, e.g. `replicasets`. */
  readonly watched?: readonly string[];
  readonly settings?: Partial<ClusterSettings>;
}

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

/** A control plane, nodes and users: the cluster that a lesson starts from. */
export function buildWorld(seed: number, plan: WorldPlan): InitialCluster {
  const leases = plan.settings?.leaseRenewMillis === undefined ? [] : plan.nodes.map(leaseOf);
  const objects = [
    ...namespaceControllerAccess(),
    ...plan.nodes.map((node, place) => storedNode(node, place, plan.settings)),
    ...leases,
    ...(plan.objects ?? []),
    ...access(),
  ];
  return {
    seed,
    settings: settingsOf(plan),
    seats: seatsOf(plan),
    objects,
    revision: Math.max(REVISION, objects.length + 1),
    streams: streamsOf(plan),
  };
}

export function userSeats(count: number): SeatId[] {
  return Array.from({ length: count }, (_, index) => (index === 0 ? 'user' : `user-${index + 1}`));
}

function seatsOf({ users, nodes }: WorldPlan): Seat[] {
  return [
    ...userSeats(users).map((id): Seat => ({ id, component: 'user' })),
    ...CONTROL_PLANE.map((id): Seat => ({ id, component: id })),
    ...nodes.flatMap(({ name: node }): Seat[] => [
      { id: `kubelet@${node}`, component: 'kubelet', node },
      { id: `container-runtime@${node}`, component: 'container-runtime', node },
      { id: `kube-proxy@${node}`, component: 'kube-proxy', node },
    ]),
  ];
}

function settingsOf({ users, nodes, settings }: WorldPlan): ClusterSettings {
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
    'token:namespace-controller': {
      user: 'system:serviceaccount:kube-system:namespace-controller',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'],
    },
  };
  userSeats(users).forEach((seat, index) => {
    credentialOf[seat] = `cert:student-${index + 1}`;
    credentials[`cert:student-${index + 1}`] = {
      user: `student-${index + 1}`,
      groups: ['students', 'system:authenticated'],
    };
  });
  for (const { name } of nodes) {
    credentialOf[`kubelet@${name}`] = `cert:${name}`;
    credentials[`cert:${name}`] = { user: `system:node:${name}`, groups: ['system:nodes', 'system:authenticated'] };
    credentialOf[`kube-proxy@${name}`] = 'token:kube-proxy';
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
    ...settings,
  };
}

function streamsOf({ users, nodes, watched = [], settings }: WorldPlan): Omit<Stream, 'at'>[] {
  const open = (client: SeatId, resource: string, nodeName?: string): Omit<Stream, 'at'> => ({
    id: `${client}/${resource}`,
    client,
    resource,
    ...(nodeName !== undefined && { nodeName }),
    // Components watch through client-go's informers, kubectl by itself.
    ...(!userSeats(users).includes(client) && { bookmarks: true }),
  });
  return [
    ...userSeats(users).flatMap((user) =>
      ['pods', ...watched].map((resource) => ({
        ...open(user, resource),
        ...(resourceInfo(resource)?.namespaced !== false && { namespace: 'default' }),
      })),
    ),
    { ...open('kube-scheduler', 'pods'), unfinished: true },
    open('kube-scheduler', 'nodes'),
    open('node-controller', 'nodes'),
    open('node-controller', 'pods'),
    ...(settings?.leaseRenewMillis === undefined ? [] : [open('node-controller', 'leases')]),
    open('replication-controller', 'pods'),
    open('replication-controller', 'replicasets'),
    open('replication-controller', 'replicationcontrollers'),
    open('replication-controller', 'deployments'),
    open('replication-controller', 'namespaces'),
    open('endpointslice-controller', 'pods'),
    open('endpointslice-controller', 'services'),
    open('endpointslice-controller', 'nodes'),
    open('endpointslice-controller', 'endpointslices'),
    ...nodes.flatMap(({ name }) => [
      open(`kubelet@${name}`, 'pods', name),
      open(`kube-proxy@${name}`, 'services'),
      open(`kube-proxy@${name}`, 'endpointslices'),
    ]),
  ];
}

function leaseOf({ name }: NodePlan): Stored {
  return { key: leaseKeyOf(name), value: leaseObject(name, timestamp(0)) };
}

/** An object as the apiserver would have stored it: with its defaults. */
export function asStored(object: JsonObject): JsonObject {
  return storable(defaultObject(object as unknown as KubernetesObject));
}

function storedNode(plan: NodePlan, place: number, settings: WorldPlan['settings']): Stored {
  return {
    key: `/registry/minions/${plan.name}`,
    value: nodeObject(plan, place, settings?.runtimes?.[plan.name]),
  };
}

/** More pods than any class needs, and an end for whoever tries how many there can be. */
export function quota(): Stored {
  return {
    key: '/registry/resourcequotas/default/classroom',
    value: {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'classroom', namespace: 'default', uid: 'classroom-uid', creationTimestamp: CREATED },
      spec: { hard: { pods: '40', 'count/pods': '80' } },
    },
  };
}

/** A pod with one container that runs when the lesson begins: etcd, its kubelet and its runtime agree about it. */
export interface RunningPodPlan {
  readonly name: string;
  readonly namespace?: string;
  readonly node: string;
  /** Its place among the nodes of the plan, from 0: gives the host's address. */
  readonly nodeIndex: number;
  readonly podIP: string;
  readonly image: string;
  readonly container?: string;
  readonly requests?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
  /** Further members of the spec: tolerations, restartPolicy. */
  readonly spec?: JsonObject;
}

/** What admission writes into a pod that says nothing else. */
const ADMITTED = {
  serviceAccountName: 'default',
  serviceAccount: 'default',
  priority: 0,
  preemptionPolicy: 'PreemptLowerPriority',
} as const;

/** What a kubelet says of a pod that runs. */
const CONDITIONS = ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'];

/**
 * As kube-apiserver stored it when it was created, with the defaults and what admission fills in (but for the token's
 * volume, which nothing here reads), and as its kubelet reported it.
 */
export function runningPod(plan: RunningPodPlan): Stored {
  const { name, namespace = 'default', node, nodeIndex, podIP, image, container = 'main', requests } = plan;
  const hostIP = hostAddress(nodeIndex);
  const containers = [{ name: container, image, ...(requests !== undefined && { resources: { requests } }) }];
  const admitted = withDefaultTolerations(
    defaultPod({ metadata: {}, spec: { ...ADMITTED, containers, nodeName: node, ...plan.spec } }),
  );
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      uid: `${name}-uid`,
      generation: 1,
      creationTimestamp: CREATED,
      ...(plan.labels !== undefined && { labels: plan.labels }),
      ...(plan.ownerReferences !== undefined && { ownerReferences: [...plan.ownerReferences] }),
    },
    spec: admitted.spec,
    status: {
      observedGeneration: 1,
      phase: 'Running',
      hostIP,
      startTime: timestamp(0),
      hostIPs: [{ ip: hostIP }],
      podIP,
      podIPs: [{ ip: podIP }],
      conditions: CONDITIONS.map((type) => ({
        type,
        status: 'True',
        observedGeneration: 1,
        lastProbeTime: null,
        lastTransitionTime: timestamp(0),
      })),
      containerStatuses: [
        {
          name: container,
          image,
          imageID: imageIdOf(image),
          containerID: containerIdOf(node, `${name}-${container}`),
          ready: true,
          started: true,
          restartCount: 0,
          state: { running: { startedAt: timestamp(0) } },
          lastState: {},
        },
      ],
      qosClass: qosClassOf(admitted.spec ?? {}),
    },
  };
  return { key: `/registry/pods/${namespace}/${name}`, value: storable(pod) };
}
