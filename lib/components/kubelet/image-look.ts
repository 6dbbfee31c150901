import type { Turn } from '../../cluster/component.ts';
import { asPod, type Stored } from '../../cluster/objects.ts';
import { runtimeOf, type Seat } from '../../cluster/seats.ts';
import type { ClusterState, KubeletPod } from '../../cluster/state.ts';
import { pullPolicyFor } from '../../kubernetes/defaulting.ts';
import type { Container } from '../../kubernetes/types/container.ts';
import { allContainers, nextCall } from './plan.ts';

/** When the container's image is pulled, also of an object that nobody defaulted. */
export function pullPolicyOf({ image = '', imagePullPolicy }: Container): 'Always' | 'Never' | 'IfNotPresent' {
  return imagePullPolicy ?? pullPolicyFor(image);
}

/**
 * The container whose image is looked up now and then not pulled: it is on the machine and need not be fresh, or must
 * never be pulled. An image that has to be fetched is looked up along with its pull, which is one decision.
 * Models pkg/kubelet/images/image_manager.go EnsureImageExists.
 */
export function imageLook(state: ClusterState, node: string, pod: KubeletPod, stored: Stored): Container | null {
  const call = nextCall(state.now, pod, stored);
  if (call?.verb !== 'PullImage') return null;
  const container = allContainers(asPod(stored.object)).find(({ name }) => name === call.container);
  if (container === undefined) return null;
  const policy = pullPolicyOf(container);
  const there = state.machines[node]?.runtime.images.includes(call.image ?? '') === true;
  return policy === 'Never' || (there && policy === 'IfNotPresent') ? container : null;
}

/** Asks the runtime whether it has the image: support, which nobody decides about. */
export function lookUpImage(turn: Turn, seat: Seat, node: string, pod: KubeletPod, container: Container): void {
  const { name, image = '' } = container;
  const message = turn.send({
    kind: 'request',
    from: seat.id,
    to: runtimeOf(node),
    verb: 'ImageStatus',
    path: `${pod.namespace}/${pod.name}`,
    weight: 'support',
    body: { uid: pod.uid, container: name, image },
    about: pod.uid,
  });
  turn.emit({ type: 'RuntimeCalled', node, uid: pod.uid, message, verb: 'ImageStatus', container: name });
}

/** The kubelet's words for an image that was there. Models EnsureImageExists. */
export function presentMessage(image: string): string {
  return `Container image "${image}" already present on machine`;
}

/** The kubelet's words for one that was not, and that it may not pull. */
export function neverPullMessage(image: string): string {
  return `Container image "${image}" is not present with pull policy of Never`;
}
