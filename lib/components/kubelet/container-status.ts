import { containerIdOf, containerKey, imageIdOf } from '../../cluster/machine.ts';
import { timestamp } from '../../cluster/objects.ts';
import type { RuntimeFlavour } from '../../cluster/settings.ts';
import type { ClusterState, KubeletPod, RuntimeContainer } from '../../cluster/state.ts';
import { isJsonObject, type JsonValue } from '../../kernel/json.ts';
import { ownValue } from '../../kernel/ordered.ts';
import type { Container, ContainerState, ContainerStatus } from '../../kubernetes/types/container.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { crashLoopMessage } from './crash-backoff.ts';
import { backoffOf, restartTime } from './plan.ts';
import { hasStartedUp } from './probe-results.ts';
import { isReady } from './readiness.ts';

/** How long after a sync the kubelet looks at a pod again by itself. Models pkg/kubelet/kubelet.go backOffPeriod. */
export const SYNC_MILLIS = 10_000;

/** A pod as its kubelet looks at it. */
export interface PodLook {
  readonly state: ClusterState;
  readonly node: string;
  readonly pod: KubeletPod;
  readonly object: Pod;
}

/** The statuses of init containers or of regular ones. Models pkg/kubelet/kubelet_pods.go convertToAPIContainerStatuses. */
export function containerStatuses(look: PodLook, kind: 'initContainers' | 'containers'): ContainerStatus[] {
  return (look.object.spec?.[kind] ?? []).map((container) => containerStatus(look, container));
}

function containerStatus(look: PodLook, container: Container): ContainerStatus {
  const { state, pod } = look;
  const reported = reportedStatus(pod, container.name);
  const seen = ownValue(pod.seen ?? {}, container.name);
  if (seen?.state === 'exited') return endedStatus(look, container, seen, reported);
  const belief = ownValue(pod.containers, container.name);
  // Stopped, and not yet looked at: as it was last seen.
  if (belief === 'running' || (belief === 'exited' && seen !== undefined)) {
    const startedAt = timestamp(seen?.startedAt ?? pod.startedAt ?? 0);
    const ready = isReady(state, pod, container);
    return statusOf(look, container, { running: { startedAt } }, { seen, ready, lastState: lastOf(look, seen) });
  }
  return statusOf(look, container, waitingState(look, container), { seen, ready: false });
}

/** Ended: it stays so until the next sync finds that it is held back, and that until it is seen running again. */
function endedStatus(
  look: PodLook,
  container: Container,
  seen: RuntimeContainer,
  reported: ContainerStatus | null,
): ContainerStatus {
  const { state, pod } = look;
  const again = ownValue(pod.containers, container.name) !== 'exited';
  const held = reported?.state?.waiting?.reason === 'CrashLoopBackOff';
  if (reported !== null && reported.restartCount === (seen.attempt ?? 0) && (held || again)) return reported;
  const terminated = terminatedState(look, seen);
  const backoff = backoffOf(pod, container);
  const restart = restartTime(pod, container);
  const waits = restart !== null && restart > state.now && state.now >= (seen.finishedAt ?? 0) + SYNC_MILLIS;
  if (waits && backoff !== null) {
    const message = crashLoopMessage(backoff, container.name, `${pod.name}_${pod.namespace}(${pod.uid})`);
    const waiting = { waiting: { reason: 'CrashLoopBackOff', message } };
    return statusOf(look, container, waiting, { seen, ready: false, lastState: terminated });
  }
  const init = (look.object.spec?.initContainers ?? []).some(({ name }) => name === container.name);
  const ready = init && seen.exitCode === 0;
  return statusOf(look, container, terminated, { seen, ready, lastState: lastOf(look, seen) });
}

function lastOf(look: PodLook, seen: RuntimeContainer | undefined): ContainerState {
  return seen?.previous?.state === 'exited' ? terminatedState(look, seen.previous) : {};
}

