import type { Cancel, Clock } from '../../server/classroom/ports.ts';

interface Pending {
  readonly due: number;
  readonly order: number;
  readonly run: () => void;
}

/** Lets everything run that waits for nothing but its turn. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A clock that moves only when it is told to. */
export class VirtualClock implements Clock {
  #now = 0;
  #order = 0;
  readonly #pending = new Set<Pending>();

  now(): number {
    return this.#now;
  }

  wall(): string {
    return new Date(Date.UTC(2026, 2, 2, 9) + this.#now).toISOString();
  }

  after(milliseconds: number, run: () => void): Cancel {
    this.#order += 1;
    const pending = { due: this.#now + milliseconds, order: this.#order, run };
    this.#pending.add(pending);
    return () => this.#pending.delete(pending);
  }

  /** How many timers wait. */
  get waiting(): number {
    return this.#pending.size;
  }

  /** Moves on, running what becomes due in order, each thing to its end. */
  async advance(milliseconds: number): Promise<void> {
    const until = this.#now + milliseconds;
    await settled();
    for (let next = this.#earliest(until); next !== undefined; next = this.#earliest(until)) {
      this.#pending.delete(next);
      this.#now = Math.max(this.#now, next.due);
      next.run();
      await settled();
    }
    this.#now = until;
  }

  #earliest(until: number): Pending | undefined {
    return [...this.#pending]
      .filter(({ due }) => due <= until)
      .sort((left, right) => left.due - right.due || left.order - right.order)[0];
  }
}
