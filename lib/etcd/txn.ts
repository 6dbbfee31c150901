import { assert } from '../kernel/assert.ts';
import type { JsonValue } from '../kernel/json.ts';
import { compareStrings } from '../kernel/ordered.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { etcdError, type EtcdError } from './etcd-error.ts';
import { covers, range, valueText, type KeyRange, type RangeRequest, type RangeResponse } from './range.ts';
import { buryAt, get, listKeys, writeAt, type EtcdStore, type KeyValue, type WritePlace } from './store.ts';

export interface PutRequest {
  readonly key: string;
  readonly value: JsonValue;
  readonly lease?: number;
  readonly prevKv?: boolean;
  readonly ignoreValue?: boolean;
  readonly ignoreLease?: boolean;
}

export interface DeleteRangeRequest extends KeyRange {
  readonly prevKv?: boolean;
}

export type CompareTarget = 'VERSION' | 'CREATE' | 'MOD' | 'VALUE' | 'LEASE';
export type CompareResult = '=' | '!=' | '<' | '>';

/** Holds for every key of the range, or, without one, for the key; a missing key counts as zeros. */
export interface Compare extends KeyRange {
  readonly target: CompareTarget;
  readonly result: CompareResult;
  readonly value: JsonValue;
}

export interface TxnRequest {
  readonly compare?: readonly Compare[];
  readonly success?: readonly TxnOperation[];
  readonly failure?: readonly TxnOperation[];
}

export type TxnOperation =
  | { readonly type: 'range'; readonly request: RangeRequest }
  | { readonly type: 'put'; readonly request: PutRequest }
  | { readonly type: 'deleteRange'; readonly request: DeleteRangeRequest }
  | { readonly type: 'txn'; readonly request: TxnRequest };

export interface TxnResponse {
  readonly succeeded: boolean;
  readonly responses: readonly TxnOperationResponse[];
}

export type TxnOperationResponse =
  | ({ readonly type: 'range' } & RangeResponse)
  | { readonly type: 'put'; readonly previous?: KeyValue }
  | { readonly type: 'deleteRange'; readonly deleted: number; readonly previous?: readonly KeyValue[] }
  | ({ readonly type: 'txn' } & TxnResponse);

/** A store in the middle of a transaction: all its writes share one revision. */
interface Draft {
  readonly store: EtcdStore;
  readonly baseRevision: number;
  readonly writes: number;
}

/** The most operations of one branch, nested ones included. Models embed.DefaultMaxTxnOps. */
const MOST_OPERATIONS = 128;

type Step<T> = Result<{ readonly draft: Draft; readonly response: T }, EtcdError>;

/**
 * Runs one branch of a transaction, all of it or nothing; any number of writes make one revision, none makes none.
 * Models etcd server/etcdserver/txn.
 */
export function txn(
  store: EtcdStore,
  request: TxnRequest,
): Result<{ readonly store: EtcdStore; readonly response: TxnResponse }, EtcdError> {
  const flaw = findFlaw(request);
  if (flaw !== null) return err(flaw);
  const done = runTxn({ store, baseRevision: store.revision, writes: 0 }, request, evaluate(store, request));
  return done.ok ? ok({ store: done.value.draft.store, response: done.value.response }) : done;
}

/** Runs one operation as a transaction of its own. */
export function execute(
  store: EtcdStore,
  operation: TxnOperation,
): Result<{ readonly store: EtcdStore; readonly response: TxnOperationResponse }, EtcdError> {
  const done = txn(store, { success: [operation] });
  if (!done.ok) return done;
  const [response] = done.value.response.responses;
  assert(response !== undefined, 'an operation of etcd gives a response');
  return ok({ store: done.value.store, response });
}

/** Deletes every key of a range in one revision. */
export function deleteRange(
  store: EtcdStore,
  request: KeyRange,
): { readonly store: EtcdStore; readonly deleted: readonly KeyValue[] } {
  const { draft, response } = runDelete({ store, baseRevision: store.revision, writes: 0 }, request);
  return { store: draft.store, deleted: response };
}

