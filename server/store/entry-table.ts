import type Database from 'libsql';
import { z } from 'zod';

import type { AppendRequest } from './append-messages.ts';
import type { AppendResult, LogHead, StoredEntry, StoredSnapshot } from './event-log.ts';

const COLUMNS = 'position, epoch, at, schemaVersion, commandId, hash, body';

/**
 * The fenced append: one statement that inserts every entry when the epoch is the session's and the head is where
 * the caller believes it to be, and nothing otherwise.
 */
const APPEND = `
  INSERT INTO entry (sessionId, ${COLUMNS})
  SELECT s.id, j.value ->> 0, s.epoch, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4, j.value ->> 5
    FROM session s CROSS JOIN json_each(?1) j
   WHERE s.id = ?2 AND s.epoch = ?3
     AND (SELECT coalesce(max(e.position), 0) FROM entry e WHERE e.sessionId = s.id) = ?4
   ORDER BY j.key`;

const entryRow = z.object({
  position: z.number(),
  epoch: z.number(),
  at: z.string(),
  schemaVersion: z.number(),
  commandId: z.string(),
  hash: z.string(),
  body: z.string(),
});
const headRow = z.object({ epoch: z.number(), position: z.number().nullable(), hash: z.string().nullable() });
const epochRow = z.object({ epoch: z.number() });
const knownRow = z.object({ commandId: z.string(), position: z.number() });
const snapshotRow = z.object({ position: z.number(), stateHash: z.string(), body: z.string() });
const failure = z.object({ message: z.string(), code: z.string().optional(), rawCode: z.number().optional() });

/** Unique index and primary key, as SQLite's extended result codes. */
const CONSTRAINT_CODES: readonly (number | undefined)[] = [2067, 1555];

/** The record's tables behind one synchronous connection: belongs in a worker thread, for every commit is an fsync. */
export class EntryTable {
  readonly #database: Database.Database;
  readonly #append: Database.Statement;
  readonly #known: Database.Statement;
  readonly #head: Database.Statement;
  readonly #read: Database.Statement;

  constructor(database: Database.Database) {
    this.#database = database;
    this.#append = database.prepare(APPEND);
    this.#known = database.prepare(
      `SELECT e.commandId, e.position FROM json_each(?1) j JOIN entry e ON e.sessionId = ?2 AND e.commandId = j.value
       ORDER BY j.key LIMIT 1`,
    );
    this.#head = database.prepare(
      `SELECT s.epoch, e.position, e.hash FROM session s LEFT JOIN entry e ON e.sessionId = s.id
        WHERE s.id = ?1 ORDER BY e.position DESC LIMIT 1`,
    );
    this.#read = database.prepare(
      `SELECT ${COLUMNS} FROM entry WHERE sessionId = ?1 AND position > ?2 ORDER BY position LIMIT ?3`,
    );
  }

  /**
   * Makes a group of appends durable with one fsync. Each session's append is a statement of its own, so one that
   * is fenced or repeated takes nothing from the others; when the commit itself fails, all of them are unknown.
   */
  commit(requests: readonly AppendRequest[]): AppendResult[] {
    try {
      if (requests.length === 1) return requests.map((request) => this.#appendOne(request));
      this.#database.exec('BEGIN IMMEDIATE');
      const results = requests.map((request) => this.#appendOne(request));
      this.#database.exec('COMMIT');
      return results;
    } catch (error) {
      const reason = readableReason(error);
      return requests.map(() => ({ outcome: 'unknown', error: this.#rollback(reason) }));
    }
  }

  read(sessionId: string, after: number, limit: number): StoredEntry[] {
    return this.#read.all([sessionId, after, limit]).map((row) => entryRow.parse(row));
  }

  head(sessionId: string): LogHead | undefined {
    const [row] = this.#head.all([sessionId]);
    if (row === undefined) return undefined;
    const { epoch, position, hash } = headRow.parse(row);
    return { epoch, position: position ?? 0, hash: hash ?? '' };
  }

  find(sessionId: string, commandId: string): StoredEntry | undefined {
    const [row] = this.#database
      .prepare(`SELECT ${COLUMNS} FROM entry WHERE sessionId = ?1 AND commandId = ?2`)
      .all([sessionId, commandId]);
    return row === undefined ? undefined : entryRow.parse(row);
  }

  claim(sessionId: string): number | undefined {
    const [row] = this.#database
      .prepare('UPDATE session SET epoch = epoch + 1 WHERE id = ?1 RETURNING epoch')
      .all([sessionId]);
    return row === undefined ? undefined : epochRow.parse(row).epoch;
  }

  saveSnapshot(sessionId: string, { position, stateHash, body }: StoredSnapshot): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO snapshot (sessionId, position, stateHash, body) VALUES (?1, ?2, ?3, ?4)')
      .run([sessionId, position, stateHash, body]);
  }

  latestSnapshot(sessionId: string, atOrBefore: number): StoredSnapshot | undefined {
    const [row] = this.#database
      .prepare(
        `SELECT position, stateHash, body FROM snapshot WHERE sessionId = ?1 AND position <= ?2
          ORDER BY position DESC LIMIT 1`,
      )
      .all([sessionId, atOrBefore]);
    return row === undefined ? undefined : snapshotRow.parse(row);
  }

  close(): void {
    this.#database.close();
  }

  #appendOne({ sessionId, expectedPosition, epoch, entries }: AppendRequest): AppendResult {
    const rows = entries.map((entry) => [
      entry.position,
      entry.at,
      entry.schemaVersion,
      entry.commandId,
      entry.hash,
      entry.body,
    ]);
    try {
      const { changes } = this.#append.run([JSON.stringify(rows), sessionId, epoch, expectedPosition]);
      if (changes === entries.length) return { outcome: 'ok', position: expectedPosition + changes };
    } catch (error) {
      const { rawCode } = failure.parse(error);
      if (!CONSTRAINT_CODES.includes(rawCode)) throw error;
    }
    return this.#whyNothingWasWritten(sessionId, epoch, entries);
  }

  #whyNothingWasWritten(sessionId: string, epoch: number, entries: readonly StoredEntry[]): AppendResult {
    if (this.head(sessionId)?.epoch !== epoch) return { outcome: 'fenced' };
    const [row] = this.#known.all([JSON.stringify(entries.map((entry) => entry.commandId)), sessionId]);
    return row === undefined ? { outcome: 'fenced' } : { outcome: 'duplicate', ...knownRow.parse(row) };
  }

  /** SQLite ends the transaction by itself on some errors (full disk) and leaves it open on others. */
  #rollback(reason: string): string {
    if (!this.#database.inTransaction) return reason;
    try {
      this.#database.exec('ROLLBACK');
      return reason;
    } catch (error) {
      return `${reason}; then rollback: ${readableReason(error)}`;
    }
  }
}

/** `SQLITE_FULL: database or disk is full`, for logs and for the teacher's desk. */
export function readableReason(error: unknown): string {
  const parsed = failure.safeParse(error);
  if (!parsed.success) return String(error);
  const { code, message } = parsed.data;
  return code === undefined ? message : `${code}: ${message}`;
}
