import { randomBytes } from 'node:crypto';

import { z } from 'zod';

import { completeSetup, inviteTeacher } from '../../auth/setup.ts';
import { systemSources } from '../../ops/sources.ts';
import { databasePath, openDatabase } from '../../store/database.ts';

export interface TeacherAccount {
  readonly email: string;
  readonly password: string;
}

/**
 * Makes a teacher with the token that the server printed, as the set-up page does; where there is a teacher already,
 * with an invitation of its own.
 */
export async function makeTeacher(dataDirectory: string, setupToken: string | undefined): Promise<TeacherAccount> {
  const account = {
    email: `${randomBytes(6).toString('hex')}@school.example`,
    password: randomBytes(12).toString('hex'),
  };
  const database = await openDatabase(databasePath(dataDirectory));
  try {
    const token = setupToken ?? (await inviteTeacher(database, systemSources));
    const done = await completeSetup(database, systemSources, { ...account, token, name: 'Class', locale: 'en' });
    if (!done.ok) throw new Error(`the set-up link was refused: ${done.error.reason}`);
  } finally {
    await database.$disconnect();
  }
  return account;
}

/** Signs in as a browser does; the result is the `Cookie` header for everything after. */
export async function signInTeacher(url: string, { email, password }: TeacherAccount): Promise<string> {
  const asked = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await asked.json());
  const before = cookiesOf(asked);
  const answered = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: before.join('; '), origin: url },
    body: new URLSearchParams({ csrfToken, email, password, callbackUrl: `${url}/rooms`, json: 'true' }),
  });
  const session = cookiesOf(answered).filter((cookie) => cookie.includes('session-token='));
  if (session.length === 0) throw new Error(`the sign-in was refused with status ${answered.status}`);
  return session.join('; ');
}

function cookiesOf(response: Response): string[] {
  return response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
}
