import { err, ok, type Result } from '../kernel/result.ts';
import { etcdError, type EtcdError } from './etcd-error.ts';
import { StoreDraft, versionAt, type EtcdStore, type KeyVersion } from './store.ts';

/**
 * Forgets what only reads before `revision` would need; the revision itself stays readable. It does not write, so
 * the store's revision stays. Models etcd server/storage/mvcc/index.go Compact.
 */
export function compact(store: EtcdStore, revision: number): Result<EtcdStore, EtcdError> {
  const flaw = compactionFlaw(store, revision);
  if (flaw !== null) return err(flaw);
  const draft = new StoreDraft(store);
  compactDraft(draft, revision);
  return ok(draft.store);
}

/** Why the store cannot be compacted at the revision, or null. */
export function compactionFlaw(store: EtcdStore, revision: number): EtcdError | null {
  if (revision <= store.compactedRevision) return etcdError('Compacted');
  return revision > store.revision ? etcdError('FutureRevision') : null;
}

/** Compacts a draft at a revision that may be compacted. */
export function compactDraft(draft: StoreDraft, revision: number): void {
  const histories = draft.histories();
  for (const key of Object.keys(histories)) {
    const history = histories[key] ?? [];
    const versions = keptOf(history, revision);
    if (versions.length === 0) delete histories[key];
    else if (versions.length < history.length) histories[key] = versions;
  }
  draft.store.compactedRevision = revision;
}

/** What of a key's history a read at the revision or later needs. */
function keptOf(history: readonly KeyVersion[], revision: number): readonly KeyVersion[] {
  const base = versionAt(history, revision);
  if (base === undefined) return history;
  // A tombstone of exactly this revision stays: a watch from here on has to be told of the deletion.
  const keepsBase = base.version !== 0 || base.modRevision === revision;
  if (keepsBase && base === history[0]) return history;
  return history.slice(history.indexOf(base) + (keepsBase ? 0 : 1));
}
