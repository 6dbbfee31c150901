import { ownValue, sortedValues } from '../kernel/ordered.ts';
import { done, refuse, type Outcome, type Turn } from './component.ts';
import type { ComponentTable } from './decide.ts';
import { isDark, reachable, shortUntil, troubleOf, type Fault, type LostRequest } from './faults.ts';
import { renewedAt } from './leases.ts';
import type { Message } from './message.ts';
import { APISERVER, kubeletOf, type Seat, type SeatId } from './seats.ts';
import type { ClusterState, Timer } from './state.ts';

const REQUEST_TIMEOUT = 30_000;
const NODE_GRACE = 50_000;
const NODE_MONITOR = 5_000;
/** How long a leader may be silent before a standby takes the lead, in ms. Models client-go's LeaseDuration. */
const LEASE_DURATION = 15_000;
const NODE_CONTROLLER = 'node-controller';

/** Breaks something or mends it. What is broken already, or is whole, cannot be broken or mended again. */
export function injectFault(turn: Turn, fault: Fault, components: ComponentTable): Outcome {
  const refused = impossible(turn.state, fault);
  if (refused !== null) return refused;
  turn.emit({ type: 'FaultInjected', fault });
  const hit = Object.values(turn.state.seats).filter((seat) => concerns(fault, seat));
  for (const seat of hit) if (isDark(turn.state, seat)) darken(turn, seat);
  if (fault.kind === 'power-off' || fault.kind === 'cut') watchSilence(turn, fault.node);
  if (fault.kind === 'freeze') {
    watchSilence(turn, turn.state.seats[fault.seat]?.node);
    awaitElection(turn, fault.seat);
  }
  for (const seat of hit) components[seat.component].disturb?.(turn, seat, fault);
  if (fault.kind === 'heal' || fault.kind === 'power-on' || fault.kind === 'thaw') {
    for (const seat of hit) {
      if (fault.kind === 'power-on') forgetStreams(turn, seat);
      // With power and still frozen: it goes on when it moves again.
      if (isDark(turn.state, seat)) continue;
      reconnect(turn, seat, components);
    }
  }
  return done;
}

function awaitElection(turn: Turn, seat: SeatId): void {
  if (turn.state.settings.standbys?.includes(seat) !== true) return;
  turn.setTimer('election', seat, seat, turn.state.now + LEASE_DURATION);
}

/**
 * The leader has not renewed its Lease, so its standby leads from now on; the one that stood still will be the standby
 * when it moves again. Informers run in both, so the new leader knows what was told. Models client-go
 * tools/leaderelection.
 */
export function elect(turn: Turn, seat: Seat, components: ComponentTable): void {
  if (!isDark(turn.state, seat)) return;
  turn.emit({ type: 'StandbyElected', seat: seat.id });
  components[seat.component].disturb?.(turn, seat, { kind: 'thaw', seat: seat.id });
  reconnect(turn, seat, components);
}

/** A process that can be reached again hears what it missed, and that what it asked for meanwhile is lost. */
function reconnect(turn: Turn, seat: Seat, components: ComponentTable): void {
  reopenStreams(turn, seat, components);
  resetConnections(turn, seat, components);
  if (seat.id === NODE_CONTROLLER) watchAllSilence(turn);
}

function impossible(state: ClusterState, fault: Fault): Outcome | null {
  const { off, cut, frozen, registryDown, membersLost } = troubleOf(state);
  if ('node' in fault && ownValue(state.machines, fault.node) === undefined) {
    return refuse('NotFound', { kind: 'Node', name: fault.node });
  }
  if ('seat' in fault && ownValue(state.seats, fault.seat) === undefined) {
    return refuse('UnknownSeat', { seat: fault.seat });
  }
  const pointless: Readonly<Record<Fault['kind'], boolean>> = {
    'power-off': 'node' in fault && off.includes(fault.node),
    'power-on': 'node' in fault && !off.includes(fault.node),
    cut: 'node' in fault && cut.includes(fault.node),
    heal: 'node' in fault && !cut.includes(fault.node),
    freeze: 'seat' in fault && frozen.includes(fault.seat),
    thaw: 'seat' in fault && !frozen.includes(fault.seat),
    crash: 'node' in fault && off.includes(fault.node),
    hang: 'node' in fault && off.includes(fault.node),
    pressure: 'node' in fault && (off.includes(fault.node) || shortUntil(state, fault.node) !== null),
    'registry-down': registryDown,
    'registry-up': !registryDown,
    'member-lost': membersLost >= (state.settings.etcdMembers ?? 1),
    'member-back': membersLost === 0,
  };
  return pointless[fault.kind] ? refuse('NothingToBreak', { fault: fault.kind }) : null;
}

/** The seats that a fault is about. */
function concerns(fault: Fault, seat: Seat): boolean {
  switch (fault.kind) {
    case 'freeze':
    case 'thaw':
      return seat.id === fault.seat;
    case 'registry-down':
    case 'registry-up':
      return false;
    case 'member-lost':
    case 'member-back':
      // A lesson's task may wait for it.
      return seat.component === 'etcd' || seat.component === 'user';
    default:
      return seat.node === fault.node;
  }
}