/** True when the compare holds on the store. Models applyCompare: an empty range counts as one missing key. */
export function holds(store: EtcdStore, compare: Compare): boolean {
  const found = listKeys(store, (key) => covers(compare, key), store.revision);
  return found.length === 0 ? holdsFor(undefined, compare) : found.every((kv) => holdsFor(kv, compare));
}

function holdsFor(kv: KeyValue | undefined, compare: Compare): boolean {
  if (kv === undefined && compare.target === 'VALUE') return false;
  const order = orderOf(kv, compare);
  switch (compare.result) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '>':
      return order > 0;
  }
}

function orderOf(kv: KeyValue | undefined, compare: Compare): number {
  if (compare.target === 'VALUE') return compareStrings(kv === undefined ? '' : valueText(kv), valueText(compare));
  const found = { VERSION: kv?.version, CREATE: kv?.createRevision, MOD: kv?.modRevision, LEASE: kv?.lease };
  return (found[compare.target] ?? 0) - Number(compare.value);
}

/** The branches that will run, decided before any write, nested transactions included. */
interface Path {
  readonly succeeded: boolean;
  readonly nested: readonly Path[];
}

function evaluate(store: EtcdStore, request: TxnRequest): Path {
  const succeeded = (request.compare ?? []).every((compare) => holds(store, compare));
  const nested = branchOf(request, succeeded).flatMap((operation) =>
    operation.type === 'txn' ? [evaluate(store, operation.request)] : [],
  );
  return { succeeded, nested };
}

function branchOf(request: TxnRequest, succeeded: boolean): readonly TxnOperation[] {
  return (succeeded ? request.success : request.failure) ?? [];
}

function runTxn(start: Draft, request: TxnRequest, path: Path): Step<TxnResponse> {
  let draft = start;
  let nestedIndex = 0;
  const responses: TxnOperationResponse[] = [];
  for (const operation of branchOf(request, path.succeeded)) {
    const nested = operation.type === 'txn' ? path.nested[nestedIndex++] : undefined;
    const step = runOperation(draft, operation, nested);
    if (!step.ok) return step;
    draft = step.value.draft;
    responses.push(step.value.response);
  }
  return ok({ draft, response: { succeeded: path.succeeded, responses } });
}

function runOperation(draft: Draft, operation: TxnOperation, path: Path | undefined): Step<TxnOperationResponse> {
  switch (operation.type) {
    case 'range': {
      const found = range(draft.store, operation.request);
      return found.ok ? ok({ draft, response: { type: 'range', ...found.value } }) : found;
    }
    case 'put':
      return runPut(draft, operation.request);
    case 'deleteRange': {
      const step = runDelete(draft, operation.request);
      const previous = operation.request.prevKv === true ? { previous: step.response } : {};
      return ok({ draft: step.draft, response: { type: 'deleteRange', deleted: step.response.length, ...previous } });
    }
    case 'txn': {
      assert(path !== undefined, 'a nested transaction was evaluated');
      const step = runTxn(draft, operation.request, path);
      return step.ok ? ok({ draft: step.value.draft, response: { type: 'txn', ...step.value.response } }) : step;
    }
  }
}

function runPut(draft: Draft, request: PutRequest): Step<TxnOperationResponse> {
  const current = get(draft.store, request.key);
  if ((request.ignoreValue === true || request.ignoreLease === true) && current === undefined) {
    return err(etcdError('KeyNotFound'));
  }
  const value = request.ignoreValue === true ? (current?.value ?? null) : request.value;
  const lease = request.ignoreLease === true ? (current?.lease ?? 0) : (request.lease ?? 0);
  if (lease !== 0 && !Object.hasOwn(draft.store.leases, String(lease))) return err(etcdError('LeaseNotFound'));
  const { store, previous } = writeAt(draft.store, placeOf(draft), request.key, value, lease);
  const response = request.prevKv === true && previous !== undefined ? { previous } : {};
  return ok({ draft: { ...draft, store, writes: draft.writes + 1 }, response: { type: 'put', ...response } });
}

