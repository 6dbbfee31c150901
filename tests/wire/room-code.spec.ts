import { expect, test } from 'vitest';

import { formatRoomCode, parseRoomCode } from '../../lib/wire/room-code.ts';

test.each([
  { typed: '482913', code: '482913' },
  { typed: '482 913', code: '482913' },
  { typed: ' 48-29-13 ', code: '482913' },
  { typed: '４８２　９１３', code: '482913' },
  { typed: '48291', code: undefined },
  { typed: '4829133', code: undefined },
  { typed: '48291a', code: undefined },
  { typed: 'ㅈㅂㄷㄱㅅㅛ', code: undefined },
  { typed: '', code: undefined },
])('"$typed" is read as $code', ({ typed, code }) => {
  expect(parseRoomCode(typed)).toBe(code);
});

test('a code is shown in two halves', () => {
  expect(formatRoomCode('482913')).toBe('482 913');
});
