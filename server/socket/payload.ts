import type { z } from 'zod';

import { MESSAGE_BYTES_MAX, MESSAGE_DEPTH_MAX } from '../../lib/wire/limits.ts';

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: 'Malformed' | 'TooLarge' };

/**
 * Checks something that came from outside. Depth and extent are measured without recursion before anything walks
 * over the value, because a deep value overflows the stack of whoever does.
 */
export function parsePayload<T>(schema: z.ZodType<T>, value: unknown): Parsed<T> {
  if (!isModest(value)) return { ok: false, reason: 'TooLarge' };
  const parsed = schema.safeParse(value);
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, reason: 'Malformed' };
}

/** True when the value is neither deeper nor, roughly, larger than a message may be. */
function isModest(root: unknown): boolean {
  let extent = 0;
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MESSAGE_DEPTH_MAX) return false;
    const next: unknown[] = [];
    for (const value of level) {
      extent += extentOf(value);
      if (extent > MESSAGE_BYTES_MAX) return false;
      if (typeof value === 'object' && value !== null) next.push(...childrenOf(value));
    }
    level = next;
  }
  return true;
}

function childrenOf(value: object): unknown[] {
  return ArrayBuffer.isView(value) ? [] : Object.values(value);
}

/** A lower bound of what the value itself takes as JSON, without its members. */
function extentOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (ArrayBuffer.isView(value)) return MESSAGE_BYTES_MAX + 1;
  if (typeof value !== 'object' || value === null) return 1;
  if (Array.isArray(value)) return value.length;
  return Object.keys(value).reduce((sum, key) => sum + key.length + 1, 0);
}
