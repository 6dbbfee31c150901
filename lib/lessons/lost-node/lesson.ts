import { troubleOf } from '../../cluster/faults.ts';
import { asNode, listObjects, NODE_PREFIX, readObject } from '../../cluster/objects.ts';
import type { GrainRule } from '../../cluster/settings.ts';
import type { ClusterState } from '../../cluster/state.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import type { Lesson, LessonWave } from '../../session/lesson.ts';
import { cutQuestions, powerOffQuestions, powerOnQuestions } from './questions.ts';
import { podsOfApp, reallyRuns } from '../workloads.ts';
import { initialCluster, OWNER, REPLICAS } from './world.ts';

const GRAIN: readonly GrainRule[] = [
  { resource: 'replicasets/status', grain: 'auto' },
  { weight: 'support', grain: 'auto' },
  { weight: 'upkeep', grain: 'auto' },
];

const waves: readonly LessonWave[] = [
  {
    id: 'power-off',
    grain: GRAIN,
    missions: [],
    questions: powerOffQuestions,
    disturbances: [{ afterMillis: 3_000, fault: { kind: 'power-off', node: 'node-2' } }],
    // The old pod is still there, waiting for a kubelet that is dark.
    reached: (state) => replaced(state) && webPods(state).length > REPLICAS,
    optional: false,
  },
  {
    id: 'power-on',
    grain: GRAIN,
    missions: [],
    questions: powerOnQuestions,
    disturbances: [{ afterMillis: 3_000, fault: { kind: 'power-on', node: 'node-2' } }],
    reached: (state) => replaced(state) && whole(state) && untainted(state),
    optional: false,
  },
  {
    id: 'cut',
    grain: GRAIN,
    missions: [],
    questions: cutQuestions,
    disturbances: [
      { afterMillis: 3_000, fault: { kind: 'cut', node: 'node-1' } },
      { afterMillis: 423_000, fault: { kind: 'heal', node: 'node-1' } },
    ],
    reached: (state) =>
      replaced(state) && whole(state) && untainted(state) && onlyWanted(state) && reportedAgain(state),
    optional: true,
  },
];

/** What has failed stays as an object and counts for nothing. */
function webPods(state: ClusterState): Pod[] {
  return podsOfApp(state, OWNER).filter(({ status }) => status?.phase !== 'Failed' && status?.phase !== 'Succeeded');
}

/** As many pods as wanted run, as etcd knows it and on machines that have power. */
function replaced(state: ClusterState): boolean {
  const running = webPods(state).filter(
    (pod) => pod.metadata.deletionTimestamp === undefined && reallyRuns(state, pod),
  );
  return running.length === REPLICAS;
}

/** True when node-1's kubelet has reported since the lesson began: it does when it is back from a cut. */
function reportedAgain(state: ClusterState): boolean {
  const stored = readObject(state, `${NODE_PREFIX}node-1`);
  const ready = stored === null ? [] : (asNode(stored.object).status?.conditions ?? []);
  return ready.some(({ type, lastHeartbeatTime }) => type === 'Ready' && (lastHeartbeatTime ?? null) !== null);
}

/** Nothing is broken any more. */
function whole(state: ClusterState): boolean {
  const { off, cut } = troubleOf(state);
  return off.length + cut.length === 0 && webPods(state).length === REPLICAS;
}

function untainted(state: ClusterState): boolean {
  return listObjects(state, NODE_PREFIX).every(({ object }) => (asNode(object).spec?.taints ?? []).length === 0);
}

/** No machine runs a container of a pod that no longer exists. */
function onlyWanted(state: ClusterState): boolean {
  const wanted = webPods(state).map(({ metadata }) => metadata.uid);
  return Object.values(state.machines).every((machine) =>
    Object.values(machine.runtime.containers).every(({ uid, state: now }) => now !== 'running' || wanted.includes(uid)),
  );
}

/** What happens when a node is lost, and when it comes back. */
export const lostNode: Lesson = {
  id: 'lost-node',
  minutes: 25,
  people: { least: 1, most: 16 },
  initial: initialCluster,
  waves,
};
