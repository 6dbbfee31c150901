import { z } from 'zod';

import { findTeacherByEmail, normalizeEmail } from '../queries/teachers.ts';
import type { PrismaClient } from '../store/database.ts';
import type { LoginLimiter } from './login-limiter.ts';
import { PASSWORD_CHARS_MAX, verifyPassword } from './passwords.ts';

const credentialsSchema = z.object({
  email: z.string().min(1).max(254),
  password: z.string().min(1).max(PASSWORD_CHARS_MAX),
});

/**
 * The teacher whose credentials these are, or null. Whether the account is unknown or disabled, the password wrong or
 * the tries used up is not told apart: not in the answer, and for the first three not in the time it takes.
 */
export async function signIn(
  database: PrismaClient,
  limiter: LoginLimiter,
  credentials: unknown,
  address: string,
): Promise<{ readonly id: string; readonly name: string; readonly email: string } | null> {
  const parsed = credentialsSchema.safeParse(credentials);
  if (!parsed.success) return null;
  const email = normalizeEmail(parsed.data.email);
  if (!(await limiter.mayTry(email, address))) return null;
  const teacher = await findTeacherByEmail(database, email);
  const usable = teacher !== null && teacher.disabledAt === null ? teacher : undefined;
  const isRight = await verifyPassword(usable?.passwordHash, parsed.data.password);
  if (usable === undefined || !isRight) return null;
  await limiter.succeeded(email, address);
  return { id: usable.id, name: usable.name, email: usable.email };
}
