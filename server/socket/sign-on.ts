import type { IncomingHttpHeaders } from 'node:http';

import { DEFAULT_LOCALE, type Locale, parseLocale } from '../../lib/i18n/locales.ts';
import type { Viewer } from '../../lib/session/view.ts';
import { type Handshake, handshakeSchema } from '../../lib/wire/client-messages.ts';
import { PROTOCOL_VERSION } from '../../lib/wire/limits.ts';
import { can, type PolicyActor } from '../auth/policy.ts';
import { sessionFromCookieHeader } from '../auth/cookie-session.ts';
import { hashToken } from '../auth/tokens.ts';
import type { RoomActor } from '../classroom/room-actor.ts';
import type { RoomRegistry } from '../classroom/registry.ts';
import { findClassroom } from '../queries/classrooms.ts';
import { findParticipantByTokenHash } from '../queries/participants.ts';
import { verifyProjectorToken } from '../queries/projector-links.ts';
import { findActiveTeacher } from '../queries/teachers.ts';
import type { PrismaClient } from '../store/database.ts';
import { mayUseCookie } from './origin.ts';
import { parsePayload } from './payload.ts';

/** Why a connection was refused, as the client reads it in `connect_error`. */
export type ConnectRefusal =
  | 'Malformed'
  | 'TooLarge'
  | 'ProtocolVersion'
  | 'Unauthenticated'
  | 'NotPermitted'
  | 'Removed'
  | 'Banned'
  | 'RoomUnavailable'
  | 'RoomQuarantined';

/** Somebody who has shown who they are. */
export interface SignedOn {
  readonly viewer: Viewer;
  readonly actor: PolicyActor;
  readonly classroom: { readonly id: string; readonly teacherId: string | null };
  readonly room: RoomActor;
  readonly since: Handshake['since'];
  /** What refusals are explained in. */
  readonly locale: Locale;
}

export type SignOn =
  | { readonly ok: true; readonly person: SignedOn }
  | { readonly ok: false; readonly reason: ConnectRefusal };

export interface SignOnContext {
  readonly database: PrismaClient;
  readonly secret: string;
  readonly registry: RoomRegistry;
}

interface Identity {
  readonly viewer: Viewer;
  readonly actor: PolicyActor;
  readonly classroomId: string;
}

const refused = (reason: ConnectRefusal): { readonly ok: false; readonly reason: ConnectRefusal } => ({
  ok: false,
  reason,
});

/** Decides who a new connection is, from its handshake alone, and opens the room it belongs to. */
export async function signOn(context: SignOnContext, auth: unknown, headers: IncomingHttpHeaders): Promise<SignOn> {
  const parsed = parsePayload(handshakeSchema, auth);
  if (!parsed.ok) return parsed;
  const { protocolVersion, since } = parsed.value;
  if (protocolVersion !== PROTOCOL_VERSION) return refused('ProtocolVersion');
  const identity = await identify(context, parsed.value, headers);
  if (!identity.ok) return identity;
  const { viewer, actor, classroomId } = identity.value;
  const classroom = await findClassroom(context.database, classroomId);
  if (classroom === null || !can(actor, 'room.watch', { classroom })) return refused('NotPermitted');
  const room = await roomFor(context, classroom.id, viewer);
  if (typeof room === 'string') return refused(room);
  const { id, teacherId } = classroom;
  const locale = parsed.value.locale ?? parseLocale(classroom.locale) ?? DEFAULT_LOCALE;
  return { ok: true, person: { viewer, actor, classroom: { id, teacherId }, room, since, locale } };
}

async function identify(
  { database, secret }: SignOnContext,
  handshake: Handshake,
  headers: IncomingHttpHeaders,
): Promise<{ readonly ok: true; readonly value: Identity } | { readonly ok: false; readonly reason: ConnectRefusal }> {
  switch (handshake.kind) {
    case 'participant': {
      const found = await findParticipantByTokenHash(database, hashToken(handshake.token));
      if (found === null) return refused('Unauthenticated');
      if (found.bannedAt !== null) return refused('Banned');
      if (found.removedAt !== null) return refused('Removed');
      const { id, classroomId } = found;
      const actor: PolicyActor = { kind: 'student', participantId: id, classroomId };
      return { ok: true, value: { viewer: { kind: 'participant', participant: id }, actor, classroomId } };
    }
    case 'teacher': {
      const session = mayUseCookie(headers) ? await sessionFromCookieHeader(headers.cookie, secret) : undefined;
      const teacher = session === undefined ? null : await findActiveTeacher(database, session.teacherId);
      if (teacher === null) return refused('Unauthenticated');
      const actor: PolicyActor = { kind: 'teacher', teacherId: teacher.id };
      return { ok: true, value: { viewer: { kind: 'teacher' }, actor, classroomId: handshake.classroom } };
    }
    case 'projector': {
      const classroomId = await verifyProjectorToken(database, handshake.token);
      if (classroomId === undefined) return refused('Unauthenticated');
      const actor: PolicyActor = { kind: 'projector', classroomId };
      return { ok: true, value: { viewer: { kind: 'projector' }, actor, classroomId } };
    }
  }
}

/** The open room. A participant whom the database knows and the record does not (yet) is let in now. */
async function roomFor(
  { registry }: SignOnContext,
  classroomId: string,
  viewer: Viewer,
): Promise<RoomActor | 'RoomUnavailable' | 'RoomQuarantined'> {
  let opened = await registry.open(classroomId);
  if (opened.ok && viewer.kind === 'participant') {
    const known = opened.room.state.room.participants[viewer.participant];
    const missing = known === undefined || known.removed;
    if (missing && !opened.room.state.room.ended) opened = await registry.admit(classroomId, viewer.participant);
  }
  if (opened.ok && opened.room.status === 'open') return opened.room;
  return opened.ok && opened.room.status === 'quarantined' ? 'RoomQuarantined' : 'RoomUnavailable';
}
