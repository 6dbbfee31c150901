import type { NodeControllerEvent } from './events.ts';
import type { ClusterState, NodeControllerState } from './state.ts';

export function evolveNodeController(state: ClusterState, event: NodeControllerEvent): Partial<ClusterState> {
  const before: NodeControllerState = state.nodeController ?? { leftReady: [], tainting: [] };
  return { nodeController: after(before, event) };
}

function after(before: NodeControllerState, event: NodeControllerEvent): NodeControllerState {
  const { leftReady, tainting } = before;
  switch (event.type) {
    case 'PodsLeftReady':
      return { ...before, leftReady: [...leftReady, event.node] };
    case 'NodeForgiven':
      return { ...before, leftReady: leftReady.filter((node) => node !== event.node) };
    case 'TaintingBegun':
      return { ...before, tainting: [...tainting.filter((node) => node !== event.node), event.node] };
    case 'TaintingDone':
      return { ...before, tainting: tainting.filter((node) => node !== event.node) };
  }
}
