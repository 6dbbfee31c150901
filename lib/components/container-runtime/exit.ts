import type { Turn } from '../../cluster/component.ts';
import { isDark } from '../../cluster/faults.ts';
import { containerKey } from '../../cluster/machine.ts';
import { kubeletOf, runtimeOf } from '../../cluster/seats.ts';
import type { ClusterSettings } from '../../cluster/settings.ts';
import type { CriCall, RuntimeContainer } from '../../cluster/state.ts';
import { scheduleRelist } from '../kubelet/relist-timer.ts';
import { behaviourOf } from './images.ts';

const SIGKILL_CODE = 137;
const MINIMUM_GRACE_MILLIS = 2000;

/**
 * The main process of a running container ends; of one that does not run, nothing happens. The kubelet is not told:
 * its next relist finds out. `reason` as the runtime names it; absent = by the code.
 */
export function exitContainer(
  turn: Turn,
  node: string,
  uid: string,
  container: string,
  exitCode: number,
  reason: string = exitCode === 0 ? 'Completed' : 'Error',
): void {
  const found = turn.state.machines[node]?.runtime.containers[containerKey(uid, container)];
  if (found?.state !== 'running') return;
  turn.emit({ type: 'ContainerExited', node, uid, container, exitCode, reason, at: turn.state.now });
  turn.cancelTimers('exit', runtimeOf(node), found.id);
  const kubelet = turn.state.seats[kubeletOf(node)];
  if (kubelet !== undefined && !isDark(turn.state, kubelet)) scheduleRelist(turn, kubelet);
}

/** When a sandbox goes, whatever still runs in it is killed. */
export function killContainers(turn: Turn, node: string, uid: string): void {
  for (const container of Object.values(turn.state.machines[node]?.runtime.containers ?? {})) {
    if (container.uid === uid) exitContainer(turn, node, uid, container.name, SIGKILL_CODE);
  }
}

/** Sets the timer of a process that ends by itself. */
export function scheduleExit(turn: Turn, node: string, container: RuntimeContainer): void {
  const { exitAfterMillis } = behaviourOf(turn.state.settings, container.image);
  if (exitAfterMillis === undefined) return;
  const due = (container.startedAt ?? turn.state.now) + exitAfterMillis;
  turn.setTimer('exit', runtimeOf(node), container.id, Math.max(due, turn.state.now));
}

/** The timer of a process that ends by itself is due. */
export function endProcess(turn: Turn, node: string, id: string): void {
  const containers = Object.values(turn.state.machines[node]?.runtime.containers ?? {});
  const container = containers.find((candidate) => candidate.id === id);
  if (container === undefined) return;
  const { exitCode = 0 } = behaviourOf(turn.state.settings, container.image);
  exitContainer(turn, node, container.uid, container.name, exitCode);
}

/**
 * How long a stop takes, and the code the process ends with: its own on SIGTERM, or 137 when SIGKILL came first. What a
 * preStop hook sleeps before SIGTERM counts as grace, but the process gets two seconds after it in any case.
 * Models pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer.
 */
export function stopOf(
  settings: ClusterSettings,
  image: string,
  { graceMillis, preStopMillis = 0 }: Pick<CriCall, 'graceMillis' | 'preStopMillis'>,
): { readonly millis: number; readonly exitCode: number } {
  const needed = behaviourOf(settings, image).stopMillis ?? settings.stopMillis;
  if (graceMillis === undefined) return { millis: needed, exitCode: 0 };
  const slept = Math.min(preStopMillis, graceMillis);
  const left = slept === 0 ? graceMillis : Math.max(graceMillis - slept, MINIMUM_GRACE_MILLIS);
  if (needed <= left) return { millis: slept + needed, exitCode: 0 };
  return { millis: slept + left, exitCode: SIGKILL_CODE };
}
