import type { Turn } from '../../cluster/component.ts';
import { runningIn } from '../../cluster/fault-aim.ts';
import { isDark, type Fault } from '../../cluster/faults.ts';
import { kubeletOf, type Seat } from '../../cluster/seats.ts';
import { sortedValues } from '../../kernel/ordered.ts';
import { refreshDesk } from '../kubelet/duty.ts';
import { beginCall } from './work.ts';
import { exitContainer, scheduleExit } from './exit.ts';

/** What a fault does to the runtime of a node and to what runs there. */
export function disturbRuntime(turn: Turn, seat: Seat, node: string, fault: Fault): void {
  if (fault.kind === 'power-off') turn.emit({ type: 'MachineStopped', node, at: turn.state.now });
  if (fault.kind === 'thaw') resumeRuntime(turn, seat, node);
  if (fault.kind === 'crash') crash(turn, node, fault.pod, fault.exitCode);
  if (fault.kind === 'hang') hang(turn, node, fault.pod);
}

/** The first container that runs in the pod of this name (or uid) ends with this code. */
function crash(turn: Turn, node: string, pod: string, exitCode: number): void {
  const hit = runningIn(turn.state, node, pod);
  if (hit !== undefined) exitContainer(turn, node, hit.uid, hit.name, exitCode);
}

/**
 * The first container that runs in the pod answers nobody any more; one that hangs already hangs on. Nobody tells the
 * kubelet: when its probes will find out follows from what runs.
 */
function hang(turn: Turn, node: string, pod: string): void {
  const hit = runningIn(turn.state, node, pod);
  if (hit === undefined || hit.hungAt !== undefined) return;
  turn.emit({ type: 'ContainerHung', node, uid: hit.uid, container: hit.name, at: turn.state.now });
  const kubelet = turn.state.seats[kubeletOf(node)];
  if (kubelet !== undefined && !isDark(turn.state, kubelet)) refreshDesk(turn, kubelet, node, hit.uid);
}

/** A runtime that moves again goes on with what it was asked; what it had started ran on meanwhile. */
function resumeRuntime(turn: Turn, seat: Seat, node: string): void {
  const runtime = turn.state.machines[node]?.runtime;
  for (const call of sortedValues(runtime?.calls ?? {})) {
    if (call.begun || call.verb === 'ImageStatus') beginCall(turn, seat, node, call);
    else turn.deal(seat.id, 'runtime-call', call.id);
  }
  for (const container of sortedValues(runtime?.containers ?? {})) {
    if (container.state === 'running') scheduleExit(turn, node, container);
  }
}
