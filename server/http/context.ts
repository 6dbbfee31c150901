import type { IncomingMessage } from 'node:http';

import { sessionFromCookieHeader } from '../auth/cookie-session.ts';
import type { CodeLimiter } from '../auth/code-limiter.ts';
import type { PolicyActor } from '../auth/policy.ts';
import { hashToken } from '../auth/tokens.ts';
import type { Clock, Logger, Play } from '../classroom/ports.ts';
import type { RoomRegistry } from '../classroom/registry.ts';
import { findParticipantByTokenHash } from '../queries/participants.ts';
import type { Sources } from '../queries/sources.ts';
import { findActiveTeacher } from '../queries/teachers.ts';
import type { PrismaClient } from '../store/database.ts';
import { mayUseCookie } from '../socket/origin.ts';

/** What the plain HTTP calls are made of. */
export interface HttpContext {
  readonly database: PrismaClient;
  readonly sources: Sources;
  readonly secret: string;
  readonly registry: RoomRegistry;
  readonly play: Play;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly codes: CodeLimiter;
  /** The client's address, as a limiter counts it. */
  readonly addressOf: (request: IncomingMessage) => string;
}

/** Who sends a request: by a participant's bearer token, or by a teacher's sign-in cookie. */
export async function actorOf({ database, secret }: HttpContext, { headers }: IncomingMessage): Promise<PolicyActor> {
  const bearer = /^bearer ([\w-]{20,128})$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) {
    const found = await findParticipantByTokenHash(database, hashToken(bearer));
    if (found === null || found.removedAt !== null || found.bannedAt !== null) return { kind: 'anonymous' };
    return { kind: 'student', participantId: found.id, classroomId: found.classroomId };
  }
  const session = mayUseCookie(headers) ? await sessionFromCookieHeader(headers.cookie, secret) : undefined;
  const teacher = session === undefined ? null : await findActiveTeacher(database, session.teacherId);
  return teacher === null ? { kind: 'anonymous' } : { kind: 'teacher', teacherId: teacher.id };
}
