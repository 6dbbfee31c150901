import { listPrefix } from '../../lib/etcd/store.ts';
import { fingerprint } from '../../lib/kernel/canonical.ts';
import type { SessionState } from '../../lib/session/state.ts';

/**
 * What a recording comes to, whatever shape the state has that keeps it: every key with its revisions, what lies on
 * desks and what is due, what the machines really run, and what the class saw.
 */
export function digestOf({ cluster, room, board }: SessionState): string {
  const machines = Object.values(cluster.machines).map(({ name, kubelet, runtime }) => ({ name, kubelet, runtime }));
  const { rows, notices, acts } = board;
  const { now, cards, timers, wire, scheduler, users, store } = cluster;
  const keys = listPrefix(store, '/');
  return fingerprint({ now, cards, timers, wire, scheduler, users, machines, keys, room, rows, notices, acts });
}
