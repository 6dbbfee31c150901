import type { Card } from '../../cluster/card.ts';
import type { Mistake, Verdict } from '../../cluster/commands.ts';
import { done, refuse, type Outcome, type Turn } from '../../cluster/component.ts';
import { asPod } from '../../cluster/objects.ts';
import { APISERVER, type Seat } from '../../cluster/seats.ts';
import { present } from '../../kernel/assert.ts';
import { assessNodes, failureMessage, type Assessment } from './assess.ts';
import { knownPod } from './queue.ts';
import { sendFailedScheduling } from './reports.ts';

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
  const { metadata } = asPod(stored.object);
  const mistakes = bindingMistakes(assessNodes(turn.state, card.about), node);
  turn.close(seat.id, card.about);
  turn.emit({ type: 'PodAssumed', uid: card.about, node });
  const namespace = metadata.namespace ?? 'default';
  const name = metadata.name ?? '';
  const credential = turn.state.settings.credentialOf[seat.id];
  turn.send({
    kind: 'request',
    from: seat.id,
    to: APISERVER,
    verb: 'POST',
    path: `/api/v1/namespaces/${namespace}/pods/${name}/binding`,
    weight: 'story',
    body: { apiVersion: 'v1', kind: 'Binding', metadata: { name, namespace }, target: { kind: 'Node', name: node } },
    about: card.about,
    ...(credential !== undefined && { credential }),
  });
  return { mistakes };
}

/** Nobody fits: say so on the pod, keep it aside and try again later. */
export function markUnschedulable(turn: Turn, seat: Seat, card: Card): Outcome {
  const stored = present(knownPod(turn.state, card.about), 'pod of the card');
  const { metadata } = asPod(stored.object);
  const assessments = assessNodes(turn.state, card.about);
  const feasible = assessments.filter((assessment) => assessment.feasible);
  const message = failureMessage(assessments);
  const namespace = metadata.namespace ?? 'default';
  const name = metadata.name ?? '';
  turn.close(seat.id, card.about);
  turn.emit({ type: 'PodParked', uid: card.about, reason: message });
  turn.setTimer('retry', seat.id, card.about, turn.state.now + turn.state.settings.unschedulableMillis);
  const credential = turn.state.settings.credentialOf[seat.id];
  const patch = turn.send({
    kind: 'request',
    from: seat.id,
    to: APISERVER,
    verb: 'PATCH',
    path: `/api/v1/namespaces/${namespace}/pods/${name}/status`,
    weight: 'story',
    body: { status: { conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }] } },
    about: card.about,
    ...(credential !== undefined && { credential }),
  });
  sendFailedScheduling(turn, seat, namespace, name, message, patch);
  const first = feasible[0];
  return first === undefined ? done : { mistakes: [{ rule: 'scheduler.gave-up', params: { node: first.node } }] };
}

function bindingMistakes(assessments: readonly Assessment[], node: string): Mistake[] {
  const chosen = assessments.find((assessment) => assessment.node === node);
  if (chosen === undefined) return [{ rule: 'scheduler.unknown-node', params: { node } }];
  if (chosen.feasible) return [];
  const reason = chosen.reasons.join(', ');
  const rule = chosen.insufficient ? 'scheduler.overcommit' : 'scheduler.ignored-taint';
  return [{ rule, params: { node, reason } }];
}
