import 'server-only';

import { findClassroom, listClassroomsOfTeacher } from '../../server/queries/classrooms.ts';
import { listSessionsOfTeacher } from '../../server/queries/sessions.ts';
import { serverContext } from './context.ts';

/** A room in the teacher's list. */
export interface RoomLine {
  readonly id: string;
  readonly title: string;
  readonly lessonId: string;
  /** Six digits while the room is open. */
  readonly roomCode: string | null;
  readonly createdAt: Date;
  readonly people: number;
}

/** A recording in the teacher's list. */
export interface RecordingLine {
  readonly id: string;
  readonly title: string;
  readonly lessonId: string;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  readonly entries: number;
  /** Made by going back in an earlier recording. */
  readonly forked: boolean;
  /** The room whose debrief tells of this recording; null where a newer recording of the same room does. */
  readonly debriefRoom: string | null;
}

/** The teacher's rooms that are open, newest first. */
export async function openRoomsOf(teacherId: string): Promise<RoomLine[]> {
  const { database } = await serverContext();
  const rooms = await listClassroomsOfTeacher(database, teacherId);
  return rooms
    .filter((room) => room.endedAt === null)
    .map((room) => ({
      id: room.id,
      title: room.title,
      lessonId: room.lessonId,
      roomCode: room.roomCode,
      createdAt: room.createdAt,
      people: room._count.participants,
    }));
}

/** What was recorded in the teacher's rooms, newest first; sessions in which nothing happened yet are left out. */
export async function recordingsOf(teacherId: string): Promise<RecordingLine[]> {
  const { database } = await serverContext();
  const sessions = await listSessionsOfTeacher(database, teacherId);
  return sessions
    .filter((session) => session.head > 0)
    .map((session, index, all) => ({
      id: session.id,
      title: session.classroom?.title ?? '',
      lessonId: session.lessonId,
      createdAt: session.createdAt,
      endedAt: session.endedAt,
      entries: session.head,
      forked: session.parentSessionId !== null,
      debriefRoom:
        all.findIndex(({ classroomId }) => classroomId === session.classroomId) === index ? session.classroomId : null,
    }));
}

/** The room, when this teacher owns it. */
export async function ownRoom(
  teacherId: string,
  classroomId: string,
): Promise<{ readonly title: string; readonly lessonId: string } | null> {
  const { database } = await serverContext();
  const room = await findClassroom(database, classroomId);
  return room !== null && room.teacherId === teacherId ? { title: room.title, lessonId: room.lessonId } : null;
}
