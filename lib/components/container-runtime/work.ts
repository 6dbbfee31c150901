import { troubleOf } from '../../cluster/faults.ts';
import type { Turn } from '../../cluster/component.ts';
import { containerKey } from '../../cluster/machine.ts';
import { kubeletOf, type Seat } from '../../cluster/seats.ts';
import type { CriCall, Machine, RuntimeContainer, RuntimeState } from '../../cluster/state.ts';
import { InvariantError, present, unreachable } from '../../kernel/assert.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { weigh } from '../../cluster/network.ts';
import { killContainers, scheduleExit, stopOf } from './exit.ts';
import { pullError, pullMillisOf } from './images.ts';

/** Of a /24 the first address is the network's, the second the bridge's, the last the broadcast's. */
const FIRST_ADDRESS = 2;
const ADDRESSES = 253;

export type CallFailure =
  | 'SandboxNotFound'
  | 'ImageNotFound'
  | 'ContainerNotFound'
  | 'AlreadyExists'
  | 'AlreadyRunning';

/** Why the call cannot succeed, by what really exists on the machine; null when it can be tried. */
export function failureOf(runtime: RuntimeState, call: CriCall): CallFailure | null {
  const container = runtime.containers[containerKey(call.uid, call.container ?? '')];
  switch (call.verb) {
    case 'RunPodSandbox':
      return runtime.sandboxes[call.uid]?.state === 'ready' ? 'AlreadyExists' : null;
    case 'CreateContainer':
      if (runtime.sandboxes[call.uid]?.state !== 'ready') return 'SandboxNotFound';
      if (!runtime.images.includes(call.image ?? '')) return 'ImageNotFound';
      return container === undefined || container.state === 'exited' ? null : 'AlreadyExists';
    case 'StartContainer':
      if (container === undefined) return 'ContainerNotFound';
      return container.state === 'running' ? 'AlreadyRunning' : null;
    case 'StopContainer':
      return container === undefined ? 'ContainerNotFound' : null;
    case 'StopPodSandbox':
      return runtime.sandboxes[call.uid] === undefined ? 'SandboxNotFound' : null;
    case 'PullImage':
    case 'ImageStatus':
    case 'RemovePodSandbox':
      return null;
  }
}

/** Starts working; the call is done when its time is over. */
export function beginCall(turn: Turn, seat: Seat, node: string, call: CriCall): void {
  turn.emit({ type: 'CallBegun', node, call: call.id });
  if (call.verb === 'RunPodSandbox') tellScenery(turn, seat, call, 'cni', 'CNI ADD');
  if (call.verb === 'PullImage') tellScenery(turn, seat, call, 'registry', 'Pull');
  turn.setTimer('cri', seat.id, call.id, turn.state.now + durationOf(turn, node, call));
}

function durationOf(turn: Turn, node: string, call: CriCall): number {
  const { settings } = turn.state;
  switch (call.verb) {
    case 'RunPodSandbox':
      return settings.sandboxMillis;
    case 'PullImage':
      return pullMillisOf(settings, call.image ?? '') ?? settings.createMillis;
    case 'CreateContainer':
      return settings.createMillis;
    case 'StartContainer':
      return settings.startMillis;
    case 'StopContainer':
      return stopOf(settings, containerOf(turn, node, call)?.image ?? '', call).millis;
    case 'StopPodSandbox':
      return settings.stopMillis;
    case 'ImageStatus':
    case 'RemovePodSandbox':
      return 1;
  }
  return unreachable(call.verb);
}

function tellScenery(turn: Turn, seat: Seat, call: CriCall, to: string, verb: 'CNI ADD' | 'CNI DEL' | 'Pull'): void {
  turn.send({
    kind: 'request',
    from: seat.id,
    to,
    verb,
    path: call.image ?? call.uid,
    weight: weigh(verb, ''),
    causedBy: call.id,
  });
}

