import type { ClusterDraft } from './draft.ts';
import { reachable } from './faults.ts';
import { APISERVER } from './seats.ts';
import type { ClusterState, Stream } from './state.ts';

/** How often a watch that asked for bookmarks gets one. Models defaultBookmarkFrequency. */
const PERIOD = 60_000;

/**
 * Upkeep, folded: once a minute every client that opened its watch with `allowWatchBookmarks=true` and can be reached is
 * told how far the watch cache is, also when nothing of what it watches has changed. A watch that breaks goes on from
 * there, so that less of the past has to stay readable for it, and a compaction cuts off fewer. Only while nothing is on
 * the wire, so that no bookmark overtakes a change. Models BOOKMARK of
 * staging/src/k8s.io/apiserver/pkg/storage/cacher/cache_watcher.go; client-go's reflector always asks for it.
 */
export function sendBookmarks(draft: ClusterDraft): void {
  const { state } = draft;
  const { now, wire, etcd, apiserver, bookmarkedAt = 0 } = state;
  if (Math.floor(now / PERIOD) <= Math.floor(bookmarkedAt / PERIOD)) return;
  if (wire.length > 0 || etcd.queue.length > 0) return;
  const asking = Object.values(state.streams).filter(({ bookmarks }) => bookmarks === true);
  if (asking.length === 0) return;
  for (const stream of asking) {
    if (isOpen(state, stream)) draft.stream(stream.id).at = apiserver.cacheRevision;
  }
  state.bookmarkedAt = now;
}

/** A watch that has to begin with a list, or whose client cannot be reached, is none at present. */
function isOpen(state: ClusterState, { at, client }: Stream): boolean {
  return at > 0 && reachable(state, APISERVER, client);
}
