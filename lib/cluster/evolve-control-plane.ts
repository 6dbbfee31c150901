import { assert, present } from '../kernel/assert.ts';
import { withEntry, without } from '../kernel/ordered.ts';
import { compact } from '../etcd/compaction.ts';
import { parseEtcdctl } from '../etcd/etcdctl/parse.ts';
import { runEtcdctl, type EtcdctlContext } from '../etcd/etcdctl/run.ts';
import { expireLeases } from '../etcd/lease.ts';
import { buryAt, deleteKey, put, type EtcdStore } from '../etcd/store.ts';
import type { ApiserverEvent, EtcdEvent } from './events.ts';
import type { ApiRequest, ClusterState, EtcdState, PendingTxn } from './state.ts';

export function evolveApiserver(state: ClusterState, event: ApiserverEvent): Partial<ClusterState> {
  switch (event.type) {
    case 'RequestReceived': {
      const requests = withEntry(state.apiserver.requests, event.request.id, event.request);
      const apiserver = { ...state.apiserver, requests };
      if (event.request.grain !== 'stages') return { apiserver };
      return { apiserver, counters: { ...state.counters, staged: state.counters.staged + 1 } };
    }
    case 'RequestAuthenticated':
      return withRequest(state, event.request, (request) => ({ ...request, user: event.user, stage: 'authorize' }));
    case 'RequestAuthorized':
      return withRequest(state, event.request, (request) => ({ ...request, stage: 'admit' }));
    case 'ObjectAdmitted':
      return withRequest(state, event.request, (request) => ({
        ...request,
        object: event.object,
        expectedRevision: event.expectedRevision,
        stage: 'store',
      }));
    case 'StorageRequested':
      return withRequest(state, event.request, (request) => ({
        ...request,
        expectedRevision: event.expectedRevision,
        stage: 'etcd',
      }));
    case 'StorageAnswered':
      return withRequest(state, event.request, (request) => ({
        ...request,
        response: { code: event.code, body: event.body },
        stage: 'answer',
      }));
    case 'RequestAnswered':
      return {
        apiserver: { ...state.apiserver, requests: without(state.apiserver.requests, event.request) },
      };
    case 'CacheAdvanced':
      return {
        apiserver: { ...state.apiserver, cacheRevision: Math.max(state.apiserver.cacheRevision, event.revision) },
      };
    case 'StreamAdvanced': {
      const stream = present(state.streams[event.stream], event.stream);
      return { streams: { ...state.streams, [event.stream]: { ...stream, at: event.to } } };
    }
  }
}

function withRequest(
  state: ClusterState,
  id: string,
  change: (request: ApiRequest) => ApiRequest,
): Partial<ClusterState> {
  const { requests } = state.apiserver;
  const request = change(present(requests[id], id));
  return { apiserver: { ...state.apiserver, requests: withEntry(requests, id, request) } };
}

export function evolveEtcd(state: ClusterState, event: EtcdEvent): ClusterState {
  switch (event.type) {
    case 'TxnReceived':
      return withEtcd(state, { ...state.etcd, queue: [...state.etcd.queue, event.txn] });
    case 'TxnCompared':
      return withEtcd(state, {
        ...state.etcd,
        queue: state.etcd.queue.map((txn) => (txn.id === event.txn ? { ...txn, succeeded: event.succeeded } : txn)),
      });
    case 'TxnRefused':
      return withEtcd(state, withoutTxn(state.etcd, event.txn));
    case 'EtcdctlRan':
      return ranEtcdctl(state, event.line, event.at);
    case 'LeasesExpired':
      return { ...state, store: expireLeases(state.store, event.at).store };
    case 'KeysExpired':
      return { ...state, store: expire(state.store, event.keys) };
    case 'StoreCompacted': {
      const compacted = compact(state.store, event.revision);
      assert(compacted.ok, `revision ${event.revision} cannot be compacted`);
      return { ...state, store: compacted.value };
    }
    case 'TxnCommitted': {
      const txn = present(
        state.etcd.queue.find((candidate) => candidate.id === event.txn),
        event.txn,
      );
      const store = commit(state, txn);
      return withEtcd({ ...state, store }, withoutTxn(state.etcd, event.txn));
    }
  }
}

function commit(state: ClusterState, txn: PendingTxn): ClusterState['store'] {
  if (txn.value === null) return deleteKey(state.store, txn.key).store;
  return put(state.store, txn.key, txn.value).store;
}

/** Models what etcd does for any client; lines that do not parse never become an event. */
function ranEtcdctl(state: ClusterState, line: string, now: number): ClusterState {
  const parsed = parseEtcdctl(line);
  assert(parsed.kind === 'command', `etcdctl line does not parse: ${line}`);
  const { store, watching } = runEtcdctl(state.store, parsed.command, etcdctlContext(state, now));
  if (watching === undefined) return { ...state, store };
  return { ...state, store, etcd: { ...state.etcd, watches: [...(state.etcd.watches ?? []), watching] } };
}

/** What etcdctl may say beside what the store holds. */
export function etcdctlContext({ settings }: ClusterState, now: number): EtcdctlContext {
  return { now, members: settings.etcdMembers ?? 1 };
}

function expire(store: EtcdStore, keys: readonly string[]): EtcdStore {
  const revision = store.revision + 1;
  return keys.reduce((left, key, sub) => buryAt(left, { revision, sub }, key), store);
}

function withEtcd(state: ClusterState, etcd: EtcdState): ClusterState {
  return { ...state, etcd };
}

function withoutTxn(etcd: EtcdState, id: string): EtcdState {
  return { ...etcd, queue: etcd.queue.filter((txn) => txn.id !== id) };
}
