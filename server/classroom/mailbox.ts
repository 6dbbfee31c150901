import { MAILBOX_TASKS_MAX } from './settings.ts';

/** Does one thing after the other, in the order they came. Bounded: a room that cannot keep up says so. */
export class Mailbox {
  readonly #waiting: (() => Promise<void>)[] = [];
  #working: Promise<void> | undefined;

  /** False when the mailbox is full: the task will never run. Tasks must not throw. */
  add(task: () => Promise<void>): boolean {
    if (this.#waiting.length >= MAILBOX_TASKS_MAX) return false;
    this.#waiting.push(task);
    this.#working ??= this.#work();
    return true;
  }

  /** Resolves when nothing is left to do. */
  async settled(): Promise<void> {
    while (this.#working !== undefined) await this.#working;
  }

  async #work(): Promise<void> {
    // The caller of the first task is not made to wait for it.
    await Promise.resolve();
    for (let task = this.#waiting.shift(); task !== undefined; task = this.#waiting.shift()) await task();
    this.#working = undefined;
  }
}
