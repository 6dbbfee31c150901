import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compact, compactDraft } from '../../lib/etcd/compaction.ts';
import { expireLeases, grantLease, keepAlive, leaseDetails, revokeLease } from '../../lib/etcd/lease.ts';
import { prefixEnd, range } from '../../lib/etcd/range.ts';
import {
  deleteKey,
  emptyStore,
  get,
  historyOf,
  keysOf,
  listPrefix,
  put,
  StoreDraft,
  type EtcdStore,
} from '../../lib/etcd/store.ts';
import { execute, txn } from '../../lib/etcd/txn.ts';
import { eventsSince } from '../../lib/etcd/watch.ts';
import { deepFrozen } from '../support/deep-frozen.ts';

function filled(): EtcdStore {
  let store = emptyStore();
  store = put(store, '/registry/pods/default/a', { spec: 1 }).store;
  store = put(store, '/registry/pods/default/b', { spec: 1 }).store;
  return put(store, '/registry/pods/default/a', { spec: 2 }).store;
}

type Step = { readonly put: boolean; readonly key: string; readonly value: number };

const steps = fc.array(
  fc.record({ put: fc.boolean(), key: fc.constantFrom('a', 'a/1', 'a/2', 'b', '__proto__'), value: fc.nat(9) }),
  { maxLength: 30 },
);

function play(script: readonly Step[]): { readonly store: EtcdStore; readonly past: ReadonlyMap<string, number>[] } {
  let store = emptyStore();
  const past: ReadonlyMap<string, number>[] = [];
  let now = new Map<string, number>();
  past[store.revision] = now;
  for (const step of script) {
    now = new Map(now);
    if (step.put) {
      store = put(store, step.key, step.value).store;
      now.set(step.key, step.value);
    } else {
      store = deleteKey(store, step.key).store;
      now.delete(step.key);
    }
    past[store.revision] = now;
  }
  return { store, past };
}

describe('the key-value store', () => {
  it('leaves the store it was given as it was', () => {
    const before = filled();
    const text = JSON.stringify(before);
    put(before, '/registry/pods/default/a', { spec: 3 });
    deleteKey(before, '/registry/pods/default/b');
    expect(JSON.stringify(before)).toBe(text);
  });

  it('shares the histories of keys that a write does not touch', () => {
    const before = filled();
    const after = put(before, '/registry/pods/default/a', { spec: 3 }).store;
    expect(historyOf(after, '/registry/pods/default/b')).toBe(historyOf(before, '/registry/pods/default/b'));
  });

  it('is plain data', () => {
    const store = filled();
    expect(JSON.parse(JSON.stringify(store))).toEqual(store);
  });

  it('answers reads of every past revision as a list of snapshots would', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const { store, past } = play(script);
        past.forEach((snapshot, revision) => {
          const found = listPrefix(store, '', revision).map(({ key, value }) => [key, value]);
          expect(found).toEqual([...snapshot].sort(([left], [right]) => (left < right ? -1 : 1)));
        });
      }),
    );
  });

  it('can be rebuilt from its own watch events', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const { store } = play(script);
        const events = eventsSince(store, '', 0);
        const rebuilt = new Map<string, unknown>();
        for (const { type, kv } of events.ok ? events.value : []) {
          if (type === 'PUT') rebuilt.set(kv.key, kv.value);
          else rebuilt.delete(kv.key);
        }
        expect(rebuilt).toEqual(new Map(listPrefix(store, '').map(({ key, value }) => [key, value])));
      }),
    );
  });

  it('keeps what is readable when it is compacted', () => {
    fc.assert(
      fc.property(steps, fc.nat(), (script, where) => {
        const { store, past } = play(script);
        const revision = 1 + (where % store.revision);
        const compacted = compact(store, revision);
        expect(compacted.ok).toBe(true);
        if (!compacted.ok) return;
        for (let at = revision; at <= store.revision; at += 1) {
          expect(listPrefix(compacted.value, '', at)).toEqual(listPrefix(store, '', at));
          expect(listPrefix(store, '', at)).toHaveLength(past[at]?.size ?? -1);
        }
      }),
    );
  });

  it('stops the turn on a read that cannot be answered', () => {
    expect(() => get(filled(), 'a', 99)).toThrow('future');
    const compacted = compact(filled(), 4);
    expect(compacted.ok && (() => get(compacted.value, 'a', 2))).toThrow('compacted');
  });

  it('tells a watch from before the compaction that it is too late', () => {
    const compacted = compact(filled(), 4);
    expect(compacted.ok && eventsSince(compacted.value, '', 2)).toEqual({
      ok: false,
      error: { code: 'Compacted', message: 'etcdserver: mvcc: required revision has been compacted' },
    });
  });
});

