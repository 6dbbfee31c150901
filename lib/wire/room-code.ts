/**
 * The six digits of what somebody typed, or undefined. Accepts spaces and hyphens anywhere and the full-width digits
 * of an East Asian keyboard.
 */
export function parseRoomCode(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').replace(/[\s\-\u2010-\u2015]/g, '');
  return /^\d{6}$/.test(digits) ? digits : undefined;
}

/** As it is shown and read aloud: `482 913`. */
export function formatRoomCode(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}
