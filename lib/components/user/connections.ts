import type { Card, CardView } from '../../cluster/card.ts';
import { done, refuse, type Advice, type Outcome, type Turn } from '../../cluster/component.ts';
import { followConnection, machineOf } from '../../cluster/connect.ts';
import { asPod, cacheOf, listObjects, POD_PREFIX } from '../../cluster/objects.ts';
import { kubeProxyOf, type Seat, type SeatId } from '../../cluster/seats.ts';
import { connectionsOf, type Connection, type ConnectionOutcome } from '../../cluster/services.ts';
import type { Mission, MissionTask } from '../../cluster/mission.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import { noRouteOptions } from '../no-route.ts';
import { drawEnd, drawRoute } from './connection-hops.ts';
import type { Due } from './tasks.ts';

export type ConnectTask = Extract<MissionTask, { readonly do: 'connect' }>;

/** How long an attempt takes, in cluster milliseconds: an answer comes at once, silence has to be waited for. */
const MILLIS: Readonly<Record<ConnectionOutcome, number>> = {
  connected: 5,
  refused: 5,
  'unknown-host': 5,
  'timed-out': 3000,
};

export function connectTask({ task }: Mission): ConnectTask | null {
  return task?.do === 'connect' ? task : null;
}

/** First everything else is done and quiet; then the attempt, again and again until it succeeds. */
export function connectDue(
  state: ClusterState,
  seat: Seat,
  mission: Mission,
  task: ConnectTask,
  impatient: boolean,
): Due {
  if (mission.done === true || underway(state, mission) !== null) return null;
  const others = Object.values(state.users[seat.id]?.missions ?? {});
  const busy = others.some((other) => isOpen(state, seat, other));
  if (busy || machineOf(state, task.pod) === null || hostOf(state, seat.id, task) === null) return null;
  const lying = Object.values(state.cards).some((card) => card.seat === seat.id && card.about === mission.id);
  return impatient || lying ? 'mission' : 'patience';
}

/** The host of a task; of `pod/NAME` the address that the user's own watch shows, null while it shows none. */
function hostOf(state: ClusterState, seat: SeatId, { host }: ConnectTask): string | null {
  const [, name] = /^pod\/(.+)$/.exec(host) ?? [];
  if (name === undefined) return host;
  const pod = cacheOf(state, seat, 'pods').find(({ key }) => key === `${POD_PREFIX}default/${name}`);
  return pod === undefined ? null : (asPod(pod.object).status?.podIP ?? null);
}

/** True while another mission of the user is not fulfilled: a connection comes after all that it needs. */
function isOpen(state: ClusterState, seat: Seat, { task, name, done: fulfilled }: Mission): boolean {
  if (task !== undefined) return task.do !== 'connect' && fulfilled !== true;
  const pod = cacheOf(state, seat.id, 'pods').find(({ key }) => key === `${POD_PREFIX}default/${name}`);
  return pod === undefined || asPod(pod.object).status?.phase !== 'Running';
}

/** The attempt that has not ended yet; one whose end will never come counts as none. */
function underway(state: ClusterState, mission: Mission): Connection | null {
  const open = connectionsOf(state).recent.find(
    (connection) => connection.mission === mission.id && connection.outcome === undefined,
  );
  const ends = Object.values(state.timers).some(({ kind, about }) => kind === 'connection' && about === open?.id);
  return open !== undefined && ends ? open : null;
}

