import { assert } from '../kernel/assert.ts';
import type { JsonValue } from '../kernel/json.ts';
import { compareStrings, dictionaryOf, ownValue, setOwn } from '../kernel/ordered.ts';
import type { Writable } from '../kernel/writable.ts';

/** One key as a reader sees it. `lease` 0 means none. Models etcd api/mvccpb KeyValue. */
export interface KeyValue {
  readonly key: string;
  readonly createRevision: number;
  readonly modRevision: number;
  readonly version: number;
  readonly lease: number;
  readonly value: JsonValue;
}

/** What one revision did to one key. `sub` orders the writes of one transaction; `version` 0 is a tombstone. */
export interface KeyVersion {
  readonly modRevision: number;
  readonly sub: number;
  readonly createRevision: number;
  readonly version: number;
  readonly lease: number;
  readonly value: JsonValue;
}

export type Histories = Readonly<Record<string, readonly KeyVersion[]>>;

export interface EtcdLease {
  readonly id: number;
  readonly ttlSeconds: number;
  /** Cluster milliseconds at which the lease ends unless it is kept alive. */
  readonly expiresAt: number;
}

/**
 * A multi-version key-value store as plain data; every write returns a new store that shares what did not change.
 * Models etcd server/storage/mvcc. Keys are ordered by UTF-16 code unit, which is byte order for ASCII keys.
 */
export interface EtcdStore {
  /** Revision of the last write; a fresh etcd is at 1. */
  readonly revision: number;
  /** Versions needed only before this revision are gone; -1 when nothing was compacted. */
  readonly compactedRevision: number;
  /** What happened to each key, oldest first. */
  readonly histories: Histories;
  /** The same for keys that were written of late, which hides what `histories` has of them: copying this is cheap. */
  readonly recent?: Histories;
  readonly leases: Readonly<Record<string, EtcdLease>>;
}

/** So many keys are kept apart before they join the others. */
const RECENT_MAX = 32;

/** A store without keys. */
export function emptyStore(revision = 1): EtcdStore {
  return { revision, compactedRevision: -1, histories: {}, leases: {} };
}

/** Everything that ever happened to a key and was not compacted, oldest first. */
export function historyOf(store: EtcdStore, key: string): readonly KeyVersion[] {
  const { recent = {}, histories } = store;
  return ownValue(recent, key) ?? ownValue(histories, key) ?? [];
}

/** Every key that has a history, in no order. */
export function keysOf(store: EtcdStore): string[] {
  const { recent = {}, histories } = store;
  return [...Object.keys(histories), ...Object.keys(recent).filter((key) => !Object.hasOwn(histories, key))];
}

/** The key as of a revision (default: now), or undefined. The revision must be readable: use `range` to be told. */
export function get(store: EtcdStore, key: string, revision?: number): KeyValue | undefined {
  const at = readableRevision(store, revision);
  const found = versionAt(historyOf(store, key), at);
  return found === undefined || found.version === 0 ? undefined : keyValue(key, found);
}

/** All keys that start with `prefix` as of a revision (default: now), in key order. */
export function listPrefix(store: EtcdStore, prefix: string, revision?: number): KeyValue[] {
  return listKeys(store, (key) => key.startsWith(prefix), readableRevision(store, revision));
}

/** All keys that `covers` accepts as of a readable revision, in key order. */
export function listKeys(store: EtcdStore, covers: (key: string) => boolean, revision: number): KeyValue[] {
  const found: KeyValue[] = [];
  for (const key of keysOf(store)) {
    if (!covers(key)) continue;
    const version = versionAt(historyOf(store, key), revision);
    if (version !== undefined && version.version !== 0) found.push(keyValue(key, version));
  }
  return found.sort((left, right) => compareStrings(left.key, right.key));
}

/** Writes one key as the next revision. A lease must have been granted. */
export function put(
  store: EtcdStore,
  key: string,
  value: JsonValue,
  lease = 0,
): { readonly store: EtcdStore; readonly kv: KeyValue; readonly previous: KeyValue | undefined } {
  return writeAt(store, { revision: store.revision + 1, sub: 0 }, key, value, lease);
}

/** Deletes one key as the next revision; a missing key changes nothing, not even the revision. */
export function deleteKey(
  store: EtcdStore,
  key: string,
): { readonly store: EtcdStore; readonly previous: KeyValue | undefined } {
  const previous = get(store, key);
  if (previous === undefined) return { store, previous };
  return { store: buryAt(store, { revision: store.revision + 1, sub: 0 }, key), previous };
}

/** Where in the order of all writes one write stands. */
export interface WritePlace {
  readonly revision: number;
  readonly sub: number;
}

