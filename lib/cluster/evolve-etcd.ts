import { assert, present } from '../kernel/assert.ts';
import { compactDraft, compactionFlaw } from '../etcd/compaction.ts';
import { parseEtcdctl } from '../etcd/etcdctl/parse.ts';
import { runEtcdctl, type EtcdctlContext } from '../etcd/etcdctl/run.ts';
import { expireLeases } from '../etcd/lease.ts';
import type { Writers } from './draft.ts';
import type { EtcdEvent } from './events.ts';
import { membersThere } from './faults.ts';
import type { ClusterState, PendingTxn } from './state.ts';

/** Transactions, what they leave in the store, and what etcd forgets. */
export const etcdWriters: Writers<EtcdEvent> = {
  TxnReceived(draft, { txn }) {
    draft.queue().push(txn);
  },
  TxnCompared(draft, { txn: id, succeeded }) {
    const queue = draft.queue();
    const index = indexOf(queue, id);
    const txn = queue[index];
    if (txn !== undefined) queue[index] = { ...txn, succeeded };
  },
  TxnCommitted(draft, { txn: id }) {
    const queue = draft.queue();
    const index = indexOf(queue, id);
    const { key, value } = present(queue[index], id);
    if (value === null) draft.store().delete(key);
    else draft.store().put(key, value);
    queue.splice(index, 1);
  },
  TxnRefused(draft, { txn }) {
    const queue = draft.queue();
    const index = indexOf(queue, txn);
    if (index !== -1) queue.splice(index, 1);
  },
  EtcdctlRan(draft, { line, at }) {
    draft.take(ranEtcdctl(draft.state, line, at));
  },
  LeasesExpired(draft, { at }) {
    draft.take({ store: expireLeases(draft.state.store, at).store });
  },
  KeysExpired(draft, { keys }) {
    const store = draft.store();
    const revision = store.store.revision + 1;
    keys.forEach((key, sub) => store.buryAt({ revision, sub }, key));
  },
  StoreCompacted(draft, { revision }) {
    const flaw = compactionFlaw(draft.state.store, revision);
    assert(flaw === null, `revision ${revision} cannot be compacted`);
    compactDraft(draft.store(), revision);
  },
};

function indexOf(queue: readonly PendingTxn[], id: string): number {
  return queue.findIndex((txn) => txn.id === id);
}

/** Models what etcd does for any client; lines that do not parse never become an event. */
function ranEtcdctl(state: ClusterState, line: string, now: number): Partial<ClusterState> {
  const parsed = parseEtcdctl(line);
  assert(parsed.kind === 'command', `etcdctl line does not parse: ${line}`);
  const { store, watching } = runEtcdctl(state.store, parsed.command, etcdctlContext(state, now));
  if (watching === undefined) return { store };
  return { store, etcd: { ...state.etcd, watches: [...(state.etcd.watches ?? []), watching] } };
}

/** What etcdctl may say beside what the store holds. */
export function etcdctlContext(state: ClusterState, now: number): EtcdctlContext {
  return { now, members: state.settings.etcdMembers ?? 1, running: membersThere(state) };
}
