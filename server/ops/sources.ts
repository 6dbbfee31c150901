import { createHash, randomBytes } from 'node:crypto';

import type { Clock } from '../classroom/ports.ts';
import type { Sources } from '../queries/sources.ts';

/** The machine's clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => new Date().toISOString(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

export const systemSources: Sources = {
  now: () => new Date(),
  randomBytes: (size) => randomBytes(size),
};

/** SHA-256 as hexadecimal text. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A number in [0, 1). */
export function randomFraction(): number {
  return randomBytes(4).readUInt32BE(0) / 2 ** 32;
}
