import type { SeatAction } from '../../../lib/cluster/commands.ts';
import { assert } from '../../../lib/kernel/assert.ts';
import { adviseCard } from '../../../lib/session/advise.ts';
import { evolveEntry, newSession } from '../../../lib/session/evolve.ts';
import { rules } from '../../../lib/session/registry.ts';
import type { SessionState } from '../../../lib/session/state.ts';
import type { ReplayPage } from '../../../lib/wire/http.ts';
import { readRecord } from './http-calls.ts';

/** Reading once may miss what was recorded while it was being answered; missing it so often is a fault. */
const REACH_TRIES_MAX = 20;

type RecordedEntry = ReplayPage['entries'][number];

/** A recorded entry with the cluster time before it. */
export interface ToldEntry {
  readonly entry: RecordedEntry;
  readonly clock: number;
}

/** The session as its record folds to, read with the teacher's right to see everything. */
export class FoldedRecord {
  readonly #read: (after: number) => Promise<RecordedEntry[]>;
  readonly told: ToldEntry[] = [];
  state: SessionState = newSession();
  #reading: Promise<void> | undefined;

  constructor(url: string, cookie: string, sessionId: string) {
    this.#read = (after) => readRecord(url, cookie, sessionId, after);
  }

  /** Reads on until the record has reached a position. */
  async reach(position: number): Promise<void> {
    for (let attempt = 1; this.state.position < position; attempt += 1) {
      assert(attempt <= REACH_TRIES_MAX, `position ${position} was seen and is not in the record`);
      this.#reading ??= this.#catchUp().finally(() => {
        this.#reading = undefined;
      });
      await this.#reading;
    }
  }

  async toEnd(): Promise<void> {
    await this.#reading;
    await this.#catchUp();
  }

  /** What the reference behaviour does about a card; undefined when the card is gone. */
  advise(card: string): SeatAction | undefined {
    return this.state.cluster.cards[card] === undefined ? undefined : adviseCard(this.state, card, rules).action;
  }

  async #catchUp(): Promise<void> {
    for (const entry of await this.#read(this.state.position)) {
      this.told.push({ entry, clock: this.state.cluster.now });
      this.state = evolveEntry(this.state, entry);
    }
  }
}
