import type { CardKind } from '../../cluster/card.ts';
import type { Turn } from '../../cluster/component.ts';
import type { CriVerb } from '../../cluster/message.ts';
import { asPod, cacheOf, type Stored } from '../../cluster/objects.ts';
import { kubeletOf, type Seat } from '../../cluster/seats.ts';
import type { ClusterState, KubeletPod } from '../../cluster/state.ts';
import { canonicalJson } from '../../kernel/canonical.ts';
import { present } from '../../kernel/assert.ts';
import { ownValue } from '../../kernel/ordered.ts';
import { honestStatus } from './status.ts';

/** A CRI call that the pod needs next. */
export interface NextCall {
  readonly verb: CriVerb;
  readonly container?: string;
  readonly image?: string;
}

export function podOf(state: ClusterState, node: string, uid: string): KubeletPod {
  return present(state.machines[node]?.kubelet.pods[uid], `pod ${uid} on ${node}`);
}

/** The pod's object in the kubelet's own watch cache; null once it is gone there. */
export function objectOf(state: ClusterState, node: string, uid: string): Stored | null {
  return cacheOf(state, kubeletOf(node), 'pods').find((stored) => asPod(stored.object).metadata.uid === uid) ?? null;
}

/** True when everything of this pod must stop: it is being deleted, or its object is gone. */
export function stopping(pod: KubeletPod, stored: Stored | null): boolean {
  return pod.orphaned || stored === null || asPod(stored.object).metadata.deletionTimestamp !== undefined;
}

/** The next CRI call towards a running pod, in the order of kuberuntime's SyncPod; null when none is due. */
export function nextCall(pod: KubeletPod, stored: Stored): NextCall | null {
  if (pod.sandbox !== 'ready') return { verb: 'RunPodSandbox' };
  for (const { name, image = '' } of asPod(stored.object).spec?.containers ?? []) {
    const belief = pod.containers[name] ?? 'none';
    const pulled = ownValue(pod.images, image);
    if (belief === 'none' && pulled === 'failed') return null;
    if (belief === 'none' && pulled === undefined) return { verb: 'PullImage', image, container: name };
    if (belief === 'none') return { verb: 'CreateContainer', container: name, image };
    if (belief === 'created') return { verb: 'StartContainer', container: name, image };
  }
  return null;
}

/** The next CRI call towards a pod that is gone; null when nothing is left. */
export function nextStop(pod: KubeletPod): NextCall | null {
  for (const [name, belief] of Object.entries(pod.containers)) {
    if (belief === 'started' || belief === 'running') return { verb: 'StopContainer', container: name };
  }
  return pod.sandbox === 'ready' ? { verb: 'StopPodSandbox' } : null;
}

/** True when what the kubelet would report differs from what the apiserver last accepted. */
export function reportDue(state: ClusterState, node: string, pod: KubeletPod, stored: Stored): boolean {
  return canonicalJson(honestStatus(state, node, pod, stored)) !== canonicalJson(pod.reported ?? null);
}

/** What lies on the kubelet's desk for this pod now; null when it waits for somebody else. */
export function dutyFor(state: ClusterState, node: string, uid: string): CardKind | null {
  const pod = podOf(state, node, uid);
  if (pod.call !== undefined || pod.report !== undefined) return null;
  const stored = objectOf(state, node, uid);
  if (stored === null || stopping(pod, stored)) {
    if (nextStop(pod) !== null) return 'stop-pod';
    return pod.orphaned || stored === null ? null : 'confirm-delete';
  }
  if (pod.verdict === 'undecided') return 'admit-pod';
  if (pod.verdict === 'admitted' && nextCall(pod, stored) !== null) return 'sync-pod';
  return reportDue(state, node, pod, stored) ? 'report-pod' : null;
}

/** Brings the desk in line with what is due for the pod. One card a pod at a time. */
export function refreshDesk(turn: Turn, seat: Seat, node: string, uid: string): void {
  const pod = turn.state.machines[node]?.kubelet.pods[uid];
  if (pod === undefined) return;
  const gone = pod.orphaned || objectOf(turn.state, node, uid) === null;
  if (gone && pod.call === undefined && nextStop(pod) === null) {
    forgetPod(turn, seat, node, pod);
    return;
  }
  const kind = dutyFor(turn.state, node, uid);
  const lying = Object.values(turn.state.cards).find((card) => card.seat === seat.id && card.about === uid);
  if (lying?.kind === kind) return;
  if (lying !== undefined) turn.emit({ type: 'CardClosed', card: lying.id });
  if (kind !== null) turn.deal(seat.id, kind, uid);
}

function forgetPod(turn: Turn, seat: Seat, node: string, pod: KubeletPod): void {
  turn.close(seat.id, pod.uid);
  turn.cancelTimers('pull-backoff', seat.id, pod.uid);
  if (turn.state.machines[node]?.runtime.sandboxes[pod.uid] !== undefined) {
    turn.send({
      kind: 'request',
      from: seat.id,
      to: `container-runtime@${node}`,
      verb: 'RemovePodSandbox',
      path: `${pod.namespace}/${pod.name}`,
      weight: 'support',
      body: { uid: pod.uid },
      about: pod.uid,
    });
  }
  turn.emit({ type: 'PodForgotten', node, uid: pod.uid });
}
