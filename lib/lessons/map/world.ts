import type { InitialCluster } from '../../cluster/events.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { OwnerReference } from '../../kubernetes/types/meta.ts';
import { CREATED, hostAddress, nodeObject, RELEASE } from '../node-object.ts';
import { asStored, buildWorld, quota, runningPod, type Stored } from '../world.ts';

const SYSTEM = 'kube-system';
const CONTROL_PLANE = 'control-plane';

/** Each component of the control plane as the static pod that kubeadm makes of it, and etcd's own release. */
const STATIC_PODS = [
  ['etcd', 'registry.k8s.io/etcd:3.6.4-0'],
  ['kube-apiserver', `registry.k8s.io/kube-apiserver:${RELEASE}`],
  ['kube-controller-manager', `registry.k8s.io/kube-controller-manager:${RELEASE}`],
  ['kube-scheduler', `registry.k8s.io/kube-scheduler:${RELEASE}`],
] as const;

/** The pod of one of the kube-proxies. */
export const A_PROXY = 'kube-proxy-m2c7q';

const PROXIES = [
  [CONTROL_PLANE, 'kube-proxy-5vh8d', -1],
  ['node-1', A_PROXY, 0],
  ['node-2', 'kube-proxy-z9t4n', 1],
] as const;

/** A machine: its node, and its number from 0; the control plane's stands before the first. */
interface Place {
  readonly node: string;
  readonly place: number;
}

/** The value of the class system-node-critical. */
const CRITICAL = 2_000_001_000;

/**
 * A cluster as kubeadm leaves it: a node with the control plane on it, which is data only, and two worker nodes. Beside
 * the pods there is one object of each kind that the course names among what etcd stores.
 */
export function initialCluster(seed: number): InitialCluster {
  return buildWorld(seed, {
    users: 1,
    nodes: ['node-1', 'node-2'].map((name) => ({ name, cpu: '4', memory: '8Gi' })),
    objects: [
      controlPlaneNode(),
      ...STATIC_PODS.map(([component, image]) => staticPod(component, image)),
      ...PROXIES.map(([node, name, place]) => proxyPod(name, { node, place })),
      daemonSet(),
      service(),
      secret(),
      quota(),
    ],
  });
}

function controlPlaneNode(): Stored {
  const plan = {
    name: CONTROL_PLANE,
    cpu: '2',
    memory: '4Gi',
    taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
    labels: { 'node-role.kubernetes.io/control-plane': '' },
  };
  return { key: `/registry/minions/${CONTROL_PLANE}`, value: nodeObject(plan, -1) };
}

/** A pod of the cluster itself, on the host's network: its address is the node's. */
function systemPod(
  name: string,
  { node, place }: Place,
  container: string,
  image: string,
  owner: OwnerReference,
  tolerations: readonly JsonObject[],
): Stored {
  return runningPod({
    name,
    namespace: SYSTEM,
    node,
    nodeIndex: place,
    podIP: hostAddress(place),
    image,
    container,
    ownerReferences: [owner],
    spec: { hostNetwork: true, priorityClassName: 'system-node-critical', priority: CRITICAL, tolerations },
  });
}

/** kube-apiserver's picture of a pod that the node's kubelet runs from a file: its owner is the Node. */
function staticPod(component: string, image: string): Stored {
  const owner = { apiVersion: 'v1', kind: 'Node', name: CONTROL_PLANE, uid: `${CONTROL_PLANE}-uid`, controller: true };
  const everything = [{ operator: 'Exists', effect: 'NoExecute' }];
  const place = { node: CONTROL_PLANE, place: -1 };
  return systemPod(`${component}-${CONTROL_PLANE}`, place, component, image, owner, everything);
}

function proxyPod(name: string, place: Place): Stored {
  const image = `registry.k8s.io/kube-proxy:${RELEASE}`;
  const owner = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    name: 'kube-proxy',
    uid: 'kube-proxy-uid',
    controller: true,
    blockOwnerDeletion: true,
  };
  return systemPod(name, place, 'kube-proxy', image, owner, [{ operator: 'Exists' }]);
}

function daemonSet(): Stored {
  const labels = { 'k8s-app': 'kube-proxy' };
  const count = PROXIES.length;
  return {
    key: `/registry/daemonsets/${SYSTEM}/kube-proxy`,
    value: {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'kube-proxy', namespace: SYSTEM, uid: 'kube-proxy-uid', creationTimestamp: CREATED },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            hostNetwork: true,
            nodeSelector: { 'kubernetes.io/os': 'linux' },
            containers: [{ name: 'kube-proxy', image: `registry.k8s.io/kube-proxy:${RELEASE}` }],
          },
        },
      },
      status: {
        currentNumberScheduled: count,
        desiredNumberScheduled: count,
        numberReady: count,
        updatedNumberScheduled: count,
        numberAvailable: count,
        numberMisscheduled: 0,
      },
    },
  };
}

/** The one Service that every cluster has: the way of pods to kube-apiserver. It selects no pods. */
function service(): Stored {
  return {
    key: '/registry/services/specs/default/kubernetes',
    value: asStored({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'kubernetes', namespace: 'default', uid: 'kubernetes-uid', creationTimestamp: CREATED },
      spec: {
        type: 'ClusterIP',
        clusterIP: '10.96.0.1',
        clusterIPs: ['10.96.0.1'],
        ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }],
      },
    }),
  };
}

function secret(): Stored {
  return {
    key: '/registry/secrets/default/db-password',
    value: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'db-password', namespace: 'default', uid: 'db-password-uid', creationTimestamp: CREATED },
      type: 'Opaque',
      data: { password: 'bm90LXNvLXNlY3JldA==' },
    },
  };
}
