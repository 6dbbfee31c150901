import type { Card } from '../../cluster/card.ts';
import type { ReportedPhase } from '../../cluster/commands.ts';
import { done, refuse, type Outcome, type Turn } from '../../cluster/component.ts';
import type { CriVerb } from '../../cluster/message.ts';
import { asPod, type Stored } from '../../cluster/objects.ts';
import { runtimeOf, type Seat } from '../../cluster/seats.ts';
import type { KubeletPod } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { ownValue } from '../../kernel/ordered.ts';
import { buildPath } from '../../kubernetes/resources-table.ts';
import { callApi } from '../api-request.ts';
import { nextStop, objectOf, podOf, refreshDesk, stopping, type NextCall } from './duty.ts';
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
  const honest = honestPhase(pod, stored);
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
  turn.emit({ type: 'ReportStarted', node, uid, message, status });
}

/** A CRI call. What the runtime would answer with an error at once, whatever it is told, is refused here. */
export function callRuntime(turn: Turn, seat: Seat, node: string, card: Card, verb: CriVerb): Outcome {
  if (card.kind !== 'sync-pod' && card.kind !== 'stop-pod') return refuse('StageOrder', { stage: card.kind });
  const pod = podOf(turn.state, node, card.about);
  const stored = objectOf(turn.state, node, card.about);
  const call = stopping(pod, stored) ? stopCall(pod, verb) : startCall(pod, storedOf(turn, node, card.about), verb);
  if ('refusal' in call) return call;
  turn.close(seat.id, card.about);
  const common = {
    kind: 'request',
    from: seat.id,
    to: runtimeOf(node),
    path: `${pod.namespace}/${pod.name}`,
    about: pod.uid,
  } as const;
  const body = {
    uid: pod.uid,
    ...(call.container !== undefined && { container: call.container }),
    ...(call.image !== undefined && { image: call.image }),
  };
  if (call.verb === 'PullImage') turn.send({ ...common, verb: 'ImageStatus', weight: 'support', body });
  const message = turn.send({ ...common, verb: call.verb, weight: 'story', body });
  turn.emit({
    type: 'RuntimeCalled',
    node,
    uid: pod.uid,
    message,
    verb: call.verb,
    ...(call.container !== undefined && { container: call.container }),
  });
  return done;
}

function startCall(pod: KubeletPod, stored: Stored, verb: CriVerb): NextCall | ReturnType<typeof refusal> {
  const containers = asPod(stored.object).spec?.containers ?? [];
  const belief = (name: string): string => pod.containers[name] ?? 'none';
  switch (verb) {
    case 'RunPodSandbox':
      return pod.sandbox === 'ready' ? refusal('AlreadyRunning', verb) : { verb };
    case 'PullImage': {
      const wanted = containers.find(({ image = '' }) => ownValue(pod.images, image) === undefined);
      return wanted === undefined
        ? refusal('StageOrder', verb)
        : { verb, container: wanted.name, image: wanted.image ?? '' };
    }
    case 'CreateContainer': {
      if (pod.sandbox !== 'ready') return refusal('SandboxNotFound', verb);
      const wanted = containers.find(({ name }) => belief(name) === 'none');
      if (wanted === undefined) return refusal('AlreadyExists', verb);
      if (ownValue(pod.images, wanted.image ?? '') !== 'ready') return refusal('ImageNotFound', verb);
      return { verb, container: wanted.name, image: wanted.image ?? '' };
    }
    case 'StartContainer': {
      const wanted = containers.find(({ name }) => belief(name) === 'created');
      if (wanted !== undefined) return { verb, container: wanted.name, image: wanted.image ?? '' };
      return containers.some(({ name }) => belief(name) === 'none')
        ? refusal('ContainerNotFound', verb)
        : refusal('AlreadyRunning', verb);
    }
    default:
      return refusal('StageOrder', verb);
  }
}

function stopCall(pod: KubeletPod, verb: CriVerb): NextCall | ReturnType<typeof refusal> {
  const due = nextStop(pod);
  if (due?.verb === verb) return due;
  return refusal('StageOrder', verb);
}

function refusal(
  reason: 'AlreadyRunning' | 'SandboxNotFound' | 'ImageNotFound' | 'ContainerNotFound' | 'AlreadyExists' | 'StageOrder',
  verb: CriVerb,
): {
  readonly refusal: { readonly reason: typeof reason; readonly params: { readonly verb: string } };
} {
  return { refusal: { reason, params: { verb } } };
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
