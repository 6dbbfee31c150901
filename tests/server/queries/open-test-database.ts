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
  dispose(): Promise<void>;
}

/** A migrated database with one teacher in it. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const { directory, path, dispose } = temporaryDatabase();
  const client = await openDatabase(path);
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
    },
  };
}
