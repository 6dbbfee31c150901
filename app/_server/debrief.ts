import 'server-only';

import { type Debrief, debriefOf, type RecordedSession } from '../../lib/record/debrief.ts';
import { decodeEntry } from '../../server/classroom/entry-codec.ts';
import { listParticipants } from '../../server/queries/participants.ts';
import { listSessionsOfClassroom, readEntries } from '../../server/queries/sessions.ts';
import { serverContext } from './context.ts';

const PAGE = 500;

export interface ClassDebrief {
  readonly debrief: Debrief;
  /** Nicknames by participant. */
  readonly names: Readonly<Record<string, string>>;
}

/** What a class has come to; null when nothing was recorded. Whoever asks must own the room. */
export async function classDebrief(classroomId: string): Promise<ClassDebrief | null> {
  const { database } = await serverContext();
  const sessions: RecordedSession[] = [];
  for (const { id } of await listSessionsOfClassroom(database, classroomId)) {
    sessions.push({ id, entries: await readAll(id) });
  }
  const debrief = debriefOf(sessions);
  if (debrief === null) return null;
  const people = await listParticipants(database, classroomId);
  const names = Object.fromEntries(people.map(({ id, nickname }) => [id, nickname ?? '']));
  return { debrief, names };
}

async function readAll(sessionId: string): Promise<RecordedSession['entries']> {
  const { database } = await serverContext();
  const entries: RecordedSession['entries'][number][] = [];
  for (;;) {
    const lines = await readEntries(database, sessionId, entries.length, PAGE);
    entries.push(...lines.map((line) => decodeEntry(sessionId, line)));
    if (lines.length < PAGE) return entries;
  }
}
