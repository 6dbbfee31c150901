import type { Machine, RuntimeContainer, RuntimeState } from './state.ts';

/** What containerd says of a container whose process died with the machine. */
const LOST = { state: 'exited', exitCode: 255, reason: 'Unknown' } as const;

/**
 * The machine after its power went: every process is dead and every sandbox without its network; images and the
 * runtime's records are on disk and stay. A kubelet keeps no memory over a restart.
 */
export function powerOffMachine(machine: Machine, at: number): Machine {
  const { runtime } = machine;
  const stopped: RuntimeState = {
    ...runtime,
    calls: {},
    sandboxes: mapped(runtime.sandboxes, (sandbox) => ({ ...sandbox, state: 'stopped' })),
    containers: mapped(runtime.containers, (container) => lost(container, at)),
  };
  return { ...machine, kubelet: { pods: {} }, runtime: stopped };
}

function lost(container: RuntimeContainer, at: number): RuntimeContainer {
  return container.state === 'exited' ? container : { ...container, ...LOST, finishedAt: at };
}

function mapped<T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
