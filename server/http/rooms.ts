import type { IncomingMessage } from 'node:http';

import { z } from 'zod';

import {
  type JoinAnswer,
  type ReopenAnswer,
  type RoomsAnswer,
  roomsBodySchema,
  type ScreenAnswer,
  soloBodySchema,
} from '../../lib/wire/http.ts';
import { can } from '../auth/policy.ts';
import { createClassroom, endClassroom, findClassroom, setCurrentSession } from '../queries/classrooms.ts';
import { createParticipant } from '../queries/participants.ts';
import { createProjectorLink } from '../queries/projector-links.ts';
import { createSession } from '../queries/sessions.ts';
import { actorOf, type HttpContext } from './context.ts';
import { type HttpAnswer, readBody, refused } from './json.ts';

/** Neither bots nor five minutes of tolerated absence keep somebody who plays alone waiting. */
const SOLO_SETTINGS = { thinkMillis: [1_000, 2_000], pace: '10x', idleMillisMax: 3_000, absenceMillis: 0 };

/** `POST /api/rooms`: a teacher opens a classroom for a lesson. */
export async function createRoom(context: HttpContext, request: IncomingMessage): Promise<HttpAnswer> {
  const body = await readBody(request, roomsBodySchema);
  if (!body.ok) return body.answer;
  const actor = await actorOf(context, request);
  if (actor.kind !== 'teacher') return refused('Unauthenticated');
  if (!can(actor, 'classroom.create', {})) return refused('NotPermitted');
  const { lessonId, title, locale } = body.value;
  if (context.play.waves(lessonId) === undefined) return refused('NotFound');
  const { database, sources, secret, logger } = context;
  const classroom = { teacherId: actor.teacherId, title, locale, lessonId, settings: {} };
  const { id, roomCode } = await createClassroom(database, sources, secret, classroom);
  await beginRecord(context, id, lessonId, false);
  logger.info({ classroom: id, lesson: lessonId }, 'classroom opened');
  const answer: RoomsAnswer = { classroom: id, roomCode: roomCode ?? '' };
  return { status: 201, body: answer };
}

/** `POST /api/solo`: a room of one's own, with bots in all other seats, begun at once. */
export async function createSolo(context: HttpContext, request: IncomingMessage): Promise<HttpAnswer> {
  const body = await readBody(request, soloBodySchema);
  if (!body.ok) return body.answer;
  const { lesson: lessonId, seat, locale = 'ko' } = body.value;
  if (context.play.waves(lessonId) === undefined) return refused('NotFound');
  const { database, sources, secret, registry } = context;
  const classroom = { teacherId: null, title: lessonId, locale, lessonId, settings: SOLO_SETTINGS };
  const { id } = await createClassroom(database, sources, secret, classroom);
  await beginRecord(context, id, lessonId, true);
  const { id: participant, nickname, token } = await createParticipant(database, sources, id, locale);
  const started = await registry.startSolo(id, { participant, seat });
  if (!started.ok) {
    await endClassroom(database, sources, id);
    return refused(started.reason);
  }
  const answer: JoinAnswer = { classroom: id, participant, token, nickname };
  return { status: 201, body: answer };
}

/** `POST /api/rooms/CLASSROOM/screen`: a read-only link for the projector. */
export async function createScreen(
  context: HttpContext,
  request: IncomingMessage,
  classroomId: string,
): Promise<HttpAnswer> {
  const refusal = await refusalOf(context, request, classroomId, 'projector.create');
  if (refusal !== undefined) return refusal;
  const answer: ScreenAnswer = { token: await createProjectorLink(context.database, context.sources, classroomId) };
  return { status: 201, body: answer };
}

/** `POST /api/rooms/CLASSROOM/reopen`: opens a room that a bug has closed, from its record. */
export async function reopenRoom(
  context: HttpContext,
  request: IncomingMessage,
  classroomId: string,
): Promise<HttpAnswer> {
  const refusal = await refusalOf(context, request, classroomId, 'room.reopen');
  if (refusal !== undefined) return refusal;
  const reopened = await context.registry.reopen(classroomId);
  if (!reopened.ok) return refused(reopened.reason);
  const answer: ReopenAnswer = { classroom: classroomId };
  return { status: 200, body: answer };
}

/** Why a call about a classroom that carries nothing else is not done; undefined when it may be. */
async function refusalOf(
  context: HttpContext,
  request: IncomingMessage,
  classroomId: string,
  deed: 'projector.create' | 'room.reopen',
): Promise<HttpAnswer | undefined> {
  const body = await readBody(request, z.strictObject({}));
  if (!body.ok) return body.answer;
  const actor = await actorOf(context, request);
  const classroom = await findClassroom(context.database, classroomId);
  return classroom === null || !can(actor, deed, { classroom }) ? refused('NotFound') : undefined;
}

/** Gives a new classroom its first session; the record begins when the room opens. */
async function beginRecord(
  { database, sources }: HttpContext,
  classroomId: string,
  lessonId: string,
  solo: boolean,
): Promise<void> {
  const session = await createSession(database, sources, { classroomId, lessonId, solo });
  await setCurrentSession(database, classroomId, session.id);
}
