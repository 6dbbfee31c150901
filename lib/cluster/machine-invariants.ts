import { troubleOf } from './faults.ts';
import { containerKey } from './machine.ts';
import type { ClusterState, Machine } from './state.ts';

/** What holds on every machine, whatever its kubelet believes: broken rules in words. */
export function machineFaults(state: ClusterState): string[] {
  return Object.values(state.machines).flatMap((machine) => [
    ...runtimeFaults(machine),
    ...kubeletFaults(state, machine),
  ]);
}

/** A container is kept under its own name, runs an image that is here, in a sandbox that was made. */
function runtimeFaults({ name, runtime }: Machine): string[] {
  const faults: string[] = [];
  const addresses = new Set<string>();
  for (const [uid, { ip, state }] of Object.entries(runtime.sandboxes)) {
    if (state === 'ready' && addresses.has(ip)) faults.push(`two sandboxes on ${name} have the address ${ip}`);
    if (state === 'ready') addresses.add(ip);
    if (ip === '') faults.push(`the sandbox of ${uid} on ${name} has no address`);
  }
  for (const [key, container] of Object.entries(runtime.containers)) {
    if (key !== containerKey(container.uid, container.name))
      faults.push(`${container.id} on ${name} is kept as ${key}`);
    if (!runtime.images.includes(container.image))
      faults.push(`${container.id} on ${name} runs an image that is not there`);
    const sandbox = runtime.sandboxes[container.uid];
    if (sandbox === undefined) faults.push(`${container.id} on ${name} has no sandbox`);
  }
  for (const [id, call] of Object.entries(runtime.calls)) {
    if (id !== call.id) faults.push(`call ${call.id} on ${name} is kept as ${id}`);
  }
  return faults;
}

/** A kubelet has at most one call and one report of a pod under way, and both are real. */
function kubeletFaults(state: ClusterState, { name, kubelet, runtime }: Machine): string[] {
  const faults: string[] = [];
  for (const [uid, pod] of Object.entries(kubelet.pods)) {
    if (uid !== pod.uid) faults.push(`pod ${pod.uid} on ${name} is kept as ${uid}`);
    if (pod.verdict === 'rejected' && pod.sandbox !== 'none')
      faults.push(`${pod.name} on ${name} was rejected and runs`);
    const { call, report } = pod;
    if (call !== undefined && runtime.calls[call.message] === undefined && !underway(state, call.message)) {
      faults.push(`${pod.name} on ${name} waits for a call that nobody makes`);
    }
    const asked = report !== undefined && state.apiserver.requests[report.message] !== undefined;
    if (report !== undefined && !asked && !underway(state, report.message)) {
      faults.push(`${pod.name} on ${name} waits for a report that nobody has`);
    }
  }
  return faults;
}

/** True when a message, or the answer to it, is on the wire, or was lost and its client has not given up yet. */
function underway(state: ClusterState, message: string): boolean {
  if (troubleOf(state).lost[message] !== undefined) return true;
  return state.wire.some(({ id, inReplyTo }) => id === message || inReplyTo === message);
}
