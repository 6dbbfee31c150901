import type { CardKind } from '../../cluster/card.ts';
import type { Turn } from '../../cluster/component.ts';
import { asNode, asPod, cacheOf, timestamp, uidOf, type Stored } from '../../cluster/objects.ts';
import type { Seat, SeatId } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { parseRfc3339 } from '../../kubernetes/rfc3339.ts';
import type { Lease } from '../../kubernetes/types/coordination.ts';
import type { Taint } from '../../kubernetes/types/node.ts';
import {
  checkNodeHealth,
  markPodNotReady,
  nodeMonitorPeriod,
  noExecuteTaints,
  noScheduleTaints,
  zoneState,
  type ControllerClock,
  type HealthCheck,
} from './node-lifecycle.ts';
import { noExecuteOf, planEviction } from './taint-eviction.ts';

export const NODE_CONTROLLER: SeatId = 'node-controller';

/** The node as the controller's own watch has it. */
export function knownNode(state: ClusterState, name: string): Stored | null {
  return cacheOf(state, NODE_CONTROLLER, 'nodes').find(({ object }) => asNode(object).metadata.name === name) ?? null;
}

export function knownPod(state: ClusterState, uid: string): Stored | null {
  return cacheOf(state, NODE_CONTROLLER, 'pods').find(({ object }) => uidOf(object) === uid) ?? null;
}

/** The pods bound to a node, as the controller knows them. */
export function podsOn(state: ClusterState, node: string): Stored[] {
  return cacheOf(state, NODE_CONTROLLER, 'pods').filter(({ object }) => asPod(object).spec?.nodeName === node);
}

export function clockOf(state: ClusterState): ControllerClock {
  return { now: state.now, text: timestamp, millis: (text) => millisOf(text) };
}

/** Cluster milliseconds of a time that an object carries. */
function millisOf(text: string | null | undefined): number | null {
  const at = parseRfc3339(text);
  return at === null ? null : at - (parseRfc3339(timestamp(0)) ?? 0);
}

/** How long the node has been silent, in ms, by its Lease as the controller knows it. */
export function silenceOf(state: ClusterState, node: string): number {
  const stored = knownNode(state, node);
  return state.now - (stored === null ? 0 : lastSign(state, stored));
}

/** The last sign of life: a renewed Lease, or a status that the kubelet itself sent. Cluster milliseconds. */
function lastSign(state: ClusterState, { object }: Stored): number {
  const { metadata, status } = asNode(object);
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  const renewed = millisOf(leaseOf(state, metadata.name ?? '')?.spec?.renewTime) ?? 0;
  return Math.max(renewed, millisOf(ready?.lastHeartbeatTime) ?? 0);
}

function leaseOf(state: ClusterState, node: string): Lease | null {
  const found = cacheOf(state, NODE_CONTROLLER, 'leases').find(({ key }) => key.endsWith(`/${node}`));
  return found === undefined ? null : (found.object as unknown as Lease);
}

/** What the controller's next look at the node finds. Its earlier looks are folded: the last change was seen by the first look after it. */
export function lookAt(state: ClusterState, stored: Stored): HealthCheck {
  const node = asNode(stored.object);
  const name = node.metadata.name ?? '';
  const lease = leaseOf(state, name);
  const { nodeMonitorMillis = nodeMonitorPeriod, nodeGraceMillis: gracePeriod = 50_000 } = state.settings;
  const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
  const saved = {
    probedAt: Math.ceil(lastSign(state, stored) / nodeMonitorMillis) * nodeMonitorMillis,
    ready:
      ready === undefined
        ? null
        : { lastHeartbeatTime: ready.lastHeartbeatTime ?? null, lastTransitionTime: ready.lastTransitionTime ?? null },
    renewTime: lease?.spec?.renewTime ?? null,
  };
  return checkNodeHealth(saved, node, lease, clockOf(state), { gracePeriod, startupGracePeriod: 60_000 });
}

/** Pods that still say Ready although their node does not. */
export function stillReady(state: ClusterState, node: string): Stored[] {
  if (state.nodeController?.leftReady.includes(node) === true) return [];
  return podsOn(state, node).filter(({ object }) => markPodNotReady(asPod(object), clockOf(state)) !== null);
}

/** The taints that the node should carry; null when they are as they should be. NoSchedule comes first. */
export function taintsDue(
  state: ClusterState,
  stored: Stored,
): { readonly effect: Taint['effect']; readonly taints: readonly Taint[] } | null {
  const node = asNode(stored.object);
  const present = node.spec?.taints ?? [];
  const now = timestamp(state.now);
  const noSchedule = noScheduleTaints(node, now);
  if (differ(noSchedule, present)) return { effect: 'NoSchedule', taints: noSchedule };
  const ready = cacheOf(state, NODE_CONTROLLER, 'nodes').map(
    ({ object }) => asNode(object).status?.conditions?.find(({ type }) => type === 'Ready')?.status ?? null,
  );
  const noExecute = noExecuteTaints(node, now);
  // When every node seems lost, the controller may be the one that is: it drives nobody off.
  const halted = zoneState(ready) === 'FullDisruption' && noExecute.length > present.length;
  return !differ(noExecute, present) || halted ? null : { effect: 'NoExecute', taints: noExecute };
}

