import type { Turn } from '../../cluster/component.ts';
import type { Seat } from '../../cluster/seats.ts';
import { containerKey } from '../../cluster/machine.ts';
import { asPod } from '../../cluster/objects.ts';
import { canonicalJson } from '../../kernel/canonical.ts';
import { ownValue, sortedKeys } from '../../kernel/ordered.ts';
import { objectOf, refreshDesk } from './duty.ts';

/**
 * Sets the next relist, at the next full period. The real one runs every period whatever happens; here it is
 * skipped while nothing can have changed. Models pkg/kubelet/pleg/generic.go.
 */
export function scheduleRelist(turn: Turn, seat: Seat): void {
  const pending = Object.values(turn.state.timers).some((timer) => timer.kind === 'relist' && timer.seat === seat.id);
  if (pending) return;
  const period = turn.state.settings.relistMillis;
  turn.setTimer('relist', seat.id, seat.id, (Math.floor(turn.state.now / period) + 1) * period);
}

/** Looks at what the runtime really has and corrects what the kubelet believed. */
export function relist(turn: Turn, seat: Seat, node: string): void {
  const machine = turn.state.machines[node];
  if (machine === undefined) return;
  for (const uid of sortedKeys(machine.kubelet.pods)) {
    const pod = machine.kubelet.pods[uid];
    if (pod === undefined) continue;
    const seen: Record<string, 'none' | 'created' | 'running' | 'exited'> = {};
    for (const name of Object.keys(pod.containers)) {
      seen[name] = machine.runtime.containers[containerKey(uid, name)]?.state ?? 'none';
    }
    if (canonicalJson(seen) !== canonicalJson(pod.containers)) {
      turn.emit({ type: 'ContainersRelisted', node, uid, containers: seen });
    }
    refreshDesk(turn, seat, node, uid);
  }
}

/** The back-off is over: images that failed may be pulled again. */
export function retryPull(turn: Turn, seat: Seat, node: string, uid: string): void {
  const pod = turn.state.machines[node]?.kubelet.pods[uid];
  if (pod === undefined) return;
  const stored = objectOf(turn.state, node, uid);
  const images = stored === null ? [] : (asPod(stored.object).spec?.containers ?? []).map(({ image = '' }) => image);
  for (const image of images) {
    if (ownValue(pod.images, image) === 'failed') turn.emit({ type: 'PullRetried', node, uid, image });
  }
  refreshDesk(turn, seat, node, uid);
}
