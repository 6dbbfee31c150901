import type { Entry } from '../../lib/session/commands.ts';
import { decodeEntry } from '../classroom/entry-codec.ts';
import type { PrismaClient } from '../store/database.ts';
import { readEntries } from './sessions.ts';

const PAGE = 500;

/** Every entry of a session's record, in order. */
export async function readWholeRecord(database: PrismaClient, sessionId: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (;;) {
    const lines = await readEntries(database, sessionId, entries.length, PAGE);
    entries.push(...lines.map((line) => decodeEntry(sessionId, line)));
    if (lines.length < PAGE) return entries;
  }
}
