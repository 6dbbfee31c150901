import type { CardKind } from '../../cluster/card.ts';
import type { Turn } from '../../cluster/component.ts';
import { asPod, cacheOf, type Stored } from '../../cluster/objects.ts';
import { kubeletOf, type Seat } from '../../cluster/seats.ts';
import type { ClusterState, KubeletPod } from '../../cluster/state.ts';
import { canonicalJson } from '../../kernel/canonical.ts';
import { present } from '../../kernel/assert.ts';
import { imageLook, lookUpImage } from './image-look.ts';
import { nextLook } from './look.ts';
import { finished, nextCall, nextStop, stopping } from './plan.ts';
import { honestStatus } from './status.ts';

export function podOf(state: ClusterState, node: string, uid: string): KubeletPod {
  return present(state.machines[node]?.kubelet.pods[uid], `pod ${uid} on ${node}`);
}

/** The pod's object in the kubelet's own watch cache; null once it is gone there. */
export function objectOf(state: ClusterState, node: string, uid: string): Stored | null {
  return cacheOf(state, kubeletOf(node), 'pods').find((stored) => asPod(stored.object).metadata.uid === uid) ?? null;
}

/** True when what the kubelet would report differs from what the apiserver last accepted. */
export function reportDue(state: ClusterState, node: string, pod: KubeletPod, stored: Stored): boolean {
  return canonicalJson(honestStatus(state, node, pod, stored)) !== canonicalJson(pod.reported ?? null);
}

/** True when a container has ended that the apiserver does not know to have ended. */
export function exitUnreported(state: ClusterState, node: string, pod: KubeletPod, stored: Stored): boolean {
  const exited = Object.entries(pod.containers).some(
    ([name, belief]) => belief === 'exited' && pod.seen?.[name]?.state === 'exited',
  );
  return exited && reportDue(state, node, pod, stored);
}

/** What lies on the kubelet's desk for this pod now; null when it waits for somebody else. */
export function dutyFor(state: ClusterState, node: string, uid: string): CardKind | null {
  const pod = podOf(state, node, uid);
  if (pod.call !== undefined || pod.report !== undefined) return null;
  const stored = objectOf(state, node, uid);
  if (stored === null || stopping(pod, stored)) {
    if (nextStop(pod) !== null) return 'stop-pod';
    if (pod.orphaned || stored === null) return null;
    if (asPod(stored.object).metadata.deletionTimestamp === undefined) {
      return reportDue(state, node, pod, stored) ? 'report-pod' : null;
    }
    return ranHere(pod) && reportDue(state, node, pod, stored) ? 'report-pod' : 'confirm-delete';
  }
  if (pod.verdict === 'undecided') return 'admit-pod';
  if (pod.verdict === 'admitted' && nextCall(state.now, pod, stored) !== null) return 'sync-pod';
  if (reportDue(state, node, pod, stored)) return 'report-pod';
  return finished(pod, stored) && nextStop(pod) !== null ? 'stop-pod' : null;
}

/** True when some container of the pod has run: then its end is reported before the object may go. */
function ranHere(pod: KubeletPod): boolean {
  return Object.values(pod.seen ?? {}).some(({ state }) => state === 'exited');
}

/** Brings the desk in line with what is due for the pod. One card a pod at a time. */
export function refreshDesk(turn: Turn, seat: Seat, node: string, uid: string): void {
  const pod = turn.state.machines[node]?.kubelet.pods[uid];
  if (pod === undefined) return;
  const stored = objectOf(turn.state, node, uid);
  const gone = pod.orphaned || stored === null;
  if (gone && pod.call === undefined && nextStop(pod) === null) {
    forgetPod(turn, seat, node, pod);
    return;
  }
  scheduleLook(turn, seat, uid, stored === null ? null : nextLook(turn.state, node, pod, stored));
  const kind = dutyFor(turn.state, node, uid);
  const look = kind === 'sync-pod' && stored !== null ? imageLook(turn.state, node, pod, stored) : null;
  if (look !== null) {
    turn.close(seat.id, uid);
    lookUpImage(turn, seat, node, pod, look);
    return;
  }
  const lying = Object.values(turn.state.cards).find((card) => card.seat === seat.id && card.about === uid);
  if (lying?.kind === kind) return;
  if (lying !== undefined) turn.emit({ type: 'CardClosed', card: lying.id });
  if (kind !== null) turn.deal(seat.id, kind, uid);
}

/** One timer a pod: what time alone will change about it. */
function scheduleLook(turn: Turn, seat: Seat, uid: string, due: number | null): void {
  const timers = Object.values(turn.state.timers);
  const set = timers.find(({ kind, seat: owner, about }) => kind === 'sync' && owner === seat.id && about === uid);
  if ((set?.due ?? null) === due) return;
  if (set !== undefined) turn.emit({ type: 'TimerCancelled', timer: set.id });
  if (due !== null) turn.setTimer('sync', seat.id, uid, due);
}

function forgetPod(turn: Turn, seat: Seat, node: string, pod: KubeletPod): void {
  turn.close(seat.id, pod.uid);
  turn.cancelTimers('pull-backoff', seat.id, pod.uid);
  turn.cancelTimers('sync', seat.id, pod.uid);
  if (turn.state.machines[node]?.runtime.sandboxes[pod.uid] !== undefined) {
    removeSandbox(turn, seat, node, pod.uid, `${pod.namespace}/${pod.name}`);
  }
  turn.emit({ type: 'PodForgotten', node, uid: pod.uid });
}

/** The runtime may forget what is left of a pod. */
export function removeSandbox(turn: Turn, seat: Seat, node: string, uid: string, path: string): void {
  turn.send({
    kind: 'request',
    from: seat.id,
    to: `container-runtime@${node}`,
    verb: 'RemovePodSandbox',
    path,
    weight: 'support',
    body: { uid },
    about: uid,
  });
}
