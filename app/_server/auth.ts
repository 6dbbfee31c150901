import 'server-only';

import { type AuthOptions, getServerSession } from 'next-auth';
import { redirect } from 'next/navigation';
import { authOptions, type TeacherIdentity } from '../../server/auth/auth-options.ts';
import { LoginLimiter } from '../../server/auth/login-limiter.ts';
import { countTeachers } from '../../server/queries/teachers.ts';
import { paths } from '../_paths.ts';
import { serverContext } from './context.ts';

const limiter = new LoginLimiter();

// The custom server refuses hosts that are not its own and drops foreign forwarded headers before Next is asked;
// so the host that Next passes on may be trusted, and no address has to be configured.
process.env['AUTH_TRUST_HOST'] ??= '1';

let options: Promise<AuthOptions> | undefined;

/** The sign-in of this server, made once. */
export async function signInOptions(): Promise<AuthOptions> {
  options ??= makeOptions().catch((error: unknown) => {
    options = undefined;
    throw error;
  });
  return options;
}

async function makeOptions(): Promise<AuthOptions> {
  const { database, secret } = await serverContext();
  return authOptions({ database, secret, limiter, signInPath: paths.login(), addressOf });
}

/** Next writes this header from the connection; one that came from outside was dropped before. */
function addressOf(headers: Readonly<Record<string, unknown>>): string {
  const forwarded = headers['x-forwarded-for'];
  return typeof forwarded === 'string' ? (forwarded.split(',')[0] ?? '').trim() : '';
}

/** The teacher who asks, or null. */
export async function currentTeacher(): Promise<TeacherIdentity | null> {
  const session = await getServerSession(await signInOptions());
  return session?.teacher ?? null;
}

/** The teacher who asks; anybody else is sent to the sign-in and comes back to `here` afterwards. */
export async function requireTeacher(here: string): Promise<TeacherIdentity> {
  const teacher = await currentTeacher();
  if (teacher === null) redirect(paths.login(here));
  return teacher;
}

/** True on a new server, before the first set-up link was used. */
export async function hasNoTeacher(): Promise<boolean> {
  const { database } = await serverContext();
  return (await countTeachers(database)) === 0;
}
