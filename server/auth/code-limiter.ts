import { RateLimiterMemory } from 'rate-limiter-flexible';

import { addressKey } from './address-key.ts';

const MISSES_PER_ADDRESS = 10;
const ADDRESS_WINDOW_SECONDS = 60;
const MISSES_IN_ALL = 50;
const GLOBAL_WINDOW_SECONDS = 1;
/** Somebody who has used up the misses is served this slowly, one at a time: 4 codes a second. */
const SLOW_LANE_SPACING_MS = 250;
/** More than a class could want at once; what comes on top of it is a flood. */
const SLOW_LANE_LENGTH_MAX = 60;
const GLOBAL_KEY = 'all';

export type CodeAttempt<T> =
  | { readonly outcome: 'found'; readonly value: T }
  | { readonly outcome: 'missed' }
  | { readonly outcome: 'limited'; readonly retryAfterSeconds: number };

interface SlowLane {
  length: number;
  last: Promise<void>;
}

/**
 * Guards the six-digit codes. Only misses count, for a whole school shares one address; a right code is never
 * refused. But an address that has used up its misses, or everybody while misses pour in from everywhere, waits in a
 * slow lane, so that trying all codes takes days and not minutes.
 */
export class CodeLimiter {
  readonly #perAddress = new RateLimiterMemory({ points: MISSES_PER_ADDRESS, duration: ADDRESS_WINDOW_SECONDS });
  readonly #inAll = new RateLimiterMemory({ points: MISSES_IN_ALL, duration: GLOBAL_WINDOW_SECONDS });
  readonly #lanes = new Map<string, SlowLane>();
  readonly #wait: (milliseconds: number) => Promise<void>;

  constructor(wait: (milliseconds: number) => Promise<void>) {
    this.#wait = wait;
  }

  /** Runs `find` for somebody at `address`; undefined from it is a miss. */
  async attempt<T>(address: string, find: () => Promise<T | undefined>): Promise<CodeAttempt<T>> {
    const key = addressKey(address);
    const retryAfterSeconds = await this.#secondsOverLimit(key);
    if (retryAfterSeconds > 0 && !(await this.#passSlowLane(key))) return { outcome: 'limited', retryAfterSeconds };
    const value = await find();
    if (value !== undefined) return { outcome: 'found', value };
    await this.#perAddress.penalty(key, 1);
    await this.#inAll.penalty(GLOBAL_KEY, 1);
    return retryAfterSeconds > 0 ? { outcome: 'limited', retryAfterSeconds } : { outcome: 'missed' };
  }

  async #secondsOverLimit(key: string): Promise<number> {
    const own = await this.#perAddress.get(key);
    if (own !== null && own.consumedPoints >= MISSES_PER_ADDRESS) return Math.ceil(own.msBeforeNext / 1000);
    const all = await this.#inAll.get(GLOBAL_KEY);
    return all !== null && all.consumedPoints >= MISSES_IN_ALL ? GLOBAL_WINDOW_SECONDS : 0;
  }

  /** Waits for its turn; false when the lane is full. */
  async #passSlowLane(key: string): Promise<boolean> {
    const lane = this.#lanes.get(key) ?? { length: 0, last: Promise.resolve() };
    if (lane.length >= SLOW_LANE_LENGTH_MAX) return false;
    lane.length += 1;
    lane.last = lane.last.then(() => this.#wait(SLOW_LANE_SPACING_MS));
    this.#lanes.set(key, lane);
    await lane.last;
    lane.length -= 1;
    if (lane.length === 0) this.#lanes.delete(key);
    return true;
  }
}
