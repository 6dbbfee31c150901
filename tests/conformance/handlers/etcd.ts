import { type EtcdError } from '../../../lib/etcd/etcd-error.ts';
import { compact } from '../../../lib/etcd/compaction.ts';
import { grantLease, leaseDetails, revokeLease } from '../../../lib/etcd/lease.ts';
import { FROM_KEY, prefixEnd, type KeyRange, type SortOrder, type SortTarget } from '../../../lib/etcd/range.ts';
import { emptyStore, type EtcdStore, type KeyValue } from '../../../lib/etcd/store.ts';
import {
  txn,
  type CompareResult,
  type CompareTarget,
  type TxnOperation,
  type TxnOperationResponse,
  type TxnRequest,
} from '../../../lib/etcd/txn.ts';
import { eventsInRange, type WatchEvent } from '../../../lib/etcd/watch.ts';
import type { JsonValue } from '../../../lib/kernel/json.ts';
import { compared, type CaseResult, type Handler, type Vector } from '../vector-file.ts';

interface Request {
  readonly op: string;
  readonly key: string;
  readonly value: JsonValue;
  readonly prefix?: boolean;
  readonly fromKey?: boolean;
  readonly rangeEnd?: string;
  readonly limit?: number;
  readonly revision: number;
  readonly sortTarget?: SortTarget;
  readonly sortOrder?: SortOrder;
  readonly prevKV?: boolean;
  readonly ignoreValue?: boolean;
  readonly ignoreLease?: boolean;
  readonly keysOnly?: boolean;
  readonly countOnly?: boolean;
  readonly lease?: number;
  readonly id: number;
  readonly ttl: number;
  readonly keys?: boolean;
  readonly startRevision?: number;
  readonly events: number;
  readonly compare?: readonly { key: string; target: CompareTarget; result: CompareResult; value: JsonValue }[];
  readonly success?: readonly Request[];
  readonly failure?: readonly Request[];
}

interface Answer {
  readonly store: EtcdStore;
  readonly response: unknown;
}

function rangeOf(request: Request): KeyRange {
  if (request.prefix === true) return { key: request.key, rangeEnd: prefixEnd(request.key) };
  if (request.fromKey === true) return { key: request.key, rangeEnd: FROM_KEY };
  return { key: request.key, ...(request.rangeEnd !== undefined && { rangeEnd: request.rangeEnd }) };
}

function operationOf(request: Request): TxnOperation {
  const { revision, limit, sortTarget, sortOrder, keysOnly, countOnly, ignoreValue, ignoreLease, lease } = request;
  switch (request.op) {
    case 'get':
      return {
        type: 'range',
        request: { ...rangeOf(request), revision, limit, sortTarget, sortOrder, keysOnly, countOnly },
      };
    case 'put':
      return {
        type: 'put',
        request: { key: request.key, value: request.value, lease, ignoreValue, ignoreLease, prevKv: request.prevKV },
      };
    case 'delete':
      return { type: 'deleteRange', request: { ...rangeOf(request), prevKv: request.prevKV } };
    case 'txn':
      return { type: 'txn', request: txnOf(request) };
    default:
      throw new Error(`not an operation of a transaction: ${request.op}`);
  }
}

function txnOf(request: Request): TxnRequest {
  return {
    compare: request.compare ?? [],
    success: (request.success ?? []).map(operationOf),
    failure: (request.failure ?? []).map(operationOf),
  };
}

function kvOf(kv: KeyValue): unknown {
  const { lease, value, ...rest } = kv;
  return { ...rest, value: value ?? '', ...(lease !== 0 && { lease }) };
}

function eventOf(event: WatchEvent, withPrevious: boolean): unknown {
  const previous = withPrevious && event.previous !== undefined ? { prevKV: kvOf(event.previous) } : {};
  return { type: event.type, kv: kvOf(event.kv), ...previous };
}

function responseOf(response: TxnOperationResponse): object {
  switch (response.type) {
    case 'range':
      return { type: 'get', count: response.count, more: response.more, kvs: response.kvs.map(kvOf) };
    case 'put':
      return { type: 'put', ...(response.previous !== undefined && { prevKV: kvOf(response.previous) }) };
    case 'deleteRange':
      return {
        type: 'delete',
        deleted: response.deleted,
        ...(response.previous !== undefined && { prevKVs: response.previous.map(kvOf) }),
      };
    case 'txn':
      return { type: 'txn', succeeded: response.succeeded, responses: response.responses.map(responseOf) };
  }
}

function refused(store: EtcdStore, error: EtcdError): Answer {
  return { store, response: { error: error.message } };
}

function runOperation(store: EtcdStore, request: Request): Answer {
  const alone = request.op !== 'txn';
  const done = txn(store, alone ? { success: [operationOf(request)] } : txnOf(request));
  if (!done.ok) return refused(store, done.error);
  const { store: next, response } = done.value;
  const revision = next.revision;
  if (!alone) {
    const responses = response.responses.map(responseOf);
    return { store: next, response: { responses, succeeded: response.succeeded, revision } };
  }
  const { type: _type, ...own } = { type: '', ...response.responses.map(responseOf)[0] };
  return { store: next, response: { ...own, revision } };
}

function runStep(store: EtcdStore, request: Request): Answer {
  switch (request.op) {
    case 'compact': {
      const done = compact(store, request.revision);
      return done.ok ? { store: done.value, response: { revision: store.revision } } : refused(store, done.error);
    }
    case 'watch': {
      const found = eventsInRange(store, rangeOf(request), request.startRevision ?? store.revision + 1);
      if (!found.ok) return refused(store, found.error);
      const events = found.value.slice(0, request.events).map((event) => eventOf(event, request.prevKV === true));
      return { store, response: { events } };
    }
    case 'leaseGrant': {
      const done = grantLease(store, { id: request.id, ttlSeconds: request.ttl }, 0);
      if (!done.ok) return refused(store, done.error);
      const { id, ttlSeconds } = done.value.lease;
      return { store: done.value.store, response: { id, ttl: ttlSeconds, revision: store.revision } };
    }
    case 'leaseRevoke': {
      const done = revokeLease(store, request.id);
      if (!done.ok) return refused(store, done.error);
      return { store: done.value.store, response: { revision: done.value.store.revision } };
    }
    case 'leaseTimeToLive': {
      const found = leaseDetails(store, request.id);
      // etcd answers for a lease that is not there: it has no time left.
      if (found === null) return { store, response: { grantedTTL: 0, ...(request.keys === true && { keys: [] }) } };
      return { store, response: { grantedTTL: found.ttlSeconds, ...(request.keys === true && { keys: found.keys }) } };
    }
    default:
      return runOperation(store, request);
  }
}

function playSequence(vector: Vector): CaseResult {
  const steps = vector['steps'] as unknown as readonly { readonly request: Request; readonly response: unknown }[];
  let store = emptyStore();
  const actual: unknown[] = [];
  for (const { request } of steps) {
    const answer = runStep(store, request);
    store = answer.store;
    actual.push(answer.response);
  }
  return compared(
    vector,
    steps.map((step) => step.response),
    actual,
  );
}

export const etcdHandlers: Readonly<Record<string, Handler>> = {
  'etcd-mvcc': (file) => file.vectors.map(playSequence),
};
