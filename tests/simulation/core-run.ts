import { stateFaults, turnFaults } from '../../lib/cluster/invariants.ts';
import { canonicalJson } from '../../lib/kernel/canonical.ts';
import type { Actor, RoomCommand, SessionCommand } from '../../lib/session/commands.ts';
import { foldEntries } from '../../lib/session/evolve.ts';
import { isRoomEvent } from '../../lib/session/evolve-room.ts';
import { choicesOf } from '../../lib/session/foreseeable.ts';
import { idleUntil, waitingCards } from '../../lib/session/idle.ts';
import { shownCard } from '../../lib/session/predictions.ts';
import { rules } from '../../lib/session/registry.ts';
import type { SessionState } from '../../lib/session/state.ts';
import { Play } from '../support/play.ts';
import { Dice } from './dice.ts';
import { randomAct } from './random-action.ts';

/** What a run of random play came across: proof that it was not vacuous. */
export interface CoreRun {
  readonly accepted: number;
  readonly refused: number;
  readonly mistakes: ReadonlySet<string>;
  readonly reasons: ReadonlySet<string>;
  readonly kinds: ReadonlySet<string>;
  readonly waves: number;
}

const PEOPLE = ['p1', 'p2', 'p3'];
const RECOVERY_TURNS = 3_000;

/**
 * Plays every wave of a lesson: random acts by everybody, then the reference behaviour in every seat until the
 * wave's goal is reached. Throws with the seed and the place when something is broken.
 */
export function playAtRandom(seed: number, lesson = 'pod-creation', acts = 60): CoreRun {
  const run = new RandomPlay(seed, lesson);
  const waves = rules.lessons[lesson]?.waves ?? [];
  waves.forEach((_wave, index) => run.wave(index, acts));
  run.compareReplay();
  return { ...run.seen, waves: run.play.state.room.wave + 1 };
}

class RandomPlay {
  readonly play: Play;
  readonly seen = {
    accepted: 0,
    refused: 0,
    mistakes: new Set<string>(),
    reasons: new Set<string>(),
    kinds: new Set<string>(),
  };
  readonly #dice: Dice;
  /** Of its own, so that what people expect changes nothing of what happens. */
  readonly #guesses: Dice;
  readonly #seed: number;

  constructor(seed: number, lesson: string) {
    this.#seed = seed;
    this.#dice = new Dice(seed);
    this.#guesses = new Dice(seed + 1_000_000);
    this.play = new Play(lesson, seed);
    for (const participant of PEOPLE) this.give({ type: 'AdmitParticipant', participant }, { kind: 'machinery' });
  }

  wave(index: number, acts: number): void {
    this.give({ type: 'StartWave', wave: index }, { kind: 'teacher' });
    const length = this.#dice.below(acts);
    for (let turn = 0; turn < length && !this.play.state.room.waveDone; turn += 1) this.disturb();
    this.recover(index);
  }

