import { describe, expect, test } from 'vitest';
import { playAtRandom } from './core-run.ts';

describe.each(['scheduling', 'etcd'])('random play of the lesson %s', (lesson) => {
  test.each([1, 2, 3, 4, 5, 13])('seed %i keeps every invariant and reaches every goal', (seed) => {
    const { waves, accepted } = playAtRandom(seed, lesson, 80);
    expect(waves).toBe(3);
    expect(accepted).toBeGreaterThan(60);
  });
});
