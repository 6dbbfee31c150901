import type { AppendResult, EventLog, StoredEntry } from '../../server/store/event-log.ts';
import type { MemoryEventLog } from '../../server/store/memory-event-log.ts';
import type { Dice } from './dice.ts';

/** How a log fails: this many appends and reads of the head in a hundred. */
export interface Weather {
  appendPercent: number;
  headPercent: number;
}

/** A log that sometimes does not say what became of an append, having written it or not. */
export class FlakyLog implements EventLog {
  unknown = 0;
  readonly #log: MemoryEventLog;
  readonly #dice: Dice;
  readonly #weather: Weather;

  constructor(log: MemoryEventLog, dice: Dice, weather: Weather) {
    this.#log = log;
    this.#dice = dice;
    this.#weather = weather;
  }

  async append(
    sessionId: string,
    expectedPosition: number,
    epoch: number,
    entries: readonly StoredEntry[],
  ): Promise<AppendResult> {
    if (!this.#dice.percent(this.#weather.appendPercent)) {
      return this.#log.append(sessionId, expectedPosition, epoch, entries);
    }
    this.unknown += 1;
    if (this.#dice.percent(50)) await this.#log.append(sessionId, expectedPosition, epoch, entries);
    return { outcome: 'unknown', error: 'the answer was lost' };
  }

  async head(sessionId: string): ReturnType<EventLog['head']> {
    if (this.#dice.percent(this.#weather.headPercent)) throw new Error('the log does not answer');
    return this.#log.head(sessionId);
  }

  read(...asked: Parameters<EventLog['read']>): ReturnType<EventLog['read']> {
    return this.#log.read(...asked);
  }

  findByCommandId(...asked: Parameters<EventLog['findByCommandId']>): ReturnType<EventLog['findByCommandId']> {
    return this.#log.findByCommandId(...asked);
  }

  claim(sessionId: string): Promise<number> {
    return this.#log.claim(sessionId);
  }

  saveSnapshot(...given: Parameters<EventLog['saveSnapshot']>): Promise<void> {
    return this.#log.saveSnapshot(...given);
  }

  latestSnapshot(...asked: Parameters<EventLog['latestSnapshot']>): ReturnType<EventLog['latestSnapshot']> {
    return this.#log.latestSnapshot(...asked);
  }

  close(): Promise<void> {
    return this.#log.close();
  }
}
