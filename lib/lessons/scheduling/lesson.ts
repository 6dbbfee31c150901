import type { Mission } from '../../cluster/mission.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Lesson, LessonWave } from '../../session/lesson.ts';
import { running } from '../pod-creation/lesson.ts';
import { filterQuestions, noRoomQuestions, scoreQuestions } from './questions.ts';
import { initialCluster } from './world.ts';

const TOLERATES_DB: JsonObject = { key: 'dedicated', operator: 'Equal', value: 'db', effect: 'NoSchedule' };

/** A Pod that must run; `spec` holds the wishes that the form does not show. */
function pod(seat: string, name: string, cpu: string, spec?: JsonObject): Mission {
  const image = name === 'db' ? 'redis:7.4' : 'nginx:1.27';
  return { id: name, seat, name, image, cpu, memory: '128Mi', aim: 'up', ...(spec !== undefined && { spec }) };
}

const FILTER: readonly Mission[] = [
  pod('user', 'web', '2500m'),
  pod('user-2', 'db', '500m', { tolerations: [TOLERATES_DB], affinity: onNodesWith('dedicated', ['db']) }),
  pod('user-3', 'cache', '250m', { nodeSelector: { disktype: 'ssd' } }),
];

const SCORE: readonly Mission[] = [
  pod('user', 'api', '200m', {
    affinity: {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 50, preference: { matchExpressions: [{ key: 'disktype', operator: 'In', values: ['ssd'] }] } },
        ],
      },
    },
  }),
  pod('user-2', 'api-2', '200m', {
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { labelSelector: { matchLabels: { run: 'api' } }, topologyKey: 'kubernetes.io/hostname' },
        ],
      },
    },
  }),
  pod('user-3', 'logs', '100m'),
];

const NO_ROOM: readonly Mission[] = [
  pod('user', 'big', '3'),
  pod('user-2', 'urgent', '900m', {
    priorityClassName: 'urgent',
    tolerations: [TOLERATES_DB],
    affinity: onNodesWith('disktype', ['ssd', 'nvme']),
  }),
];

const waves: readonly LessonWave[] = [
  {
    id: 'filter',
    grain: [],
    missions: FILTER,
    questions: filterQuestions,
    reached: (state) => FILTER.every(({ name }) => running(state, name)),
    optional: false,
  },
  {
    id: 'score',
    grain: [{ component: 'kube-scheduler', grain: 'stages' }],
    missions: SCORE,
    questions: scoreQuestions,
    reached: (state) => SCORE.every(({ name }) => running(state, name)),
    optional: false,
  },
  {
    id: 'no-room',
    grain: [],
    missions: NO_ROOM,
    questions: noRoomQuestions,
    reached: (state) => NO_ROOM.every(({ name }) => running(state, name)),
    optional: false,
  },
];

function onNodesWith(key: string, values: readonly string[]): JsonObject {
  return {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values: [...values] }] }],
      },
    },
  };
}

/** How the scheduler finds a node: filter, score, and what it does when there is none. */
export const scheduling: Lesson = {
  id: 'scheduling',
  minutes: 25,
  people: { least: 1, most: 18 },
  initial: initialCluster,
  waves,
};
