import { assert } from '../../lib/kernel/assert.ts';
import type { PrismaClient } from '../store/database.ts';
import type { StoredEntry } from '../store/event-log.ts';
import { newId, randomBelow, type Sources } from './sources.ts';

export interface NewSession {
  readonly classroomId: string | null;
  readonly lessonId: string;
  readonly solo: boolean;
  /** Drawn when it is left out. Below 2^31. */
  readonly seed?: number;
  /** Where a fork leaves its parent. */
  readonly parent?: { readonly sessionId: string; readonly position: number };
}

const SEED_BOUND = 2 ** 31;

/** Makes a session known to the event log. Its record begins with the first append. */
export async function createSession(
  database: PrismaClient,
  sources: Sources,
  { classroomId, lessonId, solo, seed = randomBelow(sources, SEED_BOUND), parent }: NewSession,
): Promise<{ readonly id: string; readonly seed: number }> {
  assert(Number.isInteger(seed) && seed >= 0 && seed < SEED_BOUND, `seed ${seed} is out of range`);
  const id = newId(sources);
  await database.session.create({
    data: {
      id,
      classroomId,
      lessonId,
      solo,
      seed,
      parentSessionId: parent?.sessionId ?? null,
      parentPosition: parent?.position ?? null,
      createdAt: sources.now(),
    },
  });
  return { id, seed };
}

/** A session as the database keeps it; how far its record goes is the event log's to say. */
export async function findSession(database: PrismaClient, sessionId: string) {
  return database.session.findUnique({
    where: { id: sessionId },
    include: { classroom: { select: { id: true, teacherId: true, title: true, locale: true, endedAt: true } } },
  });
}

/** Ending twice keeps the first time. */
export async function endSession(database: PrismaClient, sources: Sources, sessionId: string): Promise<void> {
  await database.session.updateMany({ where: { id: sessionId, endedAt: null }, data: { endedAt: sources.now() } });
}

/** The sessions played in a teacher's classrooms, newest first, with the number of entries of each record. */
export async function listSessionsOfTeacher(database: PrismaClient, teacherId: string, limit = 200) {
  const sessions = await database.session.findMany({
    where: { classroom: { teacherId } },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: limit,
    include: { classroom: { select: { id: true, title: true } } },
  });
  const heads = await database.entry.groupBy({
    by: ['sessionId'],
    where: { sessionId: { in: sessions.map(({ id }) => id) } },
    _max: { position: true },
  });
  const headOf = new Map(heads.map(({ sessionId, _max }) => [sessionId, _max.position ?? 0]));
  return sessions.map((session) => ({ ...session, head: headOf.get(session.id) ?? 0 }));
}

/** The sessions of one classroom, the oldest first: each but the first was begun by going back in one before it. */
export async function listSessionsOfClassroom(database: PrismaClient, classroomId: string) {
  return database.session.findMany({
    where: { classroomId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
}

/** At most `limit` entries after position `after`: the record as pages read it, apart from the room's own log. */
export async function readEntries(
  database: PrismaClient,
  sessionId: string,
  after: number,
  limit: number,
): Promise<StoredEntry[]> {
  return database.entry.findMany({
    where: { sessionId, position: { gt: after } },
    orderBy: { position: 'asc' },
    take: limit,
    omit: { sessionId: true },
  });
}
