import { expect, test } from 'vitest';

import { LESSON_MENU, lessonOffer, MENU_BY_PART } from '../../app/_lessons/lesson-menu.ts';
import { lessons } from '../../lib/lessons/registry.ts';

test('every lesson is offered, once', () => {
  expect(LESSON_MENU.map(({ id }) => id).toSorted()).toEqual(Object.keys(lessons).toSorted());
});

test('the parts of the course hold every lesson in its order', () => {
  const inParts = MENU_BY_PART.flatMap(({ lessons: some }) => some);
  expect(inParts).toEqual(LESSON_MENU);
  expect(inParts.map(({ place }) => place)).toEqual(inParts.map((_, index) => index + 1));
});

test.each(LESSON_MENU)('$id offers seats that its cluster has', ({ id, soloSeats }) => {
  const seats = lessons[id].initial(1).seats.map(({ id: seat, component }) => `${seat} ${component}`);
  expect(soloSeats.length).toBeGreaterThan(0);
  expect(seats).toEqual(expect.arrayContaining(soloSeats.map(({ seat, component }) => `${seat} ${component}`)));
});

test('a lesson that is no longer there has no offer', () => {
  expect(lessonOffer('a-lesson-of-last-year')).toBeUndefined();
});
