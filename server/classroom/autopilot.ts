import type { Card } from '../../lib/cluster/card.ts';
import type { Actor } from '../../lib/session/commands.ts';
import type { SessionState } from '../../lib/session/state.ts';
import { Deadline } from './deadline.ts';
import type { Intent } from './intent.ts';
import type { Cancel, Clock, Play } from './ports.ts';
import {
  NOBODY_HERE_MILLIS,
  type Pace,
  paceFactor,
  type RoomSettings,
  TEACHER_AWAY_MILLIS,
  WAVE_GAP_MILLIS,
} from './settings.ts';

/** Who is in the room, as far as the autopilot asks. */
export interface Presence {
  readonly isEmpty: boolean;
  readonly teacherHere: boolean;
  readonly here: readonly string[];
  isHere(participant: string): boolean;
  awayMillis(participant: string): number;
}

/** What nobody present has given: a command that is looked at again when its turn comes. */
export type MakeIntent = (state: SessionState) => Omit<Intent, 'commandId'> | null;

export interface AutopilotPorts {
  readonly clock: Clock;
  readonly play: Play;
  readonly random: () => number;
  readonly presence: Presence;
  readonly settings: RoomSettings;
  readonly solo: boolean;
  readonly submit: (make: MakeIntent) => void;
}

interface Driver {
  readonly actor: Actor;
  /** Class milliseconds before the driver begins to think. */
  readonly wait: number;
}

const MACHINERY: Actor = { kind: 'machinery' };
/** At pace `instant` the clock may jump this often without anybody acting in between; then it slows down. */
const JUMPS_MAX = 500;
const SLOWEST_INSTANT_FACTOR = 60;

/**
 * What happens in a room without a person: idle cluster time passes, bots play seats that nobody sits at, the room
 * pauses itself. All of it is timers of class time that live here only; what comes of them are ordinary commands.
 */
export class Autopilot {
  readonly #ports: AutopilotPorts;
  readonly #thinking = new Map<string, { readonly driver: string; readonly cancel: Cancel }>();
  /** Cards whose bot was refused: left alone until somebody else has acted. */
  readonly #refusedCards = new Set<string>();
  readonly #teacherAway: Deadline;
  readonly #nobodyHere: Deadline;
  readonly #nextWave: Deadline;
  #pace: Pace;
  #clockTimer: { readonly due: number; readonly pace: Pace; readonly cancel: Cancel } | undefined;
  #jumps = 0;
  #clockRefused = false;

