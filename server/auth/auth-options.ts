import type { AuthOptions, Session } from 'next-auth';

import { findActiveTeacher } from '../queries/teachers.ts';
import type { PrismaClient } from '../store/database.ts';
import type { LoginLimiter } from './login-limiter.ts';
import { signIn } from './sign-in.ts';

const SESSION_SECONDS = 7 * 24 * 60 * 60;

/** The signed-in teacher as pages see it. */
export interface TeacherIdentity {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly locale: string;
}

declare module 'next-auth' {
  interface Session {
    /** Missing when the account was disabled after the sign-in: check for it, not for the session. */
    teacher?: TeacherIdentity;
  }
}

export interface AuthContext {
  readonly database: PrismaClient;
  readonly secret: string;
  readonly limiter: LoginLimiter;
  /** Where the sign-in page is, also for its errors. */
  readonly signInPath: string;
  /** The client's address, from headers that only the server itself can have written. */
  readonly addressOf: (headers: Readonly<Record<string, unknown>>) => string;
}

/** next-auth with accounts of our own: credentials, sign-ins as encrypted cookies, the account looked up each time. */
export function authOptions({ database, secret, limiter, signInPath, addressOf }: AuthContext): AuthOptions {
  return {
    secret,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: signInPath, error: signInPath },
    providers: [
      {
        id: 'credentials',
        name: 'credentials',
        type: 'credentials',
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: (credentials, request) => signIn(database, limiter, credentials, addressOf(request.headers ?? {})),
      },
    ],
    callbacks: {
      session: async ({ session, token }): Promise<Session> => {
        const teacher = token.sub === undefined ? null : await findActiveTeacher(database, token.sub);
        return teacher === null ? { expires: session.expires } : { expires: session.expires, teacher };
      },
    },
  };
}
