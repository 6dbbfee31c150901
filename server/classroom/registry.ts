import type { SessionCommand } from '../../lib/session/commands.ts';
import { scopedCommandId } from './intent.ts';
import type { RoomPorts } from './ports.ts';
import { RoomActor } from './room-actor.ts';

/** `NotFound`: no such classroom. `RoomUnavailable`: it cannot be opened now. `RoomQuarantined`: a bug has closed it. */
export type OpenRoom =
  | { readonly ok: true; readonly room: RoomActor }
  | { readonly ok: false; readonly reason: 'NotFound' | 'RoomUnavailable' | 'RoomQuarantined' };

/** A solo room's first commands, in order. */
interface SoloStart {
  readonly participant: string;
  readonly seat: string;
}

/** The rooms that are in memory. A room is opened when somebody asks for it and leaves when nobody looks any more. */
export class RoomRegistry {
  readonly #ports: RoomPorts;
  readonly #rooms = new Map<string, Promise<OpenRoom>>();
  /** Classrooms that were given a second chance after a bug had closed them. */
  readonly #reopened = new Set<string>();
  #closing = false;

  constructor(ports: RoomPorts) {
    this.#ports = ports;
  }

  /** The classroom's room, opened now if need be. Several who ask at once get the same. */
  open(classroomId: string): Promise<OpenRoom> {
    if (this.#closing) return Promise.resolve({ ok: false, reason: 'RoomUnavailable' });
    const known = this.#rooms.get(classroomId);
    if (known !== undefined) return known;
    const opening = this.#open(classroomId);
    this.#rooms.set(classroomId, opening);
    return opening;
  }

  /**
   * Opens a quarantined room once more, from its record; a room that is open stays as it is. If a bug closes it
   * again, it stays closed as long as this process runs: `RoomQuarantined`.
   */
  async reopen(classroomId: string): Promise<OpenRoom> {
    const opening = this.open(classroomId);
    const opened = await opening;
    if (!opened.ok || opened.room.status !== 'quarantined') return opened;
    if (this.#rooms.get(classroomId) !== opening) return this.open(classroomId);
    if (this.#reopened.has(classroomId)) return { ok: false, reason: 'RoomQuarantined' };
    this.#reopened.add(classroomId);
    this.#rooms.delete(classroomId);
    this.#ports.logger.warn({ classroomId }, 'a quarantined room is opened again');
    const again = await this.open(classroomId);
    return again.ok && again.room.status === 'quarantined' ? { ok: false, reason: 'RoomQuarantined' } : again;
  }

  /** Lets a participant, whom the database has let in already, into the recorded session. */
  async admit(classroomId: string, participant: string): Promise<OpenRoom> {
    const opened = await this.open(classroomId);
    if (!opened.ok) return opened;
    await opened.room.desk.readNames();
    const admitted = await this.#say(opened.room, participant, { type: 'AdmitParticipant', participant });
    opened.room.tellRoster();
    return admitted ? opened : { ok: false, reason: 'RoomUnavailable' };
  }

  /** Sets up a room of one's own: the participant in the seat, substitutes for everybody else, the first wave begun. */
  async startSolo(classroomId: string, { participant, seat }: SoloStart): Promise<OpenRoom> {
    const opened = await this.admit(classroomId, participant);
    if (!opened.ok) return opened;
    const commands: readonly SessionCommand[] = [
      { type: 'SetPolicy', absence: 'bot', mistakesShown: 'at-once' },
      { type: 'AssignSeat', participant, seat, part: 'player' },
      { type: 'StartWave', wave: 0 },
    ];
    for (const command of commands) {
      if (!(await this.#say(opened.room, participant, command))) return { ok: false, reason: 'NotFound' };
    }
    return opened;
  }

  /** How many rooms are in memory. */
  get size(): number {
    return this.#rooms.size;
  }

  /** Finishes every room's work and opens none any more. */
  async close(): Promise<void> {
    this.#closing = true;
    const rooms = await Promise.all(this.#rooms.values());
    await Promise.all(rooms.flatMap((opened) => (opened.ok ? [opened.room.close()] : [])));
  }

  async #open(classroomId: string): Promise<OpenRoom> {
    const { records, logger } = this.#ports;
    try {
      const classroom = await records.findClassroom(classroomId);
      if (classroom === null || classroom.sessionId === null) {
        this.#rooms.delete(classroomId);
        return { ok: false, reason: 'NotFound' };
      }
      const room = await RoomActor.open(this.#ports, classroom, {
        gone: (status) => {
          // A quarantined room stays known, so that connections do not open it again and again.
          if (status !== 'quarantined') this.#rooms.delete(classroomId);
        },
        idle: () => void this.#retire(room),
      });
      return { ok: true, room };
    } catch (error) {
      const trace = error instanceof Error ? error.stack : String(error);
      logger.error({ classroomId, trace }, 'a room could not be opened');
      this.#rooms.delete(classroomId);
      return { ok: false, reason: 'RoomUnavailable' };
    }
  }

  /** A solo room that was left ends; any other goes on when somebody comes back. */
  async #retire(room: RoomActor): Promise<void> {
    if (room.desk.classroom.teacherId === null && !room.state.room.ended) {
      const command = { type: 'EndSession' } as const;
      await room.perform({ commandId: this.#ports.newId(), actor: { kind: 'machinery' }, command });
    }
    if (room.isEmpty) await room.close();
  }

  async #say(room: RoomActor, participant: string, command: SessionCommand): Promise<boolean> {
    const commandId = scopedCommandId(participant, this.#ports.newId());
    const answer = await room.perform({ commandId, actor: { kind: 'seat', participant }, command });
    return answer.ok;
  }
}