/** Nothing waits on a desk whose component does not run, and nothing there is due. */
function darken(turn: Turn, seat: Seat): void {
  for (const card of Object.values(turn.state.cards)) {
    if (card.seat === seat.id) turn.emit({ type: 'CardClosed', card: card.id });
  }
  for (const timer of Object.values(turn.state.timers)) {
    if (timer.seat === seat.id) turn.emit({ type: 'TimerCancelled', timer: timer.id });
  }
}

/** Folded upkeep: of all its looks, the node controller's next one to find anything is the first after the grace period. */
function watchSilence(turn: Turn, node: string | undefined): void {
  const machine = turn.state.machines[node ?? ''];
  const controller = turn.state.seats[NODE_CONTROLLER];
  if (machine === undefined || controller === undefined || turn.state.settings.leaseRenewMillis === undefined) return;
  const { nodeGraceMillis = NODE_GRACE, nodeMonitorMillis = NODE_MONITOR } = turn.state.settings;
  const silent = renewedAt(machine) + nodeGraceMillis;
  const due = (Math.floor(silent / nodeMonitorMillis) + 1) * nodeMonitorMillis;
  turn.cancelTimers('node-monitor', NODE_CONTROLLER, machine.name);
  turn.setTimer('node-monitor', NODE_CONTROLLER, machine.name, Math.max(due, turn.state.now));
}

/** Nodes that fell silent before it, or while it stood still. */
function watchAllSilence(turn: Turn): void {
  for (const { name } of sortedValues(turn.state.machines)) {
    if (!reachable(turn.state, kubeletOf(name), APISERVER)) watchSilence(turn, name);
  }
}

/** Who lost power lost what it had heard too, whether or not it can be told again yet. */
function forgetStreams(turn: Turn, seat: Seat): void {
  for (const stream of Object.values(turn.state.streams)) {
    if (stream.client === seat.id) turn.emit({ type: 'StreamReopened', stream: stream.id, at: 0 });
  }
}

/** A client that is back opens its watches again: where it stopped, or, when it lost its memory, with a list. */
function reopenStreams(turn: Turn, seat: Seat, components: ComponentTable): void {
  const apiserver = turn.state.seats[APISERVER];
  if (apiserver === undefined || !reachable(turn.state, APISERVER, seat.id)) return;
  for (const stream of Object.values(turn.state.streams)) {
    if (stream.client === seat.id) components['kube-apiserver'].reopen?.(turn, apiserver, stream.id);
  }
}

/** A process that moves again finds that its connections were reset while it stood still. */
function resetConnections(turn: Turn, seat: Seat, components: ComponentTable): void {
  for (const { id, from } of sortedValues(troubleOf(turn.state).lost)) {
    const waiting = Object.values(turn.state.timers).some(
      ({ kind, about }) => kind === 'request-timeout' && about === id,
    );
    if (from === seat.id && !waiting) giveUp(turn, seat, id, components);
  }
}

/** A message that cannot arrive. Of a request, or of an answer, there is a client who waits: it gives up after a while. */
export function drop(turn: Turn, message: Message): void {
  const lost = lostRequest(turn.state, message);
  turn.emit({ type: 'MessageDropped', message: message.id, ...(lost !== null && { lost }) });
  const { requestTimeoutMillis = REQUEST_TIMEOUT } = turn.state.settings;
  const client = turn.state.seats[lost?.from ?? ''];
  if (lost === null || client === undefined || isDark(turn.state, client)) return;
  turn.setTimer('request-timeout', lost.from, lost.id, message.sentAt + requestTimeoutMillis);
}

function lostRequest(state: ClusterState, message: Message): LostRequest | null {
  const { verb, path, weight, about, causedBy } = message;
  const rest = {
    verb,
    path,
    weight,
    ...(about !== undefined && { about }),
    ...(causedBy !== undefined && { causedBy }),
  };
  const { off } = troubleOf(state);
  const client = state.seats[message.kind === 'request' ? message.from : message.to];
  // What lost its power lost its memory too.
  if (client === undefined || (client.node !== undefined && off.includes(client.node))) return null;
  if (message.kind === 'request') return { id: message.id, from: message.from, to: message.to, ...rest };
  if (message.kind !== 'answer' || message.inReplyTo === undefined) return null;
  return { id: message.inReplyTo, from: message.to, to: message.from, ...rest };
}

/** A client's time is up. */
export function timeOut(turn: Turn, timer: Timer, components: ComponentTable): void {
  const seat = turn.state.seats[timer.seat];
  if (seat !== undefined) giveUp(turn, seat, timer.about, components);
}

/** The client hears of it as of an answer with 504. */
function giveUp(turn: Turn, seat: Seat, request: string, components: ComponentTable): void {
  const lost = troubleOf(turn.state).lost[request];
  if (lost === undefined) return;
  turn.emit({ type: 'RequestTimedOut', request });
  const { now } = turn.state;
  components[seat.component].receive(turn, seat, {
    ...lost,
    id: `${lost.id}-timeout`,
    kind: 'answer',
    from: lost.to,
    to: lost.from,
    status: 504,
    body: { reason: 'Timeout', message: 'context deadline exceeded', error: 'DeadlineExceeded' },
    inReplyTo: lost.id,
    sentAt: now,
    deliverAt: now,
  });
}
