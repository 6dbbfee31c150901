import type { Card } from '../../cluster/card.ts';
import type { Mistake, Verdict } from '../../cluster/commands.ts';
import { done, refuse, type Outcome, type Turn } from '../../cluster/component.ts';
import { grainOf } from '../../cluster/network.ts';
import { asPod, timestamp, type Stored } from '../../cluster/objects.ts';
import { SCHEDULER, type Seat } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { callApi } from '../api-request.ts';
import { statusPatch, timedCondition } from '../status-diff.ts';
import { assessNodes, bestNodesFor, failureMessage, preemptionFor, type Assessment } from './assess.ts';
import { backoffEnd, knownPod } from './queue.ts';
import { podPath, sendFailedScheduling } from './reports.ts';

/** The worksheet is the player's own paper: a wrong tick has no effect until something is bound. */
export function fileWorksheet(turn: Turn, seat: Seat, card: Card, verdicts: readonly Verdict[]): Outcome {
  if (card.kind !== 'worksheet') return refuse('StageOrder', { stage: card.kind });
  const assessments = assessNodes(turn.state, card.about);
  const complete =
    assessments.length === verdicts.length &&
    assessments.every((assessment) => verdicts.some(({ node }) => node === assessment.node));
  if (!complete) return refuse('Invalid', { field: 'verdicts' });
  turn.close(seat.id, card.about);
  turn.emit({ type: 'WorksheetFiled', uid: card.about, verdicts });
  const several = assessments.filter(({ feasible }) => feasible).length > 1;
  turn.deal(seat.id, several && scoresByHand(turn.state) ? 'score' : 'bind', card.about);
  return done;
}

/** True where the lesson has the scheduler's player add up the scores: stages at its seat. */
function scoresByHand(state: ClusterState): boolean {
  const seat = present(state.seats[SCHEDULER], SCHEDULER);
  return grainOf(state, seat, 'POST', '/api/v1/namespaces/default/pods/any/binding', 'story') === 'stages';
}

/** The totals are arithmetic: whoever names another node than one of the highest has to add again. */
export function scoreNodes(turn: Turn, seat: Seat, card: Card, node: string): Outcome {
  if (!bestNodesFor(turn.state, card.about).includes(node)) return refuse('HighestIsData', { node });
  turn.close(seat.id, card.about);
  turn.deal(seat.id, 'bind', card.about);
  return done;
}

/** Models pkg/scheduler/schedule_one.go: assume in the own cache, then POST the binding. */
export function bindPod(turn: Turn, seat: Seat, card: Card, node: string): Outcome {
  const stored = present(knownPod(turn.state, card.about), 'pod of the card');
  const { name = '', namespace = 'default', uid = '' } = asPod(stored.object).metadata;
  const mistakes = bindingMistakes(turn.state, card.about, node);
  turn.close(seat.id, card.about);
  turn.emit({ type: 'PodAssumed', uid: card.about, node });
  callApi(turn, seat, {
    verb: 'POST',
    path: podPath(stored, 'binding'),
    body: {
      apiVersion: 'v1',
      kind: 'Binding',
      metadata: { name, namespace, uid },
      target: { kind: 'Node', name: node },
    },
    about: card.about,
  });
  return { mistakes };
}

/**
 * Nobody fits: say so on the pod, keep it aside and try again later. Before that the scheduler asks whether less
 * important pods could make room. Models handleSchedulingFailure and, before it, RunPostFilterPlugins.
 */
export function markUnschedulable(turn: Turn, seat: Seat, card: Card): Outcome {
  const candidate = preemptionFor(turn.state, card.about);
  if (candidate !== null && card.kind !== 'preempt') {
    turn.close(seat.id, card.about);
    turn.deal(seat.id, 'preempt', card.about);
    return done;
  }
  const first = assessNodes(turn.state, card.about).find(({ feasible }) => feasible);
  // Whoever looks for victims had found no node: one that fits by now has got room since then.
  const moved = first !== undefined && card.kind === 'preempt';
  park(turn, seat, card, undefined, moved);
  if (moved) return done;
  if (first !== undefined) return { mistakes: [{ rule: 'scheduler.gave-up', params: { node: first.node } }] };
  if (candidate === null) return done;
  return { mistakes: [{ rule: 'scheduler.spared-victims', params: { node: candidate.node } }] };
}

/**
 * Keeps the pod aside with the reason, and reports it. `nominated`: the node on which room is being made for it.
 * `moved`: something has changed while it was tried, so that it waits for its back-off alone. Models
 * AddUnschedulableIfNotPresent of pkg/scheduler/backend/queue/scheduling_queue.go.
 */
export function park(turn: Turn, seat: Seat, card: Card, nominated: string | undefined, moved = false): void {
  const stored = present(knownPod(turn.state, card.about), 'pod of the card');
  const message = failureMessage(turn.state, card.about);
  const { now, settings } = turn.state;
  turn.close(seat.id, card.about);
  turn.emit({ type: 'PodParked', uid: card.about, reason: message, at: now });
  const due = Math.max(now + (moved ? 0 : settings.unschedulableMillis), backoffEnd(turn.state, card.about));
  turn.setTimer('retry', seat.id, card.about, due);
  const status = unschedulableStatus(stored, message, timestamp(now));
  const body = statusPatch(stored, nominated === undefined ? status : { ...status, nominatedNodeName: nominated });
  const path = podPath(stored, 'status');
  const patch = body === null ? null : callApi(turn, seat, { verb: 'PATCH', path, body, about: card.about });
  sendFailedScheduling(turn, seat, stored, message, card.id, patch);
}

/** PodScheduled=False with the reason. Models pkg/scheduler updatePod. */
function unschedulableStatus({ object }: Stored, message: string, now: string): JsonObject {
  const { metadata, status } = asPod(object);
  const before = status?.conditions ?? [];
  const observedGeneration = metadata.generation;
  const draft = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message } as const;
  const condition = timedCondition(before, { ...draft, ...(observedGeneration && { observedGeneration }) }, now);
  const others = before.filter(({ type }) => type !== 'PodScheduled');
  return { ...status, conditions: [...others, condition] } as unknown as JsonObject;
}

function bindingMistakes(state: ClusterState, uid: string, node: string): Mistake[] {
  const chosen = assessNodes(state, uid).find((assessment) => assessment.node === node);
  if (chosen === undefined) return [{ rule: 'scheduler.unknown-node', params: { node } }];
  if (!chosen.feasible) return [{ rule: ignoredRule(chosen), params: { node, reason: chosen.reasons.join(', ') } }];
  if (!scoresByHand(state)) return [];
  const winners = bestNodesFor(state, uid);
  const [best] = winners;
  if (best === undefined || winners.includes(node)) return [];
  return [{ rule: 'scheduler.not-best', params: { node, best } }];
}

function ignoredRule({ plugin }: Assessment): Mistake['rule'] {
  switch (plugin) {
    case 'NodeResourcesFit':
      return 'scheduler.overcommit';
    case 'NodeAffinity':
    case 'InterPodAffinity':
    case 'PodTopologySpread':
      return 'scheduler.ignored-affinity';
    default:
      return 'scheduler.ignored-taint';
  }
}
