import { err, ok, type Result } from '../../lib/kernel/result.ts';
import type { PrismaClient } from '../store/database.ts';
import { newId, type Sources } from './sources.ts';
import { isUniqueViolation } from './unique-violation.ts';

export type Locale = 'ko' | 'en';

export interface NewTeacher {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly locale: Locale;
}

/** One person, one spelling: accounts are found whatever way the address is typed. */
export function normalizeEmail(email: string): string {
  return email.normalize('NFC').trim().toLowerCase();
}

export async function createTeacher(
  database: PrismaClient,
  sources: Sources,
  teacher: NewTeacher,
): Promise<Result<{ readonly id: string }, 'EmailTaken'>> {
  const id = newId(sources);
  const data = { ...teacher, id, email: normalizeEmail(teacher.email), createdAt: sources.now() };
  try {
    await database.teacher.create({ data });
    return ok({ id });
  } catch (error) {
    if (isUniqueViolation(error)) return err('EmailTaken');
    throw error;
  }
}

/** The account with the secret that only the sign-in may look at. */
export async function findTeacherByEmail(database: PrismaClient, email: string) {
  return database.teacher.findUnique({ where: { email: normalizeEmail(email) } });
}

/** The teacher, unless the account is disabled: asked for on every request, because a sign-in outlives a dismissal. */
export async function findActiveTeacher(database: PrismaClient, teacherId: string) {
  return database.teacher.findUnique({
    where: { id: teacherId, disabledAt: null },
    select: { id: true, email: true, name: true, locale: true },
  });
}

export async function countTeachers(database: PrismaClient): Promise<number> {
  return database.teacher.count();
}

export async function disableTeacher(database: PrismaClient, sources: Sources, teacherId: string): Promise<void> {
  await database.teacher.updateMany({
    where: { id: teacherId, disabledAt: null },
    data: { disabledAt: sources.now() },
  });
}