function runDelete(start: Draft, request: KeyRange): { readonly draft: Draft; readonly response: readonly KeyValue[] } {
  const doomed = listKeys(start.store, (key) => covers(request, key), start.store.revision);
  let draft = start;
  for (const { key } of doomed) {
    draft = { ...draft, store: buryAt(draft.store, placeOf(draft), key), writes: draft.writes + 1 };
  }
  return { draft, response: doomed };
}

function placeOf(draft: Draft): WritePlace {
  return { revision: draft.baseRevision + 1, sub: draft.writes };
}

/** What is wrong with the request whatever the store holds. Models server/etcdserver/api/v3rpc/key.go checkTxnRequest. */
function findFlaw(request: TxnRequest): EtcdError | null {
  const flaw = findShapeFlaw(request, MOST_OPERATIONS);
  if (flaw !== null) return flaw;
  const clashes = touched(request.success ?? []) === null || touched(request.failure ?? []) === null;
  return clashes ? etcdError('DuplicateKey') : null;
}

function findShapeFlaw(request: TxnRequest, room: number): EtcdError | null {
  const { compare = [], success = [], failure = [] } = request;
  const operations = Math.max(compare.length, success.length, failure.length);
  if (operations > room) return etcdError('TooManyOperations');
  for (const { key } of compare) if (key === '') return etcdError('EmptyKey');
  for (const operation of [...success, ...failure]) {
    const flaw =
      operation.type === 'txn' ? findShapeFlaw(operation.request, room - operations) : findOperationFlaw(operation);
    if (flaw !== null) return flaw;
  }
  return null;
}

function findOperationFlaw(operation: Exclude<TxnOperation, { readonly type: 'txn' }>): EtcdError | null {
  if (operation.request.key === '' && !rangesFromStart(operation)) return etcdError('EmptyKey');
  if (operation.type !== 'put') return null;
  const { ignoreValue, ignoreLease, value, lease = 0 } = operation.request;
  if (ignoreValue === true && value !== '' && value !== null) return etcdError('ValueProvided');
  return ignoreLease === true && lease !== 0 ? etcdError('LeaseProvided') : null;
}

function rangesFromStart(operation: Exclude<TxnOperation, { readonly type: 'txn' }>): boolean {
  return operation.type !== 'put' && operation.request.rangeEnd !== undefined && operation.request.rangeEnd !== '';
}

interface Touched {
  readonly puts: ReadonlySet<string>;
  readonly deletes: readonly KeyRange[];
}

/**
 * The keys that a branch may write; null when one may be written twice. The branches of a nested transaction exclude
 * one another, so that a key in both counts once. Models checkIntervals.
 */
function touched(branch: readonly TxnOperation[]): Touched | null {
  const puts = new Set<string>();
  const deletes = branch.flatMap((operation) => (operation.type === 'deleteRange' ? [operation.request] : []));
  const isDeleted = (key: string): boolean => deletes.some((gone) => covers(gone, key));
  for (const operation of branch) {
    if (operation.type !== 'txn') continue;
    const first = touched(operation.request.success ?? []);
    const second = touched(operation.request.failure ?? []);
    if (first === null || second === null) return null;
    const nested = [...new Set([...first.puts, ...second.puts])];
    if (nested.some((key) => puts.has(key) || isDeleted(key))) return null;
    for (const key of nested) puts.add(key);
    deletes.push(...first.deletes, ...second.deletes);
  }
  for (const operation of branch) {
    if (operation.type !== 'put') continue;
    const { key } = operation.request;
    if (puts.has(key) || isDeleted(key)) return null;
    puts.add(key);
  }
  return { puts, deletes };
}
