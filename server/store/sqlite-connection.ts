import Database from 'libsql';

/** How long a statement waits for another connection's write lock. */
export const BUSY_TIMEOUT_MS = 5000;

const REQUIRED_PRAGMAS: readonly (readonly [name: string, expected: string | number])[] = [
  ['journal_mode', 'wal'],
  ['synchronous', 2],
  ['foreign_keys', 1],
];

/**
 * Opens the database file in WAL mode with `synchronous=FULL`, and refuses to go on when the file or its file system
 * does not grant them: an acknowledged entry must survive a power cut. `path` is absolute.
 */
export function openSqlite(path: string): Database.Database {
  const database = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    database.prepare('PRAGMA journal_mode = WAL').all();
    database.exec('PRAGMA synchronous = FULL');
    database.exec('PRAGMA foreign_keys = ON');
    assertPragmas(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/** Throws when a connection does not have the settings the record's durability rests on. */
export function assertPragmas(database: Database.Database): void {
  for (const [name, expected] of REQUIRED_PRAGMAS) {
    const [found] = database.prepare(`PRAGMA ${name}`).pluck().all();
    if (found !== expected) throw new Error(`SQLite runs with ${name}=${String(found)}, needed is ${expected}`);
  }
}
