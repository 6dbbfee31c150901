import type { Card } from '../../cluster/card.ts';
import type { ReportedPhase } from '../../cluster/commands.ts';
import { done, refuse, type Outcome, type Turn } from '../../cluster/component.ts';
import type { Stored } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import { present } from '../../kernel/assert.ts';
import { asParsed, type JsonObject } from '../../kernel/json.ts';
import { buildPath } from '../../kubernetes/resources-table.ts';
import { callApi } from '../api-request.ts';
import { objectOf, podOf, refreshDesk } from './duty.ts';
import { pretendedRejection, rejectionFor } from './fits.ts';
import { honestPhase, honestStatus, statusFor } from './status.ts';

function storedOf(turn: Turn, node: string, uid: string): Stored {
  return present(objectOf(turn.state, node, uid), `object of pod ${uid}`);
}

export function admitPod(turn: Turn, seat: Seat, node: string, card: Card): Outcome {
  if (card.kind !== 'admit-pod') return refuse('StageOrder', { stage: card.kind });
  const rejection = rejectionFor(turn.state, node, storedOf(turn, node, card.about));
  turn.emit({ type: 'PodAdmitted', node, uid: card.about });
  refreshDesk(turn, seat, node, card.about);
  if (rejection === null) return done;
  return { mistakes: [{ rule: 'kubelet.overcommit', params: { node, reason: rejection.reason } }] };
}

export function rejectPod(turn: Turn, seat: Seat, node: string, card: Card): Outcome {
  if (card.kind !== 'admit-pod') return refuse('StageOrder', { stage: card.kind });
  const stored = storedOf(turn, node, card.about);
  const rejection = rejectionFor(turn.state, node, stored);
  const { reason, message } = rejection ?? pretendedRejection(turn.state, node, stored);
  turn.emit({ type: 'PodRejected', node, uid: card.about, reason, message });
  const status = honestStatus(turn.state, node, podOf(turn.state, node, card.about), stored);
  startReport(turn, seat, node, card.about, status);
  return rejection === null ? { mistakes: [{ rule: 'kubelet.false-reject', params: { node } }] } : done;
}

/** The status is patched after the object has been read; the read is support and needs no player. */
export function reportStatus(turn: Turn, seat: Seat, node: string, card: Card, phase: ReportedPhase): Outcome {
  if (card.kind !== 'sync-pod' && card.kind !== 'report-pod') return refuse('StageOrder', { stage: card.kind });
  const pod = podOf(turn.state, node, card.about);
  const stored = storedOf(turn, node, card.about);
  const honest = honestPhase(turn.state, node, pod, stored);
  const status =
    phase === honest ? honestStatus(turn.state, node, pod, stored) : statusFor(phase, turn.state, node, pod, stored);
  startReport(turn, seat, node, card.about, status);
  return phase === honest ? done : { mistakes: [{ rule: 'kubelet.false-status', params: { phase, honest } }] };
}

function startReport(turn: Turn, seat: Seat, node: string, uid: string, status: JsonObject): void {
  const pod = podOf(turn.state, node, uid);
  turn.close(seat.id, uid);
  const path = buildPath({ resource: 'pods', namespace: pod.namespace, name: pod.name });
  const message = callApi(turn, seat, { verb: 'GET', path, about: uid });
  turn.emit({ type: 'ReportStarted', node, uid, message, status: asParsed(status) });
}

/** The last word about a pod that was stopped: a DELETE with grace 0. Models status_manager.go's final delete. */
export function confirmDelete(turn: Turn, seat: Seat, node: string, card: Card): Outcome {
  if (card.kind !== 'confirm-delete') return refuse('StageOrder', { stage: card.kind });
  const pod = podOf(turn.state, node, card.about);
  turn.close(seat.id, card.about);
  callApi(turn, seat, {
    verb: 'DELETE',
    path: buildPath({ resource: 'pods', namespace: pod.namespace, name: pod.name }),
    body: { gracePeriodSeconds: 0, preconditions: { uid: pod.uid } },
    about: pod.uid,
  });
  return done;
}