function terminatedState({ node, pod, state }: PodLook, ended: RuntimeContainer): ContainerState {
  const { exitCode = 0, reason = 'Completed', startedAt = pod.startedAt ?? 0, finishedAt = state.now } = ended;
  return {
    terminated: {
      exitCode,
      reason,
      startedAt: timestamp(startedAt),
      finishedAt: timestamp(finishedAt),
      containerID: containerIdOf(node, ended.id, flavourOf(state, node)),
    },
  };
}

/** Not begun: its image cannot be pulled, init containers come first, or it is being made. */
function waitingState({ state, pod, object }: PodLook, { image = '', imagePullPolicy }: Container): ContainerState {
  const failure = ownValue(pod.pulls ?? {}, image);
  if (failure !== undefined && ownValue(pod.images, image) !== 'ready') {
    const { failedAt, message } = failure;
    if (imagePullPolicy === 'Never') return { waiting: { reason: 'ErrImageNeverPull', message } };
    return state.now < failedAt + SYNC_MILLIS
      ? { waiting: { reason: 'ErrImagePull', message } }
      : {
          waiting: {
            reason: 'ImagePullBackOff',
            message: `Back-off pulling image "${image}": ErrImagePull: ${message}`,
          },
        };
  }
  if (ownValue(pod.images, image) === 'failed') return waitingForImage(pod, image);
  const initializing = (object.spec?.initContainers ?? []).length > 0;
  return { waiting: { reason: initializing ? 'PodInitializing' : 'ContainerCreating' } };
}

/** Of recordings that did not keep what the runtime said. */
function waitingForImage(pod: KubeletPod, image: string): ContainerState {
  if (pod.pullFailures < 2) return { waiting: { reason: 'ErrImagePull', message: `failed to pull image "${image}"` } };
  return { waiting: { reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}"` } };
}

interface Details {
  readonly seen: RuntimeContainer | undefined;
  readonly ready: boolean;
  readonly lastState?: ContainerState;
}

function statusOf(
  { state, node, pod }: PodLook,
  container: Container,
  now: ContainerState,
  { seen, ready, lastState = {} }: Details,
): ContainerStatus {
  const { name } = container;
  // What runs is told with the image that it runs, whatever the pod names by now.
  const image = (now.waiting === undefined ? seen?.image : undefined) ?? container.image ?? '';
  const begun = now.waiting === undefined || seen !== undefined;
  const id = seen?.id ?? state.machines[node]?.runtime.containers[containerKey(pod.uid, name)]?.id;
  const flavour = flavourOf(state, node);
  return {
    name,
    state: now,
    lastState,
    ready,
    restartCount: seen?.attempt ?? 0,
    image,
    imageID: begun ? imageIdOf(image, flavour) : '',
    ...(begun && id !== undefined && { containerID: containerIdOf(node, id, flavour) }),
    started: now.running !== undefined && hasStartedUp(pod, container),
  };
}

/** What a kubelet says that reports something else than it knows. */
export function pretendedStatus(look: PodLook, container: Container, pretended: ContainerState): ContainerStatus {
  const seen = ownValue(look.pod.seen ?? {}, container.name);
  return statusOf(look, container, pretended, { seen, ready: pretended.running !== undefined });
}

function flavourOf(state: ClusterState, node: string): RuntimeFlavour | undefined {
  return state.machines[node]?.runtime.flavour;
}

/** The container's status as the apiserver last accepted it. */
export function reportedStatus(pod: KubeletPod, name: string): ContainerStatus | null {
  const all = [pod.reported?.['containerStatuses'], pod.reported?.['initContainerStatuses']];
  for (const status of all.flatMap((list) => (Array.isArray(list) ? list : []))) {
    if (isStatusOf(status, name)) return status;
  }
  return null;
}

/** Only this kubelet wrote it: the name is enough to tell whose it is. */
function isStatusOf(value: JsonValue, name: string): value is JsonValue & ContainerStatus {
  return isJsonObject(value) && value['name'] === name;
}