/** Taints that are as they should be come back as the same list. */
function differ(wanted: readonly Taint[], present: readonly Taint[]): boolean {
  return wanted !== present && wanted.length + present.length > 0;
}

/** What lies on the desk about a node; null when its state is as it should be. */
function dutyFor(state: ClusterState, stored: Stored): CardKind | null {
  const node = asNode(stored.object);
  const name = node.metadata.name ?? '';
  const status = node.status?.conditions?.find(({ type }) => type === 'Ready')?.status;
  if (state.settings.leaseRenewMillis !== undefined && lookAt(state, stored).update !== null) return 'node-silent';
  if (status !== 'True' && stillReady(state, name).length > 0) return 'node-pods';
  return taintsDue(state, stored) === null ? null : 'node-taints';
}

/** True while a request of the controller about one of these is under way: it waits for what comes of it. */
function underWay(state: ClusterState, uids: readonly string[]): boolean {
  const mine = Object.values(state.apiserver.requests).filter(({ from }) => from === NODE_CONTROLLER);
  const wired = state.wire.filter(({ kind, from, to }) => kind !== 'watch' && [from, to].includes(NODE_CONTROLLER));
  return [...mine, ...wired].some(({ about }) => about !== undefined && uids.includes(about));
}

/** Brings the desk in line with what the controller knows of a node. */
export function refreshNode(turn: Turn, seat: Seat, name: string): void {
  const stored = knownNode(turn.state, name);
  const lying = Object.values(turn.state.cards).find((card) => card.seat === seat.id && card.about === name);
  if (stored === null) {
    if (lying !== undefined) turn.emit({ type: 'CardClosed', card: lying.id });
    return;
  }
  const uids = [stored, ...podsOn(turn.state, name)].flatMap(({ object }) => uidOf(object) ?? []);
  if (underWay(turn.state, uids)) return;
  forgiveNode(turn, stored, name);
  const kind = dutyFor(turn.state, stored);
  if (lying?.kind === kind) return;
  if (lying !== undefined) turn.emit({ type: 'CardClosed', card: lying.id });
  if (kind !== null) turn.deal(seat.id, kind, name);
}

/** A node that reports again starts afresh. */
function forgiveNode(turn: Turn, stored: Stored, node: string): void {
  const ready = asNode(stored.object).status?.conditions?.find(({ type }) => type === 'Ready')?.status;
  if (ready === 'True' && turn.state.nodeController?.leftReady.includes(node) === true) {
    turn.emit({ type: 'NodeForgiven', node });
  }
}

/** Sets, keeps or cancels the eviction of every pod on a node. Models tainteviction processPodOnNode. */
export function refreshEvictions(turn: Turn, seat: Seat, name: string): void {
  const stored = knownNode(turn.state, name);
  const taints = stored === null ? [] : noExecuteOf(asNode(stored.object));
  for (const { object } of podsOn(turn.state, name)) refreshEviction(turn, seat, object, taints);
}

function refreshEviction(turn: Turn, seat: Seat, object: Stored['object'], taints: readonly Taint[]): void {
  const pod = asPod(object);
  const uid = pod.metadata.uid ?? '';
  const timer = Object.values(turn.state.timers).find(({ kind, about }) => kind === 'eviction' && about === uid);
  const card = Object.values(turn.state.cards).find(({ kind, about }) => kind === 'evict-pod' && about === uid);
  const ending = pod.metadata.deletionTimestamp !== undefined;
  const scheduled = timer === undefined ? null : { createdAt: timer.due, dueAt: timer.due };
  const plan = ending ? null : planEviction(pod, taints, scheduled, turn.state.now);
  if (plan === null) {
    if (timer !== undefined) turn.emit({ type: 'TimerCancelled', timer: timer.id });
    if (card !== undefined) turn.emit({ type: 'CardClosed', card: card.id });
    return;
  }
  if (card !== undefined || underWay(turn.state, [uid]) || timer?.due === plan.dueAt) return;
  if (timer !== undefined) turn.emit({ type: 'TimerCancelled', timer: timer.id });
  if (plan.dueAt <= turn.state.now) turn.deal(seat.id, 'evict-pod', uid);
  else turn.setTimer('eviction', seat.id, uid, plan.dueAt);
}
