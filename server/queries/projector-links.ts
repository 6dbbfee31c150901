import { hashToken, issueToken } from '../auth/tokens.ts';
import type { PrismaClient } from '../store/database.ts';
import type { Sources } from './sources.ts';

/** Makes the read-only credential of a projector and returns it: it is not kept. */
export async function createProjectorLink(
  database: PrismaClient,
  sources: Sources,
  classroomId: string,
): Promise<string> {
  const { token, tokenHash } = issueToken(sources);
  await database.projectorLink.create({ data: { tokenHash, classroomId, createdAt: sources.now() } });
  return token;
}

/** The classroom that a projector's token opens, or undefined when the token is unknown or revoked. */
export async function verifyProjectorToken(database: PrismaClient, token: string): Promise<string | undefined> {
  const link = await database.projectorLink.findUnique({ where: { tokenHash: hashToken(token), revokedAt: null } });
  return link?.classroomId;
}

/** Makes all of a classroom's projector tokens worthless. */
export async function revokeProjectorLinks(
  database: PrismaClient,
  sources: Sources,
  classroomId: string,
): Promise<void> {
  await database.projectorLink.updateMany({
    where: { classroomId, revokedAt: null },
    data: { revokedAt: sources.now() },
  });
}
