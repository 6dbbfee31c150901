import type { CriVerb } from '../../cluster/message.ts';
import { asPod, type Stored } from '../../cluster/objects.ts';
import type { KubeletPod } from '../../cluster/state.ts';
import { ownValue } from '../../kernel/ordered.ts';
import type { Container } from '../../kubernetes/types/container.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { computePodActions, type PodActions, type RuntimePod } from './compute-pod-actions.ts';
import { backoffAfterRestart, restartAt, type CrashBackoff } from './crash-backoff.ts';
import { probeResults } from './probe-results.ts';
import { restartsOnFailure, type ContainerRecord } from './restart-decision.ts';

/** A CRI call that the pod needs next. */
export interface NextCall {
  readonly verb: CriVerb;
  readonly container?: string;
  readonly image?: string;
  /** How often the container was made before; absent = never. */
  readonly attempt?: number;
}

/** True when everything of this pod must stop: it is being deleted, its object is gone, or it was evicted. */
export function stopping(pod: KubeletPod, stored: Stored | null): boolean {
  return (
    pod.evicted !== undefined ||
    pod.orphaned ||
    stored === null ||
    asPod(stored.object).metadata.deletionTimestamp !== undefined
  );
}

/** All containers of the spec, in the order in which they start. */
export function allContainers(object: Pod): readonly Container[] {
  return [...(object.spec?.initContainers ?? []), ...(object.spec?.containers ?? [])];
}

/** What is to be done about the pod by what the kubelet believes of it. */
export function podActions(pod: KubeletPod, object: Pod): PodActions {
  return computePodActions(object, runtimePod(pod, object));
}

/** The kubelet's belief in the shape that the sync reads. */
function runtimePod(pod: KubeletPod, object: Pod): RuntimePod {
  const containers = allContainers(object).flatMap((container): ContainerRecord[] => {
    const { name, image } = container;
    const belief = ownValue(pod.containers, name) ?? 'none';
    if (belief === 'none') return [];
    const seen = ownValue(pod.seen ?? {}, name);
    const state = belief === 'started' ? 'running' : belief;
    // The image is the only member of a container's spec that may change; what was only just started was not yet seen.
    const specChanged = belief === 'running' && seen !== undefined && seen.image !== image && restartsOnFailure(object);
    const probed = belief === 'running' ? probeResults(pod, container) : {};
    const record = { id: seen?.id ?? name, name, state, exitCode: seen?.exitCode ?? 0, ...probed } as const;
    return [{ ...record, ...(specChanged && { specChanged }) }];
  });
  if (pod.sandbox === 'none') return { sandboxes: [], containers };
  // Whether the sandbox has an address is not looked at: a sandbox that is believed in is believed whole.
  const state = pod.sandbox === 'ready' ? 'SANDBOX_READY' : 'SANDBOX_NOTREADY';
  return { sandboxes: [{ id: pod.uid, attempt: 0, state, ip: 'known' }], containers };
}

/** True when nothing of the pod runs and nothing shall: its containers have ended for good. */
export function finished(pod: KubeletPod, stored: Stored): boolean {
  if (pod.verdict !== 'admitted' || Object.keys(pod.containers).length === 0) return false;
  const { killPod, createSandbox } = podActions(pod, asPod(stored.object));
  return killPod && !createSandbox;
}

/** What tells one container of a pod from another, and from itself with another image. */
type Named = Pick<Container, 'name' | 'image'>;

/** When a container that ended may be started again, in cluster milliseconds; null when it has not ended. */
export function restartTime(pod: KubeletPod, container: Named): number | null {
  const seen = ownValue(pod.seen ?? {}, container.name);
  if (ownValue(pod.containers, container.name) !== 'exited' || seen?.finishedAt === undefined) return null;
  return restartAt(backoffOf(pod, container), seen.finishedAt);
}

/**
 * What holds the container back; null also for another image than the one that ended: the key of a back-off has the
 * container's hash in it. Models doBackOff in pkg/kubelet/kuberuntime/kuberuntime_manager.go.
 */
export function backoffOf(pod: KubeletPod, { name, image }: Named): CrashBackoff | null {
  const seen = ownValue(pod.seen ?? {}, name);
  if (seen !== undefined && seen.image !== image) return null;
  return ownValue(pod.backoffs ?? {}, name) ?? null;
}

/** The back-off that a restart at `now` leaves behind; null when the container is made for the first time. */
export function nextBackoff(pod: KubeletPod, container: Named, now: number): CrashBackoff | null {
  const seen = ownValue(pod.seen ?? {}, container.name);
  if (ownValue(pod.containers, container.name) !== 'exited' || seen?.finishedAt === undefined) return null;
  return backoffAfterRestart(backoffOf(pod, container), seen.finishedAt, now);
}

/** The containers whose turn it is, in the order of their start; those that are held back are left out. */
export function dueContainers(now: number, pod: KubeletPod, object: Pod): Container[] {
  const { initContainersToStart, containersToStart, containersToKill } = podActions(pod, object);
  const killed = containersToKill.map(({ name }) => name);
  const names = [...initContainersToStart, ...containersToStart].filter((name) => !killed.includes(name));
  return allContainers(object).filter(
    (container) => names.includes(container.name) && (restartTime(pod, container) ?? now) <= now,
  );
}

/** The call that makes the container: anew, or once more. */
export function createCall(pod: KubeletPod, { name, image = '' }: Container): NextCall {
  const seen = ownValue(pod.seen ?? {}, name);
  const call: NextCall = { verb: 'CreateContainer', container: name, image };
  return seen === undefined ? call : { ...call, attempt: (seen.attempt ?? 0) + 1 };
}

/** The first container that runs and may not go on as it is, and the kubelet's words for why; null when there is none. */
export function nextKill(pod: KubeletPod, object: Pod): PodActions['containersToKill'][number] | null {
  const [first] = podActions(pod, object).containersToKill;
  return first ?? null;
}

/** The next CRI call towards a running pod, in the order of kuberuntime's SyncPod; null when none is due. */
export function nextCall(now: number, pod: KubeletPod, stored: Stored): NextCall | null {
  const object = asPod(stored.object);
  if (pod.sandbox !== 'ready') return podActions(pod, object).createSandbox ? { verb: 'RunPodSandbox' } : null;
  const kill = nextKill(pod, object);
  if (kill !== null) return { verb: 'StopContainer', container: kill.name };
  for (const container of dueContainers(now, pod, object)) {
    const { name, image = '' } = container;
    if (ownValue(pod.containers, name) === 'created') return { verb: 'StartContainer', container: name, image };
    const pulled = ownValue(pod.images, image);
    if (pulled === undefined) return { verb: 'PullImage', image, container: name };
    if (pulled === 'ready') return createCall(pod, container);
  }
  return null;
}

/** The next CRI call towards a pod that is gone; null when nothing is left. */
export function nextStop(pod: KubeletPod): NextCall | null {
  for (const [name, belief] of Object.entries(pod.containers)) {
    if (belief === 'started' || belief === 'running') return { verb: 'StopContainer', container: name };
  }
  return pod.sandbox === 'ready' ? { verb: 'StopPodSandbox' } : null;
}
