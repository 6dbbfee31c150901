import { describe, expect, test } from 'vitest';
import { lessons } from '../../lib/lessons/registry.ts';
import { playAtRandom } from './core-run.ts';
import { keepSeed, seedsFor, seedsWanted } from './seeds.ts';

/** `pod-creation` has its own, with counts of everything it came across. */
const OTHERS = Object.keys(lessons).filter((lesson) => lesson !== 'pod-creation');
/** Over all lessons together. */
const SEEDS = 200;

describe.each(OTHERS)('random play of the lesson %s', (lesson) => {
  const kind = `lesson/${lesson}` as const;
  const count = Math.ceil(seedsWanted(SEEDS) / OTHERS.length);

  test.each(seedsFor(kind, count))('seed %i keeps every invariant and reaches every goal', (seed) => {
    try {
      const { waves, accepted } = playAtRandom(seed, lesson);
      expect(waves).toBe(wavesOf(lesson));
      expect(accepted).toBeGreaterThan(waves);
    } catch (error) {
      keepSeed(kind, seed);
      throw error;
    }
  });
});

function wavesOf(id: string): number {
  return Object.entries(lessons).find(([name]) => name === id)?.[1].waves.length ?? 0;
}
