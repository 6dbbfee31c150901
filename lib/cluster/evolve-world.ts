import { present } from '../kernel/assert.ts';
import { seedRng } from '../kernel/rng.ts';
import { emptyStore, StoreDraft } from '../etcd/store.ts';
import type { InitialCluster, WorldEvent } from './events.ts';
import type { Seat } from './seats.ts';
import { containerKey } from './machine.ts';
import { asPod } from './objects.ts';
import type { Mission } from './mission.ts';
import type { ClusterSettings } from './settings.ts';
import type { ClusterState, KubeletPod, Machine, RuntimeContainer, Stream, UserState } from './state.ts';
import { isJsonObject, type JsonObject } from '../kernel/json.ts';

const TERMINAL_LINES_MAX = 40;

export function evolveWorld(state: ClusterState, event: WorldEvent): Partial<ClusterState> {
  switch (event.type) {
    case 'ClusterInitialized':
      return initialize(event.initial);
    case 'GrainChanged':
      return { grain: event.grain, counters: { ...state.counters, staged: 0 } };
    case 'MissionGiven':
      return withUser(state, event.mission.seat, (user) => ({
        ...user,
        missions: { ...user.missions, [event.mission.id]: numbered(state, event.mission) },
      }));
    case 'MissionAnswered':
      return withMission(state, event.seat, event.mission, { answered: event.code });
    case 'MissionLooked':
      return withMission(state, event.seat, event.mission, { looked: event.at });
    case 'MissionAimed':
      return withMission(state, event.seat, event.mission, { aimedAt: event.uid });
    case 'MissionAsked':
      return withMission(state, event.seat, event.mission, {
        asked: { line: event.line, request: event.request },
      });
    case 'MissionDone':
      return withMission(state, event.seat, event.mission, { done: true });
    case 'KubectlPrinted':
      return withUser(state, event.seat, (user) => ({
        ...user,
        terminal: [...user.terminal, ...event.lines].slice(-TERMINAL_LINES_MAX),
        ...(event.forced !== undefined && {
          forced: [...(user.forced ?? []), event.forced].slice(-TERMINAL_LINES_MAX),
        }),
      }));
  }
}

/** Which of several tasks about one object was asked for last is told by the count of missions before it. */
function numbered({ users }: ClusterState, mission: Mission): Mission {
  if (mission.task === undefined) return mission;
  const given = Object.values(users).reduce((sum, { missions }) => sum + Object.keys(missions).length, 0);
  return { ...mission, given };
}

function withUser(state: ClusterState, seat: string, change: (user: UserState) => UserState): Partial<ClusterState> {
  return { users: { ...state.users, [seat]: change(state.users[seat] ?? { missions: {}, terminal: [] }) } };
}

function withMission(state: ClusterState, seat: string, id: string, change: Partial<Mission>): Partial<ClusterState> {
  return withUser(state, seat, (user) => ({
    ...user,
    missions: { ...user.missions, [id]: { ...present(user.missions[id], id), ...change } },
  }));
}

/** The state before anything was set up. */
export function emptyCluster(): ClusterState {
  return EMPTY;
}

function initialize(initial: InitialCluster): ClusterState {
  // Writing the objects one after the other leaves the store at exactly their number of revisions: start below it.
  const draft = new StoreDraft(emptyStore(initial.revision - initial.objects.length));
  for (const { key, value } of initial.objects) draft.put(key, value);
  const streams: Record<string, Stream> = {};
  for (const stream of initial.streams) streams[stream.id] = { ...stream, at: initial.revision };
  const seats: Record<string, Seat> = {};
  const users: Record<string, UserState> = {};
  const machines: Record<string, Machine> = {};
  for (const seat of initial.seats) {
    seats[seat.id] = seat;
    if (seat.component === 'user') users[seat.id] = { missions: {}, terminal: [] };
    if (seat.component === 'kubelet') {
      const node = present(seat.node, 'node of a kubelet');
      machines[node] = newMachine(node, Object.keys(machines).length, initial.settings);
    }
  }
  for (const { value } of initial.objects) adopt(machines, value);
  return {
    now: 0,
    rng: seedRng(initial.seed),
    settings: initial.settings,
    grain: [],
    counters: { message: 0, card: 0, timer: 0, container: 0, staged: 0 },
    seats,
    store: draft.store,
    apiserver: { cacheRevision: initial.revision, requests: {} },
    etcd: { queue: [] },
    scheduler: { assumed: {}, worksheets: {}, parked: {} },
    users,
    machines,
    streams,
    wire: [],
    timers: {},
    cards: {},
  };
}

/** What of a status is the kubelet's own: the class of service was written when the pod was created. */
function reportOf(status: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(status).filter(([name]) => name !== 'qosClass'));
}

/** A pod that runs before the lesson begins is known to its kubelet and exists in its runtime. */
function adopt(machines: Record<string, Machine>, value: JsonObject): void {
  const pod = asPod(value);
  const machine = machines[pod.spec?.nodeName ?? ''];
  const { uid, namespace = '', name = '' } = pod.metadata;
  if (value['kind'] !== 'Pod' || machine === undefined || uid === undefined) return;
  const containers = (pod.spec?.containers ?? []).map((container): RuntimeContainer => ({
    id: `${name}-${container.name}`,
    uid,
    name: container.name,
    image: container.image ?? '',
    state: 'running',
  }));
  const record: KubeletPod = {
    uid,
    namespace,
    name,
    noticedAt: 0,
    verdict: 'admitted',
    sandbox: 'ready',
    ...(pod.status?.podIP !== undefined && { podIP: pod.status.podIP }),
    images: Object.fromEntries(containers.map(({ image }) => [image, 'ready'])),
    pullFailures: 0,
    containers: Object.fromEntries(containers.map((container) => [container.name, 'running'])),
    startedAt: 0,
    ...(isJsonObject(value['status']) && { reported: reportOf(value['status']) }),
    orphaned: false,
  };
  machines[machine.name] = {
    ...machine,
    kubelet: { pods: { ...machine.kubelet.pods, [uid]: record } },
    runtime: {
      ...machine.runtime,
      images: [...machine.runtime.images, ...containers.map(({ image }) => image)],
      sandboxes: { ...machine.runtime.sandboxes, [uid]: { ip: pod.status?.podIP ?? '', state: 'ready' } },
      containers: {
        ...machine.runtime.containers,
        ...Object.fromEntries(containers.map((container) => [containerKey(uid, container.name), container])),
      },
    },
  };
}

function newMachine(name: string, index: number, { runtimes = {} }: ClusterSettings): Machine {
  const flavour = runtimes[name];
  return {
    name,
    podCIDRPrefix: `10.244.${index + 1}`,
    nextAddress: 2,
    kubelet: { pods: {} },
    runtime: { calls: {}, sandboxes: {}, images: [], containers: {}, ...(flavour !== undefined && { flavour }) },
  };
}

const EMPTY: ClusterState = initialize({
  seed: 0,
  settings: {
    wireMillis: 1,
    sandboxMillis: 0,
    createMillis: 0,
    startMillis: 0,
    stopMillis: 0,
    relistMillis: 1000,
    unschedulableMillis: 300_000,
    patienceMillis: 120_000,
    pullBackoffMillis: 10_000,
    pullBackoffMaxMillis: 300_000,
    images: {},
    credentials: {},
    credentialOf: {},
  },
  seats: [],
  objects: [],
  revision: 1,
  streams: [],
});
