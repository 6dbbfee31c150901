import { expect, test } from 'vitest';
import { play } from '../../lib/i18n/messages/en/play.ts';

test('no key of a text for play is where others begin: one of them could not be said', () => {
  const keys = Object.keys(play);
  expect(keys.filter((key) => keys.some((other) => other.startsWith(`${key}.`)))).toEqual([]);
});
