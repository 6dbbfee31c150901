import type { CardLine, PredictionLine } from '../../../lib/session/view.ts';
import type { JoinAnswer } from '../../../lib/wire/http.ts';
import { PROTOCOL_VERSION } from '../../../lib/wire/limits.ts';
import { anyAction } from './any-action.ts';
import type { Dice } from './dice.ts';
import type { FoldedRecord } from './folded-record.ts';
import { LiveClient } from './live-client.ts';
import type { ClassOptions } from './options.ts';

/** The others, as far as a student waits for them. */
export interface Classmates {
  /**
   * True while somebody has not been told of everything up to a position, or has no card and has not answered the
   * open question or not said what they expect.
   */
  stillAnswering(position: number): boolean;
}

const WRONG_PERCENT = 15;
const TURN_MILLIS_MAX = 400;
const ANSWERING_MILLIS_MAX = 1_500;
const LOOK_UP_MILLIS = 5;

/** A student at a device: answers questions and plays the cards of their seats, well or not so well. */
export class Student {
  readonly client: LiveClient;
  readonly id: string;
  readonly #dice: Dice;
  readonly #style: ClassOptions['style'];
  readonly #record: FoldedRecord;
  #handled: string[] = [];
  readonly #passedOver = new Set<string>();
  #stopped = false;

  constructor(url: string, me: JoinAnswer, record: FoldedRecord, dice: Dice, style: ClassOptions['style']) {
    this.id = me.participant;
    this.#record = record;
    this.#dice = dice;
    this.#style = style;
    const identity = { kind: 'participant', token: me.token, protocolVersion: PROTOCOL_VERSION } as const;
    this.client = new LiveClient(url, identity, me.participant);
  }

  /** The cards that are this student's turn: those who share a seat swap per card. */
  get cards(): CardLine[] {
    const { cards = {}, seats = {} } = this.client.view ?? {};
    return Object.values(cards).filter(({ id, seat }) => {
      const { player = null, partners = [] } = seats[seat] ?? {};
      const sharing = player === null ? partners : [player, ...partners];
      return sharing[Number(id.slice(1)) % sharing.length] === this.id;
    });
  }

  get openQuestion(): { readonly id: string; readonly options: readonly string[] } | undefined {
    const questions = Object.values(this.client.view?.question ?? {});
    return questions.find(({ status, mine }) => status === 'open' && mine === undefined);
  }

  /** The act of somebody else that this student is asked to predict, and means to. */
  get openPrediction(): PredictionLine | undefined {
    const lines = Object.values(this.client.view?.predictions ?? {});
    const asked = lines.find(({ status, mine }) => status === 'open' && mine === undefined);
    return asked === undefined || this.#passedOver.has(asked.card) ? undefined : asked;
  }

  /** Plays until told to stop. */
  async play(mates: Classmates): Promise<void> {
    while (!this.#stopped) {
      const mode = this.client.view?.room['room']?.mode;
      if (mode === 'running' && (await this.#turn(mates))) continue;
      await this.client.until(() => this.#stopped || this.#hasWork(), 'a card', TURN_MILLIS_MAX).catch(() => {});
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  #hasWork(): boolean {
    return this.openQuestion !== undefined || this.openPrediction !== undefined || this.cards.length > 0;
  }

  /** One thing to do, if there is one. */
  async #turn(mates: Classmates): Promise<boolean> {
    const question = this.openQuestion;
    if (question !== undefined) {
      await this.client.say('question.answer', { question: question.id, option: this.#dice.pick(question.options) });
      return true;
    }
    const card = this.cards.find(({ blocking }) => blocking) ?? this.cards[0];
    if (card === undefined) return this.#predict();
    await this.#letOthersAnswer(mates);
    if (!this.#stopped) await this.#handle(card);
    return true;
  }

  /** In class, whoever has nothing to do has seen the question long before the act. */
  async #letOthersAnswer(mates: Classmates): Promise<void> {
    const { position } = this.client;
    const deadline = Date.now() + ANSWERING_MILLIS_MAX;
    while (!this.#stopped && Date.now() < deadline && mates.stillAnswering(position)) {
      await new Promise((resume) => setTimeout(resume, LOOK_UP_MILLIS));
    }
  }

  /** Says what somebody else will do next, or, sloppily, leaves it. True when there was something to say. */
  async #predict(): Promise<boolean> {
    const asked = this.openPrediction;
    if (asked === undefined) return false;
    if (this.#style === 'sloppy' && this.#dice.percent(30)) this.#passedOver.add(asked.card);
    else await this.client.say('act.predict', { card: asked.card, choice: this.#dice.pick(asked.choices).id });
    return true;
  }

  async #handle(card: CardLine): Promise<void> {
    const action = await this.#choose(card);
    if (action === undefined) return;
    const message = { seat: card.seat, action };
    const commandId = this.client.newId();
    if (this.#style === 'sloppy') await this.#beSloppy(message, commandId);
    const answer = await this.client.say('command.submit', message, commandId);
    if (answer.ok) this.#handled.push(card.id);
    if (answer.position !== undefined)
      await this.client.until(() => this.client.position >= (answer.position ?? 0), 'the effect');
  }

  /** The reference act by the record of then; or, for the style `wrong`, sometimes anything the card offers. */
  async #choose(card: CardLine): Promise<unknown> {
    const other =
      this.#style === 'wrong' && this.#dice.percent(WRONG_PERCENT) ? anyAction(card, this.#dice) : undefined;
    if (other !== undefined) return other;
    await this.#record.reach(this.client.position);
    return this.#record.advise(card.id);
  }

  /** Waits, presses twice, presses something long done, loses the connection. */
  async #beSloppy(message: { readonly seat: string; readonly action: unknown }, commandId: string): Promise<void> {
    await new Promise((resume) => setTimeout(resume, this.#dice.below(60)));
    if (this.#dice.percent(20)) void this.client.say('command.submit', message, commandId).catch(() => {});
    if (this.#dice.percent(10)) void this.client.say('command.submit', message).catch(() => {});
    const old = this.#handled.at(-1);
    if (old !== undefined && this.#dice.percent(10)) {
      await this.client.say('hint.take', { card: old });
      const stale = { seat: message.seat, action: { ...(message.action as object), card: old } };
      await this.client.say('command.submit', stale);
    }
    if (this.#dice.percent(5)) this.client.cut();
  }
}
