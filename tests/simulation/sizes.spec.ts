import { describe, expect, test } from 'vitest';

import { rules } from '../../lib/session/registry.ts';
import { measureLesson, type SentSize } from './sizes.ts';

const KB = 1024;

/** The largest of some sizes by one measure, with where it was found: so a failure says what to look at. */
function largest(sizes: readonly SentSize[], of: (size: SentSize) => number): { bytes: number; where: string } {
  let found = { bytes: 0, where: 'nowhere' };
  for (const size of sizes) {
    const bytes = of(size);
    if (bytes > found.bytes) found = { bytes, where: `${size.viewer} at ${size.position}` };
  }
  return found;
}

describe.each(Object.keys(rules.lessons))('what the whole lesson %s sends, with somebody in every seat', (lesson) => {
  const sizes = measureLesson(lesson);
  const seats = sizes.filter(({ viewer }) => viewer !== 'teacher');
  const stories = seats.filter((size) => size.stories > 0);

  test('the lesson was played to its end', () => {
    expect(new Set(seats.map(({ viewer }) => viewer)).size).toBeGreaterThan(8);
    expect(stories.length).toBeGreaterThan(200);
  });

  test('nobody gets more than 2 KB for each story message, cards and all', () => {
    const { bytes, where } = largest(stories, (size) => size.deltaBytes / size.stories);
    expect(bytes, where).toBeLessThanOrEqual(2 * KB);
  });

  test('nobody gets more than 5 KB at once, or a card of more than 2 KB', () => {
    const delta = largest(seats, ({ deltaBytes }) => deltaBytes);
    expect(delta.bytes, delta.where).toBeLessThanOrEqual(5 * KB);
    const card = largest(seats, ({ cardBytes, cards }) => cardBytes / Math.max(1, cards));
    expect(card.bytes, card.where).toBeLessThanOrEqual(2 * KB);
  });

  test('a snapshot has at most 40 KB, also for the teacher', () => {
    const { bytes, where } = largest(sizes, ({ snapshotBytes }) => snapshotBytes);
    expect(bytes, where).toBeLessThanOrEqual(40 * KB);
  });
});