  constructor(ports: AutopilotPorts) {
    this.#ports = ports;
    this.#pace = ports.settings.pace;
    const { clock } = ports;
    this.#teacherAway = new Deadline(clock, () => this.#pause('teacher-away'));
    this.#nobodyHere = new Deadline(clock, () => this.#pause('nobody-here'));
    this.#nextWave = new Deadline(clock, () => {
      ports.submit((state) => {
        const wave = this.#waveToStart(state);
        return wave === null ? null : { actor: MACHINERY, command: { type: 'StartWave', wave } };
      });
    });
  }

  get pace(): Pace {
    return this.#pace;
  }

  /** Takes effect with the next `sync`. */
  set pace(pace: Pace) {
    this.#pace = pace;
    this.#jumps = 0;
  }

  /** Sets every timer to what the state and the people in the room ask for. Timers that still fit run on. */
  sync(state: SessionState): void {
    this.#syncClock(state);
    this.#syncBots(state);
    const { presence, settings, solo } = this.#ports;
    const live = state.room.mode !== 'paused' && !state.room.ended;
    const mayPause = live && settings.selfPause && !solo;
    const nobody = presence.here.length === 0 && !presence.teacherHere;
    this.#nobodyHere.keep(mayPause && nobody, NOBODY_HERE_MILLIS);
    this.#teacherAway.keep(mayPause && !presence.teacherHere, TEACHER_AWAY_MILLIS);
    this.#nextWave.keep(this.#waveToStart(state) !== null, WAVE_GAP_MILLIS);
  }

  /** What follows at once from a state, without any waiting; null when something has to be waited for. */
  atOnce(state: SessionState): Omit<Intent, 'commandId'> | null {
    if (this.#standsStill(state)) return null;
    if (this.#ports.settings.thinkMillis[1] === 0) {
      for (const card of this.#ports.play.waitingCards(state)) {
        const driver = this.#driverOf(state, card);
        if (driver !== null && driver.wait <= 0) return this.#botIntent(state, card.id);
      }
    }
    return this.#factor() === null && this.#clockDue(state) !== null
      ? { actor: MACHINERY, command: { type: 'AdvanceClock' } }
      : null;
  }

  /** Learns what a command came to, so that nothing refused is tried again and again. */
  observe({ actor, command, forCard }: Pick<Intent, 'actor' | 'command' | 'forCard'>, accepted: boolean): void {
    if (command.type === 'AdvanceClock') {
      this.#jumps += 1;
      this.#clockRefused = !accepted;
      return;
    }
    this.#jumps = 0;
    const automatic = actor.kind === 'bot' || actor.kind === 'substitute' || actor.kind === 'machinery';
    if (accepted && !automatic) {
      this.#refusedCards.clear();
      this.#clockRefused = false;
    } else if (!accepted && forCard !== undefined) {
      this.#refusedCards.add(forCard);
    }
  }

  /** Stops every timer for good or until the next `sync`. */
  stop(): void {
    this.#clockTimer?.cancel();
    this.#clockTimer = undefined;
    for (const { cancel } of this.#thinking.values()) cancel();
    this.#thinking.clear();
    for (const deadline of [this.#teacherAway, this.#nobodyHere, this.#nextWave]) deadline.keep(false, 0);
  }

  /** A solo room waits for its only player; nothing happens in any room that is paused or over. */
  #standsStill(state: SessionState): boolean {
    const { mode, ended } = state.room;
    return mode === 'paused' || ended || (this.#ports.solo && this.#ports.presence.isEmpty);
  }

  #clockDue(state: SessionState): number | null {
    return this.#standsStill(state) || this.#clockRefused ? null : this.#ports.play.idleUntil(state);
  }

  #factor(): number | null {
    const factor = paceFactor(this.#pace);
    return factor === null && this.#jumps > JUMPS_MAX ? SLOWEST_INSTANT_FACTOR : factor;
  }

  #syncClock(state: SessionState): void {
    const due = this.#clockDue(state);
    if (this.#clockTimer !== undefined) {
      if (this.#clockTimer.due === due && this.#clockTimer.pace === this.#pace) return;
      this.#clockTimer.cancel();
      this.#clockTimer = undefined;
    }
    if (due === null) return;
    const factor = this.#factor();
    const idle = factor === null ? 0 : Math.max(0, due - state.cluster.now) / factor;
    const wait = Math.min(idle, this.#ports.settings.idleMillisMax ?? idle);
    const cancel = this.#ports.clock.after(wait, () => {
      this.#clockTimer = undefined;
      this.#ports.submit((later) =>
        this.#clockDue(later) === null ? null : { actor: MACHINERY, command: { type: 'AdvanceClock' } },
      );
    });
    this.#clockTimer = { due, pace: this.#pace, cancel };
  }

  #syncBots(state: SessionState): void {
    const wanted = new Map<string, Driver>();
    if (!this.#standsStill(state)) {
      for (const card of this.#ports.play.waitingCards(state)) {
        const driver = this.#driverOf(state, card);
        if (driver !== null) wanted.set(card.id, driver);
      }
    }
    for (const [card, { driver, cancel }] of this.#thinking) {
      const still = wanted.get(card);
      if (still !== undefined && driverKey(still) === driver) continue;
      cancel();
      this.#thinking.delete(card);
    }
    for (const [card, driver] of wanted) {
      if (!this.#thinking.has(card)) this.#think(card, driver);
    }
  }

  #think(card: string, driver: Driver): void {
    const [least, most] = this.#ports.settings.thinkMillis;
    const thinking = least + this.#ports.random() * Math.max(0, most - least);
    const cancel = this.#ports.clock.after(Math.max(0, driver.wait) + thinking, () => {
      this.#thinking.delete(card);
      this.#ports.submit((state) => (this.#standsStill(state) ? null : this.#botIntent(state, card)));
    });
    this.#thinking.set(card, { driver: driverKey(driver), cancel });
  }

  /** Who plays a card instead of a person; null when a person does or is waited for. */
  #driverOf(state: SessionState, { id, seat }: Pick<Card, 'id' | 'seat'>): Driver | null {
    if (this.#refusedCards.has(id)) return null;
    const { play, presence, settings } = this.#ports;
    const player = play.playerOf(state, seat);
    if (player === null) return { actor: { kind: 'bot', seat }, wait: 0 };
    if (presence.isHere(player) || state.room.absence === 'wait') return null;
    const wait = settings.absenceMillis - presence.awayMillis(player);
    return { actor: { kind: 'substitute', seat, onBehalfOf: player }, wait };
  }

  #botIntent(state: SessionState, cardId: string): Omit<Intent, 'commandId'> | null {
    const card = this.#ports.play.waitingCards(state).find(({ id }) => id === cardId);
    const driver = card === undefined ? null : this.#driverOf(state, card);
    if (card === undefined || driver === null) return null;
    const { action } = this.#ports.play.advise(state, cardId);
    return { actor: driver.actor, command: { type: 'Act', seat: card.seat, action }, forCard: cardId };
  }

  /** A solo room goes on by itself to every wave that is part of the lesson. */
  #waveToStart(state: SessionState): number | null {
    if (!this.#ports.solo || this.#standsStill(state) || !state.room.waveDone) return null;
    const wave = state.room.wave + 1;
    const next = this.#ports.play.waves(state.room.lesson)?.[wave];
    return next === undefined || next.optional ? null : wave;
  }

  #pause(because: 'teacher-away' | 'nobody-here'): void {
    this.#ports.submit((state) =>
      state.room.mode === 'paused' || state.room.ended
        ? null
        : { actor: MACHINERY, command: { type: 'SetMode', mode: 'paused', because } },
    );
  }
}

function driverKey({ actor }: Driver): string {
  return `${actor.kind} ${actor.onBehalfOf ?? ''}`;
}
