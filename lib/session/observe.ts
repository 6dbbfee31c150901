import type { ClusterEvent } from '../cluster/events.ts';
import { hitsNothing } from '../cluster/fault-aim.ts';
import type { Fault } from '../cluster/faults.ts';
import type { ClusterState } from '../cluster/state.ts';
import type { RoomEvent } from './commands.ts';
import type { SessionRules } from './rules.ts';
import type { SessionState } from './state.ts';

/** What the room has to say about something that just happened: questions, answers, goals. */
export function observe(state: SessionState, event: ClusterEvent, rules: SessionRules): RoomEvent[] {
  const { room, cluster } = state;
  const wave = rules.lessons[room.lesson]?.waves[room.wave];
  if (wave === undefined) return [];
  const told: RoomEvent[] = [];
  for (const question of wave.questions) {
    const asked = room.questions[question.id];
    if (asked === undefined && question.opens(event, cluster)) {
      told.push({ type: 'QuestionAsked', question: question.id, options: question.options(cluster) });
    } else if (asked?.status === 'open') {
      const answer = question.answer(event, cluster);
      if (answer !== null) told.push({ type: 'AnswerRevealed', question: question.id, answer });
    }
  }
  if (!room.waveDone && movesGoals(event, cluster) && wave.reached(cluster)) {
    told.push({ type: 'WaveFinished', wave: room.wave });
    const required = rules.lessons[room.lesson]?.waves.findLastIndex(({ optional }) => !optional) ?? 0;
    if (room.wave === required && !room.goalReached) told.push({ type: 'GoalReached' });
  }
  return told;
}

const MENDS: readonly Fault['kind'][] = ['power-on', 'heal', 'thaw', 'registry-up', 'member-back'];

/** Goals are facts about etcd and about the machines: only these events can bring one about. */
function movesGoals(event: ClusterEvent, cluster: ClusterState): boolean {
  return (
    event.type === 'TxnCommitted' ||
    event.type === 'ContainerStarted' ||
    event.type === 'MissionAnswered' ||
    event.type === 'MissionDone' ||
    event.type === 'RulesProgrammed' ||
    event.type === 'ContainersRelisted' ||
    event.type === 'StandbyElected' ||
    // The last thing to be mended may be all that was missing; what breaks is noticed later, unless it hits nothing.
    (event.type === 'FaultInjected' && (MENDS.includes(event.fault.kind) || hitsNothing(cluster, event.fault)))
  );
}
