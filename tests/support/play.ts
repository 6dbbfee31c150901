import { actionsOn } from '../../lib/cluster/action-table.ts';
import type { Card, CardView } from '../../lib/cluster/card.ts';
import type { SeatAction } from '../../lib/cluster/commands.ts';
import { adviseCard } from '../../lib/session/advise.ts';
import type { Actor, Entry, SessionCommand } from '../../lib/session/commands.ts';
import { decideCommand, type Decision } from '../../lib/session/decide.ts';
import { deskOf, idleUntil, waitingCards } from '../../lib/session/idle.ts';
import { newSession } from '../../lib/session/evolve.ts';
import { rules } from '../../lib/session/registry.ts';
import type { SessionState } from '../../lib/session/state.ts';

export type RecordedEntry = Pick<Entry, 'position' | 'actor' | 'command' | 'outcome'> & { readonly clock: number };

/** What is left of an action when the card is filled in from the desk. */
export type ActionWithoutCard = { readonly type: SeatAction['type'] } & Readonly<Record<string, unknown>>;

/** A lesson played in memory: every command goes through the one decider and is recorded. */
export class Play {
  state: SessionState = newSession();
  readonly entries: RecordedEntry[] = [];

  constructor(lesson = 'pod-creation', seed = 7) {
    this.must({ type: 'OpenSession', lesson, seed }, { kind: 'setup' });
  }

  give(command: SessionCommand, actor: Actor): Decision {
    const decision = decideCommand(this.state, command, actor, rules);
    const outcome = decision.accepted
      ? { events: decision.events, mistakes: decision.mistakes }
      : { refusal: decision.refusal };
    this.entries.push({ position: this.state.position + 1, actor, command, outcome, clock: this.state.cluster.now });
    this.state = decision.state;
    return decision;
  }

  must(command: SessionCommand, actor: Actor): Decision & { accepted: true } {
    const decision = this.give(command, actor);
    if (!decision.accepted)
      throw new Error(`${JSON.stringify(command)} was refused: ${JSON.stringify(decision.refusal)}`);
    return decision;
  }

  startWave(wave: number): void {
    this.must({ type: 'StartWave', wave }, { kind: 'teacher' });
  }

  /** The seat acts on the oldest card of its desk that is meant for this action, else the oldest, or without one. */
  act(seat: string, action: ActionWithoutCard): Decision {
    const desk = deskOf(this.state, seat);
    const card = desk.find(({ kind }) => actionsOn(kind).includes(action.type)) ?? desk[0];
    const full = (
      card === undefined || 'card' in action || (action.type === 'GetPods' && card.kind !== 'look')
        ? action
        : { ...action, card: card.id }
    ) as SeatAction;
    return this.give({ type: 'Act', seat, action: full }, { kind: 'bot', seat });
  }

  /** The reference behaviour answers one card. */
  bot(card: Card): void {
    const { action } = adviseCard(this.state, card.id, rules);
    this.must({ type: 'Act', seat: card.seat, action }, { kind: 'bot', seat: card.seat });
  }

  /** Lets idle time pass to the next timer; false when there is none or somebody is thinking. */
  advance(): boolean {
    if (idleUntil(this.state) === null) return false;
    this.must({ type: 'AdvanceClock' }, { kind: 'machinery' });
    return true;
  }

  /** Bots play every card until `stop` holds, the wave is done, or nothing more can happen. Returns their acts. */
  bots(stop: (card: Card) => boolean = () => false, limit = 2000): number {
    let acts = 0;
    for (let turn = 0; turn < limit; turn += 1) {
      const card = waitingCards(this.state)[0];
      if (card !== undefined) {
        if (stop(card)) return acts;
        this.bot(card);
        acts += 1;
      } else if (this.state.room.waveDone || !this.advance()) {
        return acts;
      }
    }
    throw new Error('bots never come to rest');
  }

  /** Bots go on past a finished wave until a card is as wanted; null when they come to rest without one. */
  botsThrough(wanted: (card: Card) => boolean): Card | null {
    for (let turn = 0; turn < 500; turn += 1) {
      const card = waitingCards(this.state)[0];
      if (card !== undefined && wanted(card)) return card;
      if (card !== undefined) this.bot(card);
      else if (!this.advance()) return null;
    }
    throw new Error('bots never come to rest');
  }

  /** The card as its player sees it. */
  show(card: Card | undefined): CardView {
    const component = this.state.cluster.seats[card?.seat ?? '']?.component;
    if (card === undefined || component === undefined) throw new Error('no such card');
    return rules.components[component].show(this.state.cluster, card);
  }

  /** The CRI call that a runtime's card is about. */
  asks(card: Card): string | undefined {
    const node = this.state.cluster.seats[card.seat]?.node ?? '';
    return this.state.cluster.machines[node]?.runtime.calls[card.about]?.verb;
  }

  /** Bots play until a card of this kind lies on this seat's desk. */
  botsUntil(seat: string, kind: Card['kind']): Card {
    this.bots((card) => card.seat === seat && card.kind === kind);
    const found = deskOf(this.state, seat).find((card) => card.kind === kind);
    if (found === undefined) throw new Error(`no ${kind} card for ${seat}`);
    return found;
  }
}
