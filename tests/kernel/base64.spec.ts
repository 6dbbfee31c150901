import { expect, test } from 'vitest';
import { base64Of, printableOf } from '../../lib/kernel/base64.ts';

test.each([
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['not-so-secret', 'bm90LXNvLXNlY3JldA=='],
])('%j is %j in base64, and back', (text, encoded) => {
  expect(base64Of(text)).toBe(encoded);
  expect(printableOf(encoded)).toBe(text);
});

test('what no terminal prints is a dot', () => {
  expect(printableOf(base64Of('a\nb'))).toBe('a.b');
  expect(printableOf(base64Of('가'))).toBe('...');
});
