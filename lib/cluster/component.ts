import type { JsonObject } from '../kernel/json.ts';
import type { Card, CardKind, CardView, Text } from './card.ts';
import type { Mistake, Refusal, SeatAction } from './commands.ts';
import type { ClusterEvent } from './events.ts';
import type { Fault } from './faults.ts';
import type { Message, MessageDraft } from './message.ts';
import type { Seat, SeatId } from './seats.ts';
import type { ClusterState, Timer, TimerKind } from './state.ts';

/**
 * One turn being decided: events are applied as they are emitted, so that what comes later in the same turn
 * sees what came before. Nothing outside the turn can observe it until it is appended.
 */
export interface Turn {
  readonly state: ClusterState;
  readonly events: readonly ClusterEvent[];
  emit(event: ClusterEvent): void;
  /** Puts a message on the wire; returns its id. */
  send(draft: MessageDraft): string;
  deal(seat: SeatId, kind: CardKind, about: string, blocking?: boolean): void;
  /** Closes every card of the seat that is about this matter. */
  close(seat: SeatId, about: string): void;
  setTimer(kind: TimerKind, seat: SeatId, about: string, due: number): void;
  cancelTimers(kind: TimerKind, seat: SeatId, about: string): void;
}

/** What a player's action came to. */
export type Outcome = { readonly refusal: Refusal } | { readonly mistakes: readonly Mistake[] };

/** What the reference behaviour would do, and why, in words. */
export interface Advice {
  readonly action: SeatAction;
  readonly because: Text;
}

/** A record of things the seat really knows, keyed for the reader: objects from its streams and its local facts. */
export type Knowledge = Readonly<Record<string, JsonObject>>;

/** Everything the rules of play say about one Kubernetes component. */
export interface ComponentRules {
  /** A message has been delivered to the seat. */
  receive(turn: Turn, seat: Seat, message: Message): void;
  /** A wave begins: whoever has something to do of their own accord gets a card. */
  begin?(turn: Turn, seat: Seat): void;
  /** Something broke or was mended that concerns the seat; its desk has been cleared if it went dark. */
  disturb?(turn: Turn, seat: Seat, fault: Fault): void;
  /** kube-apiserver only: a client opens a watch again and is told what it missed. */
  reopen?(turn: Turn, seat: Seat, stream: string): void;
  /** A timer of the seat is due. */
  wake(turn: Turn, seat: Seat, timer: Timer): void;
  /** The player of the seat does something; the card, if one is named, lies on this seat's desk. */
  act(turn: Turn, seat: Seat, action: SeatAction, card: Card | null): Outcome;
  /** What the player sees of a card. */
  show(state: ClusterState, card: Card): CardView;
  /** What the seat knows beyond its cards. */
  knows(state: ClusterState, seat: Seat): Knowledge;
  /** The reference behaviour for a card: one right answer, with its explanation. */
  advise(state: ClusterState, card: Card): Advice;
}

export const done: Outcome = { mistakes: [] };

export function refuse(reason: Refusal['reason'], params: Refusal['params'] = {}): Outcome {
  return { refusal: { reason, params } };
}
