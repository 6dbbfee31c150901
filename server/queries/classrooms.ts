import { z } from 'zod';

import { assert } from '../../lib/kernel/assert.ts';
import type { JsonValue } from '../../lib/kernel/json.ts';
import { hashToken, joinToken } from '../auth/tokens.ts';
import type { PrismaClient } from '../store/database.ts';
import { drawRoomCode } from './room-code.ts';
import { newId, type Sources } from './sources.ts';
import type { Locale } from './teachers.ts';
import { isUniqueViolation } from './unique-violation.ts';

/** What a room is set to: read by the room's own code, kept here as it was given. */
export type ClassroomSettings = Readonly<Record<string, JsonValue>>;

export interface NewClassroom {
  /** Null makes a solo room, which has no code and no teacher. */
  readonly teacherId: string | null;
  readonly title: string;
  readonly locale: Locale;
  readonly lessonId: string;
  readonly settings: ClassroomSettings;
}

/** A classroom as the database keeps it. */
export type ClassroomRecord = NonNullable<Awaited<ReturnType<typeof findClassroom>>>;

/** With a million codes and a few thousand rooms at most, a handful of draws always finds a free one. */
const CODE_DRAWS_MAX = 20;

const settingsSchema = z.record(z.string(), z.json());

/** Opens a room under a code that no other open room has. `secret` is the server's, for the QR code's token. */
export async function createClassroom(
  database: PrismaClient,
  sources: Sources,
  secret: string,
  classroom: NewClassroom,
): Promise<{ readonly id: string; readonly roomCode: string | null }> {
  const id = newId(sources);
  const data = { ...classroom, settings: settingsSchema.parse(classroom.settings), id, createdAt: sources.now() };
  if (classroom.teacherId === null) {
    await database.classroom.create({ data });
    return { id, roomCode: null };
  }
  const roomCode = await withFreeCode(sources, async (code) => {
    const joinTokenHash = hashToken(joinToken(secret, id, code));
    await database.classroom.create({ data: { ...data, roomCode: code, joinTokenHash } });
  });
  return { id, roomCode };
}

/** Gives an open room a new code and QR token; the old ones stop working at once. Undefined when it has ended. */
export async function rotateCode(
  database: PrismaClient,
  sources: Sources,
  secret: string,
  classroomId: string,
): Promise<string | undefined> {
  let rotated = 0;
  const roomCode = await withFreeCode(sources, async (code) => {
    const { count } = await database.classroom.updateMany({
      where: { id: classroomId, endedAt: null, teacherId: { not: null } },
      data: { roomCode: code, joinTokenHash: hashToken(joinToken(secret, classroomId, code)) },
    });
    rotated = count;
  });
  return rotated === 1 ? roomCode : undefined;
}

async function withFreeCode(sources: Sources, write: (code: string) => Promise<void>): Promise<string> {
  for (let draw = 0; draw < CODE_DRAWS_MAX; draw += 1) {
    const code = drawRoomCode(sources);
    try {
      await write(code);
      return code;
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  }
  assert(false, `no free room code in ${CODE_DRAWS_MAX} draws`);
}

export async function findClassroom(database: PrismaClient, classroomId: string) {
  return database.classroom.findUnique({ where: { id: classroomId } });
}

/** `roomCode` is six digits, as `parseRoomCode` gives them. */
export async function findOpenClassroomByCode(
  database: PrismaClient,
  roomCode: string,
): Promise<ClassroomRecord | null> {
  return database.classroom.findUnique({ where: { roomCode, endedAt: null } });
}

export async function findOpenClassroomByJoinToken(
  database: PrismaClient,
  token: string,
): Promise<ClassroomRecord | null> {
  return database.classroom.findUnique({ where: { joinTokenHash: hashToken(token), endedAt: null } });
}

/** A teacher's rooms, newest first, with how many participants each has had. */
export async function listClassroomsOfTeacher(database: PrismaClient, teacherId: string) {
  return database.classroom.findMany({
    where: { teacherId },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    include: { _count: { select: { participants: true } } },
  });
}

/** Every room that has not ended: what a starting server has to be able to go on with. */
export async function listOpenClassrooms(database: PrismaClient): Promise<ClassroomRecord[]> {
  return database.classroom.findMany({ where: { endedAt: null }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
}

export async function setLocked(database: PrismaClient, classroomId: string, locked: boolean): Promise<void> {
  await database.classroom.updateMany({ where: { id: classroomId, endedAt: null }, data: { locked } });
}

export async function setCurrentSession(database: PrismaClient, classroomId: string, sessionId: string): Promise<void> {
  await database.classroom.updateMany({ where: { id: classroomId }, data: { sessionId } });
}

export async function setSettings(
  database: PrismaClient,
  classroomId: string,
  settings: ClassroomSettings,
): Promise<void> {
  const data = { settings: settingsSchema.parse(settings) };
  await database.classroom.updateMany({ where: { id: classroomId, endedAt: null }, data });
}

/** Ends the room for good and frees its code. Ending twice keeps the first time. */
export async function endClassroom(database: PrismaClient, sources: Sources, classroomId: string): Promise<void> {
  await database.classroom.updateMany({
    where: { id: classroomId, endedAt: null },
    data: { endedAt: sources.now(), roomCode: null, joinTokenHash: null },
  });
}
