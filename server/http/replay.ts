import type { IncomingMessage } from 'node:http';

import { type ReplayPage, replayQuerySchema, type ReplayScope } from '../../lib/wire/http.ts';
import { can, type PolicyActor } from '../auth/policy.ts';
import { decodeEntry } from '../classroom/entry-codec.ts';
import { listParticipants } from '../queries/participants.ts';
import { findSession, readEntries } from '../queries/sessions.ts';
import { forClass } from './class-recording.ts';
import { actorOf, type HttpContext } from './context.ts';
import { type HttpAnswer, refused } from './json.ts';

/** `GET /api/replay/SESSION`: a page of a record, filtered for who asks. A stranger learns not even that it exists. */
export async function replay(
  context: HttpContext,
  request: IncomingMessage,
  sessionId: string,
  search: URLSearchParams,
): Promise<HttpAnswer> {
  const query = replayQuerySchema.safeParse(Object.fromEntries(search));
  if (!query.success) return refused('Malformed');
  const { database } = context;
  const session = await findSession(database, sessionId);
  const actor = await actorOf(context, request);
  const scope = session?.classroom == null ? null : scopeOf(actor, session.classroom);
  if (session?.classroom == null || scope === null) return refused('NotFound');
  const { after, limit } = query.data;
  const lines = await readEntries(database, sessionId, after, limit);
  const me = actor.kind === 'student' ? actor.participantId : null;
  const entries = lines.map((line) => {
    const { hash: _hash, epoch: _epoch, ...entry } = decodeEntry(sessionId, line);
    return scope === 'full' ? entry : forClass(entry, me);
  });
  const page: ReplayPage = {
    session: sessionId,
    lesson: session.lessonId,
    title: session.classroom.title,
    classroom: session.classroom.id,
    ended: session.endedAt !== null,
    scope,
    names: await namesOf(context, session.classroom.id),
    me,
    entries,
    next: lines.length === limit ? (lines.at(-1)?.position ?? null) : null,
  };
  return { status: 200, body: page };
}

function scopeOf(
  actor: PolicyActor,
  classroom: { readonly id: string; readonly teacherId: string | null },
): ReplayScope | null {
  if (can(actor, 'replay.full', { classroom })) return 'full';
  return can(actor, 'replay.class', { classroom }) ? 'class' : null;
}

async function namesOf({ database }: HttpContext, classroomId: string): Promise<Record<string, string>> {
  const names: Record<string, string> = {};
  for (const { id, nickname } of await listParticipants(database, classroomId))
    if (nickname !== null) names[id] = nickname;
  return names;
}
