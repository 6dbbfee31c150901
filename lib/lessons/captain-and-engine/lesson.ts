import { asPod, POD_PREFIX, readObject } from '../../cluster/objects.ts';
import type { Mission, MissionTask } from '../../cluster/mission.ts';
import type { GrainRule } from '../../cluster/settings.ts';
import type { ClusterState } from '../../cluster/state.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import type { Lesson, LessonWave } from '../../session/lesson.ts';
import { missionDone, settledAt } from '../workloads.ts';
import { crashQuestions, endQuestions, imageQuestions, pullQuestions } from './questions.ts';
import { BROKEN_IMAGE, CRASH_CODE, GOOD_IMAGE, initialCluster, podOn, SHOP, WEB_IMAGE } from './world.ts';

/** What is played here are the kubelets and their runtimes: the control plane's part goes by itself. */
const GRAIN: readonly GrainRule[] = [
  { component: 'kube-apiserver', resource: 'pods/status', grain: 'auto' },
  { component: 'kube-apiserver', resource: 'pods/binding', grain: 'auto' },
  { component: 'etcd', grain: 'auto' },
  { weight: 'support', grain: 'auto' },
  { weight: 'upkeep', grain: 'auto' },
];

function mission(id: string, name: string, task: MissionTask): Mission {
  return { id, seat: 'user', name, image: '', cpu: '', memory: '', aim: 'up', task };
}

function created(name: string, node: string, image: string): Mission {
  return mission(name, name, { do: 'create', resource: 'pods', manifest: podOn(node, name, image) });
}

const waves: readonly LessonWave[] = [
  {
    id: 'no-registry',
    grain: GRAIN,
    missions: [created('north', 'node-1', WEB_IMAGE), created('south', 'node-2', WEB_IMAGE)],
    questions: pullQuestions,
    disturbances: [
      { afterMillis: 1, fault: { kind: 'registry-down' } },
      // After the second try, and well before anybody loses patience.
      { afterMillis: 25_000, fault: { kind: 'registry-up' } },
    ],
    reached: (state) => settledAt(state, 'north', 1) && settledAt(state, 'south', 1),
    optional: false,
  },
  {
    id: 'crash-loop',
    grain: GRAIN,
    missions: [created(SHOP, 'node-1', BROKEN_IMAGE)],
    questions: crashQuestions,
    reached: (state) => restarts(state) >= 3 && heldBack(state),
    optional: false,
  },
  {
    id: 'right-image',
    grain: GRAIN,
    missions: [
      mission('set-image', SHOP, {
        do: 'change',
        resource: 'pods',
        name: SHOP,
        spec: { containers: [{ name: 'main', image: GOOD_IMAGE }] },
        line: `kubectl set image pod/${SHOP} main=${GOOD_IMAGE}`,
        printed: 'image updated',
      }),
    ],
    questions: imageQuestions,
    reached: (state) => missionDone(state, 'user', 'set-image') && runsOn(state, GOOD_IMAGE),
    optional: false,
  },
  {
    id: 'process-ends',
    grain: GRAIN,
    missions: [],
    questions: endQuestions,
    disturbances: [{ afterMillis: 3_000, fault: { kind: 'crash', node: 'node-1', pod: SHOP, exitCode: CRASH_CODE } }],
    reached: (state) => troubleIsPast(state) && runsOn(state, GOOD_IMAGE),
    optional: false,
  },
];

function containerOf(state: ClusterState) {
  return shop(state)?.status?.containerStatuses?.[0];
}

function shop(state: ClusterState): Pod | null {
  const stored = readObject(state, `${POD_PREFIX}default/${SHOP}`);
  return stored === null ? null : asPod(stored.object);
}

function restarts(state: ClusterState): number {
  return containerOf(state)?.restartCount ?? 0;
}

function heldBack(state: ClusterState): boolean {
  return containerOf(state)?.state?.waiting?.reason === 'CrashLoopBackOff';
}

/** True once everything that the round had in store has happened. */
function troubleIsPast(state: ClusterState): boolean {
  return !Object.values(state.timers).some(({ kind }) => kind === 'disturbance');
}

/** It runs, and with this image, as etcd knows it. */
function runsOn(state: ClusterState, image: string): boolean {
  const reported = containerOf(state);
  return settledAt(state, SHOP, 1) && reported?.image === image && reported.state?.running !== undefined;
}

/** What the captain of a node does when its engine cannot, and what an engine is. */
export const captainAndEngine: Lesson = {
  id: 'captain-and-engine',
  minutes: 25,
  people: { least: 1, most: 12 },
  initial: initialCluster,
  waves,
};
