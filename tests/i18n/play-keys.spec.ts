import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LOCALES } from '../../lib/i18n/locales.ts';
import { play } from '../../lib/i18n/messages/en/play.ts';
import type { MessageTree } from '../../lib/i18n/shape.ts';

/** The keys of every part that `play.ts` of a language is put together from, with the part's file. */
async function keysOfParts(locale: string): Promise<readonly { readonly key: string; readonly file: string }[]> {
  const folder = new URL(`../../lib/i18n/messages/${locale}/`, import.meta.url);
  const files = readdirSync(folder).filter((file) => /^play-.+\.ts$/.test(file));
  const parts = await Promise.all(
    files.map(async (file) => {
      const part: Record<string, MessageTree> = await import(new URL(file, folder).href);
      return Object.values(part)
        .flatMap((tree) => Object.keys(tree))
        .map((key) => ({ key, file }));
    }),
  );
  return parts.flat();
}

test('no key of a text for play is where others begin: one of them could not be said', () => {
  const keys = Object.keys(play);
  expect(keys.filter((key) => keys.some((other) => other.startsWith(`${key}.`)))).toEqual([]);
});

test.each(LOCALES)('in %s no key stands in two parts: one of the texts would never be said', async (locale) => {
  const keys = await keysOfParts(locale);
  expect(keys.length).toBeGreaterThan(500);
  expect(keys.filter((one) => keys.some((other) => other.key === one.key && other.file !== one.file))).toEqual([]);
});

test.each(LOCALES)('in %s every part is in use', async (locale) => {
  const keys = await keysOfParts(locale);
  expect(new Set(keys.map(({ key }) => key))).toEqual(new Set(Object.keys(play)));
});
