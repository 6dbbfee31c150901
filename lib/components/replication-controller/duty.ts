import type { Turn } from '../../cluster/component.ts';
import { replicationOf } from '../../cluster/replication.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { metadataOf, textOf } from '../../kubernetes/registry/metadata.ts';
import { claimDependents } from './claims.ts';
import { collectGarbage } from './garbage.ts';
import {
  epochMillis,
  isSyncing,
  knownOwner,
  planFor,
  situationOf,
  storedOwners,
  type KnownOwner,
} from './knowledge.ts';
import { isPodActive, readySince } from './pod-status.ts';
import { refreshDeployments } from './rollout.ts';
import { statusOf, writeStatus } from './status.ts';
import { endSeenWrites } from './writes.ts';

/** Brings the desk, and what machinery does unasked, in line with what the watches show. */
export function refreshAll(turn: Turn, seat: Seat): void {
  endSeenWrites(turn);
  collectGarbage(turn, seat);
  const listed = storedOwners(turn.state).map(({ object }) => textOf(metadataOf(object), 'uid'));
  const lying = Object.values(turn.state.cards).flatMap(({ seat: of, kind, about }) =>
    of === seat.id && kind === 'replicas' ? [about] : [],
  );
  refreshDeployments(turn, seat);
  for (const uid of new Set([...listed, ...lying])) refreshOwner(turn, seat, uid);
}

/** One card an owner while wanted and actual differ, and no request about it is under way. */
function refreshOwner(turn: Turn, seat: Seat, uid: string): void {
  const known = knownOwner(turn.state, uid);
  if (known !== null) claimDependents(turn, seat, uid);
  const due = known !== null && isDue(turn.state, known);
  const lying = Object.values(turn.state.cards).find((card) => card.seat === seat.id && card.about === uid);
  if (lying !== undefined && !due) turn.emit({ type: 'CardClosed', card: lying.id });
  if (lying === undefined && due) turn.deal(seat.id, 'replicas', uid);
  if (known === null || due || replicationOf(turn.state).batches[uid] !== undefined) return;
  writeStatus(turn, seat, known, statusOf(turn.state, known));
  watchAvailability(turn, seat, known);
}

function isDue(state: ClusterState, known: KnownOwner): boolean {
  const uid = known.owner.metadata.uid ?? '';
  if (isSyncing(state, uid) || replicationOf(state).settled[uid] === situationOf(known)) return false;
  return planFor(state, known).do !== 'nothing';
}

/** A pod that is ready becomes available by the clock alone, when its owner asks for some seconds of patience. */
function watchAvailability(turn: Turn, seat: Seat, known: KnownOwner): void {
  const { uid = '' } = known.owner.metadata;
  const patience = (known.owner.spec?.minReadySeconds ?? 0) * 1000;
  const timed = Object.values(turn.state.timers).some(({ seat: of, about }) => of === seat.id && about === uid);
  if (patience === 0 || timed) return;
  const now = epochMillis(turn.state);
  const waits = known.pods
    .filter(isPodActive)
    .flatMap((pod) => readySince(pod) ?? [])
    .map((since) => since + patience - now)
    .filter((wait) => wait > 0);
  if (waits.length > 0) turn.setTimer('resync', seat.id, uid, turn.state.now + Math.min(...waits));
}
