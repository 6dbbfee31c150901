import { z } from 'zod';

import type { JsonValue } from '../../lib/kernel/json.ts';
import { PACES } from '../../lib/wire/client-messages.ts';

export type Pace = (typeof PACES)[number];

const milliseconds = z.int().min(0).max(3_600_000);

/** How one room runs: kept with the classroom, read once when the room opens. Durations are class milliseconds. */
export const roomSettingsSchema = z.object({
  /** A bot thinks for a time drawn evenly from this range before it acts. */
  thinkMillis: z.tuple([milliseconds, milliseconds]).default([1_500, 4_000]),
  /** How long a player may be away before a substitute acts, when the policy says so. */
  absenceMillis: milliseconds.default(20_000),
  /** The room pauses itself when nobody leads it or nobody is there. */
  selfPause: z.boolean().default(true),
  pace: z.enum(PACES).default('10x'),
  /** No stretch of idle cluster time takes longer than this, whatever the pace. Absent: it may take as long as it does. */
  idleMillisMax: milliseconds.optional(),
});

export type RoomSettings = z.infer<typeof roomSettingsSchema>;

/** Settings as the classroom keeps them; whatever is missing or of an older form has its default. */
export function readSettings(stored: unknown): RoomSettings {
  const parsed = roomSettingsSchema.safeParse(stored);
  return parsed.success ? parsed.data : roomSettingsSchema.parse({});
}

/** The settings as they are kept, with another pace; members that this program does not know stay. */
export function withPace(stored: unknown, pace: Pace): Readonly<Record<string, JsonValue>> {
  const known = z.record(z.string(), z.json()).safeParse(stored);
  return { ...(known.success ? known.data : {}), pace };
}

/** Cluster milliseconds that pass in one class millisecond; null: at once. */
export function paceFactor(pace: Pace): number | null {
  switch (pace) {
    case '1x':
      return 1;
    case '10x':
      return 10;
    case '60x':
      return 60;
    case 'instant':
      return null;
  }
}

export const TEACHER_AWAY_MILLIS = 60_000;
export const NOBODY_HERE_MILLIS = 15_000;
/** A room that nobody looked at for this long leaves memory; a solo room ends. */
export const EVICTION_MILLIS = 600_000;
/** Between the waves of a solo room. */
export const WAVE_GAP_MILLIS = 4_000;
export const MAILBOX_TASKS_MAX = 500;
export const SNAPSHOT_EVERY_POSITIONS = 200;
