import { randomBelow, type Sources } from './sources.ts';

/** Six digits that do not begin with 0, so that nothing on the way takes the code for a shorter number. */
export function drawRoomCode(sources: Sources): string {
  return String(100_000 + randomBelow(sources, 900_000));
}

/**
 * The six digits of what somebody typed, or undefined. Accepts spaces and hyphens anywhere and the full-width digits
 * of an East Asian keyboard.
 */
export function parseRoomCode(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').replace(/[\s\-\u2010-\u2015]/g, '');
  return /^\d{6}$/.test(digits) ? digits : undefined;
}
