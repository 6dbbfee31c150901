import { describe, expect, it } from 'vitest';
import { compact } from '../../lib/etcd/compaction.ts';
import { grantLease } from '../../lib/etcd/lease.ts';
import { FROM_KEY } from '../../lib/etcd/range.ts';
import { deleteKey, emptyStore, get, put, type EtcdStore } from '../../lib/etcd/store.ts';
import { holds, txn, type CompareTarget, type TxnOperation, type TxnRequest } from '../../lib/etcd/txn.ts';
import { eventsInRange } from '../../lib/etcd/watch.ts';

const putX: TxnOperation = { type: 'put', request: { key: 'x', value: '1' } };
const deleteX: TxnOperation = { type: 'deleteRange', request: { key: 'x' } };

function nested(request: TxnRequest): TxnOperation {
  return { type: 'txn', request };
}

function codeOf(request: TxnRequest): string | null {
  const done = txn(emptyStore(), request);
  return done.ok ? null : done.error.code;
}

function compacted(store: EtcdStore, revision: number): EtcdStore {
  const done = compact(store, revision);
  if (!done.ok) throw new Error(done.error.message);
  return done.value;
}

describe('compares on a range without keys', () => {
  it.each([
    ['VERSION', '=', 0, true],
    ['CREATE', '>', 0, false],
    ['MOD', '<', 1, true],
    ['LEASE', '=', 7, false],
    ['VALUE', '!=', 'a', false],
  ] as const)('count as one missing key: %s %s %s is %s', (target: CompareTarget, result, value, expected) => {
    const compare = { key: 'a', rangeEnd: FROM_KEY, target, result, value };
    expect(holds(emptyStore(), compare)).toBe(expected);
  });
});

describe('one key written twice', () => {
  it.each<[string, TxnRequest, string | null]>([
    ['put and deleted', { success: [putX, deleteX] }, 'DuplicateKey'],
    ['deleted twice', { success: [deleteX, deleteX] }, null],
    ['put in one branch, deleted in the other', { success: [nested({ success: [putX], failure: [deleteX] })] }, null],
    ['put above, deleted below', { success: [putX, nested({ failure: [deleteX] })] }, 'DuplicateKey'],
    ['deleted above, put below', { success: [deleteX, nested({ success: [putX] })] }, 'DuplicateKey'],
    [
      'put by one, deleted by the next',
      { success: [nested({ success: [putX] }), nested({ success: [deleteX] })] },
      null,
    ],
    [
      'deleted by one, put by the next',
      { success: [nested({ success: [deleteX] }), nested({ success: [putX] })] },
      'DuplicateKey',
    ],
    ['put by two', { success: [nested({ success: [putX] }), nested({ failure: [putX] })] }, 'DuplicateKey'],
  ])('%s', (_, request, code) => {
    expect(codeOf(request)).toBe(code);
  });
});

describe('the size of a transaction', () => {
  const gets = (count: number): TxnOperation[] =>
    Array.from({ length: count }, () => ({ type: 'range', request: { key: 'x' } }));

  it.each<[string, TxnRequest, string | null]>([
    ['128 operations', { success: gets(128) }, null],
    ['129 operations', { failure: gets(129) }, 'TooManyOperations'],
    [
      'what nested transactions have counts',
      { success: [...gets(100), nested({ success: gets(28) })] },
      'TooManyOperations',
    ],
    ['as far as there is room', { success: [...gets(99), nested({ success: gets(28) })] }, null],
  ])('%s', (_, request, code) => {
    expect(codeOf(request)).toBe(code);
  });
});

describe('compaction at a tombstone', () => {
  const store = deleteKey(put(put(emptyStore(), 'a', '1').store, 'b', '1').store, 'a').store;

  it('keeps it for a watch that starts there', () => {
    const events = eventsInRange(compacted(store, 4), { key: 'a' }, 4);
    expect(events.ok && events.value.map(({ type, kv }) => [type, kv.modRevision])).toEqual([['DELETE', 4]]);
  });

  it('does not bring the key back, and forgets it with the next one', () => {
    const once = compacted(store, 4);
    expect(get(once, 'a')).toBeUndefined();
    const twice = compacted(put(once, 'b', '2').store, 5);
    expect(Object.keys(twice.histories)).toEqual(['b']);
  });
});

describe('the time of a lease', () => {
  it.each([
    [1, 2],
    [0, 2],
    [2, 2],
    [60, 60],
  ])('of %i seconds is %i', (ttlSeconds, granted) => {
    const done = grantLease(emptyStore(), { id: 1, ttlSeconds }, 0);
    expect(done.ok && done.value.lease).toMatchObject({ ttlSeconds: granted, expiresAt: granted * 1000 });
  });

  it('has an end', () => {
    const done = grantLease(emptyStore(), { id: 1, ttlSeconds: 9_000_000_001 }, 0);
    expect(!done.ok && done.error.message).toBe('etcdserver: too large lease TTL');
  });
});
