import type { Turn } from '../../cluster/component.ts';
import { asNode, asPod, cacheOf, readObject, type Stored } from '../../cluster/objects.ts';
import { SCHEDULER, type Seat } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { canonicalJson } from '../../kernel/canonical.ts';
import { sortedKeys } from '../../kernel/ordered.ts';

/** How long a pod rests after its first failed attempt; doubled with each further one up to the maximum. */
const BACKOFF_MILLIS = 1000;
const BACKOFF_MAX_MILLIS = 10_000;

/** The pod with this uid as the scheduler's watch cache has it. */
export function knownPod(state: ClusterState, uid: string): Stored | null {
  return cacheOf(state, SCHEDULER, 'pods').find((stored) => asPod(stored.object).metadata.uid === uid) ?? null;
}

/** Puts a pod that still has no node back on the desk. Models the scheduling queue's move to active. */
export function requeue(turn: Turn, seat: Seat, uid: string): void {
  turn.cancelTimers('retry', seat.id, uid);
  if (turn.state.scheduler.parked[uid] !== undefined) turn.emit({ type: 'PodRequeued', uid });
  const stored = knownPod(turn.state, uid);
  if (stored === null || asPod(stored.object).spec?.nodeName) return;
  turn.deal(seat.id, 'worksheet', uid);
}

/**
 * Something changed that may make room: every pod that was kept aside is looked at again, as soon as its back-off is
 * over. Models pkg/scheduler/backend/queue MoveAllToActiveOrBackoffQueue.
 */
export function requeueAll(turn: Turn, seat: Seat): void {
  for (const uid of sortedKeys(turn.state.scheduler.parked)) {
    const due = backoffEnd(turn.state, uid);
    if (due <= turn.state.now) {
      requeue(turn, seat, uid);
      continue;
    }
    turn.cancelTimers('retry', seat.id, uid);
    turn.setTimer('retry', seat.id, uid, due);
  }
}

/**
 * The process goes on after it stood still, or another one in its place: its timers and its desk were lost, what waits
 * for a node still does. A pod whose binding is under way waits for the answer.
 */
export function resumeQueue(turn: Turn, seat: Seat): void {
  requeueAll(turn, seat);
  for (const { object } of cacheOf(turn.state, SCHEDULER, 'pods')) {
    const { metadata, spec } = asPod(object);
    const { uid = '' } = metadata;
    const { assumed, parked } = turn.state.scheduler;
    const waiting = !spec?.nodeName && assumed[uid] === undefined && parked[uid] === undefined;
    const dealt = Object.values(turn.state.cards).some((card) => card.seat === seat.id && card.about === uid);
    if (waiting && !dealt) turn.deal(seat.id, 'worksheet', uid);
  }
}

/** Cluster milliseconds before which a pod is not tried again. Models calculateBackoffDuration. */
export function backoffEnd(state: ClusterState, uid: string): number {
  const attempts = state.scheduler.attempts?.[uid];
  if (attempts === undefined) return 0;
  return attempts.at + Math.min(BACKOFF_MILLIS * 2 ** (attempts.count - 1), BACKOFF_MAX_MILLIS);
}

/**
 * True when a change of a node can matter to a pod that fits nowhere: new, or other labels, taints or capacity. What a
 * kubelet tells of a node's health does not. Models pkg/scheduler/eventhandlers.go nodeSchedulingPropertiesChange.
 */
export function mayMakeRoom(state: ClusterState, key: string, revision: number): boolean {
  const before = readObject(state, key, revision - 1);
  const after = readObject(state, key, revision);
  if (after === null) return false;
  return before === null || schedulingPart(before) !== schedulingPart(after);
}

function schedulingPart({ object }: Stored): string {
  const { metadata, spec = {}, status = {} } = asNode(object);
  const { labels = {} } = metadata;
  return canonicalJson({
    labels: { ...labels },
    taints: (spec.taints ?? []).map(({ key, value = '', effect }) => `${key}=${value}:${effect}`),
    unschedulable: spec.unschedulable === true,
    allocatable: { ...status.allocatable },
    ready: (status.conditions ?? []).filter(({ type }) => type === 'Ready').map(({ status: value }) => String(value)),
  });
}
