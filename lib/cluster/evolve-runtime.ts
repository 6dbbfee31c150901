import { present } from '../kernel/assert.ts';
import { without } from '../kernel/ordered.ts';
import { containerKey } from './machine.ts';
import type { RuntimeEvent } from './events.ts';
import type { ClusterState, Machine, RuntimeContainer, RuntimeState } from './state.ts';

export function evolveRuntime(state: ClusterState, event: RuntimeEvent): ClusterState {
  switch (event.type) {
    case 'CallReceived':
      return withRuntime(state, event.node, (runtime) => ({
        ...runtime,
        calls: { ...runtime.calls, [event.call.id]: event.call },
      }));
    case 'CallBegun':
      return withRuntime(state, event.node, (runtime) => ({
        ...runtime,
        calls: { ...runtime.calls, [event.call]: { ...present(runtime.calls[event.call], event.call), begun: true } },
      }));
    case 'CallAnswered':
      return withRuntime(state, event.node, (runtime) => ({ ...runtime, calls: without(runtime.calls, event.call) }));
    case 'SandboxCreated':
      return withAddress(
        withRuntime(state, event.node, (runtime) => ({
          ...runtime,
          sandboxes: { ...runtime.sandboxes, [event.uid]: { ip: event.ip, state: 'ready' } },
        })),
        event.node,
      );
    case 'ImagePulled':
      return withRuntime(state, event.node, (runtime) => ({
        ...runtime,
        images: runtime.images.includes(event.image) ? runtime.images : [...runtime.images, event.image],
      }));
    case 'ContainerCreated': {
      const created = withRuntime(state, event.node, (runtime) => ({
        ...runtime,
        containers: {
          ...runtime.containers,
          [containerKey(event.container.uid, event.container.name)]: event.container,
        },
      }));
      return { ...created, counters: { ...created.counters, container: created.counters.container + 1 } };
    }
    case 'ContainerStarted':
      return withContainer(state, event, 'running');
    case 'ContainerStopped':
      return withContainer(state, event, 'exited');
    case 'SandboxStopped':
      return withRuntime(state, event.node, (runtime) => ({
        ...runtime,
        sandboxes: {
          ...runtime.sandboxes,
          [event.uid]: { ...present(runtime.sandboxes[event.uid], event.uid), state: 'stopped' },
        },
      }));
    case 'SandboxRemoved':
      return withRuntime(state, event.node, (runtime) => ({
        ...runtime,
        sandboxes: without(runtime.sandboxes, event.uid),
        containers: Object.fromEntries(
          Object.entries(runtime.containers).filter(([, container]) => container.uid !== event.uid),
        ),
      }));
  }
}

function withContainer(
  state: ClusterState,
  at: { readonly node: string; readonly uid: string; readonly container: string },
  next: RuntimeContainer['state'],
): ClusterState {
  const key = containerKey(at.uid, at.container);
  return withRuntime(state, at.node, (runtime) => ({
    ...runtime,
    containers: { ...runtime.containers, [key]: { ...present(runtime.containers[key], key), state: next } },
  }));
}

function withRuntime(state: ClusterState, node: string, change: (runtime: RuntimeState) => RuntimeState): ClusterState {
  const machine = present(state.machines[node], node);
  const next: Machine = { ...machine, runtime: change(machine.runtime) };
  return { ...state, machines: { ...state.machines, [node]: next } };
}

function withAddress(state: ClusterState, node: string): ClusterState {
  const machine = present(state.machines[node], node);
  return { ...state, machines: { ...state.machines, [node]: { ...machine, nextAddress: machine.nextAddress + 1 } } };
}
