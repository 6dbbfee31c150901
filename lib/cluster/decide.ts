import { present } from '../kernel/assert.ts';
import { compareNumbered, ownValue } from '../kernel/ordered.ts';
import { actionsOn, cardOf, permittedTo } from './action-table.ts';
import type { ClusterCommand, SeatAction } from './commands.ts';
import { done, refuse, type ComponentRules, type Outcome, type Turn } from './component.ts';
import { drop, elect, injectFault, timeOut } from './disturb.ts';
import { hasQuorum, isDark, reachable, troubleOf } from './faults.ts';
import { isJsonObject } from '../kernel/json.ts';
import type { Message } from './message.ts';
import { routed } from './network.ts';
import { ETCD, type ComponentName, type Seat, type SeatId } from './seats.ts';
import type { ClusterState, Timer } from './state.ts';

export type ComponentTable = Readonly<Record<ComponentName, ComponentRules>>;

/** Decides one command within a turn: a refusal changes nothing, anything else has been emitted. */
export function decideCluster(turn: Turn, command: ClusterCommand, components: ComponentTable): Outcome {
  switch (command.type) {
    case 'Act':
      return decideAct(turn, command.seat, command.action, components);
    case 'DeliverNext': {
      const next = nextOnTheWire(turn.state);
      if (next === null) return refuse('NothingOnTheWire');
      deliver(turn, next, components);
      return done;
    }
    case 'InjectFault':
      return injectFault(turn, command.fault, components);
    case 'AdvanceClock':
      return advanceClock(turn, components);
  }
}

function decideAct(turn: Turn, seatId: SeatId, action: SeatAction, components: ComponentTable): Outcome {
  const seat = ownValue(turn.state.seats, seatId);
  if (seat === undefined) return refuse('UnknownSeat', { seat: seatId });
  if (isDark(turn.state, seat)) return refuse('SeatDark', { seat: seatId });
  const named = cardOf(action);
  const card = named === null ? null : (ownValue(turn.state.cards, named) ?? null);
  if (named !== null && card === null) {
    const dealt = /^c\d+$/.test(named) && Number(named.slice(1)) <= turn.state.counters.card;
    return refuse(dealt ? 'AlreadyHandled' : 'UnknownCard', { card: named });
  }
  if (card !== null && card.seat !== seatId) return refuse('WrongCard', { card: card.id, seat: card.seat });
  if (action.type === 'SendMessage') return refuseMessage(turn.state, seat, action.to);
  if (!permittedTo(seat.component, action.type)) return refuse('NotYourDecision', { seat: seatId });
  if (card !== null && !actionsOn(card.kind).includes(action.type)) return refuse('StageOrder', { stage: card.kind });
  return present(components[seat.component], seat.component).act(turn, seat, action, card);
}

/** Real components say what they have to say by their cards; what is left are the ways that do not exist. */
function refuseMessage(state: ClusterState, seat: Seat, to: SeatId): Outcome {
  const other = ownValue(state.seats, to);
  if (other === undefined) return refuse('NoRoute', { from: seat.component, to });
  return routed(seat, other)
    ? refuse('NotYourDecision', { seat: seat.id })
    : refuse('NoRoute', { from: seat.component, to: other.component });
}

/** The message that arrives next: earliest first, then in the order of sending. */
export function nextOnTheWire(state: ClusterState): Message | null {
  let next: Message | null = null;
  for (const message of state.wire) {
    if (next === null || message.deliverAt < next.deliverAt) next = message;
  }
  return next;
}

/** The timer that is due next; of several at the same time, the one that was set first. */
export function nextTimer(state: ClusterState): Timer | null {
  let next: Timer | null = null;
  for (const timer of Object.values(state.timers)) {
    const earlier =
      next === null || timer.due < next.due || (timer.due === next.due && compareNumbered(timer.id, next.id) < 0);
    if (earlier) next = timer;
  }
  return next;
}

/** True while a blocking card lies on any desk: people think in class time, not in cluster time. */
export function timeStandsStill(state: ClusterState): boolean {
  return Object.values(state.cards).some((card) => card.blocking);
}

function deliver(turn: Turn, message: Message, components: ComponentTable): void {
  const timer = nextTimer(turn.state);
  if (timer !== null && timer.due <= message.deliverAt) {
    // The wire's own time passes even while people think, but it never jumps over what is due.
    fire(turn, timer, components);
    return;
  }
  if (message.deliverAt > turn.state.now) turn.emit({ type: 'ClockAdvanced', to: message.deliverAt });
  if (!reachable(turn.state, message.from, message.to) || waitsForQuorum(turn.state, message)) {
    drop(turn, message);
    return;
  }
  turn.emit({ type: 'MessageDelivered', message: message.id });
  const seat = turn.state.seats[message.to];
  if (seat === undefined) return;
  if (message.kind === 'watch' && isJsonObject(message.body) && typeof message.body['stream'] === 'string') {
    turn.emit({ type: 'StreamAdvanced', stream: message.body['stream'], to: Number(message.body['revision']) });
  }
  components[seat.component].receive(turn, seat, message);
}

/** Without a majority of members etcd commits nothing and answers no linearizable read. */
function waitsForQuorum(state: ClusterState, { to, kind }: Message): boolean {
  return to === ETCD && kind === 'request' && !hasQuorum(state);
}

function advanceClock(turn: Turn, components: ComponentTable): Outcome {
  const timer = nextTimer(turn.state);
  if (timer === null || turn.state.wire.length > 0 || timeStandsStill(turn.state)) return refuse('TimeStandsStill');
  fire(turn, timer, components);
  return done;
}

function fire(turn: Turn, timer: Timer, components: ComponentTable): void {
  if (timer.due > turn.state.now) turn.emit({ type: 'ClockAdvanced', to: timer.due });
  turn.emit({ type: 'TimerFired', timer: timer.id });
  if (timer.kind === 'disturbance') {
    if (timer.fault !== undefined) injectFault(turn, timer.fault, components);
    return;
  }
  if (timer.kind === 'request-timeout' && troubleOf(turn.state).lost[timer.about] !== undefined) {
    timeOut(turn, timer, components);
    return;
  }
  const seat = turn.state.seats[timer.seat];
  if (timer.kind === 'election') {
    if (seat !== undefined) elect(turn, seat, components);
    return;
  }
  if (seat !== undefined && !isDark(turn.state, seat)) components[seat.component].wake(turn, seat, timer);
}
