import type { Card, CardView } from '../../cluster/card.ts';
import type { SeatAction } from '../../cluster/commands.ts';
import {
  refuse,
  type Advice,
  type ComponentRules,
  type Knowledge,
  type Outcome,
  type Turn,
} from '../../cluster/component.ts';
import type { Fault } from '../../cluster/faults.ts';
import type { Message } from '../../cluster/message.ts';
import { asNode, asPod, cacheOf, readObject, uidOf } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { ClusterState, Timer } from '../../cluster/state.ts';
import { isJsonObject } from '../../kernel/json.ts';
import {
  evictAtOnce,
  evictPod,
  finishEviction,
  leavePod,
  leavePodsReady,
  markPodsNotReady,
  markUnknown,
  sendTaints,
  taintNode,
} from './actions.ts';
import { nodeMonitorPeriod } from './node-lifecycle.ts';
import { knownPod, refreshEvictions, refreshNode, silenceOf } from './desk.ts';
import { collectPod, finishCollection, isOrphan, quarantine } from './pod-gc.ts';
import { adviseNode, showNode } from './show.ts';

/** The node lifecycle and taint eviction controllers: notice silence, mark, taint, and after a while drive pods off. */
export const nodeController: ComponentRules = {
  receive(turn: Turn, seat: Seat, message: Message): void {
    if (message.kind === 'watch') observe(turn, seat, message);
    else if (message.verb === 'PATCH' && message.path.endsWith('/status')) finishMarking(turn, seat, message);
    else if ((message.status ?? 0) >= 400) lookAgain(turn, seat);
  },

  /** A process that stood still has lost its timers: it looks at everything again. */
  disturb(turn: Turn, seat: Seat, fault: Fault): void {
    if (fault.kind !== 'thaw') return;
    for (const { object } of cacheOf(turn.state, seat.id, 'pods')) quarantine(turn, seat, uidOf(object) ?? '');
    for (const { object } of cacheOf(turn.state, seat.id, 'nodes')) {
      const { name = '' } = asNode(object).metadata;
      refreshEvictions(turn, seat, name);
      refreshNode(turn, seat, name);
    }
  },

  wake(turn: Turn, seat: Seat, timer: Timer): void {
    if (timer.kind === 'node-monitor') {
      refreshEvictions(turn, seat, timer.about);
      refreshNode(turn, seat, timer.about);
    }
    if (timer.kind === 'pod-gc') collectPod(turn, seat, timer.about);
    if (timer.kind === 'eviction' && knownPod(turn.state, timer.about) !== null) {
      turn.deal(seat.id, 'evict-pod', timer.about);
    }
  },

  act(turn: Turn, seat: Seat, action: SeatAction, card: Card | null): Outcome {
    if (card === null) return refuse('UnknownCard');
    switch (action.type) {
      case 'MarkUnknown':
        return markUnknown(turn, seat, card);
      case 'MarkPodsNotReady':
        return markPodsNotReady(turn, seat, card);
      case 'LeavePodsReady':
        return leavePodsReady(turn, seat, card);
      case 'TaintNode':
        return taintNode(turn, seat, card);
      case 'EvictAtOnce':
        return evictAtOnce(turn, seat, card);
      case 'EvictPod':
        return evictPod(turn, seat, card);
      case 'LeavePod':
        return leavePod(turn, seat, card);
      default:
        return refuse('NotYourDecision', { seat: seat.id });
    }
  },

  show(state: ClusterState, card: Card): CardView {
    return showNode(state, card);
  },

  knows(state: ClusterState, seat: Seat): Knowledge {
    const nodes = cacheOf(state, seat.id, 'nodes').map(({ object }) => {
      const { metadata, status } = asNode(object);
      const name = metadata.name ?? '';
      const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status ?? 'Unknown';
      const silent = state.settings.leaseRenewMillis === undefined ? null : Math.round(silenceOf(state, name) / 1000);
      return { name, ready, ...(silent !== null && { silentSeconds: silent }) };
    });
    return { heartbeats: { nodes } };
  },

  advise(state: ClusterState, card: Card): Advice {
    return adviseNode(state, card);
  },
};

/** A change of a node or a pod. Models the informers of nodelifecycle and tainteviction. */
function observe(turn: Turn, seat: Seat, message: Message): void {
  const body = isJsonObject(message.body) ? message.body : {};
  const key = String(body['key']);
  const stored = readObject(turn.state, key, Number(body['revision']));
  if (key.startsWith('/registry/pods/')) {
    const node = stored === null ? undefined : asPod(stored.object).spec?.nodeName;
    if (body['type'] === 'DELETED') forgetPod(turn, seat, message.about ?? '');
    if (node === undefined) return;
    quarantine(turn, seat, message.about ?? '');
    refreshEvictions(turn, seat, node);
    refreshNode(turn, seat, node);
    return;
  }
  const name = key.slice(key.lastIndexOf('/') + 1);
  const tainting = turn.state.nodeController?.tainting.includes(name) === true;
  // One decision, two writes: after NoSchedule the NoExecute taint follows by itself.
  if (!tainting || !sendTaints(turn, seat, name)) {
    refreshEvictions(turn, seat, name);
    refreshNode(turn, seat, name);
  }
}

/** A pod has been marked for what comes next: it is deleted, with or without grace. */
function finishMarking(turn: Turn, seat: Seat, answer: Message): void {
  const uid = answer.about ?? '';
  if (!isOrphan(turn.state, uid)) finishEviction(turn, seat, answer);
  else if (answer.status === 200) finishCollection(turn, seat, uid);
}

function forgetPod(turn: Turn, seat: Seat, uid: string): void {
  turn.close(seat.id, uid);
  turn.cancelTimers('eviction', seat.id, uid);
  turn.cancelTimers('pod-gc', seat.id, uid);
}

/** What was refused is tried again at the next look. */
function lookAgain(turn: Turn, seat: Seat): void {
  const { nodeMonitorMillis = nodeMonitorPeriod } = turn.state.settings;
  for (const { object } of cacheOf(turn.state, seat.id, 'nodes')) {
    const name = asNode(object).metadata.name ?? '';
    const waiting = Object.values(turn.state.timers).some(
      ({ kind, about }) => kind === 'node-monitor' && about === name,
    );
    if (!waiting) turn.setTimer('node-monitor', seat.id, name, turn.state.now + nodeMonitorMillis);
  }
}
