import { shortUntil } from '../../cluster/faults.ts';
import { asNode, NODE_PREFIX, readObject, timestamp } from '../../cluster/objects.ts';
import type { RuntimeFlavour } from '../../cluster/settings.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { ownValue } from '../../kernel/ordered.ts';
import type { ContainerImage, NodeCondition, NodeStatus } from '../../kubernetes/types/node.ts';
import { hostIP } from './status.ts';

type Seen = readonly [NodeCondition['type'], NodeCondition['status'], reason: string, message: string];

/** What a kubelet sees of its machine when all is well, in the order in which it lists it. */
const CONDITIONS: readonly Seen[] = [
  ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
];
const MEMORY_SHORT: Seen = [
  'MemoryPressure',
  'True',
  'KubeletHasInsufficientMemory',
  'kubelet has insufficient memory available',
];

const RUNTIME_VERSION: Readonly<Record<RuntimeFlavour, string>> = {
  containerd: 'containerd://1.7.27',
  'cri-dockerd': 'docker://28.0.4',
};

/** An image whose size the lesson does not say, in bytes. */
const IMAGE_BYTES = 70_000_000;

/**
 * The status of its node that a kubelet would write now: what the machine has, its conditions with their times, its
 * addresses, images and versions. Models pkg/kubelet/nodestatus/setters.go.
 */
export function nodeStatus(state: ClusterState, node: string): NodeStatus {
  const stored = readObject(state, `${NODE_PREFIX}${node}`, state.apiserver.cacheRevision);
  const before = stored === null ? {} : (asNode(stored.object).status ?? {});
  const flavour = state.machines[node]?.runtime.flavour ?? 'containerd';
  return {
    capacity: before.capacity,
    allocatable: before.allocatable,
    conditions: conditionsOf(seenConditions(state, node), before.conditions ?? [], timestamp(state.now)),
    addresses: [
      { type: 'InternalIP', address: hostIP(state, node) },
      { type: 'Hostname', address: node },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10_250 } },
    nodeInfo: {
      containerRuntimeVersion: RUNTIME_VERSION[flavour],
      kubeletVersion: 'v1.34.0',
      operatingSystem: 'linux',
      architecture: 'amd64',
    },
    images: imagesOf(state, node),
  };
}

function seenConditions(state: ClusterState, node: string): readonly Seen[] {
  if (shortUntil(state, node) === null) return CONDITIONS;
  return CONDITIONS.map((seen) => (seen[0] === 'MemoryPressure' ? MEMORY_SHORT : seen));
}

function conditionsOf(seen: readonly Seen[], before: readonly NodeCondition[], now: string): NodeCondition[] {
  return seen.map(([type, status, reason, message]) => {
    const old = before.find((condition) => condition.type === type);
    const since = old?.status === status ? (old.lastTransitionTime ?? now) : now;
    return { type, status, lastHeartbeatTime: now, lastTransitionTime: since, reason, message };
  });
}

function imagesOf(state: ClusterState, node: string): ContainerImage[] {
  return [...new Set(state.machines[node]?.runtime.images)].map((image) => {
    const plan = ownValue(state.settings.images, image);
    const sizeBytes = plan === undefined || typeof plan === 'number' ? IMAGE_BYTES : (plan.size ?? IMAGE_BYTES);
    return { names: [image], sizeBytes };
  });
}
