import type { Card } from '../../cluster/card.ts';
import { refuse, type Outcome, type Turn } from '../../cluster/component.ts';
import { asPod, cacheOf, timestamp, type Stored } from '../../cluster/objects.ts';
import { SCHEDULER, type Seat } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { buildPath } from '../../kubernetes/resources-table.ts';
import { callApi } from '../api-request.ts';
import { statusPatch, timedCondition } from '../status-diff.ts';
import { park } from './actions.ts';
import { preemptionFor, preemptsMore, victimsOn } from './assess.ts';
import { podPath, sendPreempted } from './reports.ts';

/**
 * Deletes the victims on the chosen node and notes on the waiting pod where room is being made. The pod is not bound:
 * it is tried again when the victims are gone. Models pkg/scheduler/framework/preemption prepareCandidate.
 */
export function preemptPods(turn: Turn, seat: Seat, card: Card, node: string): Outcome {
  const victims = victimsOn(turn.state, card.about, node);
  if (victims === null) return refuse('NoVictims', { node });
  const best = preemptionFor(turn.state, card.about);
  const costly = best !== null && preemptsMore(turn.state, card.about, { node, than: best.node });
  for (const victim of victims) evict(turn, seat, victim, { preemptor: card.about, node });
  park(turn, seat, card, node);
  if (best === null || !costly) return { mistakes: [] };
  return { mistakes: [{ rule: 'scheduler.costly-victims', params: { node, best: best.node } }] };
}

/** First the reason on its status, then the deletion, which its kubelet carries out with the usual grace. */
function evict(
  turn: Turn,
  seat: Seat,
  victim: Pod,
  { preemptor, node }: { readonly preemptor: string; readonly node: string },
): void {
  const { uid = '', name = '', namespace = 'default' } = victim.metadata;
  const stored = cacheOf(turn.state, SCHEDULER, 'pods').find(({ object }) => asPod(object).metadata.uid === uid);
  if (stored === undefined || victim.metadata.deletionTimestamp !== undefined) return;
  const body = statusPatch(stored, disrupted(stored, turn.state));
  if (body !== null) callApi(turn, seat, { verb: 'PATCH', path: podPath(stored, 'status'), body, about: uid });
  const path = buildPath({ resource: 'pods', namespace, name });
  callApi(turn, seat, { verb: 'DELETE', path, body: { preconditions: { uid } }, about: uid });
  sendPreempted(turn, seat, stored, preemptor, node);
}

function disrupted({ object }: Stored, { now }: ClusterState): JsonObject {
  const { status } = asPod(object);
  const before = status?.conditions ?? [];
  const draft = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'PreemptionByScheduler',
    message: 'default-scheduler: preempting to accommodate a higher priority pod',
  } as const;
  const others = before.filter(({ type }) => type !== 'DisruptionTarget');
  return { ...status, conditions: [...others, timedCondition(before, draft, timestamp(now))] } as unknown as JsonObject;
}
