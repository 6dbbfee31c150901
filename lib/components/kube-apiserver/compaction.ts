import type { Turn } from '../../cluster/component.ts';
import { reachable } from '../../cluster/faults.ts';
import { APISERVER } from '../../cluster/seats.ts';
import type { Stream } from '../../cluster/state.ts';
import { listObjects, timestamp } from '../../cluster/objects.ts';
import { metadataOf, textOf } from '../../kubernetes/registry/metadata.ts';
import { isJsonObject } from '../../kernel/json.ts';
import { sortedValues } from '../../kernel/ordered.ts';

/** Revisions between two compactions, and how many stay readable behind the newest. */
const COMPACT_EVERY = 500;
const KEPT = 100;

const EVENT_TTL = 3_600_000;
const EVENT_PREFIX = '/registry/events/';

/**
 * Has etcd forget what no watch needs any longer. The real apiserver does so every five minutes; here revisions count,
 * because class time stands still. Streams at rest are moved on as by a bookmark: they know all there is.
 * Models staging/src/k8s.io/apiserver/pkg/storage/etcd3/compact.go.
 */
export function compactWhenDue(turn: Turn): void {
  const { apiserver, store, wire, streams } = turn.state;
  if (apiserver.cacheRevision - store.compactedRevision < COMPACT_EVERY) return;
  expireEvents(turn);
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

/**
 * Events live for an hour: the apiserver stores them under a lease of etcd, which deletes them when it ends. Looked at
 * when the store is compacted, which is often enough. Models --event-ttl.
 */
function expireEvents(turn: Turn): void {
  const oldest = timestamp(turn.state.now - EVENT_TTL);
  const keys = listObjects(turn.state, EVENT_PREFIX)
    .filter(({ object }) => textOf(metadataOf(object), 'creationTimestamp') < oldest)
    .map(({ key }) => key);
  if (keys.length > 0) turn.emit({ type: 'KeysExpired', keys });
}