/** Writes a key at a place; the writes of one transaction share the revision and differ in `sub`. */
export function writeAt(
  store: EtcdStore,
  place: WritePlace,
  key: string,
  value: JsonValue,
  lease: number,
): { readonly store: EtcdStore; readonly kv: KeyValue; readonly previous: KeyValue | undefined } {
  const draft = new StoreDraft(store);
  const previous = get(store, key);
  const kv = keyValue(key, draft.writeAt(place, key, value, lease));
  return { store: draft.store, kv, previous };
}

/** Deletes an existing key at a place. */
export function buryAt(store: EtcdStore, place: WritePlace, key: string): EtcdStore {
  const draft = new StoreDraft(store);
  draft.buryAt(place, key);
  return draft.store;
}

export function keyValue(key: string, version: KeyVersion): KeyValue {
  const { createRevision, modRevision, lease, value } = version;
  return { key, createRevision, modRevision, version: version.version, lease, value };
}

/** The newest version at or before a revision; histories are read from the end because most reads are recent. */
export function versionAt(history: readonly KeyVersion[], revision: number): KeyVersion | undefined {
  for (let index = history.length - 1; index >= 0; index -= 1) {
    const version = history[index];
    if (version !== undefined && version.modRevision <= revision) return version;
  }
  return undefined;
}

function readableRevision(store: EtcdStore, revision: number | undefined): number {
  if (revision === undefined) return store.revision;
  assert(revision <= store.revision, `etcd revision ${revision} is in the future of ${store.revision}`);
  assert(revision >= store.compactedRevision, `etcd revision ${revision} was compacted at ${store.compactedRevision}`);
  return revision;
}

/**
 * A store that is written to many times: what a write changes is copied once, and from then on is the draft's own. The
 * store it began with never changes; the one it came to may be kept, once the draft is not used any more.
 */
export class StoreDraft {
  readonly store: Writable<EtcdStore>;
  #recent: Record<string, readonly KeyVersion[]> | null = null;
  #recentCount = 0;
  #histories: Record<string, readonly KeyVersion[]> | null = null;

  constructor(from: EtcdStore) {
    this.store = { ...from };
  }

  put(key: string, value: JsonValue): void {
    this.writeAt(this.#next(), key, value, 0);
  }

  /**
   * Writes one key `times` times in a row and keeps the last value only: the store's revision and the key's version
   * count every write. For upkeep whose intermediate values nobody reads.
   */
  putFolded(key: string, value: JsonValue, times: number): void {
    assert(times >= 1, 'a folded write counts at least one');
    const previous = get(this.store, key);
    const modRevision = this.store.revision + times;
    const createRevision = previous?.createRevision ?? this.store.revision + 1;
    const version = (previous?.version ?? 0) + times;
    this.#append(key, { modRevision, sub: 0, createRevision, version, lease: 0, value });
  }

  /** A missing key changes nothing. */
  delete(key: string): void {
    if (get(this.store, key) !== undefined) this.buryAt(this.#next(), key);
  }

  writeAt({ revision, sub }: WritePlace, key: string, value: JsonValue, lease: number): KeyVersion {
    const { store } = this;
    assert(key !== '', 'etcd key is empty');
    assert(lease === 0 || Object.hasOwn(store.leases, String(lease)), `etcd lease ${lease} was not granted`);
    const previous = get(store, key);
    const createRevision = previous?.createRevision ?? revision;
    const version = (previous?.version ?? 0) + 1;
    const written: KeyVersion = { modRevision: revision, sub, createRevision, version, lease, value };
    this.#append(key, written);
    return written;
  }

  buryAt({ revision, sub }: WritePlace, key: string): void {
    this.#append(key, { modRevision: revision, sub, createRevision: 0, version: 0, lease: 0, value: null });
  }

  /** What happened to each key, to write over. Nothing is kept apart any more. */
  histories(): Record<string, readonly KeyVersion[]> {
    const { histories, recent = {} } = this.store;
    if (this.#histories === null) this.#histories = { ...histories, ...recent };
    else for (const key of Object.keys(recent)) setOwn(this.#histories, key, recent[key] ?? []);
    this.store.histories = this.#histories;
    this.store.recent = this.#recent = dictionaryOf({});
    this.#recentCount = 0;
    return this.#histories;
  }

  #next(): WritePlace {
    return { revision: this.store.revision + 1, sub: 0 };
  }

  #append(key: string, version: KeyVersion): void {
    const history = [...historyOf(this.store, key), version];
    if (this.#recent === null) {
      this.#recent = dictionaryOf(this.store.recent ?? {});
      this.#recentCount = Object.keys(this.#recent).length;
      this.store.recent = this.#recent;
    }
    if (!Object.hasOwn(this.#recent, key)) this.#recentCount += 1;
    this.#recent[key] = history;
    this.store.revision = version.modRevision;
    if (this.#recentCount > RECENT_MAX) this.histories();
  }
}
