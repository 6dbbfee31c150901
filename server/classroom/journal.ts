import { type Entry, SCHEMA_VERSION } from '../../lib/session/commands.ts';
import type { SessionState } from '../../lib/session/state.ts';
import type { StoredEntry } from '../store/event-log.ts';
import { chainHash, decodeEntry, encodeEntry, type EntryDraft } from './entry-codec.ts';
import type { RoomPorts } from './ports.ts';
import { SNAPSHOT_EVERY_POSITIONS } from './settings.ts';

/**
 * - `ok`: durable.
 * - `absent`: not written; the journal goes on from where it was.
 * - `fenced`: somebody else owns the session now.
 * - `duplicate`: the record has a command of this id already.
 * - `unreachable`: nobody knows. `settle` must answer something else before the next append.
 */
export type JournalOutcome =
  | { readonly outcome: 'ok' | 'absent' | 'fenced' }
  | { readonly outcome: 'duplicate'; readonly commandId: string }
  | { readonly outcome: 'unreachable'; readonly error: string };

type JournalPorts = Pick<RoomPorts, 'log' | 'play' | 'clock' | 'hash' | 'logger'>;

const READ_LINES = 500;
const SETTLE_TRIES = 3;
const SETTLE_PAUSE_MILLIS = 200;

/** The record of one session as its owner writes it: numbered, dated, chained and fenced. */
export class SessionJournal {
  readonly sessionId: string;
  readonly #ports: JournalPorts;
  readonly #epoch: number;
  #position: number;
  #hash: string;
  #unsettled: readonly StoredEntry[] | undefined;

  private constructor(ports: JournalPorts, sessionId: string, epoch: number, position: number, hash: string) {
    this.#ports = ports;
    this.sessionId = sessionId;
    this.#epoch = epoch;
    this.#position = position;
    this.#hash = hash;
  }

  /** Takes the session over and folds what it has come to; the state is null when nothing was recorded yet. */
  static async open(
    ports: JournalPorts,
    sessionId: string,
  ): Promise<{ readonly journal: SessionJournal; readonly state: SessionState | null }> {
    const epoch = await ports.log.claim(sessionId);
    const { state, hash } = await foldSession(ports, sessionId, Number.MAX_SAFE_INTEGER);
    return { journal: new SessionJournal(ports, sessionId, epoch, state?.position ?? 0, hash), state };
  }

