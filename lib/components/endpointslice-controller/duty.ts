import type { Turn } from '../../cluster/component.ts';
import { cacheOf, streamOf, uidOf } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import { endpointSlicesOf } from '../../cluster/services.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { fingerprint } from '../../kernel/canonical.ts';
import { sortedKeys } from '../../kernel/ordered.ts';
import { CONTROLLER, knownService } from './knowledge.ts';
import { planSlices } from './slices.ts';

/** How long the controller takes a Service to be done with before it looks again of its own accord. */
export const RESYNC_MILLIS = 30_000;

/** Brings the desk in line for every Service. */
export function refreshAll(turn: Turn, seat: Seat): void {
  endSeenWrites(turn);
  const listed = cacheOf(turn.state, CONTROLLER, 'services').flatMap(({ object }) => uidOf(object) ?? []);
  const lying = Object.values(turn.state.cards).flatMap((card) => (card.seat === seat.id ? [card.about] : []));
  for (const uid of new Set([...listed, ...lying])) refreshDesk(turn, seat, uid);
}

/** One card a Service while its slices are not what its pods say, and nothing is being written about it. */
export function refreshDesk(turn: Turn, seat: Seat, uid: string): void {
  forgetStale(turn, seat, uid);
  const due = isDue(turn.state, uid);
  const lying = Object.values(turn.state.cards).find((card) => card.seat === seat.id && card.about === uid);
  if (lying !== undefined && !due) turn.emit({ type: 'CardClosed', card: lying.id });
  if (lying === undefined && due) turn.deal(seat.id, 'slice', uid);
}

/** What was taken to be done holds only for what was wanted then. */
function forgetStale(turn: Turn, seat: Seat, uid: string): void {
  const settled = endpointSlicesOf(turn.state).settled[uid];
  const known = settled === undefined ? null : knownService(turn.state, uid);
  if (settled === undefined || (known !== null && fingerprint(known.wanted) === settled)) return;
  turn.emit({ type: 'EndpointsSettled', service: uid });
  turn.cancelTimers('resync', seat.id, uid);
}

function isDue(state: ClusterState, uid: string): boolean {
  const { writes, settled } = endpointSlicesOf(state);
  if (Object.values(writes).some(({ service }) => service === uid)) return false;
  const known = knownService(state, uid);
  if (known === null || settled[uid] === fingerprint(known.wanted)) return false;
  const { create, update, remove } = planSlices(known.service, known.wanted, known.slices);
  return create.length + update.length + remove.length > 0;
}

/**
 * A write is under way until the controller's own watch has shown it: before that its cache is older than what it
 * wrote. Models staging/src/k8s.io/endpointslice/util/endpointslice_tracker.go.
 */
export function endSeenWrites(turn: Turn): void {
  const at = streamOf(turn.state, CONTROLLER, 'endpointslices')?.at ?? Number.POSITIVE_INFINITY;
  const { writes } = endpointSlicesOf(turn.state);
  for (const message of sortedKeys(writes)) {
    const revision = writes[message]?.revision;
    if (revision !== undefined && revision <= at) turn.emit({ type: 'SliceWriteEnded', message });
  }
}
