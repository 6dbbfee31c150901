import { Worker } from 'node:worker_threads';

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { SqliteEventLog } from '../../../server/store/sqlite-event-log.ts';
import { describeEventLog, entriesAfter } from '../../store/event-log-contract.ts';
import { type TemporaryDatabase, temporaryDatabase } from './temporary-database.ts';

describeEventLog('SQLite', async () => {
  const database = temporaryDatabase();
  const log = await SqliteEventLog.open(database.path);
  return {
    log,
    createSession: async (sessionId) => database.createSession(sessionId),
    dispose: async () => {
      await log.close();
      database.dispose();
    },
  };
});

describe('the SQLite file', () => {
  let database: TemporaryDatabase;
  beforeEach(() => {
    database = temporaryDatabase();
    database.createSession('s1');
  });
  afterEach(() => database.dispose());

  test('given a log that was closed, when it is opened again, then everything is there', async () => {
    const first = await SqliteEventLog.open(database.path);
    const epoch = await first.claim('s1');
    await first.append('s1', 0, epoch, entriesAfter(0, 3, epoch));
    await first.saveSnapshot('s1', 3, 'state', '{}');
    await first.close();

    const second = await SqliteEventLog.open(database.path);
    expect(await second.head('s1')).toEqual({ position: 3, hash: 'hash-3', epoch });
    expect(await second.read('s1', 0, 10)).toEqual(entriesAfter(0, 3, epoch));
    expect((await second.latestSnapshot('s1'))?.stateHash).toBe('state');
    expect(await second.claim('s1')).toBe(epoch + 1);
    await second.close();
  });

  test('given two open logs, when the second claims the session, then the first can write nothing more', async () => {
    const first = await SqliteEventLog.open(database.path);
    const second = await SqliteEventLog.open(database.path);
    const stale = await first.claim('s1');
    expect(await first.append('s1', 0, stale, entriesAfter(0, 1, stale))).toMatchObject({ outcome: 'ok' });
    const fresh = await second.claim('s1');
    const results = await Promise.all([
      first.append('s1', 1, stale, entriesAfter(1, 1, stale, ['from-first'])),
      second.append('s1', 1, fresh, entriesAfter(1, 1, fresh, ['from-second'])),
    ]);
    expect(results).toEqual([{ outcome: 'fenced' }, { outcome: 'ok', position: 2 }]);
    expect((await first.read('s1', 1, 10)).map(({ commandId }) => commandId)).toEqual(['from-second']);
    await Promise.all([first.close(), second.close()]);
  });

  test('a file that is not a database cannot be opened', async () => {
    await expect(SqliteEventLog.open(database.directory)).rejects.toThrow(/append worker failed/);
  });

  test('without the tables the log does not open', async () => {
    await expect(SqliteEventLog.open(`${database.path}.other`)).rejects.toThrow(/no such table/);
  });

  test('when the table refuses, the append is unknown with a readable reason and others in its group too', async () => {
    database.createSession('s2');
    database.query(
      `CREATE TRIGGER full BEFORE INSERT ON entry WHEN NEW.commandId = 'bad' BEGIN SELECT raise(ROLLBACK, 'refused'); END`,
    );
    const log = await SqliteEventLog.open(database.path);
    const [one, two] = [await log.claim('s1'), await log.claim('s2')];
    const results = await Promise.all([
      log.append('s1', 0, one, entriesAfter(0, 1, one)),
      log.append('s1', 1, one, entriesAfter(1, 1, one, ['bad'])),
      log.append('s2', 0, two, entriesAfter(0, 1, two)),
    ]);
    expect(results[0]).toEqual({ outcome: 'ok', position: 1 });
    expect(results.slice(1)).toEqual(
      [1, 2].map(() => ({ outcome: 'unknown', error: expect.stringContaining('refused') })),
    );
    expect([(await log.head('s1')).position, (await log.head('s2')).position]).toEqual([1, 0]);
    expect(await log.append('s2', 0, two, entriesAfter(0, 1, two))).toEqual({ outcome: 'ok', position: 1 });
    await log.close();
  });

  test('when the worker dies, what is under way is settled and what comes later is unknown', async () => {
    const post = vi.spyOn(Worker.prototype, 'postMessage');
    const log = await SqliteEventLog.open(database.path);
    const [worker] = post.mock.contexts;
    post.mockRestore();
    if (!(worker instanceof Worker)) throw new Error('the log has no worker');
    const epoch = await log.claim('s1');
    const underWay = Array.from({ length: 20 }, (_unused, index) =>
      log.append('s1', index, epoch, entriesAfter(index, 1, epoch)),
    );
    await worker.terminate();
    const outcomes = (await Promise.all(underWay)).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome !== 'ok' && outcome !== 'unknown')).toEqual([]);
    expect(await log.append('s1', 20, epoch, entriesAfter(20, 1, epoch))).toEqual({
      outcome: 'unknown',
      error: expect.stringContaining('the append worker ended'),
    });
    await expect(log.head('s1')).rejects.toThrow('the append worker ended');
    await log.close();

    const again = await SqliteEventLog.open(database.path);
    const acknowledged = outcomes.filter((outcome) => outcome === 'ok').length;
    expect((await again.head('s1')).position).toBeGreaterThanOrEqual(acknowledged);
    await again.close();
  });
});
