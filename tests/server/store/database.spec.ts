import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { MIGRATIONS_DIRECTORY } from '../../../prisma/schema-engine.ts';
import { databasePath, openDatabase } from '../../../server/store/database.ts';
import { migrate } from '../../../server/store/migrate.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kubecrew-database-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const now = (): Date => new Date('2026-01-01T00:00:00Z');

test.each(['plain', 'with space', '교실', '100% #1?'])('a data directory called %j works', async (name) => {
  const path = databasePath(join(directory, name));
  migrate(path, MIGRATIONS_DIRECTORY, now);
  const client = await openDatabase(path);
  await client.setupLink.create({ data: { tokenHash: 'hash', expiresAt: now() } });
  await client.$disconnect();
  const database = new Database(path);
  expect(database.prepare('SELECT tokenHash FROM setup_link').all()).toEqual([{ tokenHash: 'hash' }]);
  database.close();
});

test('without a migrated file nothing is opened or made', async () => {
  const path = join(directory, 'kubecrew.db');
  await expect(openDatabase(path)).rejects.toThrow(/apply the migrations first/);
});

test('a file that is not in WAL mode is refused', async () => {
  const path = join(directory, 'kubecrew.db');
  const database = new Database(path);
  database.exec('CREATE TABLE anything (id TEXT)');
  database.close();
  await expect(openDatabase(path)).rejects.toThrow('the database client runs with journal_mode=delete, needed is wal');
});

test('connections that the client opens later have the same settings', async () => {
  mkdirSync(join(directory, 'data'));
  const path = databasePath(join(directory, 'data'));
  migrate(path, MIGRATIONS_DIRECTORY, now);
  const client = await openDatabase(path);
  // A transaction takes its connection away; what follows runs on a new one.
  await client.$transaction([client.teacher.count(), client.teacher.count()]);
  expect(await client.$queryRawUnsafe('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
  expect(await client.$queryRawUnsafe('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
  await client.$disconnect();
});
