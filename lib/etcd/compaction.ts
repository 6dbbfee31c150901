import { err, ok, type Result } from '../kernel/result.ts';
import { etcdError, type EtcdError } from './etcd-error.ts';
import { historyOf, keysOf, versionAt, type EtcdStore, type KeyVersion } from './store.ts';

/**
 * Forgets what only reads before `revision` would need; the revision itself stays readable. It does not write, so
 * the store's revision stays. Models etcd server/storage/mvcc/index.go Compact.
 */
export function compact(store: EtcdStore, revision: number): Result<EtcdStore, EtcdError> {
  if (revision <= store.compactedRevision) return err(etcdError('Compacted'));
  if (revision > store.revision) return err(etcdError('FutureRevision'));
  const kept: [string, readonly KeyVersion[]][] = [];
  for (const key of keysOf(store)) {
    const history = historyOf(store, key);
    const later = history.filter((version) => version.modRevision > revision);
    const base = versionAt(history, revision);
    // A tombstone of exactly this revision stays: a watch from here on has to be told of the deletion.
    const keepsBase = base !== undefined && (base.version !== 0 || base.modRevision === revision);
    const versions = keepsBase ? [base, ...later] : later;
    if (versions.length > 0) kept.push([key, versions.length === history.length ? history : versions]);
  }
  return ok({ ...store, compactedRevision: revision, histories: Object.fromEntries(kept), recent: {} });
}
