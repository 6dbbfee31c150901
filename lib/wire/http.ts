import { z } from 'zod';
import type { Entry } from '../session/commands.ts';

/** Bodies of the plain HTTP calls. */

/** `POST /api/join`: a code as typed (spaces and full-width digits are fine), or the QR's token. */
export const joinBodySchema = z.strictObject({
  code: z.string().max(32),
  token: z.string().max(64).optional(),
  locale: z.enum(['ko', 'en']).optional(),
});

export const joinAnswerSchema = z.object({
  classroom: z.string(),
  participant: z.string(),
  /** The participant's credential: kept by the client, sent in the socket's handshake. */
  token: z.string(),
  nickname: z.string(),
});

/** `POST /api/solo`: a room of one's own, no sign-in. */
export const soloBodySchema = z.strictObject({
  lesson: z.string().max(64),
  seat: z.string().max(253),
  locale: z.enum(['ko', 'en']).optional(),
});

export type JoinAnswer = z.infer<typeof joinAnswerSchema>;

/** `POST /api/rooms`: a signed-in teacher opens a classroom. */
export const roomsBodySchema = z.strictObject({
  lessonId: z.string().max(64),
  title: z.string().trim().min(1).max(80),
  locale: z.enum(['ko', 'en']),
});

export const roomsAnswerSchema = z.object({
  classroom: z.string(),
  /** Six digits. */
  roomCode: z.string(),
});

export type RoomsAnswer = z.infer<typeof roomsAnswerSchema>;

/** `POST /api/rooms/CLASSROOM/screen`: a read-only link for the projector. The token is told once. */
export interface ScreenAnswer {
  readonly token: string;
}

/** `POST /api/rooms/CLASSROOM/reopen`: once more after a bug had closed the room. */
export interface ReopenAnswer {
  readonly classroom: string;
}

/** `GET /api/replay/SESSION?after=0`: a part of a record, oldest first. */
export const replayQuerySchema = z.object({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(500),
});

/** `full`: everything. `class`: without other people's predictions and notes. */
export type ReplayScope = 'full' | 'class';

export interface ReplayPage {
  readonly session: string;
  readonly lesson: string;
  readonly title: string | null;
  readonly classroom: string | null;
  readonly ended: boolean;
  readonly scope: ReplayScope;
  /** Nicknames by participant id; nobody who was forgotten. */
  readonly names: Readonly<Record<string, string>>;
  /** The participant who asks; null for a teacher. */
  readonly me: string | null;
  readonly entries: readonly Omit<Entry, 'hash' | 'epoch'>[];
  /** What to ask for as `after` next; null when this is the end for now. */
  readonly next: number | null;
}

/** Why a plain HTTP call did nothing, beside its status. */
export type HttpReason =
  | 'Malformed'
  | 'TooLarge'
  | 'NotJson'
  | 'ForeignOrigin'
  | 'NotFound'
  | 'RoomLocked'
  | 'RoomFull'
  | 'Banned'
  | 'RateLimited'
  | 'Unauthenticated'
  | 'NotPermitted'
  | 'RoomUnavailable'
  | 'RoomQuarantined'
  | 'MethodNotAllowed'
  | 'UnknownHost';
