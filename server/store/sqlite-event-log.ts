import { Worker } from 'node:worker_threads';

import type { AppendRequest, WorkerAnswer, WorkerCall, WorkerCalls } from './append-messages.ts';
import {
  type AppendResult,
  assertAppendable,
  type EventLog,
  type LogHead,
  SessionNotFoundError,
  type StoredEntry,
  type StoredSnapshot,
} from './event-log.ts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface GatheredAppend {
  readonly request: AppendRequest;
  readonly settle: (result: AppendResult) => void;
}

/** What the log tells of its worker thread. */
export interface WorkerWatch {
  /** The worker ended; another has taken its place. Appends that were under way have an unknown outcome. */
  readonly restarted: (reason: string) => void;
  /** The worker that took its place ended too before it did anything: nothing can be recorded any more. */
  readonly lost: (reason: string) => void;
}

/**
 * The event log in a SQLite file. All statements run in one worker thread. While a commit is under way the next
 * appends of all sessions gather; when it returns they are committed together. There is no batching delay.
 * A worker that ends unasked is replaced: what it was doing is settled as unknown, and whoever asked finds out from the
 * head of the record. It is gone before the next one starts, so no two ever write.
 */
export class SqliteEventLog implements EventLog {
  readonly #path: string;
  readonly #watch: WorkerWatch | undefined;
  #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #gathered: GatheredAppend[] = [];
  #committing: Promise<void> | undefined;
  #opened = false;
  #closing = false;
  /** Why the worker answers no more. */
  #ended: string | undefined;

  private constructor(path: string, watch: WorkerWatch | undefined) {
    this.#path = path;
    this.#watch = watch;
    this.#worker = this.#employ();
  }

  /**
   * Opens the record in the database file at the absolute `path`; the tables exist already. Rejects when the file
   * cannot be opened with WAL and `synchronous=FULL`.
   */
  static async open(path: string, watch?: WorkerWatch): Promise<SqliteEventLog> {
    const log = new SqliteEventLog(path, watch);
    try {
      await log.#call('head', { sessionId: '' });
      log.#opened = true;
    } catch (error) {
      await log.#worker.terminate();
      throw error;
    }
    return log;
  }

  async append(
    sessionId: string,
    expectedPosition: number,
    epoch: number,
    entries: readonly StoredEntry[],
  ): Promise<AppendResult> {
    assertAppendable(expectedPosition, epoch, entries);
    if (this.#closing) return { outcome: 'unknown', error: 'the event log is closed' };
    return new Promise((settle) => {
      this.#gathered.push({ request: { sessionId, expectedPosition, epoch, entries }, settle });
      this.#committing ??= this.#commitGathered();
    });
  }

  async read(sessionId: string, after: number, limit: number): Promise<StoredEntry[]> {
    return this.#call('read', { sessionId, after, limit });
  }

  async head(sessionId: string): Promise<LogHead> {
    return presentSession(sessionId, await this.#call('head', { sessionId }));
  }

  async findByCommandId(sessionId: string, commandId: string): Promise<StoredEntry | undefined> {
    return this.#call('find', { sessionId, commandId });
  }

  async claim(sessionId: string): Promise<number> {
    return presentSession(sessionId, await this.#call('claim', { sessionId }));
  }

  async saveSnapshot(sessionId: string, position: number, stateHash: string, body: string): Promise<void> {
    await this.#call('saveSnapshot', { sessionId, position, stateHash, body });
  }

  async latestSnapshot(sessionId: string, atOrBefore = Number.MAX_SAFE_INTEGER): Promise<StoredSnapshot | undefined> {
    return this.#call('latestSnapshot', { sessionId, atOrBefore });
  }

  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    await this.#committing;
    if (this.#ended === undefined) await this.#call('close', null);
    await this.#worker.terminate();
  }

  async #commitGathered(): Promise<void> {
    while (this.#gathered.length > 0) {
      const group = this.#gathered;
      this.#gathered = [];
      const results = await this.#commit(group.map(({ request }) => request));
      group.forEach(({ settle }, index) => settle(results[index] ?? { outcome: 'unknown', error: 'no answer' }));
    }
    this.#committing = undefined;
  }

  async #commit(requests: readonly AppendRequest[]): Promise<AppendResult[]> {
    try {
      return await this.#call('commit', requests);
    } catch (error) {
      return requests.map(() => ({ outcome: 'unknown', error: String(error) }));
    }
  }

  #call<Kind extends keyof WorkerCalls>(
    kind: Kind,
    request: WorkerCalls[Kind]['request'],
  ): Promise<WorkerCalls[Kind]['answer']>;
  #call(kind: WorkerCall['kind'], request: WorkerCall['request']): Promise<unknown> {
    if (this.#ended !== undefined) return Promise.reject(new Error(this.#ended));
    return new Promise((resolve, reject) => {
      const id = this.#nextId;
      this.#nextId += 1;
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, kind, request });
    });
  }

  #settle(answer: WorkerAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.ok) waiting?.resolve(answer.value);
    else waiting?.reject(new Error(answer.error));
  }

  #employ(): Worker {
    const worker = startWorker(this.#path);
    let useful = false;
    let failure: string | undefined;
    worker.on('message', (answer: WorkerAnswer) => {
      useful ||= answer.ok;
      this.#settle(answer);
    });
    worker.on('error', (error) => {
      failure = `the append worker failed: ${String(error)}`;
    });
    worker.on('exit', (code) => this.#replace(failure ?? `the append worker ended with code ${code}`, useful));
    return worker;
  }

  #replace(reason: string, useful: boolean): void {
    const abandoned = [...this.#waiting.values()];
    this.#waiting.clear();
    const again = useful && !this.#closing;
    if (again) this.#worker = this.#employ();
    else this.#ended = reason;
    for (const { reject } of abandoned) reject(new Error(reason));
    if (again) this.#watch?.restarted(reason);
    else if (this.#opened && !this.#closing) this.#watch?.lost(reason);
  }
}

/** Starts `append-worker.js` beside the built bundle, or its source when the server itself runs from source. */
function startWorker(path: string): Worker {
  const file = import.meta.url.endsWith('.ts') ? 'append-worker-source.mjs' : 'append-worker.js';
  return new Worker(new URL(file, import.meta.url), { workerData: { path } });
}

function presentSession<T>(sessionId: string, found: T | undefined): T {
  if (found === undefined) throw new SessionNotFoundError(sessionId);
  return found;
}
