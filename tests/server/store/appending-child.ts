import { createInterface } from 'node:readline';

import { SqliteEventLog } from '../../../server/store/sqlite-event-log.ts';
import { entriesAfter } from '../../store/event-log-contract.ts';

/**
 * A program that appends as fast as it can and prints every position it was told is durable, until it is killed.
 * Arguments: the database file and the session.
 */
async function main(): Promise<void> {
  const [path = '', sessionId = ''] = process.argv.slice(2);
  const log = await SqliteEventLog.open(path);
  const epoch = await log.claim(sessionId);
  const { position } = await log.head(sessionId);
  // Ends when whoever started it goes away without killing it.
  createInterface({ input: process.stdin }).on('close', () => process.exit(0));
  for (let next = position; ; next += 4) {
    const results = await Promise.all(
      [0, 1, 2, 3].map((offset) => log.append(sessionId, next + offset, epoch, entriesAfter(next + offset, 1, epoch))),
    );
    for (const result of results) {
      if (result.outcome !== 'ok') throw new Error(JSON.stringify(result));
      process.stdout.write(`${result.position}\n`);
    }
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
