import { Worker } from 'node:worker_threads';

import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';

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

  describe('when the worker dies', () => {
    const workers = () => {
      const post = vi.spyOn(Worker.prototype, 'postMessage');
      onTestFinished(() => post.mockRestore());
      return (): Worker => {
        const worker: unknown = post.mock.contexts.at(-1);
        if (!(worker instanceof Worker)) throw new Error('the log has no worker');
        return worker;
      };
    };
    const watch = () => ({ restarted: vi.fn<(reason: string) => void>(), lost: vi.fn<(reason: string) => void>() });

    test('what is under way is settled, and another takes its place in the same epoch', async () => {
      const newest = workers();
      const told = watch();
      const log = await SqliteEventLog.open(database.path, told);
      const epoch = await log.claim('s1');
      const underWay = Array.from({ length: 20 }, (_unused, index) =>
        log.append('s1', index, epoch, entriesAfter(index, 1, epoch)),
      );
      await newest().terminate();
      const outcomes = (await Promise.all(underWay)).map(({ outcome }) => outcome);
      const acknowledged = outcomes.filter((outcome) => outcome === 'ok').length;
      expect(outcomes.length - acknowledged).toBeGreaterThan(0);
      const { position } = await log.head('s1');
      expect(position).toBeGreaterThanOrEqual(acknowledged);
      expect(await log.append('s1', position, epoch, entriesAfter(position, 1, epoch))).toEqual({
        outcome: 'ok',
        position: position + 1,
      });
      expect(told.restarted.mock.calls).toEqual([[expect.stringContaining('the append worker ended')]]);
      expect(told.lost).not.toHaveBeenCalled();
      await log.close();
    });

    test('and the next one before it did anything, the log is lost and says so', async () => {
      const newest = workers();
      const told = watch();
      const log = await SqliteEventLog.open(database.path, told);
      const epoch = await log.claim('s1');
      await newest().terminate();
      const asked = log.head('s1');
      await Promise.all([newest().terminate(), expect(asked).rejects.toThrow('the append worker ended')]);
      expect(told.restarted).toHaveBeenCalledTimes(1);
      expect(told.lost.mock.calls).toEqual([[expect.stringContaining('the append worker ended')]]);
      expect(await log.append('s1', 0, epoch, entriesAfter(0, 1, epoch))).toMatchObject({ outcome: 'unknown' });
      await log.close();
    });

    test('because the log is closed, nobody is told', async () => {
      const told = watch();
      const log = await SqliteEventLog.open(database.path, told);
      await log.close();
      expect([told.restarted.mock.calls, told.lost.mock.calls]).toEqual([[], []]);
    });
  });
});
