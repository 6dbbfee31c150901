import { describe, expect, test } from 'vitest';

import { edited, editsBetween } from '../../lib/wire/json-edits.ts';

const LONG = 'a text that is longer than a few edits';

describe('edits of a JSON value', () => {
  test.each([
    ['nothing', { a: 1 }, { a: 1 }, {}],
    ['equal parts that are other objects', { a: { b: [1] } }, { a: { b: [1] } }, {}],
    ['a member', { a: 1, b: 1 }, { a: 1, b: 2 }, { '/b': 2 }],
    ['a new member', { a: 1 }, { a: 1, b: [2] }, { '/b': [2] }],
    ['a member deep inside', { a: [{ b: 1, c: 1 }] }, { a: [{ b: 1, c: 2 }] }, { '/a/0/c': 2 }],
    ['an item appended', { a: [LONG] }, { a: [LONG, 2] }, { '/a/1': 2 }],
    ['items appended', { a: [LONG] }, { a: [LONG, 2, 3] }, { '/a/1': 2, '/a/2': 3 }],
    [
      'names with a slash or a tilde',
      { 'a/b': 1, 'm~n': 1, c: LONG },
      { 'a/b': 2, 'm~n': 2, c: LONG },
      { '/a~1b': 2, '/m~0n': 2 },
    ],
    ['null', { a: 1, b: null }, { a: null, b: null }, { '/a': null }],
    ['a record where a list was', { a: [1], b: 1 }, { a: { c: 1 }, b: 1 }, { '/a': { c: 1 } }],
    ['a shorter list, whole', { a: [1, 2], b: LONG }, { a: [2], b: LONG }, { '/a': [2] }],
    [
      'a record inside that lost a member, whole',
      { a: { b: 1, c: 1 }, d: 1 },
      { a: { c: 1 }, d: 1 },
      { '/a': { c: 1 } },
    ],
    ['a list of which most changed, whole', { a: [1, 2, 3], b: LONG }, { a: [4, 5, 6], b: LONG }, { '/a': [4, 5, 6] }],
    [
      'a name of the prototype',
      { a: LONG },
      JSON.parse(`{"a":"${LONG}","__proto__":1}`),
      JSON.parse('{"/__proto__":1}'),
    ],
  ])('%s', (_what, before, after, edits) => {
    const text = JSON.stringify(before);
    expect(editsBetween(before, after)).toEqual(edits);
    expect(JSON.stringify(edited(before, edits))).toBe(JSON.stringify(after));
    expect(JSON.stringify(before)).toBe(text);
  });

  test.each([
    ['another kind of value', { a: 1 }, [1]],
    ['a member lost', { a: 1, b: 1 }, { a: 1 }],
    ['a shorter list', [1, 2], [1]],
    ['a member lost whose name every object inherits', { constructor: 1, a: 1 }, { a: 1 }],
    ['most of it', { a: 1, b: 1, c: 1 }, { a: 2, b: 2, c: 2 }],
  ])('%s is no edit', (_what, before, after) => {
    expect(editsBetween(before, after)).toBeNull();
  });

  test('parts that were not edited stay the same objects', () => {
    const kept = { b: 1 };
    expect(edited({ a: kept, c: { d: 1 } }, { '/c/d': 2 })).toSatisfy((now: { readonly a: object }) => now.a === kept);
  });
});
