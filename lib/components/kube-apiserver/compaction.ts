import type { Turn } from '../../cluster/component.ts';
import { reachable } from '../../cluster/faults.ts';
import { APISERVER } from '../../cluster/seats.ts';
import type { Stream } from '../../cluster/state.ts';
import { isJsonObject } from '../../kernel/json.ts';
import { sortedValues } from '../../kernel/ordered.ts';

/** Revisions between two compactions, and how many stay readable behind the newest. */
const COMPACT_EVERY = 500;
const KEPT = 100;

/**
 * Has etcd forget what no watch needs any longer. The real apiserver does so every five minutes; here revisions count,
 * because class time stands still. Streams at rest are moved on as by a bookmark: they know all there is.
 * Models staging/src/k8s.io/apiserver/pkg/storage/etcd3/compact.go.
 */
export function compactWhenDue(turn: Turn): void {
  const { apiserver, store, wire, streams } = turn.state;
  if (apiserver.cacheRevision - store.compactedRevision < COMPACT_EVERY) return;
  const busy = wire.flatMap(({ body }) => (isJsonObject(body) ? [body['stream']] : []));
  // A watch that is broken will be opened again from where it stopped: what it missed must stay readable.
  const broken = ({ client }: Stream): boolean => !reachable(turn.state, APISERVER, client);
  const heard = Object.values(streams).flatMap((stream) =>
    busy.includes(stream.id) || broken(stream) ? [stream.at] : [],
  );
  const revision = Math.min(apiserver.cacheRevision - KEPT, ...heard);
  if (revision <= store.compactedRevision) return;
  for (const { id, at } of sortedValues(streams)) {
    if (at < revision) turn.emit({ type: 'StreamAdvanced', stream: id, to: revision });
  }
  turn.emit({ type: 'StoreCompacted', revision });
}
