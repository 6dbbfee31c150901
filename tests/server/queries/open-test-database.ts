import { PrismaLibSql } from '@prisma/adapter-libsql';
import { expect, vi } from 'vitest';

import { openDatabase, type PrismaClient } from '../../../server/store/database.ts';
import { createTeacher } from '../../../server/queries/teachers.ts';
import { temporaryDatabase } from '../store/temporary-database.ts';
import { type TestSources, testSources } from '../test-sources.ts';

export interface TestDatabase {
  readonly client: PrismaClient;
  readonly sources: TestSources;
  readonly directory: string;
  readonly path: string;
  /** A teacher to own classrooms. */
  readonly teacherId: string;
  /** Fails when a query opened a transaction: with this adapter a lock met at its end can lose writes. */
  dispose(): Promise<void>;
}

/** A migrated database with one teacher in it. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const { directory, path, dispose } = temporaryDatabase();
  const connect = vi.spyOn(PrismaLibSql.prototype, 'connect');
  const client = await openDatabase(path);
  const adapters = await Promise.all(connect.mock.results.map(({ value }) => value));
  connect.mockRestore();
  expect(adapters).toHaveLength(1);
  const transactions = adapters.map((adapter) => vi.spyOn(adapter, 'startTransaction'));
  const sources = testSources();
  const teacher = { email: 'kim@school.example', name: 'Kim', passwordHash: 'x', locale: 'ko' as const };
  const created = await createTeacher(client, sources, teacher);
  if (!created.ok) throw new Error(created.error);
  return {
    client,
    sources,
    directory,
    path,
    teacherId: created.value.id,
    dispose: async () => {
      await client.$disconnect();
      dispose();
      for (const startTransaction of transactions) expect(startTransaction).not.toHaveBeenCalled();
    },
  };
}
