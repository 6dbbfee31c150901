import { z } from 'zod';

const uniqueViolation = z.object({ code: z.literal('P2002') });

/** True when a write failed because a unique value is already taken. */
export function isUniqueViolation(error: unknown): boolean {
  return uniqueViolation.safeParse(error).success;
}
