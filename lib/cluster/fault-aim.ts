import type { Fault } from './faults.ts';
import type { ClusterState, RuntimeContainer } from './state.ts';

/** The first container that runs in the pod of this name (or uid) on the node. */
export function runningIn(state: ClusterState, node: string, pod: string): RuntimeContainer | undefined {
  const machine = state.machines[node];
  const named = Object.values(machine?.kubelet.pods ?? {}).find(({ uid, name }) => name === pod || uid === pod);
  const uid = named?.uid ?? pod;
  const containers = Object.values(machine?.runtime.containers ?? {});
  return containers.find((container) => container.uid === uid && container.state === 'running');
}

/** A fault that was meant for a pod which is not there, or no longer: nothing comes of it. */
export function hitsNothing(state: ClusterState, fault: Fault): boolean {
  return (fault.kind === 'crash' || fault.kind === 'hang') && runningIn(state, fault.node, fault.pod) === undefined;
}
