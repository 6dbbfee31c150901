import type { Card } from '../../cluster/card.ts';
import { done, refuse, type Outcome, type Turn } from '../../cluster/component.ts';
import type { CriVerb } from '../../cluster/message.ts';
import { asPod, type Stored } from '../../cluster/objects.ts';
import { runtimeOf, type Seat } from '../../cluster/seats.ts';
import type { KubeletPod } from '../../cluster/state.ts';
import { ownValue } from '../../kernel/ordered.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { PodActions } from './compute-pod-actions.ts';
import { objectOf, podOf } from './duty.ts';
import { postPodEvent } from './events.ts';
import {
  allContainers,
  createCall,
  dueContainers,
  finished,
  nextBackoff,
  nextKill,
  nextStop,
  stopping,
  type NextCall,
} from './plan.ts';
import { hasFailed, probeOf } from './probe-results.ts';
import { effectiveGracePeriod } from './restart-decision.ts';

/** What an orphan's containers get, whose spec nobody has any more: the default of a pod. */
const GRACE_SECONDS = 30;
/** What an evicted pod gets. Models immediateEvictionGracePeriodSeconds of pkg/kubelet/eviction. */
const EVICTION_GRACE_SECONDS = 1;

/** A CRI call. What the runtime would answer with an error at once, whatever it is told, is refused here. */
export function callRuntime(turn: Turn, seat: Seat, node: string, card: Card, verb: CriVerb): Outcome {
  const pod = podOf(turn.state, node, card.about);
  const stored = objectOf(turn.state, node, card.about);
  const ending = stored === null || stopping(pod, stored);
  if (ending && verb === 'RunPodSandbox' && pod.sandbox !== 'ready' && mayBeMade(pod)) {
    sendCall(turn, seat, node, pod, { verb }, {});
    return { mistakes: [{ rule: 'kubelet.ran-deleted', params: { name: pod.name, node } }] };
  }
  if (card.kind !== 'sync-pod' && card.kind !== 'stop-pod') return refuse('StageOrder', { stage: card.kind });
  const kill =
    ending || verb !== 'StopContainer' || pod.sandbox !== 'ready' ? null : nextKill(pod, asPod(stored.object));
  if (kill !== null && !ending) return killContainer(turn, seat, node, pod, stored, kill);
  if (ending || finished(pod, stored)) {
    const stop = nextStop(pod);
    if (stop?.verb !== verb) return refusal('StageOrder', verb);
    sendCall(turn, seat, node, pod, stop, verb === 'StopContainer' ? stopTimes(stored, stop.container, pod) : {});
    return done;
  }
  const call = startCall(turn.state.now, pod, stored, verb);
  if ('refusal' in call) return call;
  sendCall(turn, seat, node, pod, call, {});
  return done;
}

/** What was never let in, or had to go, gets no sandbox. */
function mayBeMade({ verdict, evicted }: KubeletPod): boolean {
  return verdict !== 'rejected' && evicted === undefined;
}

/** Stops a container that runs and may not go on as it is; it is made anew. Models kuberuntime_container.go killContainer. */
function killContainer(
  turn: Turn,
  seat: Seat,
  node: string,
  pod: KubeletPod,
  stored: Stored,
  kill: PodActions['containersToKill'][number],
): Outcome {
  const object = asPod(stored.object);
  const call: NextCall = { verb: 'StopContainer', container: kill.name };
  sendCall(turn, seat, node, pod, call, {
    ...stopTimes(stored, kill.name),
    ...graceAfterProbe(pod, object, kill.name),
  });
  postPodEvent(turn, seat, pod, { reason: 'Killing', type: 'Normal', message: kill.message });
  return done;
}

/** A probe may say itself how long a container gets that failed it. Models kuberuntime_container.go setTerminationGracePeriod. */
function graceAfterProbe(pod: KubeletPod, object: Pod, name: string): JsonObject {
  const container = allContainers(object).find((candidate) => candidate.name === name);
  const failed = (['startup', 'liveness'] as const).find((kind) => container && hasFailed(pod, container, kind));
  const probe = container === undefined || failed === undefined ? undefined : probeOf(container, failed);
  const graceSeconds = probe?.terminationGracePeriodSeconds;
  return graceSeconds === undefined ? {} : { graceSeconds };
}

