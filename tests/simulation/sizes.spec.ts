import { describe, expect, test } from 'vitest';
import { measureLesson, type SentSize } from './sizes.ts';

const KB = 1024;
const sizes = measureLesson();
const seats = [...new Set(sizes.map(({ viewer }) => viewer))].filter((name) => name !== 'teacher');

function largest(of: (size: SentSize) => number, viewer: string): number {
  return Math.max(...sizes.filter((size) => size.viewer === viewer).map(of));
}

describe('what a whole lesson sends', () => {
  test('the lesson was played to its end, with somebody in every seat', () => {
    expect(seats.length).toBe(19);
    expect(sizes.reduce((sum, { stories }) => sum + stories, 0)).toBeGreaterThan(4_000);
  });

  test.each(seats)('%s gets at most 2 KB for each story message, beside the cards of its desk', (seat) => {
    expect(largest((size) => (size.deltaBytes - size.cardBytes) / Math.max(1, size.stories), seat)).toBeLessThan(
      2 * KB,
    );
  });

  test.each(seats)('%s gets cards of at most 1.75 KB', (seat) => {
    expect(largest((size) => size.cardBytes / Math.max(1, size.cards), seat)).toBeLessThan(1.75 * KB);
  });

  test.each(seats)('%s gets deltas of less than 2 KB on average and 4 KB at most', (seat) => {
    const own = sizes.filter(({ viewer }) => viewer === seat).map(({ deltaBytes }) => deltaBytes);
    expect(own.reduce((sum, bytes) => sum + bytes, 0) / own.length).toBeLessThan(2 * KB);
    expect(Math.max(...own)).toBeLessThan(4 * KB);
  });

  test.each([...seats, 'teacher'])('a snapshot for %s has at most 40 KB', (viewer) => {
    expect(largest(({ snapshotBytes }) => snapshotBytes, viewer)).toBeLessThan(40 * KB);
  });
});
