import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { diagnoseDatabase, MIGRATIONS_DIRECTORY, missingMigrationSql } from '../../../prisma/schema-engine.ts';
import { migrate, MigrationError } from '../../../server/store/migrate.ts';

const committed = readdirSync(MIGRATIONS_DIRECTORY).filter((name) => !name.endsWith('.toml'));
const now = (): Date => new Date('2026-01-02T03:04:05Z');

let directory: string;
let path: string;
let migrations: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kubecrew-migrate-'));
  path = join(directory, 'kubecrew.db');
  migrations = join(directory, 'migrations');
  cpSync(MIGRATIONS_DIRECTORY, migrations, { recursive: true });
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function addMigration(name: string, sql: string): void {
  mkdirSync(join(migrations, name), { recursive: true });
  writeFileSync(join(migrations, name, 'migration.sql'), sql);
}

function query(sql: string): unknown[] {
  const database = new Database(path);
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

describe('the committed migrations', () => {
  test('lead exactly to the schema', async () => {
    expect(await missingMigrationSql()).toBe('');
  });

  test('are all applied to a new file, once', () => {
    expect(migrate(path, migrations, now)).toEqual(committed);
    expect(migrate(path, migrations, now)).toEqual([]);
  });

  test('leave nothing to do for prisma migrate deploy', async () => {
    migrate(path, migrations, now);
    expect(await diagnoseDatabase(`file:${path}`)).toMatchObject({
      editedMigrationNames: [],
      failedMigrationNames: [],
      hasMigrationsTable: true,
      history: null,
    });
  });
});

describe('the runner', () => {
  test('applies only what is new, and replacing a table keeps the rows that refer to it', () => {
    migrate(path, migrations, now);
    query(`INSERT INTO session (id, lessonId, seed, createdAt) VALUES ('s1', 'map', 1, '2026-01-01')`);
    query(`INSERT INTO snapshot (sessionId, position, stateHash, body) VALUES ('s1', 1, 'h', '{}')`);
    addMigration(
      '99990101000000_replace',
      `CREATE TABLE copy AS SELECT * FROM session; DROP TABLE session; ALTER TABLE copy RENAME TO session;
       CREATE UNIQUE INDEX session_id ON session (id);`,
    );
    expect(migrate(path, migrations, now)).toEqual(['99990101000000_replace']);
    expect(query('SELECT sessionId FROM snapshot')).toEqual([{ sessionId: 's1' }]);
  });

  test.each([
    ['a syntax error', 'CREATE TABLE half (id TEXT); CREATE TABEL other (id TEXT);', /syntax error/],
    [
      'a broken reference',
      `CREATE TABLE half (id TEXT); INSERT INTO snapshot VALUES ('nowhere', 1, 'h', '{}');`,
      /leaves 1 broken references/,
    ],
  ])('takes a migration with %s back wholly', (_what, sql, message) => {
    migrate(path, migrations, now);
    addMigration('99990101000000_broken', sql);
    expect(() => migrate(path, migrations, now)).toThrow(message);
    expect(query(`SELECT name FROM sqlite_master WHERE name = 'half'`)).toEqual([]);
    rmSync(join(migrations, '99990101000000_broken'), { recursive: true });
    expect(migrate(path, migrations, now)).toEqual([]);
  });

  test.each<[string, () => void, RegExp]>([
    [
      'was migrated by a newer program',
      () =>
        query(`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES (1, 'x', 'next', 1)`),
      /which this program lacks/,
    ],
    [
      'has an unfinished migration',
      () => query(`UPDATE _prisma_migrations SET finished_at = NULL`),
      /was begun and not finished/,
    ],
    [
      'was migrated with another text',
      () => query(`UPDATE _prisma_migrations SET checksum = 'other'`),
      /was changed after it was applied/,
    ],
  ])('refuses a file that %s', (_what, damage, message) => {
    migrate(path, migrations, now);
    damage();
    expect(() => migrate(path, migrations, now)).toThrow(MigrationError);
    expect(() => migrate(path, migrations, now)).toThrow(message);
  });
});
