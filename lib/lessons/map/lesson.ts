import type { Mission } from '../../cluster/mission.ts';
import type { ClusterState } from '../../cluster/state.ts';
import type { Lesson, LessonWave } from '../../session/lesson.ts';
import { running } from '../pod-creation/lesson.ts';
import { keyQuestions, routeQuestions, whereQuestions } from './questions.ts';
import { LOOK_AROUND, SORT, WEB } from './tasks.ts';
import { initialCluster } from './world.ts';

const waves: readonly LessonWave[] = [
  {
    id: 'where',
    grain: [],
    missions: LOOK_AROUND,
    questions: whereQuestions,
    reached: (state) => allDone(state, LOOK_AROUND),
    optional: false,
  },
  {
    id: 'routes',
    grain: [],
    missions: [WEB],
    questions: routeQuestions,
    reached: (state) => running(state, WEB.name),
    optional: false,
  },
  {
    id: 'keys',
    grain: [],
    missions: SORT,
    questions: keyQuestions,
    reached: (state) => allDone(state, SORT),
    optional: false,
  },
];

function allDone(state: ClusterState, missions: readonly Mission[]): boolean {
  return missions.every(({ seat, id }) => state.users[seat]?.missions[id]?.done === true);
}

/** Which component sits where, who calls whom, and under which key things are kept. */
export const map: Lesson = {
  id: 'map',
  minutes: 15,
  people: { least: 1, most: 14 },
  initial: initialCluster,
  waves,
};