  async append(drafts: readonly EntryDraft[]): Promise<JournalOutcome> {
    const at = this.#ports.clock.wall();
    const lines: StoredEntry[] = [];
    let previous = this.#hash;
    for (const draft of drafts) {
      const position = this.#position + lines.length + 1;
      const line = encodeEntry(this.#ports.hash, previous, draft, {
        position,
        epoch: this.#epoch,
        at,
        schemaVersion: SCHEMA_VERSION,
      });
      lines.push(line);
      previous = line.hash;
    }
    const result = await this.#ports.log.append(this.sessionId, this.#position, this.#epoch, lines);
    switch (result.outcome) {
      case 'ok':
        this.#advance(lines);
        return { outcome: 'ok' };
      case 'fenced':
        return { outcome: 'fenced' };
      case 'duplicate':
        return { outcome: 'duplicate', commandId: result.commandId };
      case 'unknown':
        this.#ports.logger.warn({ sessionId: this.sessionId, error: result.error }, 'append outcome unknown');
        this.#unsettled = lines;
        return this.settle();
    }
  }

  get isUnsettled(): boolean {
    return this.#unsettled !== undefined;
  }

  /** Finds out what became of an append whose outcome is unknown, by reading the head of the record. */
  async settle(): Promise<JournalOutcome> {
    const lines = this.#unsettled;
    if (lines === undefined) return { outcome: 'ok' };
    let error = '';
    for (let attempt = 1; attempt <= SETTLE_TRIES; attempt += 1) {
      try {
        const head = await this.#ports.log.head(this.sessionId);
        this.#unsettled = undefined;
        if (head.epoch !== this.#epoch) return { outcome: 'fenced' };
        if (head.position === this.#position) return { outcome: 'absent' };
        if (head.hash !== lines.at(-1)?.hash) return { outcome: 'fenced' };
        this.#advance(lines);
        return { outcome: 'ok' };
      } catch (failure) {
        error = String(failure);
      }
      if (attempt < SETTLE_TRIES) await pause(this.#ports, SETTLE_PAUSE_MILLIS);
    }
    return { outcome: 'unreachable', error };
  }

  async find(commandId: string): Promise<Entry | undefined> {
    const line = await this.#ports.log.findByCommandId(this.sessionId, commandId);
    return line === undefined ? undefined : decodeEntry(this.sessionId, line);
  }

  /** Keeps the folded state when enough has happened since `from`, or when asked to. A lost snapshot costs time only. */
  async snapshot(state: SessionState, from: number): Promise<void> {
    const { position } = state;
    if (Math.floor(position / SNAPSHOT_EVERY_POSITIONS) === Math.floor(from / SNAPSHOT_EVERY_POSITIONS)) return;
    await this.keep(state);
  }

  async keep(state: SessionState): Promise<void> {
    const body = JSON.stringify(state);
    try {
      await this.#ports.log.saveSnapshot(this.sessionId, state.position, this.#ports.hash(body), body);
    } catch (error) {
      this.#ports.logger.warn({ sessionId: this.sessionId, error: String(error) }, 'snapshot not saved');
    }
  }

  #advance(lines: readonly StoredEntry[]): void {
    this.#position += lines.length;
    this.#hash = lines.at(-1)?.hash ?? this.#hash;
  }
}

function pause({ clock }: Pick<JournalPorts, 'clock'>, milliseconds: number): Promise<void> {
  return new Promise((resume) => {
    clock.after(milliseconds, resume);
  });
}

/**
 * The state of a session after `position` (or after its last entry, whichever comes first), from the latest good
 * snapshot and the entries after it. Throws when the chain of hashes is broken or an entry does not apply.
 */
export async function foldSession(
  ports: JournalPorts,
  sessionId: string,
  position: number,
): Promise<{ readonly state: SessionState | null; readonly hash: string }> {
  let { state, hash } = await startOfFold(ports, sessionId, position);
  while ((state?.position ?? 0) < position) {
    const lines = await ports.log.read(sessionId, state?.position ?? 0, READ_LINES);
    const wanted = lines.filter((line) => line.position <= position);
    state = ports.play.fold(state, decoded(ports, sessionId, hash, wanted));
    hash = wanted.at(-1)?.hash ?? hash;
    // A page of which something is not wanted is the last, and so is one that is not full.
    if (wanted.length < READ_LINES) break;
  }
  return { state, hash };
}

/** The entries of lines that follow one with the hash `previous`, each decoded when it is asked for. */
function* decoded(
  ports: JournalPorts,
  sessionId: string,
  previous: string,
  lines: readonly StoredEntry[],
): Generator<Entry> {
  let hash = previous;
  for (const line of lines) {
    if (chainHash(ports.hash, hash, line) !== line.hash) {
      throw new Error(`the record of session ${sessionId} is damaged at position ${line.position}`);
    }
    yield decodeEntry(sessionId, line);
    hash = line.hash;
  }
}

/** The latest snapshot that is what it was when it was saved, with the hash of its last entry; else the beginning. */
async function startOfFold(
  { log, hash, logger }: JournalPorts,
  sessionId: string,
  position: number,
): Promise<{ readonly state: SessionState | null; readonly hash: string }> {
  const beginning = { state: null, hash: '' };
  const snapshot = await log.latestSnapshot(sessionId, position);
  if (snapshot === undefined) return beginning;
  const [last] = await log.read(sessionId, snapshot.position - 1, 1);
  if (last?.position !== snapshot.position || hash(snapshot.body) !== snapshot.stateHash) {
    logger.warn({ sessionId, position: snapshot.position }, 'snapshot discarded');
    return beginning;
  }
  return { state: parseState(snapshot.body), hash: last.hash };
}

/** A snapshot was written by this program and its hash has been compared: its form is not checked again. */
function parseState(body: string): SessionState {
  const parsed: SessionState = JSON.parse(body);
  return parsed;
}
