import { expect, test } from 'vitest';

import { negotiateLocale, parseLocale } from '../../lib/i18n/locales.ts';

test.each([
  { header: undefined, locale: 'ko' },
  { header: '', locale: 'ko' },
  { header: 'en', locale: 'en' },
  { header: 'en-GB,en;q=0.9', locale: 'en' },
  { header: 'ko-KR,ko;q=0.9,en;q=0.8', locale: 'ko' },
  { header: 'fr-FR,fr;q=0.9,en;q=0.5', locale: 'en' },
  { header: 'en;q=0.4, ko;q=0.6', locale: 'ko' },
  { header: 'EN-us', locale: 'en' },
  { header: 'ja,zh', locale: 'ko' },
  { header: 'en;q=0, ko;q=0.1', locale: 'ko' },
  { header: 'en;q=2', locale: 'ko' },
  { header: ';;,,q=', locale: 'ko' },
])('a browser that asks for "$header" reads $locale', ({ header, locale }) => {
  expect(negotiateLocale(header)).toBe(locale);
});

test.each([
  { value: 'ko', locale: 'ko' },
  { value: 'en', locale: 'en' },
  { value: 'fr', locale: null },
  { value: undefined, locale: null },
  { value: ['ko'], locale: null },
])('the cookie $value chooses $locale', ({ value, locale }) => {
  expect(parseLocale(value)).toBe(locale);
});
