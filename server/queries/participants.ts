import { assert } from '../../lib/kernel/assert.ts';
import { issueToken } from '../auth/tokens.ts';
import type { PrismaClient } from '../store/database.ts';
import { drawNickname } from './nicknames.ts';
import { newId, type Sources } from './sources.ts';
import type { Locale } from './teachers.ts';
import { isUniqueViolation } from './unique-violation.ts';

/** A person in a classroom, without the credential. The nickname is null once the student is forgotten. */
export type ParticipantRecord = NonNullable<Awaited<ReturnType<typeof findParticipantByTokenHash>>>;

const NICKNAME_DRAWS_MAX = 40;

const WITHOUT_CREDENTIAL = {
  id: true,
  classroomId: true,
  nickname: true,
  createdAt: true,
  removedAt: true,
  bannedAt: true,
} as const;

/** Lets somebody into a classroom under a nickname that nobody there has. The token is given out only here. */
export async function createParticipant(
  database: PrismaClient,
  sources: Sources,
  classroomId: string,
  locale: Locale,
): Promise<{ readonly id: string; readonly nickname: string; readonly token: string }> {
  const id = newId(sources);
  const { token, tokenHash } = issueToken(sources);
  const nickname = await withFreeNickname(sources, locale, async (drawn) => {
    const data = { id, classroomId, tokenHash, nickname: drawn, createdAt: sources.now() };
    await database.participant.create({ data });
  });
  return { id, nickname, token };
}

/** Draws another nickname for a participant: the teacher's answer to a name that does not suit. */
export async function renameParticipant(
  database: PrismaClient,
  sources: Sources,
  participantId: string,
  locale: Locale,
): Promise<string> {
  return withFreeNickname(sources, locale, async (nickname) => {
    await database.participant.updateMany({
      where: { id: participantId, tokenHash: { not: null } },
      data: { nickname },
    });
  });
}

async function withFreeNickname(
  sources: Sources,
  locale: Locale,
  write: (nickname: string) => Promise<void>,
): Promise<string> {
  for (let draw = 0; draw < NICKNAME_DRAWS_MAX; draw += 1) {
    const nickname = drawNickname(sources, locale, draw);
    try {
      await write(nickname);
      return nickname;
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  }
  assert(false, `no free nickname in ${NICKNAME_DRAWS_MAX} draws`);
}

/** The participant whose credential has this hash, also when removed or banned: the caller decides what that means. */
export async function findParticipantByTokenHash(database: PrismaClient, tokenHash: string) {
  return database.participant.findUnique({ where: { tokenHash }, select: WITHOUT_CREDENTIAL });
}

/** Everybody who was ever let in, in the order of joining. */
export async function listParticipants(database: PrismaClient, classroomId: string): Promise<ParticipantRecord[]> {
  return database.participant.findMany({
    where: { classroomId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: WITHOUT_CREDENTIAL,
  });
}

/** Takes a participant out of the room; `readmitParticipant` lets the same device in again. */
export async function removeParticipant(
  database: PrismaClient,
  sources: Sources,
  participantId: string,
): Promise<void> {
  await database.participant.updateMany({
    where: { id: participantId, removedAt: null },
    data: { removedAt: sources.now() },
  });
}

/** Takes a participant out for good. */
export async function banParticipant(database: PrismaClient, sources: Sources, participantId: string): Promise<void> {
  await database.participant.updateMany({
    where: { id: participantId, bannedAt: null },
    data: { bannedAt: sources.now() },
  });
}

/** Lets a removed participant in again under the same name. False when banned, forgotten or unknown. */
export async function readmitParticipant(database: PrismaClient, participantId: string): Promise<boolean> {
  const { count } = await database.participant.updateMany({
    where: { id: participantId, bannedAt: null, tokenHash: { not: null } },
    data: { removedAt: null },
  });
  return count === 1;
}

/** Forgets who a participant was. The record names people only by id, so every replay stays as it is. */
export async function forgetParticipant(
  database: PrismaClient,
  sources: Sources,
  participantId: string,
): Promise<void> {
  await database.participant.updateMany({
    where: { id: participantId },
    data: { nickname: null, tokenHash: null, removedAt: sources.now() },
  });
}
