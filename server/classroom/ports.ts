import type { Card } from '../../lib/cluster/card.ts';
import type { Advice } from '../../lib/cluster/component.ts';
import type { SeatId } from '../../lib/cluster/seats.ts';
import type { JsonValue } from '../../lib/kernel/json.ts';
import type { Actor, EntryLine, SessionCommand } from '../../lib/session/commands.ts';
import type { Decision } from '../../lib/session/decide.ts';
import type { SessionState } from '../../lib/session/state.ts';
import type { OwnView, SeatsView, SharedView } from '../../lib/session/view-for.ts';
import type { Viewer } from '../../lib/session/view.ts';
import type { ServerMessages } from '../../lib/wire/server-messages.ts';
import type { EventLog } from '../store/event-log.ts';

export type Cancel = () => void;

/** The only clock a room knows. */
export interface Clock {
  /** Monotonic milliseconds. */
  now(): number;
  /** Wall clock, ISO 8601: for the record only. */
  wall(): string;
  after(milliseconds: number, run: () => void): Cancel;
}

/** Structured log lines. Never give it tokens, codes or names. */
export interface Logger {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** The rules of play as a room needs them: pure functions. An exception out of one is a bug. */
export interface Play {
  /** One command makes one entry, with everything the machinery does at once because of it. */
  decide(state: SessionState | null, command: SessionCommand, actor: Actor): Decision;
  /** What a state comes to by the entries that follow it; null when there is neither. */
  fold(state: SessionState | null, entries: Iterable<EntryLine>): SessionState | null;
  /** Cluster time of the next timer, when time may move; null while something blocks or the room stands still. */
  idleUntil(state: SessionState): number | null;
  /** Blocking cards, oldest first. */
  waitingCards(state: SessionState): readonly Card[];
  playerOf(state: SessionState, seat: SeatId): string | null;
  advise(state: SessionState, card: string): Advice;
  /**
   * The sections of a view that are the same for everybody, those that are the same for all with one standpoint, and
   * those that are one viewer's own.
   */
  sharedView(state: SessionState): SharedView;
  seatsView(state: SessionState, viewer: Viewer): SeatsView;
  ownView(state: SessionState, viewer: Viewer): OwnView;
  standpoint(state: SessionState, viewer: Viewer): string;
  /** The waves of a lesson in order; undefined when there is no such lesson. */
  waves(lesson: string): readonly { readonly optional: boolean }[] | undefined;
}

/** One open connection of somebody who looks at the room. */
export interface RoomConnection {
  readonly id: string;
  readonly viewer: Viewer;
  /** `payload` is JSON text. Never throws; a connection that cannot keep up ends itself. */
  send(type: keyof ServerMessages, payload: string): void;
  /** Ends the connection after what was sent. */
  close(): void;
}

export type Locale = 'ko' | 'en';

/** What a room knows of its classroom from the database. */
export interface ClassroomRecord {
  readonly id: string;
  /** Null in a solo room. */
  readonly teacherId: string | null;
  readonly lessonId: string;
  readonly sessionId: string | null;
  readonly locale: Locale;
  readonly locked: boolean;
  readonly roomCode: string | null;
  readonly settings: unknown;
  readonly endedAt: Date | null;
}

/** The database as far as rooms use it: everything but the record itself. */
export interface ClassroomRecords {
  findClassroom(classroomId: string): Promise<ClassroomRecord | null>;
  /** Nicknames of everybody who was let in and not forgotten, by participant id. */
  names(classroomId: string): Promise<Readonly<Record<string, string>>>;
  createSession(session: {
    readonly classroomId: string;
    readonly lessonId: string;
    readonly solo: boolean;
    readonly seed?: number;
    readonly parent?: { readonly sessionId: string; readonly position: number };
  }): Promise<{ readonly id: string; readonly seed: number }>;
  /** What the dice of a session start from; undefined when there is no such session. */
  seedOf(sessionId: string): Promise<number | undefined>;
  setCurrentSession(classroomId: string, sessionId: string): Promise<void>;
  setLocked(classroomId: string, locked: boolean): Promise<void>;
  setSettings(classroomId: string, settings: Readonly<Record<string, JsonValue>>): Promise<void>;
  /** The new room code; undefined when the classroom has none. */
  rotateCode(classroomId: string): Promise<string | undefined>;
  renameParticipant(participantId: string, locale: Locale): Promise<string>;
  removeParticipant(participantId: string, ban: boolean): Promise<void>;
  endSession(sessionId: string): Promise<void>;
  endClassroom(classroomId: string): Promise<void>;
}

/** Everything a room is given by the composition root. */
export interface RoomPorts {
  readonly log: EventLog;
  readonly records: ClassroomRecords;
  readonly play: Play;
  readonly clock: Clock;
  readonly logger: Logger;
  /** SHA-256 as hexadecimal text. */
  readonly hash: (text: string) => string;
  /** A new unique id. */
  readonly newId: () => string;
  /** A number in [0, 1), for thinking times only. */
  readonly random: () => number;
}
