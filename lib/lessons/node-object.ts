import type { RuntimeFlavour } from '../cluster/settings.ts';
import { timestamp } from '../cluster/objects.ts';
import type { JsonObject } from '../kernel/json.ts';

/** A day before the lesson: when everything was set up that is there from the start. */
export const CREATED = '2025-12-31T00:00:00Z';

/** Of Kubernetes, as the nodes tell it. */
export const RELEASE = 'v1.34.0';

export interface NodePlan {
  readonly name: string;
  /** Kubernetes quantities. */
  readonly cpu: string;
  readonly memory: string;
  readonly taints?: readonly JsonObject[];
  /** Beside those that every kubelet gives its node. */
  readonly labels?: Readonly<Record<string, string>>;
}

const RUNTIME_VERSION: Readonly<Record<RuntimeFlavour, string>> = {
  containerd: 'containerd://1.7.27',
  'cri-dockerd': 'docker://28.0.4',
};

/** Type, status, reason and message of what a kubelet says of a machine that is well. */
const WELL = [
  ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
] as const;

/**
 * A Node that registered a day ago and is well: `place` counts the machines from 0 and gives the address. Models
 * initialNode of pkg/kubelet/kubelet_node_status.go and pkg/kubelet/nodestatus/setters.go.
 */
export function nodeObject(plan: NodePlan, place: number, flavour: RuntimeFlavour = 'containerd'): JsonObject {
  const { name, cpu, memory, taints = [], labels = {} } = plan;
  const resources = { cpu, memory, pods: '110', 'ephemeral-storage': '20Gi' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      uid: `${name}-uid`,
      labels: { 'kubernetes.io/arch': 'amd64', 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', ...labels },
      creationTimestamp: CREATED,
    },
    spec: taints.length === 0 ? {} : { taints: [...taints] },
    status: {
      capacity: resources,
      allocatable: resources,
      conditions: WELL.map(([type, status, reason, message]) => ({
        type,
        status,
        lastHeartbeatTime: timestamp(0),
        lastTransitionTime: CREATED,
        reason,
        message,
      })),
      addresses: [
        { type: 'InternalIP', address: hostAddress(place) },
        { type: 'Hostname', address: name },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: 10_250 } },
      nodeInfo: {
        containerRuntimeVersion: RUNTIME_VERSION[flavour],
        kubeletVersion: RELEASE,
        operatingSystem: 'linux',
        architecture: 'amd64',
      },
    },
  };
}

/** The address of a machine on the network of machines. */
export function hostAddress(place: number): string {
  return `192.168.0.${11 + place}`;
}
