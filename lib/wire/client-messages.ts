import { z } from 'zod';
import { faultSchema } from './fault.ts';
import { COMMAND_ID_CHARS_MAX, NAME_CHARS_MAX, NOTE_CHARS_MAX } from './limits.ts';
import { seatActionSchema } from './seat-action.ts';

const commandId = z.string().min(8).max(COMMAND_ID_CHARS_MAX);
const seat = z.string().min(1).max(NAME_CHARS_MAX);
const id = z.string().min(1).max(64);

/** Where a returning client stands. */
export const sinceSchema = z.strictObject({ sessionId: id, position: z.int().min(0) });

/** The language that refusals are explained in; else the classroom's. */
const localeSchema = z.enum(['ko', 'en']);

/** The handshake's `auth` payload. A teacher is known by the sign-in cookie, everybody else by a token. */
export const handshakeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('participant'),
    token: z.string().min(20).max(128),
    protocolVersion: z.int(),
    since: sinceSchema.optional(),
    locale: localeSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('teacher'),
    classroom: id,
    protocolVersion: z.int(),
    since: sinceSchema.optional(),
    locale: localeSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('projector'),
    token: z.string().min(20).max(128),
    protocolVersion: z.int(),
    since: sinceSchema.optional(),
    locale: localeSchema.optional(),
  }),
]);

export type Handshake = z.infer<typeof handshakeSchema>;

export const PACES = ['1x', '10x', '60x', 'instant'] as const;

/** Every message a client may send, by the name of its Socket.IO event. Each is answered by its acknowledgement. */
export const clientMessages = {
  /** A seat acts (the participant's own seat), or the teacher acts for a seat. */
  'command.submit': z.strictObject({ commandId, seat, action: seatActionSchema }),
  'seat.claim': z.strictObject({ commandId, seat }),
  'seat.release': z.strictObject({ commandId, seat }),
  'question.answer': z.strictObject({ commandId, question: id, option: id }),
  /** What somebody without a card expects of another seat's next act. */
  'act.predict': z.strictObject({ commandId, card: id, choice: id }),
  'moment.mark': z.strictObject({ commandId, note: z.string().max(NOTE_CHARS_MAX) }),
  /** Answered with the reference behaviour for the card, in words; counted. */
  'hint.take': z.strictObject({ commandId, card: id }),
  /** Answered with a delta or a snapshot. */
  'view.request': z.strictObject({ since: sinceSchema.optional() }),
  'teach.start': z.strictObject({ commandId, wave: z.int().min(0).max(20) }),
  'teach.mode': z.strictObject({ commandId, mode: z.enum(['running', 'stepping', 'paused']) }),
  'teach.step': z.strictObject({ commandId }),
  'teach.pace': z.strictObject({ pace: z.enum(PACES) }),
  'teach.assign': z.strictObject({
    commandId,
    participant: id,
    seat,
    part: z.enum(['player', 'partner', 'understudy', 'observer']),
  }),
  'teach.release': z.strictObject({ commandId, participant: id, seat }),
  'teach.policy': z.strictObject({
    commandId,
    absence: z.enum(['wait', 'bot']),
    mistakesShown: z.enum(['at-once', 'debrief']),
  }),
  /** Breaks something in the cluster, or mends it. */
  'teach.fault': z.strictObject({ commandId, fault: faultSchema }),
  /** Goes back to just before an entry; without a position, before the last accepted act of a seat. */
  'teach.undo': z.strictObject({ commandId, position: z.int().min(1).optional() }),
  'teach.lock': z.strictObject({ locked: z.boolean() }),
  'teach.rotate-code': z.strictObject({}),
  'teach.remove': z.strictObject({ commandId, participant: id, ban: z.boolean() }),
  'teach.rename': z.strictObject({ participant: id }),
  'teach.end': z.strictObject({ commandId }),
} as const;

export type ClientMessageType = keyof typeof clientMessages;
export type ClientMessage<T extends ClientMessageType> = z.infer<(typeof clientMessages)[T]>;
