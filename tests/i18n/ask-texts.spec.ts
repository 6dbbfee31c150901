import { createTranslator } from 'next-intl';
import { expect, test } from 'vitest';
import { messagesFor } from '../../lib/i18n/catalogue.ts';
import { LOCALES } from '../../lib/i18n/locales.ts';
import { lessons } from '../../lib/lessons/registry.ts';
import type { Lesson } from '../../lib/session/lesson.ts';

const all: readonly Lesson[] = Object.values(lessons);

const asks = all.flatMap(({ waves }) =>
  waves.flatMap(({ missions }) =>
    missions.flatMap(({ id, task }) => (task?.do === 'ask' ? [{ id, lines: task.lines, right: task.right }] : [])),
  ),
);

test.each(asks)('the task $id has a title and a reason in every language', ({ id }) => {
  for (const locale of LOCALES) {
    const translate = createTranslator({ locale, messages: messagesFor(locale, ['play']), namespace: 'play' });
    for (const key of [`card.ask.${id}`, `because.ask.${id}`]) expect([key, translate.has(key)]).toEqual([key, true]);
  }
});

test.each(asks)('the right line of the task $id is one of those that it offers', ({ lines, right }) => {
  expect(lines.map(({ id }) => id)).toContain(right);
});
