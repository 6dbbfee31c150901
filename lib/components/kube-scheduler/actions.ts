import type { Card } from '../../cluster/card.ts';
import type { Mistake, Verdict } from '../../cluster/commands.ts';
import { done, refuse, type Outcome, type Turn } from '../../cluster/component.ts';
import { asPod, timestamp, type Stored } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import { present } from '../../kernel/assert.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { callApi } from '../api-request.ts';
import { statusPatch, timedCondition } from '../status-diff.ts';
import { assessNodes, failureMessage, type Assessment } from './assess.ts';
import { knownPod } from './queue.ts';
import { podPath, sendFailedScheduling } from './reports.ts';

/** The worksheet is the player's own paper: a wrong tick has no effect until something is bound. */
export function fileWorksheet(turn: Turn, seat: Seat, card: Card, verdicts: readonly Verdict[]): Outcome {
  if (card.kind !== 'worksheet') return refuse('StageOrder', { stage: card.kind });
  const names = assessNodes(turn.state, card.about).map(({ node }) => node);
  const complete =
    names.length === verdicts.length && names.every((name) => verdicts.some(({ node }) => node === name));
  if (!complete) return refuse('Invalid', { field: 'verdicts' });
  turn.close(seat.id, card.about);
  turn.emit({ type: 'WorksheetFiled', uid: card.about, verdicts });
  turn.deal(seat.id, 'bind', card.about);
  return done;
}

/** Models pkg/scheduler/schedule_one.go: assume in the own cache, then POST the binding. */
export function bindPod(turn: Turn, seat: Seat, card: Card, node: string): Outcome {
  const stored = present(knownPod(turn.state, card.about), 'pod of the card');
  const { name = '', namespace = 'default', uid = '' } = asPod(stored.object).metadata;
  const mistakes = bindingMistakes(assessNodes(turn.state, card.about), node);
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

/** Nobody fits: say so on the pod, keep it aside and try again later. Models handleSchedulingFailure. */
export function markUnschedulable(turn: Turn, seat: Seat, card: Card): Outcome {
  const stored = present(knownPod(turn.state, card.about), 'pod of the card');
  const assessments = assessNodes(turn.state, card.about);
  const message = failureMessage(assessments);
  turn.close(seat.id, card.about);
  turn.emit({ type: 'PodParked', uid: card.about, reason: message });
  turn.setTimer('retry', seat.id, card.about, turn.state.now + turn.state.settings.unschedulableMillis);
  const body = statusPatch(stored, unschedulableStatus(stored, message, timestamp(turn.state.now)));
  const path = podPath(stored, 'status');
  const patch = body === null ? null : callApi(turn, seat, { verb: 'PATCH', path, body, about: card.about });
  sendFailedScheduling(turn, seat, stored, message, card.id, patch);
  const first = assessments.find(({ feasible }) => feasible);
  return first === undefined ? done : { mistakes: [{ rule: 'scheduler.gave-up', params: { node: first.node } }] };
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

function bindingMistakes(assessments: readonly Assessment[], node: string): Mistake[] {
  const chosen = assessments.find((assessment) => assessment.node === node);
  if (chosen === undefined) return [{ rule: 'scheduler.unknown-node', params: { node } }];
  if (chosen.feasible) return [];
  const reason = chosen.reasons.join(', ');
  const rule = chosen.insufficient ? 'scheduler.overcommit' : 'scheduler.ignored-taint';
  return [{ rule, params: { node, reason } }];
}