/** The call's time is over: what it does happens now, and the kubelet is told. */
export function finishCall(turn: Turn, seat: Seat, node: string, id: string): void {
  const machine = present(turn.state.machines[node], node);
  const call = machine.runtime.calls[id];
  if (call === undefined) return;
  const failure = failureOf(machine.runtime, call);
  if (failure !== null) {
    answerCall(turn, seat, node, call, { error: failure });
    return;
  }
  const { uid } = call;
  const container = call.container ?? '';
  switch (call.verb) {
    case 'RunPodSandbox': {
      const ip = freeAddress(machine);
      turn.emit({ type: 'SandboxCreated', node, uid, ip });
      answerCall(turn, seat, node, call, { podIP: ip });
      return;
    }
    case 'PullImage':
      finishPull(turn, seat, node, call);
      return;
    case 'CreateContainer': {
      const number = turn.state.counters.container + 1;
      turn.emit({
        type: 'ContainerCreated',
        node,
        container: {
          id: `container-${number}${call.attempt === undefined ? '' : `-${call.attempt}`}`,
          uid,
          name: container,
          image: call.image ?? '',
          state: 'created',
          ...(call.attempt !== undefined && { attempt: call.attempt }),
        },
      });
      break;
    }
    case 'StartContainer':
      startProcess(turn, node, call);
      break;
    case 'StopContainer':
      stopProcess(turn, seat, node, call);
      break;
    case 'StopPodSandbox':
      killContainers(turn, node, uid);
      turn.emit({ type: 'SandboxStopped', node, uid });
      tellScenery(turn, seat, call, 'cni', 'CNI DEL');
      break;
    case 'ImageStatus':
      answerImageStatus(turn, seat, node, call);
      return;
    case 'RemovePodSandbox':
      break;
  }
  answerCall(turn, seat, node, call, {});
}

function containerOf(turn: Turn, node: string, { uid, container = '' }: CriCall): RuntimeContainer | undefined {
  return turn.state.machines[node]?.runtime.containers[containerKey(uid, container)];
}

function startProcess(turn: Turn, node: string, call: CriCall): void {
  const { uid, container = '' } = call;
  turn.emit({ type: 'ContainerStarted', node, uid, container, at: turn.state.now });
  scheduleExit(turn, node, present(containerOf(turn, node, call), container));
}

function stopProcess(turn: Turn, seat: Seat, node: string, call: CriCall): void {
  const { uid, container = '' } = call;
  const found = present(containerOf(turn, node, call), container);
  const { exitCode } = stopOf(turn.state.settings, found.image, call);
  turn.emit({ type: 'ContainerStopped', node, uid, container, exitCode, at: turn.state.now });
  turn.cancelTimers('exit', seat.id, found.id);
}

/** The next address of the node's /24 that no sandbox has. Models the host-local IPAM plugin of CNI. */
function freeAddress({ podCIDRPrefix, nextAddress, runtime }: Machine): string {
  const taken = Object.values(runtime.sandboxes).flatMap(({ ip, state }) => (state === 'ready' ? [ip] : []));
  for (let tried = 0; tried < ADDRESSES; tried += 1) {
    const address = `${podCIDRPrefix}.${FIRST_ADDRESS + ((nextAddress - FIRST_ADDRESS + tried) % ADDRESSES)}`;
    if (!taken.includes(address)) return address;
  }
  throw new InvariantError(`no address is left in ${podCIDRPrefix}.0/24`);
}

/** Whether the image is on the machine. Models the CRI's ImageStatus, which answers without an image when it is not. */
export function answerImageStatus(turn: Turn, seat: Seat, node: string, call: CriCall): void {
  const present = turn.state.machines[node]?.runtime.images.includes(call.image ?? '') === true;
  answerCall(turn, seat, node, call, { present });
}

function finishPull(turn: Turn, seat: Seat, node: string, call: CriCall): void {
  const image = call.image ?? '';
  const unreachable = troubleOf(turn.state).registryDown;
  if (unreachable || pullMillisOf(turn.state.settings, image) === null) {
    const flavour = turn.state.machines[node]?.runtime.flavour ?? 'containerd';
    answerCall(turn, seat, node, call, { error: 'ErrImagePull', message: pullError(image, flavour, unreachable) });
    return;
  }
  turn.emit({ type: 'ImagePulled', node, image });
  answerCall(turn, seat, node, call, {});
}

/** Answers the kubelet. Nothing here checks that the answer is true: that is the player's business. */
export function answerCall(turn: Turn, seat: Seat, node: string, call: CriCall, result: JsonObject): void {
  turn.emit({ type: 'CallAnswered', node, call: call.id });
  turn.send({
    kind: 'answer',
    from: seat.id,
    to: kubeletOf(node),
    verb: call.verb,
    path: call.container ?? call.uid,
    weight: weigh(call.verb, ''),
    status: result['error'] === undefined ? 200 : 500,
    body: { ...result, ...(call.image !== undefined && { image: call.image }) },
    inReplyTo: call.id,
    about: call.uid,
  });
}
