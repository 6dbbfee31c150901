import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import type { Sources } from '../queries/sources.ts';

const TOKEN_BYTES = 32;

/** A credential and what the database keeps of it. The token itself is shown to its owner once and never stored. */
export interface IssuedToken {
  readonly token: string;
  readonly tokenHash: string;
}

/** 256 random bits as base64url (43 characters). */
export function issueToken(sources: Sources): IssuedToken {
  const token = Buffer.from(sources.randomBytes(TOKEN_BYTES)).toString('base64url');
  return { token, tokenHash: hashToken(token) };
}

/** Needs no salt and no slow hash: nobody guesses 256 bits. Looking the hash up leaks nothing about the token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Compares two secrets in a time that does not depend on where they differ. */
export function equalSecrets(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/**
 * The token inside a room's QR code. It is derived, not stored, so that the teacher's desk can show the code again on
 * any device; a new room code makes a new token.
 */
export function joinToken(secret: string, classroomId: string, roomCode: string): string {
  return createHmac('sha256', secret).update(`join\n${classroomId}\n${roomCode}`).digest('base64url');
}
