import type { CardKind } from './card.ts';
import type { Turn } from './component.ts';
import type { ClusterEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { MessageDraft } from './message.ts';
import type { SeatId } from './seats.ts';
import type { ClusterState, TimerKind } from './state.ts';

/** Something that happened in a turn, and what the cluster came to by it. */
export interface Happening {
  readonly event: ClusterEvent;
  readonly after: ClusterState;
}

/** A turn as whoever began it sees it. */
export interface RecordedTurn extends Turn {
  readonly happenings: readonly Happening[];
}

/** Starts a turn on a state. The state given is never changed; the turn carries its own. */
export function newTurn(initial: ClusterState): RecordedTurn {
  return new RunningTurn(initial);
}

class RunningTurn implements RecordedTurn {
  state: ClusterState;
  readonly events: ClusterEvent[] = [];
  readonly happenings: Happening[] = [];

  constructor(initial: ClusterState) {
    this.state = initial;
  }

  emit(event: ClusterEvent): void {
    this.events.push(event);
    this.state = evolve(this.state, event);
    this.happenings.push({ event, after: this.state });
  }

  send(draft: MessageDraft): string {
    const id = `m${this.state.counters.message + 1}`;
    const sentAt = this.state.now;
    const ahead = this.state.wire.findLast((other) => other.from === draft.from && other.to === draft.to);
    // First in, first out on each connection: nothing overtakes what was sent before it.
    const deliverAt = Math.max(sentAt + this.state.settings.wireMillis, ahead?.deliverAt ?? 0);
    this.emit({ type: 'MessageSent', message: { id, ...draft, sentAt, deliverAt } });
    return id;
  }

  deal(seat: SeatId, kind: CardKind, about: string, blocking = true): void {
    const id = `c${this.state.counters.card + 1}`;
    this.emit({ type: 'CardDealt', card: { id, seat, kind, about, blocking, since: this.state.now } });
  }

  close(seat: SeatId, about: string): void {
    for (const card of Object.values(this.state.cards)) {
      if (card.seat === seat && card.about === about) this.emit({ type: 'CardClosed', card: card.id });
    }
  }

  setTimer(kind: TimerKind, seat: SeatId, about: string, due: number): void {
    const id = `t${this.state.counters.timer + 1}`;
    this.emit({ type: 'TimerSet', timer: { id, kind, seat, about, due } });
  }

  cancelTimers(kind: TimerKind, seat: SeatId, about: string): void {
    for (const timer of Object.values(this.state.timers)) {
      if (timer.kind === kind && timer.seat === seat && timer.about === about) {
        this.emit({ type: 'TimerCancelled', timer: timer.id });
      }
    }
  }
}
