import type { ClassroomRecord, ClassroomRecords } from '../../server/classroom/ports.ts';
import type { MemoryEventLog } from '../../server/store/memory-event-log.ts';

interface MemorySession {
  readonly id: string;
  readonly seed: number;
  readonly parent?: { readonly sessionId: string; readonly position: number };
  ended: boolean;
}

/** The database as rooms use it, in memory. */
export class MemoryRecords implements ClassroomRecords {
  readonly classrooms = new Map<string, ClassroomRecord>();
  readonly sessions = new Map<string, MemorySession>();
  readonly removed: string[] = [];
  readonly #log: MemoryEventLog;
  #names = new Map<string, Record<string, string>>();

  constructor(log: MemoryEventLog) {
    this.#log = log;
  }

  /** A classroom with its first session. */
  async addClassroom(id: string, given: Partial<ClassroomRecord> = {}): Promise<ClassroomRecord> {
    const lessonId = given.lessonId ?? 'pod-creation';
    const { id: sessionId } = await this.createSession({ classroomId: id, lessonId, solo: false, seed: 7 });
    const classroom: ClassroomRecord = {
      id,
      teacherId: 'teacher-1',
      lessonId,
      sessionId,
      locale: 'en',
      locked: false,
      roomCode: '482913',
      settings: {},
      endedAt: null,
      ...given,
    };
    this.classrooms.set(id, classroom);
    this.#names.set(id, {});
    return classroom;
  }

  addName(classroomId: string, participant: string, name: string): void {
    this.#names.set(classroomId, { ...this.#names.get(classroomId), [participant]: name });
  }

  async findClassroom(classroomId: string): Promise<ClassroomRecord | null> {
    return this.classrooms.get(classroomId) ?? null;
  }

  async names(classroomId: string): Promise<Readonly<Record<string, string>>> {
    return this.#names.get(classroomId) ?? {};
  }

  async createSession(session: Parameters<ClassroomRecords['createSession']>[0]) {
    const id = `session-${this.sessions.size + 1}`;
    const { seed = 7, parent } = session;
    this.sessions.set(id, { id, seed, ended: false, ...(parent !== undefined && { parent }) });
    this.#log.createSession(id);
    return { id, seed };
  }

  async seedOf(sessionId: string): Promise<number | undefined> {
    return this.sessions.get(sessionId)?.seed;
  }

  async setCurrentSession(classroomId: string, sessionId: string): Promise<void> {
    this.#change(classroomId, { sessionId });
  }

  async setLocked(classroomId: string, locked: boolean): Promise<void> {
    this.#change(classroomId, { locked });
  }

  async setSettings(classroomId: string, settings: ClassroomRecord['settings']): Promise<void> {
    this.#change(classroomId, { settings });
  }

  async rotateCode(classroomId: string): Promise<string | undefined> {
    this.#change(classroomId, { roomCode: '700001' });
    return '700001';
  }

  async renameParticipant(participantId: string): Promise<string> {
    return `Renamed ${participantId}`;
  }

  async removeParticipant(participantId: string): Promise<void> {
    this.removed.push(participantId);
  }

  async endSession(sessionId: string): Promise<void> {
    const session = this.sessions.get(sessionId);
    if (session !== undefined) session.ended = true;
  }

  async endClassroom(classroomId: string): Promise<void> {
    this.#change(classroomId, { endedAt: new Date(0), roomCode: null });
  }

  #change(classroomId: string, change: Partial<ClassroomRecord>): void {
    const known = this.classrooms.get(classroomId);
    if (known !== undefined) this.classrooms.set(classroomId, { ...known, ...change });
  }
}
