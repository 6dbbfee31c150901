import { existsSync } from 'node:fs';

import { printEntry } from '../../lib/record/transcript.ts';
import { evolveEntry, newSession } from '../../lib/session/evolve.ts';
import { decodeEntry } from '../classroom/entry-codec.ts';
import { readEntries } from '../queries/sessions.ts';
import { databasePath, openDatabase } from '../store/database.ts';

const USAGE = 'usage: npm run replay -- SESSION [--data DIR]';
const PAGE = 500;

/** Prints a recording from the event log as a transcript. Only reads. */
async function main(): Promise<void> {
  const { sessionId, dataDirectory } = readArguments(process.argv.slice(2));
  const path = databasePath(dataDirectory);
  if (!existsSync(path)) throw new Error(`there is no database at ${path}`);
  const database = await openDatabase(path);
  try {
    let state = newSession();
    for (;;) {
      const lines = await readEntries(database, sessionId, state.position, PAGE);
      for (const line of lines) {
        const entry = decodeEntry(sessionId, line);
        process.stdout.write(`${printEntry(entry, state.cluster.now)}\n`);
        state = evolveEntry(state, entry);
      }
      if (lines.length < PAGE) break;
    }
    if (state.position === 0) throw new Error(`there is no recording of session ${sessionId}`);
  } finally {
    await database.$disconnect();
  }
}

/** By hand, because a session's id may begin with a hyphen. */
function readArguments(args: readonly string[]): { readonly sessionId: string; readonly dataDirectory: string } {
  const at = args.indexOf('--data');
  const [sessionId, ...others] = at < 0 ? args : args.toSpliced(at, 2);
  const dataDirectory = at < 0 ? (process.env['DATA_DIR'] ?? 'data') : args[at + 1];
  if (sessionId === undefined || dataDirectory === undefined || others.length > 0) throw new Error(USAGE);
  return { sessionId, dataDirectory };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
