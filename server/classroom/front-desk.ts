import type { RosterUpdate } from '../../lib/wire/server-messages.ts';
import type { ClassroomRecord, ClassroomRecords } from './ports.ts';
import { type Pace, withPace } from './settings.ts';

/** What the room tells about itself beside the recorded state: names, the door and the code. */
export class FrontDesk {
  readonly classroom: ClassroomRecord;
  readonly #records: ClassroomRecords;
  #names: Readonly<Record<string, string>> = {};
  #locked: boolean;
  #roomCode: string | undefined;
  #settings: unknown;

  constructor(classroom: ClassroomRecord, records: ClassroomRecords) {
    this.classroom = classroom;
    this.#records = records;
    this.#locked = classroom.locked;
    this.#settings = classroom.settings;
    this.#roomCode = classroom.roomCode ?? undefined;
  }

  get notice(): Pick<RosterUpdate, 'names' | 'locked' | 'roomCode'> {
    return { names: this.#names, locked: this.#locked, roomCode: this.#roomCode };
  }

  async readNames(): Promise<void> {
    this.#names = await this.#records.names(this.classroom.id);
  }

  async lock(locked: boolean): Promise<void> {
    await this.#records.setLocked(this.classroom.id, locked);
    this.#locked = locked;
  }

  /** Keeps the pace with the classroom, so that it is the same after a restart. */
  async keepPace(pace: Pace): Promise<void> {
    const settings = withPace(this.#settings, pace);
    await this.#records.setSettings(this.classroom.id, settings);
    this.#settings = settings;
  }

  async rotateCode(): Promise<void> {
    this.#roomCode = await this.#records.rotateCode(this.classroom.id);
  }

  async rename(participant: string): Promise<void> {
    const name = await this.#records.renameParticipant(participant, this.classroom.locale);
    this.#names = { ...this.#names, [participant]: name };
  }

  async remove(participant: string, ban: boolean): Promise<void> {
    await this.#records.removeParticipant(participant, ban);
  }

  /** Frees the code and closes the books; the record stays. */
  async end(sessionId: string): Promise<void> {
    await this.#records.endSession(sessionId);
    await this.#records.endClassroom(this.classroom.id);
    this.#roomCode = undefined;
  }
}
