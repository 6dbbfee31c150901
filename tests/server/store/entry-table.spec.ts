import type Database from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { EntryTable } from '../../../server/store/entry-table.ts';
import { assertPragmas, openSqlite } from '../../../server/store/sqlite-connection.ts';
import { entriesAfter } from '../../store/event-log-contract.ts';
import { type TemporaryDatabase, temporaryDatabase } from './temporary-database.ts';

describe('the entry table when the file fails it', () => {
  let temporary: TemporaryDatabase;
  let connection: Database.Database;
  let table: EntryTable;
  let epoch: number;

  beforeEach(() => {
    temporary = temporaryDatabase();
    temporary.createSession('s1');
    temporary.createSession('s2');
    connection = openSqlite(temporary.path);
    table = new EntryTable(connection);
    epoch = table.claim('s1') ?? 0;
    table.claim('s2');
  });
  afterEach(() => {
    table.close();
    temporary.dispose();
  });

  const append = (sessionId: string, after: number, body = '{}') => ({
    sessionId,
    expectedPosition: after,
    epoch,
    entries: entriesAfter(after, 1, epoch).map((entry) => ({ ...entry, body })),
  });

  test.each([
    ['alone', 1],
    ['in a group', 2],
  ])('a full disk makes an append %s unknown, keeps what was there, and room makes it work again', (_how, size) => {
    table.commit([append('s1', 0)]);
    const [pages] = connection.prepare('PRAGMA page_count').pluck().all();
    connection.exec(`PRAGMA max_page_count = ${Number(pages)}`);
    const tooMuch = [append('s1', 1, 'x'.repeat(100_000)), append('s2', 0)].slice(0, size);
    expect(table.commit(tooMuch)).toEqual(
      tooMuch.map(() => ({ outcome: 'unknown', error: expect.stringContaining('SQLITE_FULL') })),
    );
    expect([table.head('s1')?.position, table.head('s2')?.position]).toEqual([1, 0]);

    connection.exec('PRAGMA max_page_count = 100000');
    expect(table.commit(tooMuch)).toEqual(
      tooMuch.map(({ expectedPosition }) => ({ outcome: 'ok', position: expectedPosition + 1 })),
    );
  });

  test.each([1, 2])('a lock that another program keeps makes %i appends unknown', (size) => {
    connection.exec('PRAGMA busy_timeout = 1');
    const other = openSqlite(temporary.path);
    other.exec('BEGIN IMMEDIATE');
    const requests = [append('s1', 0), append('s2', 0)].slice(0, size);
    expect(table.commit(requests)).toEqual(
      requests.map(() => ({ outcome: 'unknown', error: expect.stringContaining('SQLITE_BUSY') })),
    );
    other.exec('ROLLBACK');
    other.close();
    expect(table.commit(requests)).toEqual(requests.map(() => ({ outcome: 'ok', position: 1 })));
  });

  test('a connection that would not survive a power cut is refused', () => {
    expect(() => assertPragmas(connection)).not.toThrow();
    connection.exec('PRAGMA synchronous = NORMAL');
    expect(() => assertPragmas(connection)).toThrow('SQLite runs with synchronous=1, needed is 2');
  });
});
