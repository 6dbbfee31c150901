import { describe, expect, test } from 'vitest';
import { playAtRandom } from './core-run.ts';

describe('seats that say right, wrong and senseless things in other lessons', () => {
  test.each([
    ['replicas', 17],
    ['replicas', 22],
    ['rolling-update', 11],
    ['rolling-update', 21],
    ['rolling-update', 102],
  ])('%s, seed %i: the invariants hold and every goal stays within reach', (lesson, seed) => {
    const run = playAtRandom(seed, lesson);
    expect(run.waves).toBe(4);
    expect(run.mistakes.size).toBeGreaterThan(0);
    expect(run.refused).toBeGreaterThan(10);
  });
});
