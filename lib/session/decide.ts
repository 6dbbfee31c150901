import { decideCluster, nextOnTheWire } from '../cluster/decide.ts';
import type { ClusterCommand, Mistake, Refusal } from '../cluster/commands.ts';
import { newTurn, type RecordedTurn } from '../cluster/turn.ts';
import { assert } from '../kernel/assert.ts';
import type { Actor, SessionCommand, SessionEvent } from './commands.ts';
import { decideRoom } from './decide-room.ts';
import { closeEntry, evolveEntry, evolveSession, followFact, newSession } from './evolve.ts';
import { observe } from './observe.ts';
import { revealOf } from './predictions.ts';
import type { SessionRules } from './rules.ts';
import type { SessionState } from './state.ts';

/** What a command came to. The state given is the one after the entry that records it. */
export type Decision =
  | {
      readonly accepted: true;
      readonly events: readonly SessionEvent[];
      readonly mistakes: readonly Mistake[];
      readonly state: SessionState;
    }
  | { readonly accepted: false; readonly refusal: Refusal; readonly state: SessionState };

/** More deliveries than any lesson needs in one turn: beyond it something runs in circles. */
const CASCADE_MAX = 10_000;

/** A session's turn: cluster steps and room events in the order in which they happen. */
export interface SessionTurn {
  readonly state: SessionState;
  readonly events: readonly SessionEvent[];
  readonly mistakes: readonly Mistake[];
  readonly rules: SessionRules;
  emit(event: SessionEvent): void;
  /** Runs one cluster command; returns why it was refused, or null. */
  step(command: ClusterCommand): Refusal | null;
  /** Lets every user seat look at what there is to do. */
  begin(): void;
}

/**
 * Decides one command, with the machinery that follows from it: as long as the room is running, messages on the
 * wire are delivered until cards wait for somebody or only time could bring the next thing. Pure.
 */
export function decideCommand(
  before: SessionState | null,
  command: SessionCommand,
  actor: Actor,
  rules: SessionRules,
): Decision {
  const state = before ?? newSession();
  const turn = new RunningSessionTurn(state, rules);
  const refusal = gate(state, command, actor) ?? run(turn, command, actor);
  const position = state.position + 1;
  if (refusal !== null) {
    return { accepted: false, refusal, state: evolveEntry(state, { position, actor, command, outcome: { refusal } }) };
  }
  cascade(turn);
  const { events, mistakes } = turn;
  const entry = { position, actor, command, outcome: { events, mistakes } };
  return { accepted: true, events, mistakes, state: closeEntry(turn.state, entry) };
}

/** What no command passes: an ended session, and for seats a paused room. */
function gate(state: SessionState, command: SessionCommand, actor: Actor): Refusal | null {
  if (state.room.ended && command.type !== 'ForkSession') return { reason: 'SessionEnded', params: {} };
  const acting = command.type === 'Act' || command.type === 'AdvanceClock' || command.type === 'DeliverNext';
  if (acting && state.room.mode === 'paused') return { reason: 'RoomPaused', params: {} };
  if (command.type === 'AdvanceClock' && state.room.mode !== 'running')
    return { reason: 'TimeStandsStill', params: {} };
  if (command.type === 'Act' && actor.kind === 'seat' && !mayActFor(state, command.seat, actor)) {
    return { reason: 'NotYourSeat', params: { seat: command.seat } };
  }
  return null;
}

function mayActFor(state: SessionState, seat: string, actor: Actor): boolean {
  return state.room.assignments.some(
    (assignment) =>
      assignment.participant === actor.participant &&
      assignment.seat === seat &&
      (assignment.part === 'player' || assignment.part === 'partner'),
  );
}

function run(turn: SessionTurn, command: SessionCommand, actor: Actor): Refusal | null {
  switch (command.type) {
    case 'Act':
      return act(turn, command);
    case 'AdvanceClock':
    case 'DeliverNext':
    case 'InjectFault':
      return turn.step(command);
    default:
      return decideRoom(turn, command, actor);
  }
}

/** An accepted act reveals what others had expected of it. */
function act(turn: SessionTurn, command: Extract<SessionCommand, { type: 'Act' }>): Refusal | null {
  const revealed = revealOf(turn.state, command.action, turn.rules);
  const refusal = turn.step(command);
  if (refusal === null && revealed !== null) turn.emit(revealed);
  return refusal;
}

function cascade(turn: SessionTurn): void {
  let steps = 0;
  while (turn.state.room.mode === 'running' && nextOnTheWire(turn.state.cluster) !== null) {
    turn.step({ type: 'DeliverNext' });
    steps += 1;
    assert(steps < CASCADE_MAX, 'the wire never comes to rest');
  }
}

class RunningSessionTurn implements SessionTurn {
  state: SessionState;
  readonly events: SessionEvent[] = [];
  readonly mistakes: Mistake[] = [];
  readonly rules: SessionRules;

  constructor(state: SessionState, rules: SessionRules) {
    this.state = state;
    this.rules = rules;
  }

  emit(event: SessionEvent): void {
    this.events.push(event);
    this.state = evolveSession(this.state, event, this.state.position + 1);
  }

  step(command: ClusterCommand): Refusal | null {
    const turn = newTurn(this.state.cluster);
    const outcome = decideCluster(turn, command, this.rules.components);
    if ('refusal' in outcome) {
      assert(turn.events.length === 0, 'a refused command emitted events');
      return outcome.refusal;
    }
    this.mistakes.push(...outcome.mistakes);
    this.adopt(turn);
    return null;
  }

  begin(): void {
    for (const seat of Object.values(this.state.cluster.seats)) {
      const turn = newTurn(this.state.cluster);
      const component = this.rules.components[seat.component];
      component.begin?.(turn, seat);
      this.adopt(turn);
    }
  }

  /** Takes over what a turn of the cluster came to, fact by fact: the room has its say after each. */
  private adopt({ happenings }: RecordedTurn): void {
    for (const { event, after } of happenings) {
      this.events.push(event);
      this.state = followFact(this.state, event, after, this.state.position + 1);
      for (const told of observe(this.state, event, this.rules)) this.emit(told);
    }
  }
}
