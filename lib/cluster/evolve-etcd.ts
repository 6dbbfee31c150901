import { assert, present } from '../kernel/assert.ts';
import { compact } from '../etcd/compaction.ts';
import { parseEtcdctl } from '../etcd/etcdctl/parse.ts';
import { runEtcdctl, type EtcdctlContext } from '../etcd/etcdctl/run.ts';
import { expireLeases } from '../etcd/lease.ts';
import { buryAt, deleteKey, put, type EtcdStore } from '../etcd/store.ts';
import type { EtcdEvent } from './events.ts';
import { membersThere } from './faults.ts';
import type { ClusterState, EtcdState, PendingTxn } from './state.ts';

export function evolveEtcd(state: ClusterState, event: EtcdEvent): Partial<ClusterState> {
  switch (event.type) {
    case 'TxnReceived':
      return { etcd: { ...state.etcd, queue: [...state.etcd.queue, event.txn] } };
    case 'TxnCompared':
      return {
        etcd: {
          ...state.etcd,
          queue: state.etcd.queue.map((txn) => (txn.id === event.txn ? { ...txn, succeeded: event.succeeded } : txn)),
        },
      };
    case 'TxnRefused':
      return { etcd: withoutTxn(state.etcd, event.txn) };
    case 'EtcdctlRan':
      return ranEtcdctl(state, event.line, event.at);
    case 'LeasesExpired':
      return { store: expireLeases(state.store, event.at).store };
    case 'KeysExpired':
      return { store: expire(state.store, event.keys) };
    case 'StoreCompacted': {
      const compacted = compact(state.store, event.revision);
      assert(compacted.ok, `revision ${event.revision} cannot be compacted`);
      return { store: compacted.value };
    }
    case 'TxnCommitted': {
      const txn = present(
        state.etcd.queue.find((candidate) => candidate.id === event.txn),
        event.txn,
      );
      const store = commit(state, txn);
      return { store, etcd: withoutTxn(state.etcd, event.txn) };
    }
  }
}

function commit(state: ClusterState, txn: PendingTxn): ClusterState['store'] {
  if (txn.value === null) return deleteKey(state.store, txn.key).store;
  return put(state.store, txn.key, txn.value).store;
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

function expire(store: EtcdStore, keys: readonly string[]): EtcdStore {
  const revision = store.revision + 1;
  return keys.reduce((left, key, sub) => buryAt(left, { revision, sub }, key), store);
}

function withoutTxn(etcd: EtcdState, id: string): EtcdState {
  return { ...etcd, queue: etcd.queue.filter((txn) => txn.id !== id) };
}
