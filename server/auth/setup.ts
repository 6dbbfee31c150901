import { z } from 'zod';

import { err, ok, type Result } from '../../lib/kernel/result.ts';
import { consumeSetupLink, createSetupLink, expireSetupLinks, isSetupLinkOpen } from '../queries/setup-links.ts';
import type { Sources } from '../queries/sources.ts';
import { countTeachers, createTeacher, findTeacherByEmail } from '../queries/teachers.ts';
import type { PrismaClient } from '../store/database.ts';
import { hashPassword, PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN } from './passwords.ts';
import { hashToken, issueToken } from './tokens.ts';

const LINK_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** What the page `/setup` posts. */
export const setupSchema = z.strictObject({
  token: z.string().max(64),
  name: z.string().trim().min(1).max(80),
  email: z.string().trim().pipe(z.email().max(254)),
  password: z.string().min(PASSWORD_CHARS_MIN).max(PASSWORD_CHARS_MAX),
  locale: z.enum(['ko', 'en']),
});

export type SetupRefusal =
  | { readonly reason: 'Invalid'; readonly fields: readonly string[] }
  | { readonly reason: 'LinkNotValid' }
  | { readonly reason: 'EmailTaken' };

/**
 * While there is no teacher: a fresh token for the first one, which the server prints at start; earlier ones stop
 * working. Otherwise undefined.
 */
export async function prepareFirstSetup(database: PrismaClient, sources: Sources): Promise<string | undefined> {
  if ((await countTeachers(database)) > 0) return undefined;
  await expireSetupLinks(database, sources);
  return inviteTeacher(database, sources);
}

/** A token with which one more person can become a teacher within a day. */
export async function inviteTeacher(database: PrismaClient, sources: Sources): Promise<string> {
  const { token, tokenHash } = issueToken(sources);
  await createSetupLink(database, tokenHash, new Date(sources.now().getTime() + LINK_LIFETIME_MS));
  return token;
}

/** Turns a set-up link into an account. The link is used up only when everything else was right. */
export async function completeSetup(
  database: PrismaClient,
  sources: Sources,
  body: unknown,
): Promise<Result<{ readonly id: string }, SetupRefusal>> {
  const parsed = setupSchema.safeParse(body);
  if (!parsed.success) {
    const fields = new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? '')));
    return err({ reason: 'Invalid', fields: [...fields] });
  }
  const { token, password, ...person } = parsed.data;
  const tokenHash = hashToken(token);
  if (!(await isSetupLinkOpen(database, sources, tokenHash))) return err({ reason: 'LinkNotValid' });
  if ((await findTeacherByEmail(database, person.email)) !== null) return err({ reason: 'EmailTaken' });
  const passwordHash = await hashPassword(password);
  if (!(await consumeSetupLink(database, sources, tokenHash))) return err({ reason: 'LinkNotValid' });
  const created = await createTeacher(database, sources, { ...person, passwordHash });
  return created.ok ? ok(created.value) : err({ reason: created.error });
}
