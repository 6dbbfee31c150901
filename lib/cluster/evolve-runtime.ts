import { present } from '../kernel/assert.ts';
import { withEntry, without } from '../kernel/ordered.ts';
import { containerKey } from './machine.ts';
import type { RuntimeEvent } from './events.ts';
import { powerOffMachine } from './power.ts';
import type { ClusterState, Machine, RuntimeContainer, RuntimeState } from './state.ts';

export function evolveRuntime(state: ClusterState, event: RuntimeEvent): Partial<ClusterState> {
  switch (event.type) {
    case 'CallReceived':
      return withRuntime(state, event.node, (runtime) => ({
        ...runtime,
        calls: withEntry(runtime.calls, event.call.id, event.call),
      }));
    case 'CallBegun':
      return withRuntime(state, event.node, (runtime) => ({
        ...runtime,
        calls: withEntry(runtime.calls, event.call, { ...present(runtime.calls[event.call], event.call), begun: true }),
      }));
    case 'CallAnswered':
      return withRuntime(state, event.node, (runtime) => ({ ...runtime, calls: without(runtime.calls, event.call) }));
    case 'SandboxCreated':
      return withMachine(state, event.node, ({ runtime, nextAddress }) => ({
        nextAddress: nextAddress + 1,
        runtime: { ...runtime, sandboxes: withEntry(runtime.sandboxes, event.uid, { ip: event.ip, state: 'ready' }) },
      }));
    case 'ImagePulled':
      return withRuntime(state, event.node, (runtime) => ({
        ...runtime,
        images: runtime.images.includes(event.image) ? runtime.images : [...runtime.images, event.image],
      }));
    case 'ContainerCreated': {
      const counters = { ...state.counters, container: state.counters.container + 1 };
      const created = withRuntime(state, event.node, (runtime) => ({
        ...runtime,
        containers: withCreated(runtime, event.container),
      }));
      return { ...created, counters };
    }
    case 'ContainerStarted':
      return withContainer(state, event, () => ({
        state: 'running',
        ...(event.at !== undefined && { startedAt: event.at }),
      }));
    case 'ContainerStopped':
      return withContainer(state, event, (container) => (container.state === 'exited' ? {} : stopOf(event)));
    case 'ContainerExited':
      return withContainer(state, event, () => ({
        state: 'exited',
        exitCode: event.exitCode,
        reason: event.reason,
        finishedAt: event.at,
      }));
    case 'ContainerHung':
      return withContainer(state, event, () => ({ hungAt: event.at }));
    case 'MachineStopped':
      return withMachine(state, event.node, (machine) => powerOffMachine(machine, event.at));
    case 'SandboxStopped':
      return withRuntime(state, event.node, (runtime) => ({
        ...runtime,
        sandboxes: withEntry(runtime.sandboxes, event.uid, {
          ...present(runtime.sandboxes[event.uid], event.uid),
          state: 'stopped',
        }),
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
  change: (container: RuntimeContainer) => Partial<RuntimeContainer>,
): Partial<ClusterState> {
  const key = containerKey(at.uid, at.container);
  return withRuntime(state, at.node, (runtime) => {
    const container = present(runtime.containers[key], key);
    return { ...runtime, containers: withEntry(runtime.containers, key, { ...container, ...change(container) }) };
  });
}

/** How a container ended that was told to: by itself within its grace period, or by SIGKILL. */
function stopOf({ exitCode, at }: Extract<RuntimeEvent, { type: 'ContainerStopped' }>): Partial<RuntimeContainer> {
  if (exitCode === undefined || at === undefined) return { state: 'exited' };
  return { state: 'exited', exitCode, reason: exitCode === 0 ? 'Completed' : 'Error', finishedAt: at };
}

/** A new container takes the place of the dead one of its name, which is kept behind it. */
function withCreated({ containers }: RuntimeState, created: RuntimeContainer): RuntimeState['containers'] {
  const key = containerKey(created.uid, created.name);
  const before = containers[key];
  if (before === undefined) return withEntry(containers, key, created);
  const { previous: _forgotten, ...previous } = before;
  return withEntry(containers, key, { ...created, previous });
}

function withRuntime(
  state: ClusterState,
  node: string,
  change: (runtime: RuntimeState) => RuntimeState,
): Partial<ClusterState> {
  return withMachine(state, node, ({ runtime }) => ({ runtime: change(runtime) }));
}

function withMachine(
  state: ClusterState,
  node: string,
  change: (machine: Machine) => Partial<Machine>,
): Partial<ClusterState> {
  const machine = present(state.machines[node], node);
  return { machines: { ...state.machines, [node]: { ...machine, ...change(machine) } } };
}
