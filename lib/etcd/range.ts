import { err, ok, type Result } from '../kernel/result.ts';
import { canonicalJson } from '../kernel/canonical.ts';
import { compareStrings } from '../kernel/ordered.ts';
import { etcdError, type EtcdError } from './etcd-error.ts';
import { listKeys, type EtcdStore, type KeyValue } from './store.ts';

/** Absent `rangeEnd`: the one key. Half-open otherwise; `FROM_KEY` means everything from `key` on. */
export interface KeyRange {
  readonly key: string;
  readonly rangeEnd?: string;
}

export type SortTarget = 'KEY' | 'VERSION' | 'CREATE' | 'MOD' | 'VALUE';
export type SortOrder = 'NONE' | 'ASCEND' | 'DESCEND';

/** Models etcd api/etcdserverpb RangeRequest. Revision 0 and limit 0 mean now and no limit. */
export interface RangeRequest extends KeyRange {
  readonly revision?: number;
  readonly limit?: number;
  readonly sortTarget?: SortTarget;
  readonly sortOrder?: SortOrder;
  readonly minModRevision?: number;
  readonly maxModRevision?: number;
  readonly keysOnly?: boolean;
  readonly countOnly?: boolean;
}

/** `count` counts all keys in the range, before `limit`. */
export interface RangeResponse {
  readonly kvs: readonly KeyValue[];
  readonly count: number;
  readonly more: boolean;
}

/** The rangeEnd that stands for "from this key on". */
export const FROM_KEY = '\0';

/** The end of the range of all keys that start with `prefix`; the empty prefix is every key. */
export function prefixEnd(prefix: string): string {
  for (let index = prefix.length - 1; index >= 0; index -= 1) {
    const unit = prefix.charCodeAt(index);
    if (unit < 0xffff) return prefix.slice(0, index) + String.fromCharCode(unit + 1);
  }
  return FROM_KEY;
}

export function covers(range: KeyRange, key: string): boolean {
  if (range.rangeEnd === undefined || range.rangeEnd === '') return key === range.key;
  if (key < range.key) return false;
  return range.rangeEnd === FROM_KEY || key < range.rangeEnd;
}

/** Reads a range as of a revision. Refuses revisions that are compacted or not there yet. */
export function range(store: EtcdStore, request: RangeRequest): Result<RangeResponse, EtcdError> {
  const asked = request.revision ?? 0;
  if (asked > store.revision) return err(etcdError('FutureRevision'));
  if (asked > 0 && asked < store.compactedRevision) return err(etcdError('Compacted'));
  const revision = asked > 0 ? asked : store.revision;
  const all = listKeys(store, (key) => covers(request, key), revision);
  if (request.countOnly === true) return ok({ kvs: [], count: all.length, more: false });
  const { minModRevision = 0, maxModRevision = 0, limit = 0 } = request;
  const kept = all.filter(
    (kv) =>
      (minModRevision === 0 || kv.modRevision >= minModRevision) &&
      (maxModRevision === 0 || kv.modRevision <= maxModRevision),
  );
  const sorted = sortKeyValues(kept, request.sortTarget ?? 'KEY', request.sortOrder ?? 'NONE');
  const limited = limit > 0 ? sorted.slice(0, limit) : sorted;
  const kvs = request.keysOnly === true ? limited.map((kv) => ({ ...kv, value: null })) : limited;
  return ok({ kvs, count: all.length, more: limited.length < sorted.length });
}

function sortKeyValues(kvs: readonly KeyValue[], target: SortTarget, order: SortOrder): readonly KeyValue[] {
  // A target without an order sorts ascending, as etcd does for anything but the key.
  const sign = order === 'DESCEND' ? -1 : 1;
  const compare = COMPARE[target];
  return [...kvs].sort((left, right) => sign * compare(left, right));
}

const COMPARE: Readonly<Record<SortTarget, (left: KeyValue, right: KeyValue) => number>> = {
  KEY: (left, right) => compareStrings(left.key, right.key),
  VERSION: (left, right) => left.version - right.version,
  CREATE: (left, right) => left.createRevision - right.createRevision,
  MOD: (left, right) => left.modRevision - right.modRevision,
  VALUE: (left, right) => compareStrings(valueText(left), valueText(right)),
};

/** Values as texts: what etcd compares are bytes, and ours are JSON. */
export function valueText(kv: { readonly value: KeyValue['value'] }): string {
  return typeof kv.value === 'string' ? kv.value : canonicalJson(kv.value);
}
