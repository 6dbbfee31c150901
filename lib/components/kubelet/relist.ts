import type { Turn } from '../../cluster/component.ts';
import type { Seat } from '../../cluster/seats.ts';
import { containerKey } from '../../cluster/machine.ts';
import { asPod } from '../../cluster/objects.ts';
import type { ClusterState, KubeletPod, RuntimeContainer } from '../../cluster/state.ts';
import { canonicalJson } from '../../kernel/canonical.ts';
import { ownValue, sortedKeys } from '../../kernel/ordered.ts';
import { objectOf, refreshDesk } from './duty.ts';
import { removeOrphans } from './orphans.ts';
import { probePod } from './probes.ts';

/** Looks at what the runtime really has and corrects what the kubelet believed. */
export function relist(turn: Turn, seat: Seat, node: string): void {
  const machine = turn.state.machines[node];
  if (machine === undefined) return;
  for (const uid of sortedKeys(machine.kubelet.pods)) {
    inspectPod(turn, node, uid);
    probePod(turn, seat, node, uid, objectOf(turn.state, node, uid));
    refreshDesk(turn, seat, node, uid);
  }
  removeOrphans(turn, seat, node);
}

/** Looks at the containers of one pod. Models pkg/kubelet/kuberuntime getPodContainerStatuses. */
export function inspectPod(turn: Turn, node: string, uid: string): void {
  const pod = turn.state.machines[node]?.kubelet.pods[uid];
  if (pod === undefined) return;
  const containers: Record<string, 'none' | 'created' | 'running' | 'exited'> = {};
  const seen: Record<string, RuntimeContainer> = {};
  for (const name of Object.keys(pod.containers)) {
    const found = turn.state.machines[node]?.runtime.containers[containerKey(uid, name)];
    containers[name] = found?.state ?? 'none';
    if (found !== undefined && found.state !== 'created') seen[name] = asListed(found);
  }
  if (canonicalJson(containers) === canonicalJson(pod.containers) && !somethingNew(pod, seen)) return;
  const told = Object.keys(seen).length > 0;
  turn.emit({ type: 'ContainersRelisted', node, uid, containers, ...(told && { seen }) });
}

/** What a runtime tells of a container. That its process hangs it does not know: only probes find out. */
function asListed({ hungAt: _untold, previous, ...told }: RuntimeContainer): RuntimeContainer {
  if (previous === undefined) return told;
  const { hungAt: _past, ...ended } = previous;
  return { ...told, previous: ended };
}

/** True when a container that seems the same is another one, or has ended. */
function somethingNew(pod: KubeletPod, seen: Readonly<Record<string, RuntimeContainer>>): boolean {
  return Object.entries(seen).some(([name, container]) => {
    const before = ownValue(pod.seen ?? {}, name);
    if (before === undefined) return container.state === 'exited' || container.attempt !== undefined;
    return canonicalJson(before) !== canonicalJson(container);
  });
}

/** How long an image is left alone after its last failed pull: doubled with every failure. Models imageBackOff. */
export function pullDelay({ settings }: ClusterState, pod: KubeletPod, image: string): number {
  const failures = ownValue(pod.pulls ?? {}, image)?.failures ?? Math.max(1, pod.pullFailures);
  return Math.min(settings.pullBackoffMillis * 2 ** (failures - 1), settings.pullBackoffMaxMillis);
}

/** The back-off is over: images that failed may be pulled again. */
export function retryPull(turn: Turn, seat: Seat, node: string, uid: string): void {
  const pod = turn.state.machines[node]?.kubelet.pods[uid];
  if (pod === undefined) return;
  const stored = objectOf(turn.state, node, uid);
  const { containers = [], initContainers = [] } = stored === null ? {} : (asPod(stored.object).spec ?? {});
  for (const { image = '' } of [...initContainers, ...containers]) {
    const before = turn.state.machines[node]?.kubelet.pods[uid];
    if (before === undefined || ownValue(before.images, image) !== 'failed') continue;
    const failedAt = ownValue(pod.pulls ?? {}, image)?.failedAt ?? 0;
    if (failedAt + pullDelay(turn.state, pod, image) > turn.state.now) continue;
    turn.emit({ type: 'PullRetried', node, uid, image });
  }
  refreshDesk(turn, seat, node, uid);
}
