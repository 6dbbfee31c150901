import { compareStrings } from '../kernel/ordered.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { etcdError, type EtcdError } from './etcd-error.ts';
import { covers, prefixEnd, type KeyRange } from './range.ts';
import { historyOf, keysOf, keyValue, versionAt, type EtcdStore, type KeyValue, type KeyVersion } from './store.ts';

/** One change of one key. A DELETE carries the key and the revision of the deletion, all else zero. */
export interface WatchEvent {
  readonly type: 'PUT' | 'DELETE';
  readonly kv: KeyValue;
  /** The key just before; absent when it did not exist, or when that version is compacted. */
  readonly previous?: KeyValue;
}

/**
 * The changes of all keys with a prefix from a revision on (inclusive, as etcd's start_revision), in the order in
 * which they happened. Models etcd server/storage/mvcc/watchable_store.go.
 */
export function eventsSince(store: EtcdStore, prefix: string, fromRevision: number): Result<WatchEvent[], EtcdError> {
  return eventsInRange(store, { key: prefix, rangeEnd: prefixEnd(prefix) }, fromRevision);
}

/** As `eventsSince`, for any range of keys. */
export function eventsInRange(
  store: EtcdStore,
  range: KeyRange,
  fromRevision: number,
): Result<WatchEvent[], EtcdError> {
  if (fromRevision < store.compactedRevision) return err(etcdError('Compacted'));
  const found: { readonly key: string; readonly version: KeyVersion; readonly event: WatchEvent }[] = [];
  for (const key of keysOf(store)) {
    if (!covers(range, key)) continue;
    const history = historyOf(store, key);
    for (const version of history) {
      if (version.modRevision < fromRevision) continue;
      found.push({ key, version, event: watchEvent(key, version, history) });
    }
  }
  found.sort(
    (left, right) =>
      left.version.modRevision - right.version.modRevision ||
      left.version.sub - right.version.sub ||
      compareStrings(left.key, right.key),
  );
  return ok(found.map(({ event }) => event));
}

function watchEvent(key: string, version: KeyVersion, history: readonly KeyVersion[]): WatchEvent {
  const before = versionAt(history, version.modRevision - 1);
  const previous = before === undefined || before.version === 0 ? {} : { previous: keyValue(key, before) };
  return { type: version.version === 0 ? 'DELETE' : 'PUT', kv: keyValue(key, version), ...previous };
}
