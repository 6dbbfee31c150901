import type { Mission } from '../../cluster/mission.ts';
import { ETCD } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import type { Lesson, LessonWave } from '../../session/lesson.ts';
import { running } from '../pod-creation/lesson.ts';
import { compactionQuestions, putGetQuestions, rangeWatchQuestions } from './questions.ts';
import { COMPACTION, PUT_GET, RANGE_WATCH } from './tasks.ts';
import { initialCluster } from './world.ts';

const WEB: Mission = {
  id: 'web',
  seat: 'user',
  name: 'web',
  image: 'nginx:1.27',
  cpu: '500m',
  memory: '128Mi',
  aim: 'up',
};

const waves: readonly LessonWave[] = [
  {
    id: 'put-get',
    grain: [],
    missions: PUT_GET,
    questions: putGetQuestions,
    reached: (state) => allDone(state, PUT_GET),
    optional: false,
  },
  {
    id: 'range-watch',
    grain: [],
    missions: [WEB, ...RANGE_WATCH],
    questions: rangeWatchQuestions,
    reached: (state) => running(state, WEB.name) && allDone(state, RANGE_WATCH),
    optional: false,
  },
  {
    id: 'compaction',
    grain: [],
    missions: COMPACTION,
    questions: compactionQuestions,
    reached: (state) => allDone(state, COMPACTION),
    optional: false,
  },
];

function allDone(state: ClusterState, missions: readonly Mission[]): boolean {
  return missions.every(({ id }) => state.users[ETCD]?.missions[id]?.done === true);
}

/** What the store keeps, under which key, with which numbers, and who hears of a change. */
export const etcdLesson: Lesson = {
  id: 'etcd',
  minutes: 20,
  people: { least: 1, most: 10 },
  initial: initialCluster,
  waves,
};