/** A process in the pod opens a connection. From here on nobody decides: the kernels do what they were told before. */
export function openConnection(turn: Turn, seat: Seat, card: Card, mission: Mission, task: ConnectTask): Outcome {
  const machine = machineOf(turn.state, task.pod);
  if (machine === null) return refuse('NotFound', { kind: 'Pod', name: task.pod });
  turn.close(seat.id, card.about);
  const { pod, port } = task;
  const host = hostOf(turn.state, seat.id, task);
  if (host === null) return refuse('NotFound', { name: task.host });
  const id = `k${connectionsOf(turn.state).count + 1}`;
  const connection: Connection = { id, pod, node: machine.name, host, port, seat: seat.id, mission: mission.id };
  turn.emit({ type: 'ConnectionOpened', connection });
  const route = followConnection(turn.state, connection);
  turn.emit({ type: 'ConnectionRouted', connection: id, route });
  drawRoute(turn, connection, route);
  turn.setTimer('connection', seat.id, id, turn.state.now + MILLIS[route.outcome]);
  return done;
}

/** The client's system call returns; what it says is all that the user sees. */
export function endConnection(turn: Turn, seat: Seat, id: string): void {
  const connection = connectionsOf(turn.state).recent.find((other) => other.id === id);
  if (connection === undefined || connection.outcome !== undefined) return;
  const route = present(connection.route, `route of ${id}`);
  const { outcome, cause, endpoint } = route;
  turn.emit({ type: 'ConnectionEnded', connection: id, outcome, cause });
  drawEnd(turn, connection, route);
  turn.emit({ type: 'KubectlPrinted', seat: seat.id, lines: [printed(connection, outcome)] });
  const mission = turn.state.users[seat.id]?.missions[connection.mission];
  const task = mission === undefined ? null : connectTask(mission);
  const wanted = task?.by === undefined || podAt(turn.state, endpoint) === task.by;
  if (task !== null && outcome === 'connected' && wanted && mission !== undefined) {
    turn.emit({ type: 'MissionDone', seat: seat.id, mission: mission.id });
  }
}

/** The name of the pod that has the address of an endpoint; null when none has. */
export function podAt(state: ClusterState, endpoint: string | undefined): string | null {
  const address = endpoint?.slice(0, endpoint.lastIndexOf(':'));
  const stored = listObjects(state, POD_PREFIX).find(({ object }) => asPod(object).status?.podIP === address);
  return stored === undefined || address === undefined ? null : (asPod(stored.object).metadata.name ?? null);
}

/** What `nc -zv` says. */
function printed({ host, port, route }: Connection, outcome: ConnectionOutcome): string {
  const address = route?.address ?? host;
  switch (outcome) {
    case 'connected':
      return `${host} (${address}:${port}) open`;
    case 'refused':
      return `nc: ${host} (${address}:${port}): Connection refused`;
    case 'timed-out':
      return `nc: ${host} (${address}:${port}): Connection timed out`;
    case 'unknown-host':
      return `nc: bad address '${host}'`;
  }
}

export function showConnection(state: ClusterState, card: Card, mission: Mission, task: ConnectTask): CardView {
  const { pod, port } = task;
  const host = hostOf(state, card.seat, task) ?? task.host;
  const node = machineOf(state, pod)?.name ?? '';
  const last = connectionsOf(state).recent.findLast((connection) => connection.mission === mission.id);
  return {
    ...card,
    title: { key: 'card.connect.title', params: { pod, host, port } },
    facts: [
      { label: { key: 'fact.client' }, value: `${pod} (${node})` },
      { label: { key: 'fact.printed' }, value: last?.outcome === undefined ? '—' : printed(last, last.outcome) },
    ],
    options: [
      {
        id: 'connect',
        label: { key: 'option.RunTask', params: { line: `kubectl exec ${pod} -- nc -zv ${host} ${port}` } },
        action: { type: 'RunTask', card: card.id },
      },
      ...noRouteOptions(card, [{ to: kubeProxyOf(node), verb: 'POST', path: `/${host}:${port}` }]),
    ],
  };
}

export function adviseConnection(state: ClusterState, card: Card, task: ConnectTask): Advice {
  const { pod } = task;
  const host = hostOf(state, card.seat, task) ?? task.host;
  return {
    action: { type: 'RunTask', card: card.id },
    because: { key: 'because.user.connect', params: { pod, host } },
  };
}
