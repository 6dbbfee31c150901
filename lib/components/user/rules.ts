import type { Card, CardView } from '../../cluster/card.ts';
import type { SeatAction } from '../../cluster/commands.ts';
import {
  done,
  refuse,
  type Advice,
  type ComponentRules,
  type Knowledge,
  type Outcome,
  type Turn,
} from '../../cluster/component.ts';
import { isDark } from '../../cluster/faults.ts';
import type { Message } from '../../cluster/message.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { ClusterState, Timer } from '../../cluster/state.ts';
import { askTask, noteAsked, sendAsk } from './ask.ts';
import { createPod, deletePod, getPods, keepWaiting } from './actions.ts';
import { adviseMission } from './advise.ts';
import { missionOf, noteLook, refreshMission, refreshMissions } from './missions.ts';
import { connectTask, endConnection, openConnection } from './connections.ts';
import { objectTask } from './task-objects.ts';
import { runTask } from './tasks.ts';
import { printAnswer, printWatch } from './terminal.ts';
import { showMission } from './show.ts';

/** A person with kubectl: says what should be, and watches what becomes of it. */
export const user: ComponentRules = {
  begin(turn: Turn, seat: Seat): void {
    refreshMissions(turn, seat);
  },

  receive(turn: Turn, seat: Seat, message: Message): void {
    if (message.kind === 'watch') {
      printWatch(turn, seat, message);
    } else {
      noteAnswer(turn, seat, message);
      noteAsked(turn, seat, message);
      printAnswer(turn, seat, message);
    }
    refreshMissions(turn, seat);
  },

  disturb(turn: Turn, seat: Seat): void {
    if (!isDark(turn.state, seat)) refreshMissions(turn, seat);
  },

  wake(turn: Turn, seat: Seat, timer: Timer): void {
    if (timer.kind === 'connection') {
      endConnection(turn, seat, timer.about);
      refreshMissions(turn, seat);
    } else refreshMission(turn, seat, timer.about, true);
  },

  act(turn: Turn, seat: Seat, action: SeatAction, card: Card | null): Outcome {
    switch (action.type) {
      case 'CreatePod':
        return card === null ? refuse('UnknownCard') : createPod(turn, seat, card, action);
      case 'DeletePod':
        return deletePod(turn, seat, card, action.name, action.force === true);
      case 'GetPods':
        getPods(turn, seat);
        if (card !== null) noteLook(turn, seat, card);
        return done;
      case 'RunTask':
        return card === null ? refuse('UnknownCard') : runMission(turn, seat, card, action);
      case 'KeepWaiting':
        return card === null ? refuse('UnknownCard') : keepWaiting(turn, seat, card);
      default:
        return refuse('NotYourDecision', { seat: seat.id });
    }
  },

  show(state: ClusterState, card: Card): CardView {
    return showMission(state, card);
  },

  knows(state: ClusterState, seat: Seat): Knowledge {
    return { kubectl: { terminal: state.users[seat.id]?.terminal ?? [] } };
  },

  advise(state: ClusterState, card: Card): Advice {
    return adviseMission(state, card);
  },
};

/** What the mission asks for; kubectl's own form is for pods, and a task is not typed into it. */
function runMission(turn: Turn, seat: Seat, card: Card, action: Extract<SeatAction, { type: 'RunTask' }>): Outcome {
  const mission = missionOf(turn.state, seat.id, card.about);
  const connect = connectTask(mission);
  if (connect !== null) return openConnection(turn, seat, card, mission, connect);
  const ask = askTask(mission);
  if (ask !== null) return sendAsk(turn, seat, card, mission, ask, action.name);
  const task = objectTask(mission);
  if (task === null) return refuse('NotYourDecision', { seat: seat.id });
  return runTask(turn, seat, card, mission, task, action);
}

/** A `try` mission is over when its answer comes, whatever it says. */
function noteAnswer(turn: Turn, seat: Seat, message: Message): void {
  if (message.verb !== 'POST' || message.status === undefined) return;
  for (const mission of Object.values(turn.state.users[seat.id]?.missions ?? {})) {
    if (mission.aim === 'try' && mission.task === undefined && mission.answered === undefined) {
      turn.emit({ type: 'MissionAnswered', seat: seat.id, mission: mission.id, code: message.status });
    }
  }
}
