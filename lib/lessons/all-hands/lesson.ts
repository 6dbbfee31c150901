import { troubleOf } from '../../cluster/faults.ts';
import { listObjects } from '../../cluster/objects.ts';
import type { Mission, MissionTask } from '../../cluster/mission.ts';
import type { GrainRule } from '../../cluster/settings.ts';
import type { ClusterState } from '../../cluster/state.ts';
import type { Lesson, LessonWave } from '../../session/lesson.ts';
import { missionDone, podsOfApp, settledAt, wantedReplicas } from '../workloads.ts';
import { buildUpQuestions, standbyQuestions, stormQuestions } from './questions.ts';
import { APP, initialCluster, REPORT, reportPod, webService } from './world.ts';

/** How a pod comes up is known by now: etcd works by itself, and so do bindings and reports at the apiserver. */
const GRAIN: readonly GrainRule[] = [
  { component: 'kube-apiserver', resource: 'pods/status', grain: 'auto' },
  { component: 'kube-apiserver', resource: 'pods/binding', grain: 'auto' },
  { component: 'etcd', grain: 'auto' },
  { resource: 'replicasets/status', grain: 'auto' },
  { weight: 'support', grain: 'auto' },
  { weight: 'upkeep', grain: 'auto' },
];

function mission(id: string, seat: string, name: string, task: MissionTask): Mission {
  return { id, seat, name, image: '', cpu: '', memory: '', aim: 'up', task };
}

function scaled(replicas: number): Mission {
  return mission(`web-${replicas}`, 'user', APP, { do: 'scale', resource: 'replicasets', name: APP, replicas });
}

const waves: readonly LessonWave[] = [
  {
    id: 'build-up',
    grain: GRAIN,
    missions: [
      scaled(3),
      mission('web-service', 'user-2', APP, { do: 'create', resource: 'services', manifest: webService() }),
    ],
    questions: buildUpQuestions,
    disturbances: [{ afterMillis: 5_000, fault: { kind: 'crash', node: 'node-1', pod: 'web-b7k2p', exitCode: 137 } }],
    reached: (state) => allRuns(state, 3),
    optional: false,
  },
  {
    id: 'storm',
    grain: GRAIN,
    missions: [mission(REPORT, 'user-2', REPORT, { do: 'create', resource: 'pods', manifest: reportPod() })],
    questions: stormQuestions,
    disturbances: [
      { afterMillis: 1, fault: { kind: 'registry-down' } },
      { afterMillis: 3_000, fault: { kind: 'power-off', node: 'node-2' } },
      { afterMillis: 30_000, fault: { kind: 'registry-up' } },
      { afterMillis: 423_000, fault: { kind: 'power-on', node: 'node-2' } },
    ],
    reached: (state) => allRuns(state, 3) && settledAt(state, REPORT, 1),
    optional: false,
  },
  {
    id: 'your-turn',
    grain: GRAIN,
    missions: [scaled(4)],
    questions: [],
    reached: (state) =>
      wantedReplicas(state, 'replicasets', APP) === 4 && allRuns(state, 4) && settledAt(state, REPORT, 1),
    optional: true,
  },
  {
    id: 'standby',
    grain: GRAIN,
    missions: [scaled(5)],
    questions: standbyQuestions,
    disturbances: [{ afterMillis: 1, fault: { kind: 'freeze', seat: 'kube-scheduler' } }],
    reached: (state) =>
      wantedReplicas(state, 'replicasets', APP) === 5 && allRuns(state, 5) && settledAt(state, REPORT, 1),
    optional: true,
  },
];

/** Nothing is broken any more, and everything that was asked for runs and can be reached. */
function allRuns(state: ClusterState, replicas: number): boolean {
  return (
    isQuiet(state) &&
    missionDone(state, 'user-2', 'web-service') &&
    wantedReplicas(state, 'replicasets', APP) === replicas &&
    settledAt(state, APP, replicas) &&
    isReachable(state)
  );
}

/** Every fault is mended, and the round has none left in store. */
function isQuiet(state: ClusterState): boolean {
  const { off, cut, frozen, registryDown, membersLost } = troubleOf(state);
  const ahead = Object.values(state.timers).some(({ kind }) => kind === 'disturbance');
  return !ahead && off.length + cut.length + frozen.length + membersLost === 0 && !registryDown;
}

/** Every pod of the app that runs is an endpoint of its Service, as etcd has it. */
function isReachable(state: ClusterState): boolean {
  const slices = JSON.stringify(listObjects(state, '/registry/endpointslices/default/').map(({ object }) => object));
  const running = podsOfApp(state, APP).filter(({ status }) => status?.phase === 'Running');
  return running.every(({ status }) => slices.includes(`"${status?.podIP ?? '-'}"`));
}

/** Everything at once, and whatever else a teacher breaks. */
export const allHands: Lesson = {
  id: 'all-hands',
  minutes: 35,
  people: { least: 1, most: 17 },
  initial: initialCluster,
  waves,
};
