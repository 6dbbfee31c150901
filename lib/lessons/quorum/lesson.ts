import { membersThere } from '../../cluster/faults.ts';
import type { Mission } from '../../cluster/mission.ts';
import type { ClusterState } from '../../cluster/state.ts';
import type { Lesson, LessonWave } from '../../session/lesson.ts';
import { running } from '../pod-creation/lesson.ts';
import { backQuestions, majorityQuestions, minorityQuestions } from './questions.ts';
import { COUNT, LEADER, ONE, TWO, WITHOUT_MAJORITY } from './tasks.ts';
import { initialCluster } from './world.ts';

const waves: readonly LessonWave[] = [
  {
    id: 'one-lost',
    grain: [],
    missions: [COUNT, LEADER, ONE],
    questions: majorityQuestions,
    disturbances: [{ afterMillis: 3_000, fault: { kind: 'member-lost' } }],
    reached: (state) =>
      membersThere(state) === 2 && isDone(state, COUNT) && isDone(state, LEADER) && running(state, ONE.name),
    optional: false,
  },
  {
    id: 'two-lost',
    grain: [],
    missions: WITHOUT_MAJORITY,
    questions: minorityQuestions,
    disturbances: [{ afterMillis: 3_000, fault: { kind: 'member-lost' } }],
    // Not that the first pod runs: whoever deleted it in time could not have it made again.
    reached: (state) => WITHOUT_MAJORITY.every((mission) => isDone(state, mission)),
    optional: false,
  },
  {
    id: 'one-back',
    grain: [],
    missions: [TWO],
    questions: backQuestions,
    disturbances: [{ afterMillis: 3_000, fault: { kind: 'member-back' } }],
    reached: (state) => running(state, ONE.name) && running(state, TWO.name),
    optional: false,
  },
];

function isDone(state: ClusterState, { seat, id }: Mission): boolean {
  return state.users[seat]?.missions[id]?.done === true;
}

/** What goes on, and what does not, while members of etcd are lost. */
export const quorum: Lesson = {
  id: 'quorum',
  minutes: 15,
  people: { least: 1, most: 11 },
  initial: initialCluster,
  waves,
};
