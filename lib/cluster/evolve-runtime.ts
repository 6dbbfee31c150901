import { present } from '../kernel/assert.ts';
import { withEntry, without } from '../kernel/ordered.ts';
import type { ClusterDraft, Writers } from './draft.ts';
import { containerKey } from './machine.ts';
import type { RuntimeEvent } from './events.ts';
import { powerOffMachine } from './power.ts';
import type { RuntimeContainer, RuntimeState } from './state.ts';

/** What is on a node's disk and runs there. */
export const runtimeWriters: Writers<RuntimeEvent> = {
  CallReceived(draft, { node, call }) {
    const runtime = draft.runtime(node);
    runtime.calls = withEntry(runtime.calls, call.id, call);
  },
  CallBegun(draft, { node, call }) {
    const runtime = draft.runtime(node);
    runtime.calls = withEntry(runtime.calls, call, { ...present(runtime.calls[call], call), begun: true });
  },
  CallAnswered(draft, { node, call }) {
    const runtime = draft.runtime(node);
    runtime.calls = without(runtime.calls, call);
  },
  SandboxCreated(draft, { node, uid, ip }) {
    const runtime = draft.runtime(node);
    runtime.sandboxes = withEntry(runtime.sandboxes, uid, { ip, state: 'ready' });
    draft.machine(node).nextAddress += 1;
  },
  ImagePulled(draft, { node, image }) {
    const runtime = draft.runtime(node);
    if (!runtime.images.includes(image)) runtime.images = [...runtime.images, image];
  },
  ContainerCreated(draft, { node, container }) {
    const runtime = draft.runtime(node);
    runtime.containers = withCreated(runtime, container);
    draft.counters().container += 1;
  },
  ContainerStarted: (draft, event) =>
    change(draft, event, () => ({ state: 'running', ...(event.at !== undefined && { startedAt: event.at }) })),
  ContainerStopped: (draft, event) =>
    change(draft, event, (container) => (container.state === 'exited' ? {} : stopOf(event))),
  ContainerExited: (draft, event) =>
    change(draft, event, () => ({
      state: 'exited',
      exitCode: event.exitCode,
      reason: event.reason,
      finishedAt: event.at,
    })),
  ContainerHung: (draft, event) => change(draft, event, () => ({ hungAt: event.at })),
  MachineStopped(draft, { node, at }) {
    const machine = draft.machine(node);
    Object.assign(machine, powerOffMachine(machine, at));
  },
  SandboxStopped(draft, { node, uid }) {
    const runtime = draft.runtime(node);
    const sandbox = present(runtime.sandboxes[uid], uid);
    runtime.sandboxes = withEntry(runtime.sandboxes, uid, { ...sandbox, state: 'stopped' });
  },
  SandboxRemoved(draft, { node, uid }) {
    const runtime = draft.runtime(node);
    runtime.sandboxes = without(runtime.sandboxes, uid);
    runtime.containers = Object.fromEntries(
      Object.entries(runtime.containers).filter(([, container]) => container.uid !== uid),
    );
  },
};

function change(
  draft: ClusterDraft,
  at: { readonly node: string; readonly uid: string; readonly container: string },
  changeOf: (container: RuntimeContainer) => Partial<RuntimeContainer>,
): void {
  const key = containerKey(at.uid, at.container);
  const runtime = draft.runtime(at.node);
  const container = present(runtime.containers[key], key);
  runtime.containers = withEntry(runtime.containers, key, { ...container, ...changeOf(container) });
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
