import type { Cancel, Clock } from './ports.ts';

/** Something that happens once a condition has held for a while. */
export class Deadline {
  readonly #clock: Clock;
  readonly #run: () => void;
  #cancel: Cancel | undefined;

  constructor(clock: Clock, run: () => void) {
    this.#clock = clock;
    this.#run = run;
  }

  /** Tells whether the condition holds now. A running wait goes on; it is not begun anew. */
  keep(holds: boolean, milliseconds: number): void {
    if (!holds) {
      this.#cancel?.();
      this.#cancel = undefined;
    } else {
      this.#cancel ??= this.#clock.after(milliseconds, () => {
        this.#cancel = undefined;
        this.#run();
      });
    }
  }
}
