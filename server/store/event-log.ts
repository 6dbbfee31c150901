import { assert } from '../../lib/kernel/assert.ts';

/**
 * One line of a session's record as the store keeps it. `position` counts from 1 without gaps; `at` is wall
 * clock in ISO 8601; `hash` is the caller's chain; `body` is the JSON of the whole entry and is never looked into.
 */
export interface StoredEntry {
  readonly position: number;
  readonly epoch: number;
  readonly at: string;
  readonly schemaVersion: number;
  readonly commandId: string;
  readonly hash: string;
  readonly body: string;
}

/** What a session's record has come to: position 0 and an empty hash before the first entry. */
export interface LogHead {
  readonly position: number;
  readonly hash: string;
  readonly epoch: number;
}

export interface StoredSnapshot {
  readonly position: number;
  readonly stateHash: string;
  readonly body: string;
}

/**
 * - `ok`: every entry is durable; `position` is the new head.
 * - `fenced`: nothing was written, because the epoch is not the session's or the head is elsewhere. The caller no
 *   longer owns the session.
 * - `duplicate`: nothing was written, because the record already has this command, at `position`.
 * - `unknown`: the entries may or may not be durable. The caller reads `head` before it does anything else.
 */
export type AppendResult =
  | { readonly outcome: 'ok'; readonly position: number }
  | { readonly outcome: 'fenced' }
  | { readonly outcome: 'duplicate'; readonly commandId: string; readonly position: number }
  | { readonly outcome: 'unknown'; readonly error: string };

/** Thrown by `claim` and `head` when there is no such session. */
export class SessionNotFoundError extends Error {
  override readonly name = 'SessionNotFoundError';
  constructor(readonly sessionId: string) {
    super(`no session ${sessionId}`);
  }
}

/**
 * The append-only record of every session. All implementations pass `tests/store/event-log-contract.ts`.
 * Only `append` answers with an outcome; the other methods reject when the store fails.
 */
export interface EventLog {
  /**
   * Writes all entries or none. They continue `expectedPosition` without gaps and carry `epoch`. Checks in this
   * order: epoch, repeated command, position.
   */
  append(
    sessionId: string,
    expectedPosition: number,
    epoch: number,
    entries: readonly StoredEntry[],
  ): Promise<AppendResult>;
  /** At most `limit` entries after position `after`, in order. */
  read(sessionId: string, after: number, limit: number): Promise<StoredEntry[]>;
  head(sessionId: string): Promise<LogHead>;
  findByCommandId(sessionId: string, commandId: string): Promise<StoredEntry | undefined>;
  /** Takes the session over: the returned epoch is new, and every older one is fenced from now on. */
  claim(sessionId: string): Promise<number>;
  /** Keeps a folded state. A snapshot is a cache: a second one at the same position replaces the first. */
  saveSnapshot(sessionId: string, position: number, stateHash: string, body: string): Promise<void>;
  latestSnapshot(sessionId: string, atOrBefore?: number): Promise<StoredSnapshot | undefined>;
  /** Waits for what was asked before, then lets go of the store. Later appends are `unknown`. */
  close(): Promise<void>;
}

/** Stops an append that no correct caller makes. */
export function assertAppendable(expectedPosition: number, epoch: number, entries: readonly StoredEntry[]): void {
  assert(entries.length > 0, 'an append carries at least one entry');
  const commandIds = new Set<string>();
  entries.forEach((entry, index) => {
    assert(entry.position === expectedPosition + index + 1, `entry ${entry.position} does not continue the log`);
    assert(entry.epoch === epoch, `entry ${entry.position} carries another epoch`);
    assert(!commandIds.has(entry.commandId), `command ${entry.commandId} occurs twice in one append`);
    commandIds.add(entry.commandId);
  });
}
