import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'libsql';

import { MIGRATIONS_DIRECTORY } from '../../../prisma/schema-engine.ts';
import { migrate } from '../../../server/store/migrate.ts';

/** A migrated database file in a directory of its own. */
export interface TemporaryDatabase {
  readonly directory: string;
  readonly path: string;
  createSession(sessionId: string): void;
  /** Runs one statement on a connection of its own and returns its rows. */
  query(sql: string, ...parameters: unknown[]): unknown[];
  dispose(): void;
}

export function temporaryDatabase(): TemporaryDatabase {
  const directory = mkdtempSync(join(tmpdir(), 'kubecrew-store-'));
  const path = join(directory, 'kubecrew.db');
  migrate(path, MIGRATIONS_DIRECTORY, () => new Date('2026-01-01T00:00:00Z'));
  const query = (sql: string, ...parameters: unknown[]): unknown[] => {
    const database = new Database(path, { timeout: 5000 });
    try {
      return database.prepare(sql).all(parameters);
    } finally {
      database.close();
    }
  };
  return {
    directory,
    path,
    query,
    createSession: (sessionId) => {
      query(
        `INSERT INTO session (id, lessonId, seed, createdAt) VALUES (?1, 'pod-creation', 1, '2026-01-01')`,
        sessionId,
      );
    },
    dispose: () => rmSync(directory, { recursive: true, force: true }),
  };
}
