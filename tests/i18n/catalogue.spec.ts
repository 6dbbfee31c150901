import { createTranslator } from 'next-intl';
import { describe, expect, test } from 'vitest';

import { MESSAGE_AREAS, messagesFor, nested } from '../../lib/i18n/catalogue.ts';
import { LOCALES } from '../../lib/i18n/locales.ts';
import type { MessageTree } from '../../lib/i18n/shape.ts';

function leaves(tree: MessageTree, path = ''): { key: string; text: string }[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [{ key: `${path}${key}`, text: value }] : leaves(value, `${path}${key}.`),
  );
}

/** Something for everything that a message wants filled in. */
function anyValues(text: string): Record<string, number> {
  return Object.fromEntries([...text.matchAll(/\{\s*(\w+)\s*[,}]/g)].map(([, name = '']) => [name, 2]));
}

test.each(LOCALES)('every message in %s can be said', (locale) => {
  const messages: MessageTree = { all: messagesFor(locale, MESSAGE_AREAS) };
  const problems: string[] = [];
  const t = createTranslator<Record<string, Record<string, string>>, 'all'>({
    locale,
    messages: messages as Record<string, Record<string, string>>,
    namespace: 'all',
    timeZone: 'Asia/Seoul',
    onError: (error) => problems.push(error.message),
  });
  const said = leaves(messagesFor(locale, MESSAGE_AREAS)).map(({ key, text }) => t(key, anyValues(text)));
  expect(problems).toEqual([]);
  expect(said.length).toBeGreaterThan(100);
  expect(said.filter((text) => /[{}]/.test(text))).toEqual([]);
});

test('a page gets the areas it asked for and no others', () => {
  expect(Object.keys(messagesFor('ko', ['join', 'common'])).toSorted()).toEqual(['common', 'join']);
});

describe('keys with dots', () => {
  test('become nested', () => {
    expect(nested({ 'because.etcd.commit': 'a', 'because.etcd.compare': 'b', title: 'c' })).toEqual({
      because: { etcd: { commit: 'a', compare: 'b' } },
      title: 'c',
    });
  });

  test('join branches that are nested already', () => {
    expect(nested({ because: { etcd: { commit: 'a' } }, 'because.user': 'b' })).toEqual({
      because: { etcd: { commit: 'a' }, user: 'b' },
    });
  });
});
