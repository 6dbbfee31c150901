import type { IncomingMessage } from 'node:http';

import { type JoinAnswer, joinBodySchema } from '../../lib/wire/http.ts';
import { parseRoomCode } from '../../lib/wire/room-code.ts';
import { type ClassroomRecord, findOpenClassroomByCode, findOpenClassroomByJoinToken } from '../queries/classrooms.ts';
import { createParticipant, listParticipants } from '../queries/participants.ts';
import type { HttpContext } from './context.ts';
import { type HttpAnswer, readBody, refused } from './json.ts';

/** A class and its guests; more is somebody filling the room. */
const PARTICIPANTS_MAX = 64;

/** `POST /api/join`: lets somebody with a room code, or with the token of its QR code, into the classroom. */
export async function join(context: HttpContext, request: IncomingMessage): Promise<HttpAnswer> {
  const body = await readBody(request, joinBodySchema);
  if (!body.ok) return body.answer;
  const { code, token, locale } = body.value;
  const attempt = await context.codes.attempt(
    context.addressOf(request),
    async () => (await findRoom(context, code, token)) ?? undefined,
  );
  switch (attempt.outcome) {
    case 'found':
      return enter(context, attempt.value, locale);
    case 'missed':
      return refused('NotFound');
    case 'limited':
      return refused('RateLimited', { 'retry-after': String(attempt.retryAfterSeconds) });
  }
}

async function findRoom(
  { database }: HttpContext,
  code: string,
  token: string | undefined,
): Promise<ClassroomRecord | null> {
  if (token !== undefined) {
    const byToken = await findOpenClassroomByJoinToken(database, token);
    if (byToken !== null) return byToken;
  }
  const digits = parseRoomCode(code);
  return digits === undefined ? null : findOpenClassroomByCode(database, digits);
}

async function enter(
  { database, sources, registry, logger }: HttpContext,
  classroom: ClassroomRecord,
  locale: 'ko' | 'en' | undefined,
): Promise<HttpAnswer> {
  if (classroom.locked) return refused('RoomLocked');
  const inside = (await listParticipants(database, classroom.id)).filter(({ removedAt }) => removedAt === null);
  if (inside.length >= PARTICIPANTS_MAX) return refused('RoomFull');
  const language = locale ?? (classroom.locale === 'en' ? 'en' : 'ko');
  const { id: participant, nickname, token } = await createParticipant(database, sources, classroom.id, language);
  const opened = await registry.admit(classroom.id, participant);
  if (!opened.ok) return refused('RoomUnavailable');
  logger.info({ classroom: classroom.id, participant }, 'joined');
  const answer: JoinAnswer = { classroom: classroom.id, participant, token, nickname };
  return { status: 200, body: answer };
}
