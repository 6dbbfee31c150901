import { sortedValues, without } from '../kernel/ordered.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { etcdError, type EtcdError } from './etcd-error.ts';
import { buryAt, listKeys, type EtcdLease, type EtcdStore } from './store.ts';

/** A lease together with the keys that end with it. Times are cluster milliseconds. */
export interface LeaseDetails extends EtcdLease {
  readonly keys: readonly string[];
}

/** A lease lasts longer than the election of a leader, whatever was asked for. Models lessor MinLeaseTTL. */
const SHORTEST_SECONDS = 2;
const LONGEST_SECONDS = 9_000_000_000;

/** Grants a lease from `now` on; id 0 takes the lowest free id. Models etcd server/lease/lessor.go. */
export function grantLease(
  store: EtcdStore,
  wanted: { readonly id: number; readonly ttlSeconds: number },
  now: number,
): Result<{ readonly store: EtcdStore; readonly lease: EtcdLease }, EtcdError> {
  if (wanted.ttlSeconds > LONGEST_SECONDS) return err(etcdError('LeaseTooLong'));
  if (Object.hasOwn(store.leases, String(wanted.id))) return err(etcdError('LeaseExists'));
  const id = wanted.id === 0 ? freeId(store) : wanted.id;
  const ttlSeconds = Math.max(wanted.ttlSeconds, SHORTEST_SECONDS);
  const lease = { id, ttlSeconds, expiresAt: now + ttlSeconds * 1000 };
  return ok({ store: { ...store, leases: { ...store.leases, [String(id)]: lease } }, lease });
}

/** Ends a lease and deletes its keys in one revision; without keys no revision is used. */
export function revokeLease(
  store: EtcdStore,
  id: number,
): Result<{ readonly store: EtcdStore; readonly deleted: readonly string[] }, EtcdError> {
  const lease = leaseDetails(store, id);
  if (lease === null) return err(etcdError('LeaseNotFound'));
  const revision = store.revision + 1;
  let left: EtcdStore = store;
  lease.keys.forEach((key, sub) => {
    left = buryAt(left, { revision, sub }, key);
  });
  return ok({ store: { ...left, leases: without(left.leases, String(id)) }, deleted: lease.keys });
}

/** Starts the lease's time again. */
export function keepAlive(
  store: EtcdStore,
  id: number,
  now: number,
): Result<{ readonly store: EtcdStore; readonly lease: EtcdLease }, EtcdError> {
  const found = leaseOf(store, id);
  if (found === null) return err(etcdError('LeaseNotFound'));
  const lease = { ...found, expiresAt: now + found.ttlSeconds * 1000 };
  return ok({ store: { ...store, leases: { ...store.leases, [String(id)]: lease } }, lease });
}

/** Revokes every lease whose time is over at `now`, one revision for each that held keys, lowest id first. */
export function expireLeases(
  store: EtcdStore,
  now: number,
): { readonly store: EtcdStore; readonly expired: readonly number[] } {
  const due = sortedValues(store.leases)
    .filter((lease) => lease.expiresAt <= now)
    .sort((left, right) => left.id - right.id);
  let left = store;
  for (const { id } of due) {
    const revoked = revokeLease(left, id);
    if (revoked.ok) left = revoked.value.store;
  }
  return { store: left, expired: due.map(({ id }) => id) };
}

/** The lease and its keys in key order, or null. */
export function leaseDetails(store: EtcdStore, id: number): LeaseDetails | null {
  const lease = leaseOf(store, id);
  if (lease === null) return null;
  const held = listKeys(store, () => true, store.revision).filter((kv) => kv.lease === id);
  return { ...lease, keys: held.map(({ key }) => key) };
}

function leaseOf(store: EtcdStore, id: number): EtcdLease | null {
  return Object.hasOwn(store.leases, String(id)) ? (store.leases[String(id)] ?? null) : null;
}

function freeId(store: EtcdStore): number {
  let id = 1;
  while (Object.hasOwn(store.leases, String(id))) id += 1;
  return id;
}
