import { expect, test } from 'vitest';

import { MESSAGE_AREAS, messagesFor } from '../../lib/i18n/catalogue.ts';
import { DEFAULT_LOCALE, LOCALES } from '../../lib/i18n/locales.ts';
import type { MessageTree } from '../../lib/i18n/shape.ts';

/** Every message of a tree by its full key. */
function flat(tree: MessageTree, prefix = ''): Map<string, string> {
  const messages = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') messages.set(prefix + key, value);
    else for (const [path, text] of flat(value, `${prefix}${key}.`)) messages.set(path, text);
  }
  return messages;
}

/** The names a message wants filled in, sorted. */
function placeholders(message: string): string[] {
  return [...new Set([...message.matchAll(/\{\s*(\w+)\s*[,}]/g)].map(([, name = '']) => name))].sort();
}

const reference = flat(messagesFor(DEFAULT_LOCALE, MESSAGE_AREAS));

test('there are messages', () => {
  expect(reference.size).toBeGreaterThan(50);
});

test.each(LOCALES)('%s has exactly the keys of the other languages', (locale) => {
  expect([...flat(messagesFor(locale, MESSAGE_AREAS)).keys()].sort()).toEqual([...reference.keys()].sort());
});

test.each(LOCALES)('%s fills in the same names and says something', (locale) => {
  const wrong = [...flat(messagesFor(locale, MESSAGE_AREAS))].filter(
    ([key, text]) =>
      text.trim() === '' || String(placeholders(text)) !== String(placeholders(reference.get(key) ?? '')),
  );
  expect(wrong).toEqual([]);
});
