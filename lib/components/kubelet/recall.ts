import { asPod, type Stored } from '../../cluster/objects.ts';
import type { ClusterState, ContainerBelief, KubeletPod, RuntimeContainer } from '../../cluster/state.ts';
import { isJsonObject } from '../../kernel/json.ts';
import type { Container } from '../../kubernetes/types/container.ts';
import { pullPolicyOf } from './image-look.ts';
import { allContainers } from './plan.ts';

interface PodName {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
}

/** A pod that the kubelet has never heard of. */
export function newPod(name: PodName, noticedAt: number): KubeletPod {
  return {
    ...name,
    noticedAt,
    verdict: 'undecided',
    sandbox: 'none',
    images: {},
    pullFailures: 0,
    containers: {},
    orphaned: false,
  };
}

/** The record of a pod that turns up on the kubelet's watch: new, or one that its runtime tells it has run before. */
export function noticedPod(state: ClusterState, node: string, stored: Stored): KubeletPod {
  const object = asPod(stored.object);
  const { uid = '', namespace = '', name = '' } = object.metadata;
  const before = state.machines[node]?.runtime.sandboxes[uid];
  if (before === undefined) return newPod({ uid, namespace, name }, state.now);
  const status = stored.object['status'];
  const recalled = recalledPod(state, node, { uid, namespace, name }, allContainers(object));
  return isJsonObject(status) && status['startTime'] !== undefined ? { ...recalled, reported: status } : recalled;
}

/**
 * What a kubelet that lost its memory learns of a pod from its runtime. It was admitted before: what runs is not
 * thrown out. Models pkg/kubelet/kubelet.go syncLoop after a restart, which begins with a relist.
 */
export function recalledPod(
  state: ClusterState,
  node: string,
  name: PodName,
  wanted: readonly Container[],
): KubeletPod {
  const runtime = state.machines[node]?.runtime;
  const sandbox = runtime?.sandboxes[name.uid];
  const containers: Record<string, ContainerBelief> = {};
  const seen: Record<string, RuntimeContainer> = {};
  for (const container of Object.values(runtime?.containers ?? {})) {
    if (container.uid !== name.uid) continue;
    containers[container.name] = container.state;
    if (container.state !== 'created') seen[container.name] = container;
  }
  const kept = wanted.filter((container) => pullPolicyOf(container) !== 'Always');
  const present = kept.map(({ image = '' }) => image).filter((image) => runtime?.images.includes(image) === true);
  return {
    ...newPod(name, state.now),
    verdict: 'admitted',
    sandbox: sandbox?.state ?? 'none',
    ...(sandbox !== undefined && { podIP: sandbox.ip }),
    images: Object.fromEntries(present.map((image) => [image, 'ready'])),
    containers,
    seen,
    startedAt: state.now,
  };
}