describe('a draft of the store', () => {
  const keys = ['__proto__', 'constructor', '7', ...Array.from({ length: 47 }, (_, index) => `/registry/${index}`)];
  const changes = fc.array(
    fc.record({
      kind: fc.constantFrom('put', 'put', 'put', 'put', 'delete', 'fold', 'compact', 'freeze'),
      key: fc.constantFrom(...keys),
      value: fc.nat(9),
    }),
    { maxLength: 200 },
  );

  it('comes to what single writes come to, and leaves what was there alone', () => {
    fc.assert(
      fc.property(changes, (script) => {
        let store = emptyStore();
        let draft = new StoreDraft(store);
        for (const { kind, key, value } of script) {
          if (kind === 'freeze') {
            draft = new StoreDraft(deepFrozen(draft.store));
          } else if (kind === 'compact') {
            const compacted = compact(store, store.revision);
            if (!compacted.ok) continue;
            store = compacted.value;
            compactDraft(draft, store.revision);
          } else {
            store = apply(store, kind, key, value);
            if (kind === 'delete') draft.delete(key);
            else if (kind === 'put') draft.put(key, value);
            else draft.putFolded(key, value, value + 1);
          }
        }
        expect(draft.store.revision).toBe(store.revision);
        expect(keysOf(draft.store).toSorted()).toEqual(keysOf(store).toSorted());
        for (const key of keysOf(store)) expect(historyOf(draft.store, key)).toEqual(historyOf(store, key));
      }),
    );
  });

  function apply(store: EtcdStore, kind: string, key: string, value: number): EtcdStore {
    if (kind === 'delete') return deleteKey(store, key).store;
    if (kind === 'put') return put(store, key, value).store;
    const draft = new StoreDraft(store);
    draft.putFolded(key, value, value + 1);
    return draft.store;
  }
});

describe('ranges', () => {
  it.each([
    ['a', 'b'],
    ['/registry/pods/', '/registry/pods0'],
    ['', '\0'],
    ['\uffff', '\0'],
  ])('ends the prefix %j before %j', (prefix, end) => {
    expect(prefixEnd(prefix)).toBe(end);
  });

  it('counts without reading and reads keys without values', () => {
    const all = { key: '/registry/', rangeEnd: prefixEnd('/registry/') };
    expect(range(filled(), { ...all, countOnly: true })).toEqual({
      ok: true,
      value: { kvs: [], count: 2, more: false },
    });
    const keys = range(filled(), { ...all, keysOnly: true });
    expect(keys.ok && keys.value.kvs.map(({ key, value }) => [key, value])).toEqual([
      ['/registry/pods/default/a', null],
      ['/registry/pods/default/b', null],
    ]);
  });

  it('leaves out keys that changed outside the bounds asked for', () => {
    const found = range(filled(), { key: '/', rangeEnd: prefixEnd('/'), minModRevision: 4 });
    expect(found.ok && found.value.kvs.map(({ key }) => key)).toEqual(['/registry/pods/default/a']);
  });
});

