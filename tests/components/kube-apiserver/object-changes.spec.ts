import { describe, expect, test } from 'vitest';
import { changesOf } from '../../../lib/components/kube-apiserver/object-changes.ts';
import type { JsonObject } from '../../../lib/kernel/json.ts';

const ready = (status: string): JsonObject => ({
  status: { conditions: [{ type: 'Ready', status, lastTransitionTime: status }] },
});

describe('what a write changes, in a reader’s words', () => {
  const cases: readonly [string, JsonObject, JsonObject, readonly string[]][] = [
    ['nothing', { spec: { a: 1 } }, { spec: { a: 1 } }, []],
    ['a number', { spec: { replicas: 2 } }, { spec: { replicas: 3 } }, ['spec.replicas 2 → 3']],
    ['a condition by its type', ready('True'), ready('Unknown'), ['Ready True → Unknown']],
    ['no condition whose time alone moved', ready('True'), ready('True'), []],
    ['a new condition', {}, ready('False'), ['Ready — → False']],
    [
      'a container by its name',
      { spec: { containers: [{ name: 'c', image: 'a' }] } },
      { spec: { containers: [{ name: 'c', image: 'b' }] } },
      ['spec.containers[c].image a → b'],
    ],
    [
      'an endpoint by its address',
      { endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }] },
      { endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: false } }, { addresses: ['10.0.0.2'] }] },
      ['endpoints[10.0.0.1].conditions.ready true → false', 'endpoints[10.0.0.2] — → ✓'],
    ],
    ['a taint by its key', { spec: {} }, { spec: { taints: [{ key: 'k', effect: 'E' }] } }, ['spec.taints[k] — → ✓']],
    [
      'a list of plain values as one',
      { metadata: { finalizers: ['a'] } },
      { metadata: {} },
      ['metadata.finalizers ["a"] → []'],
    ],
    ['nothing that only the server counts', { metadata: { generation: 1 } }, { metadata: { generation: 2 } }, []],
  ];
  test.each(cases)('%s', (_, before, after, lines) => {
    expect(changesOf(before, after)).toEqual(lines);
  });

  test('more than a card can show is cut short', () => {
    const after = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`k${index}`, index]));
    expect(changesOf({}, after)).toHaveLength(6);
    expect(changesOf({}, after).at(-1)).toBe('…');
  });
});
