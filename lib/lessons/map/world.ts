import type { InitialCluster } from '../../cluster/events.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { asStored, buildWorld, quota, runningPod, type Stored } from '../world.ts';

const SYSTEM = 'kube-system';
const CONTROL_PLANE = 'control-plane';
const CREATED = '2025-12-31T00:00:00Z';
const RELEASE = 'v1.34.0';

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

/**
 * A cluster as kubeadm leaves it: a node with the control plane on it, which is data only, and two worker nodes. Beside
 * the pods there is one object of each kind that the course names among what etcd stores.
 */
export function initialCluster(seed: number): InitialCluster {
  return buildWorld(seed, {
    users: 1,
    nodes: ['node-1', 'node-2'].map((name) => ({ name, cpu: '4', memory: '8Gi', kubeletVersion: RELEASE })),
    objects: [
      controlPlaneNode(),
      ...STATIC_PODS.map(([name, image]) => systemPod(`${name}-${CONTROL_PLANE}`, CONTROL_PLANE, -1, name, image)),
      ...PROXIES.map(([node, name, index]) => proxyPod(name, node, index)),
      daemonSet(),
      service(),
      secret(),
      quota(),
    ],
  });
}

function controlPlaneNode(): Stored {
  const resources = { cpu: '2', memory: '4Gi', pods: '110', 'ephemeral-storage': '20Gi' };
  return {
    key: `/registry/minions/${CONTROL_PLANE}`,
    value: {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name: CONTROL_PLANE,
        uid: `${CONTROL_PLANE}-uid`,
        labels: { 'kubernetes.io/hostname': CONTROL_PLANE, 'node-role.kubernetes.io/control-plane': '' },
        creationTimestamp: CREATED,
      },
      spec: { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] },
      status: {
        capacity: resources,
        allocatable: resources,
        conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
        nodeInfo: { kubeletVersion: RELEASE },
      },
    },
  };
}

function systemPod(
  name: string,
  node: string,
  nodeIndex: number,
  container: string,
  image: string,
  owner?: JsonObject,
): Stored {
  return runningPod({
    name,
    namespace: SYSTEM,
    node,
    nodeIndex,
    // On the host's network: the address is the node's.
    podIP: `192.168.0.${11 + nodeIndex}`,
    image,
    container,
    ...(owner !== undefined && { ownerReferences: [owner] }),
    spec: { hostNetwork: true, restartPolicy: 'Always', terminationGracePeriodSeconds: 30 },
  });
}

function proxyPod(name: string, node: string, nodeIndex: number): Stored {
  const image = `registry.k8s.io/kube-proxy:${RELEASE}`;
  const owner = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    name: 'kube-proxy',
    uid: 'kube-proxy-uid',
    controller: true,
    blockOwnerDeletion: true,
  };
  return systemPod(name, node, nodeIndex, 'kube-proxy', image, owner);
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
