import type { Mission, MissionTask } from '../../cluster/mission.ts';
import type { GrainRule } from '../../cluster/settings.ts';
import type { ClusterState } from '../../cluster/state.ts';
import type { Lesson, LessonWave } from '../../session/lesson.ts';
import { missionDone, podsOfApp, reallyRuns, settledAt } from '../workloads.ts';
import { deployQuestions, stuckQuestions, undoQuestions, updateQuestions } from './questions.ts';
import { APP, deployment, imageChange, initialCluster, MISSING_IMAGE, NEW_IMAGE, REPLICAS } from './world.ts';

/** How one pod comes up is known by now: etcd works by itself, and so do bindings and reports at the apiserver. */
const GRAIN: readonly GrainRule[] = [
  { component: 'kube-apiserver', resource: 'pods/status', grain: 'auto' },
  { component: 'kube-apiserver', resource: 'pods/binding', grain: 'auto' },
  { component: 'etcd', grain: 'auto' },
  { weight: 'support', grain: 'auto' },
  { weight: 'upkeep', grain: 'auto' },
];

function mission(id: string, task: MissionTask): Mission {
  return { id, seat: 'user', name: APP, image: '', cpu: '', memory: '', aim: 'up', task };
}

function changed(id: string, image: string, line: string, printed: string): Mission {
  return mission(id, { do: 'change', resource: 'deployments', name: APP, spec: imageChange(image), line, printed });
}

function setImage(id: string, image: string): Mission {
  return changed(id, image, `kubectl set image deployment/${APP} main=${image}`, 'image updated');
}

const waves: readonly LessonWave[] = [
  {
    id: 'deploy',
    grain: GRAIN,
    missions: [mission('deploy', { do: 'create', resource: 'deployments', manifest: deployment() })],
    questions: deployQuestions,
    reached: (state) => settledAt(state, APP, REPLICAS),
    optional: false,
  },
  {
    id: 'update',
    grain: GRAIN,
    missions: [setImage('update', NEW_IMAGE)],
    questions: updateQuestions,
    reached: (state) => missionDone(state, 'user', 'update') && allOn(state, NEW_IMAGE),
    optional: false,
  },
  {
    id: 'stuck',
    grain: GRAIN,
    missions: [setImage('stuck', MISSING_IMAGE)],
    questions: stuckQuestions,
    // Whoever has swapped everything at once has nobody left to serve, and still the way back.
    reached: (state) => missionDone(state, 'user', 'stuck') && waiting(state),
    optional: false,
  },
  {
    id: 'undo',
    grain: GRAIN,
    missions: [changed('undo', NEW_IMAGE, `kubectl rollout undo deployment/${APP}`, 'rolled back')],
    questions: undoQuestions,
    reached: (state) => missionDone(state, 'user', 'undo') && allOn(state, NEW_IMAGE),
    optional: false,
  },
];

function allOn(state: ClusterState, image: string): boolean {
  return settledAt(state, APP, REPLICAS) && running(state, image) === REPLICAS;
}

function running(state: ClusterState, image: string): number {
  return podsOfApp(state, APP).filter((pod) => pod.spec?.containers?.[0]?.image === image && reallyRuns(state, pod))
    .length;
}

/** True when etcd knows of a pod whose image cannot be had. */
function waiting(state: ClusterState): boolean {
  return podsOfApp(state, APP).some(({ status }) =>
    status?.containerStatuses?.some(({ state: now }) => now?.waiting?.reason === 'ImagePullBackOff'),
  );
}

/** A new version without a gap, one that gets stuck, and the way back. */
export const rollingUpdate: Lesson = {
  id: 'rolling-update',
  minutes: 30,
  people: { least: 1, most: 16 },
  initial: initialCluster,
  waves,
};
