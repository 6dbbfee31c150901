import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type Database from 'libsql';
import { z } from 'zod';

import { compareStrings } from '../../lib/kernel/ordered.ts';
import { openSqlite } from './sqlite-connection.ts';

/** The bookkeeping table as `prisma migrate` makes it, so that either tool continues where the other stopped. */
const BOOKKEEPING = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                  TEXT PRIMARY KEY NOT NULL,
    "checksum"            TEXT NOT NULL,
    "finished_at"         DATETIME,
    "migration_name"      TEXT NOT NULL,
    "logs"                TEXT,
    "rolled_back_at"      DATETIME,
    "started_at"          DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0
  )`;

const appliedRow = z.object({
  migration_name: z.string(),
  checksum: z.string(),
  finished_at: z.union([z.number(), z.string()]).nullable(),
});

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** The database cannot be brought to this program's schema without a person's decision. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/**
 * Brings the database file to the schema of this program and returns the names of the migrations applied now. Each
 * migration is applied wholly or not at all. Throws `MigrationError` when the file was migrated by a newer program,
 * when an applied migration's text has changed, or when another tool left one unfinished.
 */
export function migrate(path: string, migrationsDirectory: string, now: () => Date): string[] {
  const migrations = readMigrations(migrationsDirectory);
  const database = openSqlite(path);
  try {
    database.exec(BOOKKEEPING);
    return migrations.filter((migration) => applyOnce(database, migrations, migration, now)).map(({ name }) => name);
  } finally {
    database.close();
  }
}

/** All committed migrations, oldest first. */
function readMigrations(directory: string): Migration[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((item) => item.isDirectory())
    .map((item) => item.name)
    .sort(compareStrings)
    .map((name) => {
      const sql = readFileSync(join(directory, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

/**
 * Foreign keys are off while a migration runs, because replacing a table drops it and a drop would cascade; they are
 * checked before the commit. The lock is taken before the bookkeeping is read: two programs may start at once.
 */
function applyOnce(
  database: Database.Database,
  migrations: readonly Migration[],
  migration: Migration,
  now: () => Date,
): boolean {
  database.exec('PRAGMA foreign_keys = OFF');
  database.exec('BEGIN IMMEDIATE');
  try {
    const isApplied = readApplied(database, migrations).has(migration.name);
    if (!isApplied) apply(database, migration, now);
    database.exec('COMMIT');
    return !isApplied;
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  } finally {
    database.exec('PRAGMA foreign_keys = ON');
  }
}

function readApplied(database: Database.Database, migrations: readonly Migration[]): Set<string> {
  const known = new Map(migrations.map(({ name, checksum }) => [name, checksum]));
  const rows = database
    .prepare('SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL')
    .all()
    .map((row) => appliedRow.parse(row));
  for (const row of rows) {
    const name = row.migration_name;
    if (!known.has(name)) throw new MigrationError(`the database has migration ${name}, which this program lacks`);
    if (row.finished_at === null) throw new MigrationError(`migration ${name} was begun and not finished`);
    if (known.get(name) !== row.checksum)
      throw new MigrationError(`migration ${name} was changed after it was applied`);
  }
  return new Set(rows.map((row) => row.migration_name));
}

function apply(database: Database.Database, { name, sql, checksum }: Migration, now: () => Date): void {
  const startedAt = now().getTime();
  database.exec(sql);
  const violations = database.prepare('PRAGMA foreign_key_check').all();
  if (violations.length > 0)
    throw new MigrationError(`migration ${name} leaves ${violations.length} broken references`);
  database
    .prepare(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES (?1, ?2, ?3, ?4, ?5, 1)`,
    )
    .run([name, checksum, name, startedAt, now().getTime()]);
}
