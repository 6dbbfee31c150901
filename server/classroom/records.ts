import {
  endClassroom,
  findClassroom,
  rotateCode,
  setCurrentSession,
  setLocked,
  setSettings,
} from '../queries/classrooms.ts';
import { banParticipant, listParticipants, removeParticipant, renameParticipant } from '../queries/participants.ts';
import { createSession, endSession, findSession } from '../queries/sessions.ts';
import type { Sources } from '../queries/sources.ts';
import type { PrismaClient } from '../store/database.ts';
import type { ClassroomRecords, Locale } from './ports.ts';

/** The database as rooms use it. `secret` is the server's, for the QR codes' tokens. */
export function databaseRecords(database: PrismaClient, sources: Sources, secret: string): ClassroomRecords {
  return {
    findClassroom: async (classroomId) => {
      const found = await findClassroom(database, classroomId);
      return found === null ? null : { ...found, locale: localeOf(found.locale) };
    },
    names: async (classroomId) => {
      const names: Record<string, string> = {};
      for (const { id, nickname } of await listParticipants(database, classroomId)) {
        if (nickname !== null) names[id] = nickname;
      }
      return names;
    },
    createSession: (session) => createSession(database, sources, session),
    seedOf: async (sessionId) => (await findSession(database, sessionId))?.seed,
    setCurrentSession: (classroomId, sessionId) => setCurrentSession(database, classroomId, sessionId),
    setLocked: (classroomId, locked) => setLocked(database, classroomId, locked),
    setSettings: (classroomId, settings) => setSettings(database, classroomId, settings),
    rotateCode: (classroomId) => rotateCode(database, sources, secret, classroomId),
    renameParticipant: (participantId, locale) => renameParticipant(database, sources, participantId, locale),
    removeParticipant: async (participantId, ban) => {
      await removeParticipant(database, sources, participantId);
      if (ban) await banParticipant(database, sources, participantId);
    },
    endSession: (sessionId) => endSession(database, sources, sessionId),
    endClassroom: (classroomId) => endClassroom(database, sources, classroomId),
  };
}

function localeOf(stored: string): Locale {
  return stored === 'en' ? 'en' : 'ko';
}
