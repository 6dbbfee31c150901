import { asPod, POD_PREFIX, readObject } from '../../cluster/objects.ts';
import type { Mission } from '../../cluster/mission.ts';
import type { ClusterState } from '../../cluster/state.ts';
import type { Lesson, LessonWave } from '../../session/lesson.ts';
import { firstWaveQuestions, secondWaveQuestions } from './questions.ts';
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

/** One pod for each node that some pod can use: small enough, tolerant enough, or simply fitting. */
const PARALLEL: readonly Mission[] = [
  {
    id: 'small',
    seat: 'user',
    name: 'small',
    image: 'nginx:1.27',
    cpu: '50m',
    memory: '64Mi',
    aim: 'up',
    spec: { nodeSelector: { 'kubernetes.io/hostname': 'node-1' } },
  },
  {
    id: 'db',
    seat: 'user-2',
    name: 'db',
    image: 'redis:7.4',
    cpu: '500m',
    memory: '256Mi',
    aim: 'up',
    spec: {
      nodeSelector: { 'kubernetes.io/hostname': 'node-2' },
      tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'db', effect: 'NoSchedule' }],
    },
  },
  { id: 'api', seat: 'user-3', name: 'api', image: 'httpd:2.4', cpu: '500m', memory: '128Mi', aim: 'up' },
];

/** A container without an image: validation has to say 422. */
const BROKEN: Mission = {
  id: 'broken',
  seat: 'user',
  name: 'broken',
  image: '',
  cpu: '100m',
  memory: '64Mi',
  aim: 'try',
};

const waves: readonly LessonWave[] = [
  {
    id: 'one-pod',
    grain: [
      { verb: 'POST', resource: 'pods', component: 'kube-apiserver', grain: 'stages', limit: 1 },
      { weight: 'support', grain: 'auto' },
      { weight: 'upkeep', grain: 'auto' },
    ],
    missions: [WEB],
    questions: firstWaveQuestions,
    reached: (state) => running(state, 'web'),
    optional: false,
  },
  {
    id: 'parallel',
    grain: [],
    missions: PARALLEL,
    questions: secondWaveQuestions,
    reached: (state) => PARALLEL.every(({ name }) => running(state, name)),
    optional: false,
  },
  {
    id: 'bad-manifest',
    grain: [],
    missions: [BROKEN],
    questions: [],
    reached: (state) => answered(state, BROKEN) && readObject(state, `${POD_PREFIX}default/${BROKEN.name}`) === null,
    optional: true,
  },
];

/** True when the pod runs as etcd knows it and as the machine's runtime really has it. */
export function running(state: ClusterState, name: string): boolean {
  const stored = readObject(state, `${POD_PREFIX}default/${name}`);
  if (stored === null) return false;
  const pod = asPod(stored.object);
  const runtime = state.machines[pod.spec?.nodeName ?? '']?.runtime;
  const started = Object.values(runtime?.containers ?? {}).filter(
    ({ uid, state: now }) => uid === pod.metadata.uid && now === 'running',
  );
  return pod.status?.phase === 'Running' && started.length === pod.spec?.containers?.length;
}

function answered(state: ClusterState, mission: Mission): boolean {
  return state.users[mission.seat]?.missions[mission.id]?.answered !== undefined;
}

/** The course's eleven steps of creating a pod. */
export const podCreation: Lesson = {
  id: 'pod-creation',
  minutes: 25,
  people: { least: 1, most: 16 },
  initial: initialCluster,
  waves,
};
