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
import { asPod, readObject, uidOf } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { ClusterState, Timer } from '../../cluster/state.ts';
import { isJsonObject } from '../../kernel/json.ts';
import { adviseScheduling } from './advise.ts';
import { closedGates } from './framework/profile.ts';
import { bindPod, fileWorksheet, markUnschedulable, scoreNodes } from './actions.ts';
import { preemptPods } from './preempt.ts';
import { mayMakeRoom, requeue, requeueAll, resumeQueue } from './queue.ts';
import { sendScheduledEvent } from './reports.ts';
import { showScheduling } from './show.ts';

/** The pods that this scheduler is responsible for. Models pkg/scheduler/eventhandlers.go responsibleForPod. */
const SCHEDULER_NAME = 'default-scheduler';

/** kube-scheduler: notices pods without a node on its own watch, filters nodes, binds — and starts nothing. */
export const kubeScheduler: ComponentRules = {
  receive(turn: Turn, seat: Seat, message: Message): void {
    if (message.kind === 'watch') observe(turn, seat, message);
    else receiveAnswer(turn, seat, message);
  },

  disturb(turn: Turn, seat: Seat, fault: Fault): void {
    if (fault.kind === 'thaw') resumeQueue(turn, seat);
  },

  wake(turn: Turn, seat: Seat, timer: Timer): void {
    requeue(turn, seat, timer.about);
  },

  act(turn: Turn, seat: Seat, action: SeatAction, card: Card | null): Outcome {
    if (card === null) return refuse('UnknownCard');
    switch (action.type) {
      case 'FileWorksheet':
        return fileWorksheet(turn, seat, card, action.verdicts);
      case 'BindPod':
        return bindPod(turn, seat, card, action.node);
      case 'ScoreNodes':
        return scoreNodes(turn, seat, card, action.node);
      case 'PreemptPods':
        return preemptPods(turn, seat, card, action.node);
      case 'MarkUnschedulable':
        return markUnschedulable(turn, seat, card);
      default:
        return refuse('NotYourDecision', { seat: seat.id });
    }
  },

  show(state: ClusterState, card: Card): CardView {
    return showScheduling(state, card);
  },

  knows(state: ClusterState): Knowledge {
    const { assumed, parked } = state.scheduler;
    return { scheduler: { assumed, parked } };
  },

  advise(state: ClusterState, card: Card): Advice {
    return adviseScheduling(state, card);
  },
};

/** A change on the scheduler's own watches. Models pkg/scheduler/eventhandlers.go. */
function observe(turn: Turn, seat: Seat, message: Message): void {
  const body = isJsonObject(message.body) ? message.body : {};
  const key = String(body['key']);
  if (!key.startsWith('/registry/pods/')) {
    if (mayMakeRoom(turn.state, key, Number(body['revision']))) requeueAll(turn, seat);
    return;
  }
  const uid = message.about ?? '';
  if (body['type'] === 'DELETED') {
    forget(turn, seat, uid);
    requeueAll(turn, seat);
    return;
  }
  const stored = readObject(turn.state, key, Number(body['revision']));
  if (stored === null) return;
  const pod = asPod(stored.object);
  const before = readObject(turn.state, key, Number(body['revision']) - 1);
  const replaced = before === null ? null : uidOf(before.object);
  if (replaced !== null && replaced !== uid) {
    // The same name with another uid: one pod is gone and another has come.
    forget(turn, seat, replaced);
    requeueAll(turn, seat);
  }
  if (pod.spec?.nodeName) {
    forget(turn, seat, uid);
    return;
  }
  if (closedGates(pod).length > 0 || (pod.spec?.schedulerName ?? SCHEDULER_NAME) !== SCHEDULER_NAME) return;
  const known = turn.state.scheduler.assumed[uid] !== undefined || turn.state.scheduler.parked[uid] !== undefined;
  const dealt = Object.values(turn.state.cards).some((card) => card.seat === seat.id && card.about === uid);
  if (!known && !dealt) turn.deal(seat.id, 'worksheet', uid);
}

function forget(turn: Turn, seat: Seat, uid: string): void {
  turn.close(seat.id, uid);
  turn.cancelTimers('retry', seat.id, uid);
  const { assumed, worksheets, parked } = turn.state.scheduler;
  if ([assumed, worksheets, parked].some((pods) => pods[uid] !== undefined)) turn.emit({ type: 'PodDequeued', uid });
}

/** The apiserver's answer to a binding: 201 is reported as an Event, anything else returns the pod to the queue. */
function receiveAnswer(turn: Turn, seat: Seat, message: Message): void {
  if (!message.path.endsWith('/binding')) return;
  if (message.status === 201) {
    sendScheduledEvent(turn, seat, message);
    return;
  }
  const uid = message.about;
  if (uid === undefined || turn.state.scheduler.assumed[uid] === undefined) return;
  turn.emit({ type: 'AssumptionForgotten', uid });
  requeue(turn, seat, uid);
}
