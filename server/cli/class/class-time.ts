import type { SessionEvent } from '../../../lib/session/commands.ts';
import { paceFactor, type Pace } from '../../classroom/settings.ts';
import type { Dice } from './dice.ts';
import type { ToldEntry } from './folded-record.ts';

/** How the class would have felt, when everybody thinks for a while before each act. Seconds of class time. */
export interface ClassTime {
  /** From each wave's start to its end. */
  readonly waveSeconds: readonly number[];
  /** Per participant: the longest time with nothing to do within a wave, cards, questions and predictions counted. */
  readonly longestIdleSeconds: ReadonlyMap<string, number>;
  /** Per participant: how many acts of others they had time to predict before these happened. */
  readonly predictedInTime: ReadonlyMap<string, number>;
}

const THINK_SECONDS = { least: 8, most: 25 };
/** A prediction that closes sooner than this was hardly read: it does not count as something to do. */
const READ_SECONDS = 3;
/** What a class would leave the cluster's own time at. */
const USUAL_PACE: Pace = '10x';

/**
 * Replays a record on the clock of a class: an act begins when its card lies there and its player is free, and takes a
 * drawn time; machinery takes none but the cluster's own. Acts that do not depend on each other overlap. Predictions
 * delay nobody: one begins when its card lies there and the one before is known, and ends at the latest when the act
 * happens or something of one's own begins. Who shares a seat thinks about its card until one of them has acted.
 */
export function classTime(told: readonly ToldEntry[], participants: readonly string[], dice: Dice): ClassTime {
  return new ClassClock(participants, dice).run(told);
}

/** A time in which somebody thinks about what another seat will do, or about a card that their partner answers. */
interface Guess {
  readonly card: string;
  readonly begins: number;
  readonly ends: number;
}

class ClassClock {
  readonly #dice: Dice;
  readonly #participants: readonly string[];
  readonly #dealtAt = new Map<string, number>();
  readonly #askedAt = new Map<string, number>();
  readonly #freeAt = new Map<string, number>();
  readonly #idle = new Map<string, number>();
  /** Per participant: what they predicted since they were free, in order. */
  readonly #guesses = new Map<string, readonly Guess[]>();
  /** Who may act for a seat. */
  readonly #sharing = new Map<string, ReadonlySet<string>>();
  readonly #revealedAt = new Map<string, number>();
  readonly #inTime = new Map<string, number>();
  readonly #waves: number[] = [];
  #waveStart = 0;
  #playing = false;
  /** When the last thing happened anywhere. */
  #latest = 0;

  constructor(participants: readonly string[], dice: Dice) {
    this.#participants = participants;
    this.#dice = dice;
  }

  run(told: readonly ToldEntry[]): ClassTime {
    told.forEach(({ entry, clock }, index) => {
      if (!('events' in entry.outcome)) return;
      const passed = (told[index + 1]?.clock ?? clock) - clock;
      const at = this.#timeOf(entry, passed);
      this.#latest = Math.max(this.#latest, at);
      for (const event of entry.outcome.events) this.#observe(event, at);
    });
    return { waveSeconds: this.#waves, longestIdleSeconds: this.#idle, predictedInTime: this.#inTime };
  }

  #timeOf({ command, actor }: ToldEntry['entry'], passedMillis: number): number {
    const who = actor.participant;
    if (command.type === 'Act' && who !== undefined) {
      const card = 'card' in command.action ? command.action.card : undefined;
      const dealt = this.#dealtAt.get(card ?? '') ?? this.#latest;
      const done = this.#busy(who, dealt);
      this.#lookOn(command.seat, who, dealt, done);
      return done;
    }
    if (command.type === 'AnswerQuestion')
      return this.#busy(command.participant, this.#askedAt.get(command.question) ?? this.#latest);
    if (command.type === 'PredictAct') this.#guess(command.participant, command.card);
    if (command.type === 'AdvanceClock') return this.#latest + passedMillis / 1000 / (paceFactor(USUAL_PACE) ?? 1);
    return this.#latest;
  }

