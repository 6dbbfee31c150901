import { drawBelow, seedRng, type RngState } from '../../lib/kernel/rng.ts';

/** Seeded dice for tests: the same seed rolls the same everywhere. */
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

  /** True this many times in a hundred. */
  percent(share: number): boolean {
    return this.below(100) < share;
  }

  pick<T>(choices: readonly T[]): T {
    const chosen = choices[this.below(choices.length)];
    if (chosen === undefined) throw new Error('nothing to pick from');
    return chosen;
  }
}
