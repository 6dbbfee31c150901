import { z } from 'zod';

import type { Entry } from '../../lib/session/commands.ts';
import type { StoredEntry } from '../store/event-log.ts';

/** An entry before the journal has numbered, dated and chained it. */
export type EntryDraft = Pick<Entry, 'commandId' | 'actor' | 'command' | 'outcome' | 'causedBy'>;

type Body = Pick<Entry, 'actor' | 'command' | 'outcome' | 'causedBy'>;

type Hash = (text: string) => string;

/** The hash of an entry: over the entry before it and everything that is stored of it. */
export function chainHash(hash: Hash, previous: string, entry: Omit<StoredEntry, 'hash'>): string {
  const { position, epoch, at, schemaVersion, commandId, body } = entry;
  return hash(JSON.stringify([previous, position, epoch, at, schemaVersion, commandId, body]));
}

/** The line of the log for a draft. The body holds what the other columns do not. */
export function encodeEntry(
  hash: Hash,
  previous: string,
  draft: EntryDraft,
  place: Pick<StoredEntry, 'position' | 'epoch' | 'at' | 'schemaVersion'>,
): StoredEntry {
  const { commandId, actor, command, outcome, causedBy } = draft;
  const body: Body = { actor, command, outcome, ...(causedBy !== undefined && { causedBy }) };
  const line = { ...place, commandId, body: JSON.stringify(body) };
  return { ...line, hash: chainHash(hash, previous, line) };
}

const envelope = z.object({
  actor: z.object({ kind: z.string() }),
  command: z.object({ type: z.string() }),
  outcome: z.union([
    z.object({ events: z.array(z.unknown()) }),
    z.object({ refusal: z.object({ reason: z.string() }) }),
  ]),
});

/**
 * The entry of a stored line. Only the envelope is checked: the body was written by this program and is covered by
 * the hash chain. Throws when it is not an entry at all.
 */
export function decodeEntry(sessionId: string, stored: StoredEntry): Entry {
  const { body, ...line } = stored;
  const parsed: unknown = JSON.parse(body);
  if (!isBody(parsed)) throw new Error(`entry ${stored.position} of session ${sessionId} is not readable`);
  return { sessionId, ...line, ...parsed };
}

function isBody(value: unknown): value is Body {
  return envelope.safeParse(value).success;
}
