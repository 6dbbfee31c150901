import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../lib/kernel/json.ts';
import { applyJsonPatch } from '../../lib/kubernetes/patch/json-patch.ts';

const REFUSED = 'refused';

function patched(document: JsonValue, ...operations: JsonValue[]): JsonValue {
  const done = applyJsonPatch(document, operations);
  return done.ok ? done.value : REFUSED;
}

describe('applyJsonPatch', () => {
  it.each<[string, JsonValue, JsonValue, JsonValue]>([
    ['adds before the end', { a: [1, 3] }, { op: 'add', path: '/a/1', value: 2 }, { a: [1, 2, 3] }],
    ['adds at the end', { a: [1] }, { op: 'add', path: '/a/-', value: 2 }, { a: [1, 2] }],
    ['adds counted from the end', { a: [1] }, { op: 'add', path: '/a/-1', value: 2 }, { a: [1, 2] }],
    ['adds not before the start', { a: [1] }, { op: 'add', path: '/a/-3', value: 2 }, REFUSED],
    ['adds null when it says no value', { a: 1 }, { op: 'add', path: '/b' }, { a: 1, b: null }],
    ['adds not where the document itself is', { a: 1 }, { op: 'add', path: '', value: {} }, REFUSED],
    ['replaces the whole document', { a: 1 }, { op: 'replace', path: '', value: { b: 2 } }, { b: 2 }],
    ['removes no missing index', { a: [1] }, { op: 'remove', path: '/a/1' }, REFUSED],
    ['removes not the end mark', { a: [1] }, { op: 'remove', path: '/a/-' }, REFUSED],
    ['replaces no missing index', { a: [1] }, { op: 'replace', path: '/a/1', value: 2 }, REFUSED],
    ['tests a missing member as null', { a: 1 }, { op: 'test', path: '/b', value: null }, { a: 1 }],
    ['tests lists in order', { a: [1, 2] }, { op: 'test', path: '/a', value: [2, 1] }, REFUSED],
    [
      'tests maps in any order',
      { a: { x: 1, y: 2 } },
      { op: 'test', path: '/a', value: { y: 2, x: 1 } },
      { a: { x: 1, y: 2 } },
    ],
    ['moves', { a: { b: 1 }, c: {} }, { op: 'move', from: '/a/b', path: '/c/d' }, { a: {}, c: { d: 1 } }],
    ['moves within a list', { a: [1, 2, 3] }, { op: 'move', from: '/a/0', path: '/a/2' }, { a: [2, 3, 1] }],
    ['moves nothing that is missing', { a: 1 }, { op: 'move', from: '/b', path: '/c' }, REFUSED],
    ['copies not the document', { a: 1 }, { op: 'copy', from: '', path: '/b' }, REFUSED],
    ['reads escaped keys', { 'a/b': 1, 'm~n': 2 }, { op: 'remove', path: '/a~1b' }, { 'm~n': 2 }],
    ['reads escaped tildes once', { '~1': 1 }, { op: 'replace', path: '/~01', value: 2 }, { '~1': 2 }],
    ['looks at nothing before the first slash', { b: 1 }, { op: 'remove', path: 'a/b' }, {}],
    ['needs a slash', { a: 1 }, { op: 'remove', path: 'a' }, REFUSED],
    ['knows six operations', { a: 1 }, { op: 'merge', path: '/a', value: 2 }, REFUSED],
  ])('%s', (_, document, operation, expected) => {
    expect(patched(document, operation)).toEqual(expected);
  });

  it('does all or nothing', () => {
    expect(patched({ a: 1 }, { op: 'remove', path: '/a' }, { op: 'remove', path: '/b' })).toBe(REFUSED);
  });
});
