import { z } from 'zod';

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