describe('transactions', () => {
  it('change nothing when one operation fails', () => {
    const store = filled();
    const done = txn(store, {
      success: [
        { type: 'put', request: { key: 'x', value: 1 } },
        { type: 'put', request: { key: 'y', value: 1, lease: 7 } },
      ],
    });
    expect(done).toEqual({
      ok: false,
      error: { code: 'LeaseNotFound', message: 'etcdserver: requested lease not found' },
    });
    expect(get(store, 'x')).toBeUndefined();
  });

  it.each([
    [
      'two puts',
      [
        { type: 'put', request: { key: 'x', value: 1 } },
        { type: 'put', request: { key: 'x', value: 2 } },
      ],
    ],
    [
      'a put inside a deleted range',
      [
        { type: 'put', request: { key: 'x1', value: 1 } },
        { type: 'deleteRange', request: { key: 'x', rangeEnd: 'y' } },
      ],
    ],
    [
      'a put repeated in a nested transaction',
      [
        { type: 'put', request: { key: 'x', value: 1 } },
        { type: 'txn', request: { success: [{ type: 'put', request: { key: 'x', value: 2 } }] } },
      ],
    ],
  ] as const)('refuse %s of one key', (_, success) => {
    const done = txn(emptyStore(), { success });
    expect(!done.ok && done.error.code).toBe('DuplicateKey');
  });

  it('allow one key in both branches of a nested transaction', () => {
    const nested = {
      success: [{ type: 'put', request: { key: 'x', value: 1 } }],
      failure: [{ type: 'put', request: { key: 'x', value: 2 } }],
    } as const;
    expect(txn(emptyStore(), { success: [{ type: 'txn', request: nested }] }).ok).toBe(true);
  });

  it('see their own writes at the new revision', () => {
    const done = txn(emptyStore(), {
      success: [
        { type: 'put', request: { key: 'x', value: 1 } },
        { type: 'range', request: { key: 'x' } },
      ],
    });
    expect(done.ok && done.value.response.responses[1]).toMatchObject({ count: 1, kvs: [{ modRevision: 2 }] });
  });

  it('give an operation on its own its own answer', () => {
    const done = execute(filled(), {
      type: 'deleteRange',
      request: { key: '/', rangeEnd: prefixEnd('/'), prevKv: true },
    });
    expect(done.ok && done.value.response).toMatchObject({ type: 'deleteRange', deleted: 2 });
  });
});

describe('leases', () => {
  it('end with their keys when nobody keeps them alive', () => {
    const granted = grantLease(emptyStore(), { id: 0, ttlSeconds: 10 }, 0);
    if (!granted.ok) throw new Error('the lease was not granted');
    const store = put(granted.value.store, 'k', 'v', granted.value.lease.id).store;
    expect(expireLeases(store, 9_999).store).toBe(store);
    const kept = keepAlive(store, 1, 9_000);
    expect(kept.ok && expireLeases(kept.value.store, 10_000).expired).toEqual([]);
    const over = expireLeases(store, 10_000);
    expect(over.expired).toEqual([1]);
    expect(get(over.store, 'k')).toBeUndefined();
    expect(over.store.revision).toBe(store.revision + 1);
  });

  it('let go of a key that is written without them', () => {
    const granted = grantLease(emptyStore(), { id: 5, ttlSeconds: 10 }, 0);
    if (!granted.ok) throw new Error('the lease was not granted');
    let { store } = granted.value;
    store = put(store, 'k', 'v', 5).store;
    store = put(store, 'k', 'w').store;
    expect(leaseDetails(store, 5)?.keys).toEqual([]);
    const revoked = revokeLease(store, 5);
    expect(revoked.ok && get(revoked.value.store, 'k')?.value).toBe('w');
    expect(revoked.ok && revoked.value.store.revision).toBe(store.revision);
  });

  it('cannot be granted twice under one id', () => {
    const granted = grantLease(emptyStore(), { id: 5, ttlSeconds: 10 }, 0);
    const again = granted.ok ? grantLease(granted.value.store, { id: 5, ttlSeconds: 1 }, 0) : granted;
    expect(!again.ok && again.error.code).toBe('LeaseExists');
  });
});
