import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { EntryTable } from '../../../server/store/entry-table.ts';
import { MemoryEventLog } from '../../../server/store/memory-event-log.ts';
import { openSqlite } from '../../../server/store/sqlite-connection.ts';
import { entriesAfter } from '../../store/event-log-contract.ts';
import { type TemporaryDatabase, temporaryDatabase } from './temporary-database.ts';

let temporary: TemporaryDatabase;
let table: EntryTable;
let sessions = 0;
beforeAll(() => {
  temporary = temporaryDatabase();
  table = new EntryTable(openSqlite(temporary.path));
});
afterAll(() => {
  table.close();
  temporary.dispose();
});

const append = fc.record({
  kind: fc.constant('append' as const),
  /** How far the caller is from the true head and epoch: mostly not at all. */
  positionError: fc.constantFrom(0, 0, 0, 0, -1, 1),
  epochError: fc.constantFrom(0, 0, 0, 0, -1, 1),
  commandIds: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'), {
    minLength: 1,
    maxLength: 3,
  }),
});
const claim = fc.record({ kind: fc.constant('claim' as const) });
const steps = fc.array(fc.oneof({ weight: 6, arbitrary: append }, { weight: 1, arbitrary: claim }), { maxLength: 20 });

test('whatever is asked of them, the table and the log in memory answer and keep the same', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (asked) => {
      sessions += 1;
      const sessionId = `s${sessions}`;
      temporary.createSession(sessionId);
      const memory = new MemoryEventLog();
      memory.createSession(sessionId);
      for (const step of asked) {
        const head = await memory.head(sessionId);
        if (step.kind === 'claim') {
          expect(table.claim(sessionId)).toBe(await memory.claim(sessionId));
          continue;
        }
        const expectedPosition = Math.max(0, head.position + step.positionError);
        const epoch = head.epoch + step.epochError;
        const entries = entriesAfter(expectedPosition, step.commandIds.length, epoch, step.commandIds);
        const [answer] = table.commit([{ sessionId, expectedPosition, epoch, entries }]);
        expect(answer).toEqual(await memory.append(sessionId, expectedPosition, epoch, entries));
        expect(table.head(sessionId)).toEqual(await memory.head(sessionId));
      }
      expect(table.read(sessionId, 0, 100)).toEqual(await memory.read(sessionId, 0, 100));
    }),
    { numRuns: 150, seed: 20260302 },
  );
});