/**
 * How long a container gets to stop, and how much of that its preStop hook sleeps first; other hooks take no time.
 * Models kuberuntime_container.go executePreStopHook.
 */
function stopTimes(stored: Stored | null, container = '', pod?: KubeletPod): JsonObject {
  if (stored === null) return { graceSeconds: GRACE_SECONDS };
  if (pod?.evicted !== undefined) return { graceSeconds: EVICTION_GRACE_SECONDS };
  const object = asPod(stored.object);
  const spec = allContainers(object).find(({ name }) => name === container);
  const preStopSeconds = spec?.lifecycle?.preStop?.sleep?.seconds;
  return { graceSeconds: effectiveGracePeriod(object), ...(preStopSeconds !== undefined && { preStopSeconds }) };
}

function sendCall(turn: Turn, seat: Seat, node: string, pod: KubeletPod, call: NextCall, more: JsonObject): void {
  const { verb, container, image, attempt } = call;
  turn.close(seat.id, pod.uid);
  const common = {
    kind: 'request',
    from: seat.id,
    to: runtimeOf(node),
    path: `${pod.namespace}/${pod.name}`,
    about: pod.uid,
  } as const;
  const body = {
    uid: pod.uid,
    ...(container !== undefined && { container }),
    ...(image !== undefined && { image }),
    ...(attempt !== undefined && { attempt }),
    ...more,
  };
  if (verb === 'PullImage') turn.send({ ...common, verb: 'ImageStatus', weight: 'support', body });
  const message = turn.send({ ...common, verb, weight: 'story', body });
  const backoff =
    verb === 'CreateContainer' ? nextBackoff(pod, { name: container ?? '', image }, turn.state.now) : null;
  turn.emit({
    type: 'RuntimeCalled',
    node,
    uid: pod.uid,
    message,
    verb,
    ...(container !== undefined && { container }),
    ...(backoff !== null && { backoff }),
  });
}

function startCall(now: number, pod: KubeletPod, stored: Stored, verb: CriVerb): NextCall | ReturnType<typeof refusal> {
  const containers = dueContainers(now, pod, asPod(stored.object));
  const made = (name: string): boolean => ownValue(pod.containers, name) === 'created';
  switch (verb) {
    case 'RunPodSandbox':
      return pod.sandbox === 'ready' ? refusal('AlreadyRunning', verb) : { verb };
    case 'PullImage': {
      const wanted = containers.find(
        ({ name, image = '' }) => !made(name) && ownValue(pod.images, image) === undefined,
      );
      if (wanted === undefined) return refusal('StageOrder', verb);
      return { verb, container: wanted.name, image: wanted.image ?? '' };
    }
    case 'CreateContainer': {
      if (pod.sandbox !== 'ready') return refusal('SandboxNotFound', verb);
      const wanted = containers.find(({ name }) => !made(name));
      if (wanted === undefined) return refusal('AlreadyExists', verb);
      return ownValue(pod.images, wanted.image ?? '') === 'ready'
        ? createCall(pod, wanted)
        : refusal('ImageNotFound', verb);
    }
    case 'StartContainer': {
      const wanted = containers.find(({ name }) => made(name));
      if (wanted !== undefined) return { verb, container: wanted.name, image: wanted.image ?? '' };
      return refusal(containers.length > 0 ? 'ContainerNotFound' : 'AlreadyRunning', verb);
    }
    default:
      return refusal('StageOrder', verb);
  }
}

function refusal(
  reason: 'AlreadyRunning' | 'SandboxNotFound' | 'ImageNotFound' | 'ContainerNotFound' | 'AlreadyExists' | 'StageOrder',
  verb: CriVerb,
): {
  readonly refusal: { readonly reason: typeof reason; readonly params: { readonly verb: string } };
} {
  return { refusal: { reason, params: { verb } } };
}
