import type { Card } from '../../cluster/card.ts';
import type { Mistake, ReplicationAction } from '../../cluster/commands.ts';
import { done, refuse, type Outcome, type Turn } from '../../cluster/component.ts';
import type { Seat } from '../../cluster/seats.ts';
import { present } from '../../kernel/assert.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { settle } from './answers.ts';
import { activePods, epochMillis, knownOwner, planFor, situationOf, type KnownOwner } from './knowledge.ts';
import { podsToDelete } from './pod-ranking.ts';
import { isPodReady } from './pod-status.ts';
import { statusOf } from './status.ts';
import { beginCreating, deletePod } from './writes.ts';

type CreateReplicas = Extract<ReplicationAction, { type: 'CreateReplicas' }>;

/** Creates pods from the owner's template; which node they go to is not said. */
export function createReplicas(turn: Turn, seat: Seat, card: Card, action: CreateReplicas): Outcome {
  const known = ownerOf(turn, card);
  const lacking = lackingOf(known);
  if (action.count > Math.max(0, lacking) + 1) return refuse('Invalid', { field: 'count', value: action.count });
  if (action.node !== undefined && turn.state.machines[action.node] === undefined) {
    return refuse('Invalid', { field: 'node', value: action.node });
  }
  const mistakes: Mistake[] = [];
  if (action.count > lacking) {
    const wanted = known.owner.spec?.replicas ?? 1;
    mistakes.push({
      rule: 'replication.overshoot',
      params: { wanted, count: activePods(known).length + action.count },
    });
  }
  if (action.node !== undefined) {
    mistakes.push({ rule: 'replication.scheduled-by-itself', params: { node: action.node } });
  }
  const status = statusOf(turn.state, known);
  lookAgain(turn, seat, card);
  beginCreating(turn, seat, known, action.count, status, action.node);
  return { mistakes };
}

/** Deletes the chosen pods, in the order of the ranking. */
export function deleteReplicas(turn: Turn, seat: Seat, card: Card, chosen: readonly string[]): Outcome {
  const known = ownerOf(turn, card);
  const active = activePods(known);
  const unknown = chosen.find((uid) => !active.some(({ metadata }) => metadata.uid === uid));
  if (unknown !== undefined) return refuse('Invalid', { field: 'pods', value: unknown });
  const victims = ranked(known, epochMillis(turn.state)).filter(({ metadata }) => chosen.includes(metadata.uid ?? ''));
  if (victims.length === 0) return leaveReplicas(turn, seat, card);
  lookAgain(turn, seat, card);
  for (const pod of victims) deletePod(turn, seat, card.about, pod);
  return { mistakes: deletionMistakes(known, victims) };
}

/** Nothing is done; the card comes back when something changes, or after a while. */
export function leaveReplicas(turn: Turn, seat: Seat, card: Card): Outcome {
  const known = ownerOf(turn, card);
  turn.close(seat.id, card.about);
  settle(turn, seat, card.about, card.about, situationOf(known));
  const params = { wanted: known.owner.spec?.replicas ?? 1, count: activePods(known).length };
  return planFor(turn.state, known).do === 'nothing' ? done : { mistakes: [{ rule: 'replication.waited', params }] };
}

function deletionMistakes(known: KnownOwner, victims: readonly Pod[]): Mistake[] {
  const surplus = Math.max(0, -lackingOf(known));
  const wanted = known.owner.spec?.replicas ?? 1;
  if (victims.length > surplus) {
    const count = activePods(known).length - victims.length;
    return [{ rule: 'replication.deleted-too-many', params: { wanted, count } }];
  }
  const spared = activePods(known).find((pod) => !isPodReady(pod) && !victims.includes(pod));
  const victim = victims.find(isPodReady);
  if (spared === undefined || victim === undefined) return [];
  const params = { pod: victim.metadata.name ?? '', other: spared.metadata.name ?? '' };
  return [{ rule: 'replication.wrong-victim', params }];
}

/** All active pods in the order in which they would go. */
export function ranked(known: KnownOwner, now: number): Pod[] {
  const active = activePods(known);
  const before = podsToDelete(active, known.related, active.length - 1, now);
  return [...before, ...active.filter((pod) => !before.includes(pod))];
}

/** How many pods are missing; negative when there are too many. */
export function lackingOf(known: KnownOwner): number {
  return (known.owner.spec?.replicas ?? 1) - activePods(known).length;
}

function lookAgain(turn: Turn, seat: Seat, card: Card): void {
  turn.close(seat.id, card.about);
  turn.cancelTimers('resync', seat.id, card.about);
  turn.emit({ type: 'ReplicasSettled', matter: card.about });
}

function ownerOf(turn: Turn, card: Card): KnownOwner {
  return present(knownOwner(turn.state, card.about), 'owner of the card');
}
