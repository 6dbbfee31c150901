import { assert } from '../../../lib/kernel/assert.ts';
import { drawBelow, type RngState, seedRng } from '../../../lib/kernel/rng.ts';

/** Seeded dice, so that the same class can be played again. */
export class Dice {
  #state: RngState;

  constructor(seed: number) {
    this.#state = seedRng(seed);
  }

  below(bound: number): number {
    const { value, next } = drawBelow(this.#state, bound);
    this.#state = next;
    return value;
  }

  percent(share: number): boolean {
    return this.below(100) < share;
  }

  pick<T>(choices: readonly T[]): T {
    const chosen = choices[this.below(choices.length)];
    assert(chosen !== undefined, 'nothing to pick from');
    return chosen;
  }
}