  /** One thing somebody does. */
  disturb(): void {
    if (this.#guesses.percent(25)) {
      const participant = this.#guesses.pick([...PEOPLE, 'stranger']);
      this.give(
        { type: 'PredictAct', participant, ...this.prediction(this.play.state) },
        { kind: 'seat', participant },
      );
    }
    const { state } = this.play;
    if (idleUntil(state) !== null && this.#dice.percent(60)) {
      this.give({ type: 'AdvanceClock' }, { kind: 'machinery' });
      return;
    }
    if (this.#dice.percent(12)) {
      this.give(this.roomCommand(state), { kind: this.#dice.percent(50) ? 'teacher' : 'machinery' });
      return;
    }
    const { seat, action } = randomAct(this.#dice, state);
    const participant = this.#dice.pick(PEOPLE);
    const actor: Actor = this.#dice.percent(20) ? { kind: 'seat', seat, participant } : { kind: 'bot', seat };
    this.give({ type: 'Act', seat, action }, actor);
  }

  roomCommand(state: SessionState): RoomCommand {
    const dice = this.#dice;
    const participant = dice.pick([...PEOPLE, 'stranger']);
    const seat = dice.pick([...Object.keys(state.cluster.seats), 'nobody']);
    const question = dice.pick([...Object.keys(state.room.questions), 'unknown']);
    const option = dice.pick(state.room.questions[question]?.options ?? ['?']);
    const choices: readonly RoomCommand[] = [
      { type: 'SetMode', mode: dice.pick(['running', 'running', 'stepping', 'paused'] as const), because: 'teacher' },
      { type: 'Step' },
      { type: 'StartWave', wave: dice.below(4) },
      { type: 'AssignSeat', participant, seat, part: dice.pick(['player', 'partner', 'observer'] as const) },
      { type: 'ReleaseSeat', participant, seat },
      { type: 'AnswerQuestion', participant, question, option },
      { type: 'MarkMoment', participant, note: 'here' },
      { type: 'TakeHint', participant, card: `c${1 + dice.below(state.cluster.counters.card + 1)}` },
      { type: 'SetPolicy', absence: 'wait', mistakesShown: dice.pick(['at-once', 'debrief'] as const) },
    ];
    return dice.pick(choices);
  }

  /** Something to say about a card that waits; or about one that never was. */
  prediction(state: SessionState): { readonly card: string; readonly choice: string } {
    const card = this.#guesses.pick([...waitingCards(state).map(({ id }) => id), 'c0']);
    const shown = shownCard(state.cluster, card, rules);
    const choices = shown === null ? [] : choicesOf(shown).map(({ id }) => id);
    return { card, choice: this.#guesses.pick([...choices, ...choices, '?']) };
  }

  /** The reference behaviour takes every seat: from wherever play has got to, the goal is reached. */
  recover(wave: number): void {
    this.give({ type: 'SetMode', mode: 'running', because: 'teacher' }, { kind: 'teacher' });
    for (let turn = 0; turn < RECOVERY_TURNS && !this.play.state.room.waveDone; turn += 1) {
      const card = waitingCards(this.play.state)[0];
      if (card !== undefined) this.botOn(card.id);
      else if (idleUntil(this.play.state) !== null) this.give({ type: 'AdvanceClock' }, { kind: 'machinery' });
      else break;
    }
    if (!this.play.state.room.waveDone) this.fail(`wave ${wave + 1}: the reference behaviour does not reach the goal`);
  }

  botOn(cardId: string): void {
    const card = this.play.state.cluster.cards[cardId];
    if (card === undefined) return;
    const component = this.play.state.cluster.seats[card.seat]?.component;
    if (component === undefined) return;
    const { action } = rules.components[component].advise(this.play.state.cluster, card);
    const accepted = this.give({ type: 'Act', seat: card.seat, action }, { kind: 'bot', seat: card.seat });
    if (!accepted) this.fail(`the reference behaviour is refused on ${card.kind}: ${JSON.stringify(action)}`);
    const mistakes = this.play.entries.at(-1)?.outcome;
    if (mistakes !== undefined && 'mistakes' in mistakes && mistakes.mistakes.length > 0) {
      this.fail(`the reference behaviour makes a mistake on ${card.kind}: ${JSON.stringify(mistakes.mistakes)}`);
    }
  }

  give(command: SessionCommand, actor: Actor): boolean {
    const before = this.play.state;
    const decision = this.#guarded(() => this.play.give(command, actor), command);
    const { cluster } = this.play.state;
    for (const card of Object.values(cluster.cards)) this.seen.kinds.add(card.kind);
    if (!decision.accepted) {
      this.seen.refused += 1;
      this.seen.reasons.add(decision.refusal.reason);
      if (cluster !== before.cluster) this.fail(`a refusal changed the cluster: ${JSON.stringify(command)}`);
      return false;
    }
    this.seen.accepted += 1;
    for (const { rule } of decision.mistakes) this.seen.mistakes.add(rule);
    const events = decision.events.filter((event) => !isRoomEvent(event));
    const faults = [...stateFaults(cluster), ...turnFaults(before.cluster, events, cluster)];
    if (faults.length > 0) this.fail(`${faults.join('; ')} after ${JSON.stringify(command)}`);
    return true;
  }

  /** The record alone gives the live state. */
  compareReplay(): void {
    const replayed = foldEntries(null, structuredClone(this.play.entries));
    if (canonicalJson(replayed) !== canonicalJson(this.play.state)) this.fail('the replay differs from live play');
  }

  fail(why: string): never {
    throw new Error(`seed ${this.#seed}, entry ${this.play.state.position}: ${why}`);
  }

  #guarded<T>(run: () => T, command: SessionCommand): T {
    try {
      return run();
    } catch (error) {
      return this.fail(`${String(error)} after ${JSON.stringify(command)}`);
    }
  }
}
