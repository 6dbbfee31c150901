import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../lib/kernel/json.ts';
import { applyJsonPatch } from '../../lib/kubernetes/patch/json-patch.ts';
import { applyMergePatch } from '../../lib/kubernetes/patch/merge-patch.ts';
import { mergeSchemaOf } from '../../lib/kubernetes/patch/merge-schema.ts';
import { applyStrategicMergePatch } from '../../lib/kubernetes/patch/strategic-merge.ts';

const PATCH = JSON.parse(
  '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}',
) as JsonObject;
const OPERATIONS: JsonValue = [{ op: 'add', path: '/__proto__/polluted', value: true }];

describe('patches that reach for the prototype', () => {
  it.each<[string, () => unknown]>([
    ['merge patch', () => applyMergePatch({ a: { b: 1 } }, PATCH)],
    ['strategic merge patch', () => applyStrategicMergePatch({ a: { b: 1 } }, PATCH, mergeSchemaOf('Pod'))],
    ['JSON patch', () => applyJsonPatch({ a: { b: 1 } }, OPERATIONS)],
  ])('%s does not reach it', (_kind, apply) => {
    apply();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('leaves the document as it was', () => {
    const document: JsonObject = { spec: { containers: [{ name: 'c', image: 'a' }] } };
    const before = structuredClone(document);
    const patch: JsonObject = { spec: { containers: [{ name: 'c', image: 'b' }, { name: 'd' }] } };
    applyMergePatch(document, patch);
    applyStrategicMergePatch(document, patch, mergeSchemaOf('Pod'));
    applyJsonPatch(document, [{ op: 'replace', path: '/spec/containers/0/image', value: 'b' }]);
    expect(document).toEqual(before);
  });

  it.each<[string, JsonValue]>([
    ['no list', {}],
    ['no operation', [3]],
    ['an unknown operation', [{ op: 'grow', path: '/a' }]],
    ['a path that is not there', [{ op: 'remove', path: '/nowhere/at/all' }]],
    ['a failed test', [{ op: 'test', path: '/a', value: 2 }]],
  ])('JSON patch refuses %s', (_what, patch) => {
    expect(applyJsonPatch({ a: 1 }, patch).ok).toBe(false);
  });
});
