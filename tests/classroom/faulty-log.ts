import type { AppendResult, EventLog } from '../../server/store/event-log.ts';

export type Fault = 'written' | 'not written' | undefined;

/** A log whose next append has an unknown outcome: written all the same, or not; and whose head may be out of reach. */
export class FaultyLog implements EventLog {
  fault: Fault;
  unreachable = false;
  readonly #log: EventLog;

  constructor(log: EventLog) {
    this.#log = log;
  }

  async append(...request: Parameters<EventLog['append']>): Promise<AppendResult> {
    const { fault } = this;
    this.fault = undefined;
    if (fault === undefined && !this.unreachable) return this.#log.append(...request);
    if (fault === 'written') await this.#log.append(...request);
    return { outcome: 'unknown', error: 'SQLITE_BUSY: the disk did not answer' };
  }

  async head(sessionId: string) {
    if (this.unreachable) throw new Error('out of reach');
    return this.#log.head(sessionId);
  }

  read(...request: Parameters<EventLog['read']>) {
    return this.#log.read(...request);
  }

  findByCommandId(...request: Parameters<EventLog['findByCommandId']>) {
    return this.#log.findByCommandId(...request);
  }

  claim(sessionId: string) {
    return this.#log.claim(sessionId);
  }

  saveSnapshot(...request: Parameters<EventLog['saveSnapshot']>) {
    return this.#log.saveSnapshot(...request);
  }

  latestSnapshot(...request: Parameters<EventLog['latestSnapshot']>) {
    return this.#log.latestSnapshot(...request);
  }

  close() {
    return this.#log.close();
  }
}
