import type { Turn } from '../../cluster/component.ts';
import { streamOf } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import { sortedKeys } from '../../kernel/ordered.ts';
import { objectOf, refreshDesk, removeSandbox } from './duty.ts';
import { recalledPod } from './recall.ts';

/**
 * What runs here and belongs to no pod that the apiserver knows: the pod went while this kubelet was away. Running
 * containers are stopped first. Models pkg/kubelet/kubelet_pods.go HandlePodCleanups.
 */
export function removeOrphans(turn: Turn, seat: Seat, node: string): void {
  // Before the first list the kubelet cannot tell who is an orphan.
  if ((streamOf(turn.state, seat.id, 'pods')?.at ?? 0) === 0) return;
  for (const uid of sortedKeys(turn.state.machines[node]?.runtime.sandboxes ?? {})) {
    const machine = turn.state.machines[node];
    if (machine === undefined || machine.kubelet.pods[uid] !== undefined) continue;
    if (objectOf(turn.state, node, uid) !== null || beingRemoved(turn, seat, uid)) continue;
    if (
      Object.values(machine.runtime.containers).some(
        (container) => container.uid === uid && container.state === 'running',
      )
    ) {
      const pod = recalledPod(turn.state, node, { uid, namespace: 'default', name: uid }, []);
      turn.emit({ type: 'PodNoticed', node, pod: { ...pod, orphaned: true } });
      refreshDesk(turn, seat, node, uid);
    } else removeSandbox(turn, seat, node, uid, uid);
  }
}

function beingRemoved(turn: Turn, seat: Seat, uid: string): boolean {
  return turn.state.wire.some(
    ({ from, verb, about }) => from === seat.id && verb === 'RemovePodSandbox' && about === uid,
  );
}
