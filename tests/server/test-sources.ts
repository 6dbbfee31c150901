import { createHash } from 'node:crypto';

import type { Sources } from '../../server/queries/sources.ts';

/** Time that stands still until it is moved, and bytes that are the same in every run. */
export interface TestSources extends Sources {
  advance(milliseconds: number): void;
  /** The next calls of `randomBytes` answer with these, each cut to the size asked for. */
  script(...bytes: Uint8Array[]): void;
}

export function testSources(seed = 'seed'): TestSources {
  let time = Date.parse('2026-03-02T09:00:00Z');
  let calls = 0;
  const scripted: Uint8Array[] = [];
  return {
    now: () => new Date(time),
    advance: (milliseconds) => {
      time += milliseconds;
    },
    script: (...bytes) => {
      scripted.push(...bytes);
    },
    randomBytes: (size) => {
      calls += 1;
      const bytes = scripted.shift() ?? createHash('sha512').update(`${seed}/${calls}`).digest();
      return Uint8Array.from(bytes.subarray(0, size));
    },
  };
}
