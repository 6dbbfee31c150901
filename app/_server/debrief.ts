import 'server-only';

import { type Debrief, debriefOf, type RecordedSession } from '../../lib/record/debrief.ts';
import { listParticipants } from '../../server/queries/participants.ts';
import { listSessionsOfClassroom } from '../../server/queries/sessions.ts';
import { readWholeRecord } from '../../server/queries/whole-record.ts';
import { serverContext } from './context.ts';

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
    sessions.push({ id, entries: await readWholeRecord(database, id) });
  }
  const debrief = debriefOf(sessions);
  if (debrief === null) return null;
  const people = await listParticipants(database, classroomId);
  const names = Object.fromEntries(people.flatMap(({ id, nickname }) => (nickname === null ? [] : [[id, nickname]])));
  return { debrief, names };
}
