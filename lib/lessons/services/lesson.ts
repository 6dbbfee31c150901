import { isDark } from '../../cluster/faults.ts';
import { listObjects } from '../../cluster/objects.ts';
import { proxyOf } from '../../cluster/services.ts';
import type { Mission, MissionTask } from '../../cluster/mission.ts';
import type { GrainRule } from '../../cluster/settings.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { takingConnections } from '../../components/kube-proxy/rules-math.ts';
import { asEndpointSlice } from '../../components/service-objects.ts';
import { etcdPrefixOf } from '../../kubernetes/resources-table.ts';
import type { Lesson, LessonWave } from '../../session/lesson.ts';
import { directQuestions, frozenQuestions, movedQuestions, serviceQuestions, staleQuestions } from './questions.ts';
import { CLIENT, dbService, initialCluster, podMission, PORT } from './world.ts';

/** How pods come and go has a lesson of its own. */
const GRAIN: readonly GrainRule[] = [
  { component: 'kube-apiserver', resource: 'pods/status', grain: 'auto' },
  { component: 'kube-apiserver', resource: 'pods/binding', grain: 'auto' },
  { component: 'etcd', resource: 'pods', grain: 'auto' },
  { weight: 'support', grain: 'auto' },
  { weight: 'upkeep', grain: 'auto' },
];

function mission(id: string, name: string, task: MissionTask): Mission {
  return { id, seat: 'user', name, image: '', cpu: '', memory: '', aim: 'up', task };
}

function connect(id: string, host: string, by: string): Mission {
  return mission(id, host, { do: 'connect', pod: CLIENT, host, port: PORT, by });
}

/** They run already; should somebody delete one, it is to be brought up again. */
const RUNNING: readonly Mission[] = [
  { ...podMission('was', 'was', 'node-1'), looked: 'running' },
  { ...podMission('db', 'db', 'node-2'), looked: 'running' },
];

function replace(old: string, fresh: string, node: string): Mission[] {
  return [podMission(fresh, 'db', node), mission(old, `pod/${old}`, { do: 'delete', resource: 'pods', name: old })];
}

const waves: readonly LessonWave[] = [
  {
    id: 'direct',
    grain: GRAIN,
    missions: [...RUNNING, connect('direct', 'pod/db', 'db')],
    questions: directQuestions,
    reached: (state) => isDone(state, 'direct'),
    optional: false,
  },
  {
    id: 'service',
    grain: GRAIN,
    missions: [
      mission('service', 'svc/db', {
        do: 'create',
        resource: 'services',
        manifest: dbService(),
        slip: { manifest: dbService({ app: 'bd' }), rule: 'user.empty-selector' },
      }),
      connect('by-name', 'db', 'db'),
    ],
    questions: serviceQuestions,
    reached: (state) => isDone(state, 'by-name') && inAgreement(state),
    optional: false,
  },
  {
    id: 'moved',
    grain: GRAIN,
    missions: [...replace('db', 'db-2', 'node-3'), connect('after-move', 'db', 'db-2')],
    questions: movedQuestions,
    reached: (state) => isDone(state, 'after-move') && inAgreement(state),
    optional: false,
  },
  {
    id: 'frozen',
    grain: GRAIN,
    missions: [connect('while-frozen', 'db', 'db-2')],
    questions: frozenQuestions,
    disturbances: [{ afterMillis: 1_000, fault: { kind: 'freeze', seat: 'kube-proxy@node-1' } }],
    reached: (state) => isDone(state, 'while-frozen'),
    optional: false,
  },
  {
    id: 'stale',
    grain: GRAIN,
    missions: [...replace('db-2', 'db-3', 'node-2'), connect('after-thaw', 'db', 'db-3')],
    questions: staleQuestions,
    disturbances: [{ afterMillis: 25_000, fault: { kind: 'thaw', seat: 'kube-proxy@node-1' } }],
    reached: (state) => isDone(state, 'after-thaw') && inAgreement(state),
    optional: true,
  },
];

function isDone(state: ClusterState, id: string): boolean {
  return state.users['user']?.missions[id]?.done === true;
}

/** The rules of every node whose kube-proxy runs lead to the ready endpoints that the slices name, and nowhere else. */
function inAgreement(state: ClusterState): boolean {
  const endpoints = listObjects(state, etcdPrefixOf('endpointslices')).flatMap(
    ({ object }) => asEndpointSlice(object).endpoints ?? [],
  );
  const wanted = takingConnections(endpoints).flatMap(({ addresses }) => addresses.map((ip) => `${ip}:${PORT}`));
  return Object.values(state.seats)
    .filter((seat) => seat.component === 'kube-proxy' && !isDark(state, seat))
    .every(({ node = '' }) => {
      const programmed = Object.values(proxyOf(state.machines[node]).rules).flatMap((rule) => rule.endpoints);
      return programmed.toSorted().join() === wanted.toSorted().join();
    });
}

/** A WAS pod on one node reaches a DB pod on another. */
export const services: Lesson = {
  id: 'services',
  minutes: 25,
  people: { least: 1, most: 14 },
  initial: initialCluster,
  waves,
};
