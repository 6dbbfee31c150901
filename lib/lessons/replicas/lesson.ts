import type { Mission, MissionTask } from '../../cluster/mission.ts';
import type { GrainRule } from '../../cluster/settings.ts';
import type { Lesson, LessonWave } from '../../session/lesson.ts';
import { missionDone, settledAt, wantedReplicas } from '../workloads.ts';
import { fewerQuestions, firstQuestions, goneQuestions, moreQuestions } from './questions.ts';
import { APP, IMAGE, initialCluster, replicaSet } from './world.ts';

/** How one pod comes up is known by now: etcd's part of it, bindings and reports go by themselves. */
const GRAIN: readonly GrainRule[] = [
  { component: 'kube-apiserver', resource: 'pods/status', grain: 'auto' },
  { component: 'kube-apiserver', resource: 'pods/binding', grain: 'auto' },
  { component: 'etcd', resource: 'pods', grain: 'auto' },
  { weight: 'support', grain: 'auto' },
  { weight: 'upkeep', grain: 'auto' },
];

function mission(id: string, task: MissionTask): Mission {
  return { id, seat: 'user', name: id, image: '', cpu: '', memory: '', aim: 'up', task };
}

function scaled(id: string, replicas: number): Mission {
  return mission(id, { do: 'scale', resource: 'replicasets', name: APP, replicas });
}

const waves: readonly LessonWave[] = [
  {
    id: 'two-wanted',
    grain: GRAIN,
    missions: [
      mission(APP, {
        do: 'create',
        resource: 'replicasets',
        manifest: replicaSet(IMAGE),
        slip: { manifest: replicaSet('ngnix:1.27'), rule: 'user.wrong-template' },
      }),
    ],
    questions: firstQuestions,
    reached: (state) => missionDone(state, 'user', APP) && settledAt(state, APP, 2),
    optional: false,
  },
  {
    id: 'one-gone',
    grain: GRAIN,
    missions: [mission('one-of-them', { do: 'delete', resource: 'pods', name: APP, labels: { app: APP } })],
    questions: goneQuestions,
    reached: (state) => missionDone(state, 'user', 'one-of-them') && settledAt(state, APP, 2),
    optional: false,
  },
  {
    id: 'three-wanted',
    grain: GRAIN,
    missions: [scaled('web-to-3', 3)],
    questions: moreQuestions,
    reached: (state) => wantedReplicas(state, 'replicasets', APP) === 3 && settledAt(state, APP, 3),
    optional: false,
  },
  {
    id: 'one-wanted',
    grain: GRAIN,
    missions: [scaled('web-to-1', 1)],
    questions: fewerQuestions,
    reached: (state) => wantedReplicas(state, 'replicasets', APP) === 1 && settledAt(state, APP, 1),
    optional: false,
  },
];

/** Wanted against actual: a ReplicaSet keeps its number, heals itself and can be scaled. */
export const replicas: Lesson = {
  id: 'replicas',
  minutes: 25,
  people: { least: 1, most: 16 },
  initial: initialCluster,
  waves,
};