  /** Something for a person to do from `since` on: they begin when they are free, and think. */
  #busy(who: string, since: number): number {
    const free = this.#freeAt.get(who) ?? this.#waveStart;
    const begins = Math.max(since, free);
    this.#settle(who, begins);
    const done = begins + this.#think();
    this.#freeAt.set(who, done);
    return done;
  }

  /** Something to think about for whoever has nothing else to do. */
  #guess(who: string, card: string): void {
    const before = this.#guesses.get(who) ?? [];
    const begins = Math.max(
      this.#dealtAt.get(card) ?? this.#latest,
      this.#freeAt.get(who) ?? this.#waveStart,
      this.#revealedAt.get(who) ?? 0,
      before.at(-1)?.ends ?? 0,
    );
    this.#guesses.set(who, [...before, { card, begins, ends: begins + this.#think() }]);
  }

  /** Who shares a seat has its card before them, too, until one of them acts. */
  #lookOn(seat: string, actor: string, dealt: number, acted: number): void {
    for (const who of this.#sharing.get(seat) ?? []) {
      if (who === actor) continue;
      const before = this.#guesses.get(who) ?? [];
      const begins = Math.max(dealt, this.#freeAt.get(who) ?? this.#waveStart);
      const kept = before.filter((guess) => guess.begins < begins);
      if (acted - begins >= READ_SECONDS) this.#guesses.set(who, [...kept, { card: '', begins, ends: acted }]);
    }
  }

  /** The act that was predicted happens: whoever still thinks about it stops. */
  #reveal(card: string, at: number): void {
    for (const [who, guesses] of this.#guesses) {
      const told = guesses.find((guess) => guess.card === card);
      if (told === undefined) continue;
      this.#revealedAt.set(who, at);
      if (told.ends <= at) this.#inTime.set(who, (this.#inTime.get(who) ?? 0) + 1);
      const ends = Math.min(told.ends, at);
      const read = ends - told.begins >= READ_SECONDS ? [{ ...told, ends }] : [];
      this.#guesses.set(
        who,
        guesses.flatMap((guess) => (guess === told ? read : [guess])),
      );
    }
  }

  /** Notes the gaps since somebody was free, up to when they have something of their own to do. */
  #settle(who: string, upTo: number): void {
    let from = this.#freeAt.get(who) ?? this.#waveStart;
    for (const { begins, ends } of this.#guesses.get(who) ?? []) {
      if (begins >= upTo) break;
      this.#noteIdle(who, begins - from);
      from = Math.max(from, Math.min(ends, upTo));
    }
    this.#noteIdle(who, upTo - from);
    this.#guesses.delete(who);
  }

  #think(): number {
    const { least, most } = THINK_SECONDS;
    return least + (this.#dice.below(1_001) / 1_000) * (most - least);
  }

  #noteIdle(who: string, seconds: number): void {
    if (this.#playing) this.#idle.set(who, Math.max(this.#idle.get(who) ?? 0, seconds));
  }

  #observe(event: SessionEvent, at: number): void {
    if (event.type === 'CardDealt') this.#dealtAt.set(event.card.id, at);
    else if (event.type === 'QuestionAsked') this.#askedAt.set(event.question, at);
    else if (event.type === 'SeatAssigned') {
      this.#sharing.set(event.seat, new Set([...(this.#sharing.get(event.seat) ?? []), event.participant]));
    } else if (event.type === 'ActRevealed') this.#reveal(event.card, at);
    else if (event.type === 'WaveStarted') {
      this.#playing = true;
      this.#waveStart = at;
      for (const who of this.#participants) this.#freeAt.set(who, at);
    } else if (event.type === 'WaveFinished') {
      for (const who of this.#participants) this.#settle(who, at);
      this.#waves.push(at - this.#waveStart);
      this.#playing = false;
    }
  }
}
