import { assert } from '../../lib/kernel/assert.ts';
import {
  type AppendResult,
  assertAppendable,
  type EventLog,
  type LogHead,
  SessionNotFoundError,
  type StoredEntry,
  type StoredSnapshot,
} from './event-log.ts';

interface MemorySession {
  epoch: number;
  readonly entries: StoredEntry[];
  readonly byCommandId: Map<string, StoredEntry>;
  readonly snapshots: Map<number, StoredSnapshot>;
}

/** The event log for tests and simulations: same outcomes as a durable one, nothing survives the process. */
export class MemoryEventLog implements EventLog {
  readonly #sessions = new Map<string, MemorySession>();
  #closed = false;

  /** Makes a session known; durable logs have this from the `session` table. */
  createSession(sessionId: string): void {
    assert(!this.#sessions.has(sessionId), `session ${sessionId} exists`);
    this.#sessions.set(sessionId, { epoch: 0, entries: [], byCommandId: new Map(), snapshots: new Map() });
  }

  async append(
    sessionId: string,
    expectedPosition: number,
    epoch: number,
    entries: readonly StoredEntry[],
  ): Promise<AppendResult> {
    assertAppendable(expectedPosition, epoch, entries);
    if (this.#closed) return { outcome: 'unknown', error: 'the event log is closed' };
    const session = this.#sessions.get(sessionId);
    if (session === undefined || session.epoch !== epoch) return { outcome: 'fenced' };
    for (const { commandId } of entries) {
      const known = session.byCommandId.get(commandId);
      if (known !== undefined) return { outcome: 'duplicate', commandId, position: known.position };
    }
    if (session.entries.length !== expectedPosition) return { outcome: 'fenced' };
    for (const entry of entries) {
      const kept = { ...entry };
      session.entries.push(kept);
      session.byCommandId.set(kept.commandId, kept);
    }
    return { outcome: 'ok', position: session.entries.length };
  }

  async read(sessionId: string, after: number, limit: number): Promise<StoredEntry[]> {
    return this.#sessions.get(sessionId)?.entries.slice(after, after + limit) ?? [];
  }

  async head(sessionId: string): Promise<LogHead> {
    const session = this.#present(sessionId);
    return { position: session.entries.length, hash: session.entries.at(-1)?.hash ?? '', epoch: session.epoch };
  }

  async findByCommandId(sessionId: string, commandId: string): Promise<StoredEntry | undefined> {
    return this.#sessions.get(sessionId)?.byCommandId.get(commandId);
  }

  async claim(sessionId: string): Promise<number> {
    const session = this.#present(sessionId);
    session.epoch += 1;
    return session.epoch;
  }

  async saveSnapshot(sessionId: string, position: number, stateHash: string, body: string): Promise<void> {
    this.#present(sessionId).snapshots.set(position, { position, stateHash, body });
  }

  async latestSnapshot(sessionId: string, atOrBefore = Infinity): Promise<StoredSnapshot | undefined> {
    const snapshots = this.#sessions.get(sessionId)?.snapshots;
    const positions = [...(snapshots?.keys() ?? [])].filter((position) => position <= atOrBefore);
    return positions.length === 0 ? undefined : snapshots?.get(Math.max(...positions));
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #present(sessionId: string): MemorySession {
    const session = this.#sessions.get(sessionId);
    if (session === undefined) throw new SessionNotFoundError(sessionId);
    return session;
  }
}
