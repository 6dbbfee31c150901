import type { Card, CardView, Fact } from '../../cluster/card.ts';
import type { SeatAction } from '../../cluster/commands.ts';
import {
  done,
  refuse,
  type Advice,
  type ComponentRules,
  type Knowledge,
  type Outcome,
  type Turn,
} from '../../cluster/component.ts';
import type { Fault } from '../../cluster/faults.ts';
import type { CriVerb, Message } from '../../cluster/message.ts';
import { grainOf } from '../../cluster/network.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { RuntimeFlavour } from '../../cluster/settings.ts';
import type { ClusterState, CriCall, RuntimeState, Timer } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import { isJsonObject } from '../../kernel/json.ts';
import { noRouteOptions } from '../no-route.ts';
import { disturbRuntime } from './disturb.ts';
import { endProcess } from './exit.ts';
import { pullMillisOf } from './images.ts';
import { answerCall, answerImageStatus, beginCall, failureOf, finishCall } from './work.ts';

/** The container runtime of one node: makes sandboxes, pulls images, creates and starts containers over CRI. */
export const containerRuntime: ComponentRules = {
  receive(turn: Turn, seat: Seat, message: Message): void {
    if (message.kind !== 'request') return;
    const node = nodeOf(seat);
    const body = isJsonObject(message.body) ? message.body : {};
    const call: CriCall = {
      id: message.id,
      verb: message.verb as CriVerb,
      uid: String(body['uid']),
      ...(typeof body['container'] === 'string' && { container: body['container'] }),
      ...(typeof body['image'] === 'string' && { image: body['image'] }),
      ...(typeof body['attempt'] === 'number' && { attempt: body['attempt'] }),
      ...(typeof body['graceSeconds'] === 'number' && { graceMillis: body['graceSeconds'] * 1000 }),
      ...(typeof body['preStopSeconds'] === 'number' && { preStopMillis: body['preStopSeconds'] * 1000 }),
      begun: false,
    };
    turn.emit({ type: 'CallReceived', node, call });
    const grain = grainOf(turn.state, seat, message.verb, message.path, message.weight);
    if (grain === 'auto') autoCall(turn, seat, node, call);
    else turn.deal(seat.id, 'runtime-call', message.id);
  },

  wake(turn: Turn, seat: Seat, timer: Timer): void {
    if (timer.kind === 'cri') finishCall(turn, seat, nodeOf(seat), timer.about);
    else if (timer.kind === 'exit') endProcess(turn, nodeOf(seat), timer.about);
  },

  disturb(turn: Turn, seat: Seat, fault: Fault): void {
    disturbRuntime(turn, seat, nodeOf(seat), fault);
  },

  act(turn: Turn, seat: Seat, action: SeatAction, card: Card | null): Outcome {
    if (card === null) return refuse('UnknownCard');
    const node = nodeOf(seat);
    const call = callOf(turn.state, node, card.about);
    const failure = failureOf(runtimeOf(turn.state, node), call);
    switch (action.type) {
      case 'RunCall':
        if (failure !== null) return refuse(failure, { verb: call.verb });
        turn.close(seat.id, card.about);
        beginCall(turn, seat, node, call);
        return done;
      case 'FakeCall':
        turn.close(seat.id, card.about);
        answerCall(turn, seat, node, call, {});
        return { mistakes: [{ rule: 'runtime.false-ok', params: { verb: call.verb } }] };
      case 'PullOther':
        if (call.verb !== 'PullImage' || action.image === call.image) return refuse('StageOrder', { stage: call.verb });
        turn.close(seat.id, card.about);
        if (pullMillisOf(turn.state.settings, action.image) !== null)
          turn.emit({ type: 'ImagePulled', node, image: action.image });
        answerCall(turn, seat, node, call, {});
        return {
          mistakes: [{ rule: 'runtime.wrong-image', params: { image: action.image, asked: call.image ?? '' } }],
        };
      case 'FailCall':
        if (failure === null) return refuse('OutcomeIsData', { code: call.verb });
        turn.close(seat.id, card.about);
        answerCall(turn, seat, node, call, { error: failure });
        return done;
      default:
        return refuse('NotYourDecision', { seat: seat.id });
    }
  },

  show(state: ClusterState, card: Card): CardView {
    const node = present(state.seats[card.seat]?.node, 'node');
    const call = callOf(state, node, card.about);
    return {
      ...card,
      title: { key: `card.runtime-call.${call.verb}` },
      facts: callFacts(state, node, call),
      options: optionsOf(state, card, call),
    };
  },

  knows(state: ClusterState, seat: Seat): Knowledge {
    const runtime = runtimeOf(state, nodeOf(seat));
    const containers = Object.values(runtime.containers).map(
      ({ id, name, image, exitCode, state: containerState }) => ({
        id,
        name,
        image,
        state: containerState,
        ...(exitCode !== undefined && containerState === 'exited' && { exitCode }),
      }),
    );
    return { runtime: { sandboxes: Object.values(runtime.sandboxes), images: runtime.images, containers } };
  },

  advise(state: ClusterState, card: Card): Advice {
    const node = present(state.seats[card.seat]?.node, 'node');
    const call = callOf(state, node, card.about);
    const failure = failureOf(runtimeOf(state, node), call);
    return failure === null
      ? { action: { type: 'RunCall', card: card.id }, because: { key: `because.runtime.${call.verb}` } }
      : { action: { type: 'FailCall', card: card.id }, because: { key: `because.runtime.${failure}` } };
  },
};

/** Support calls run at once; ImageStatus only looks, removal takes no time worth telling. */
function autoCall(turn: Turn, seat: Seat, node: string, call: CriCall): void {
  if (call.verb === 'RemovePodSandbox' && runtimeOf(turn.state, node).sandboxes[call.uid] !== undefined) {
    turn.emit({ type: 'SandboxRemoved', node, uid: call.uid });
  }
  if (call.verb === 'ImageStatus') answerImageStatus(turn, seat, node, call);
  else if (call.verb === 'RemovePodSandbox') answerCall(turn, seat, node, call, {});
  else beginCall(turn, seat, node, call);
}

function callOf(state: ClusterState, node: string, id: string): CriCall {
  return present(runtimeOf(state, node).calls[id], `call ${id}`);
}

function runtimeOf(state: ClusterState, node: string): RuntimeState {
  return present(state.machines[node], node).runtime;
}

function nodeOf(seat: Seat): string {
  return present(seat.node, `node of ${seat.id}`);
}

/** From the kubelet down to the process. */
const RUNTIME_CHAIN: Readonly<Record<RuntimeFlavour, string>> = {
  containerd: 'kubelet → CRI → containerd → runc',
  'cri-dockerd': 'kubelet → CRI → cri-dockerd → dockerd → containerd → runc',
};

function callFacts(state: ClusterState, node: string, call: CriCall): Fact[] {
  const runtime = runtimeOf(state, node);
  const sandbox = runtime.sandboxes[call.uid];
  const facts: Fact[] = [
    { label: { key: 'fact.call' }, value: call.container === undefined ? call.verb : `${call.verb} ${call.container}` },
  ];
  if (call.image !== undefined) facts.push({ label: { key: 'fact.image' }, value: call.image });
  if (call.attempt !== undefined) facts.push({ label: { key: 'fact.attempt' }, value: String(call.attempt) });
  if (call.graceMillis !== undefined)
    facts.push({ label: { key: 'fact.stop-grace' }, value: `${call.graceMillis / 1000}s` });
  if (runtime.flavour !== undefined)
    facts.push({ label: { key: 'fact.runtime' }, value: RUNTIME_CHAIN[runtime.flavour] });
  return [
    ...facts,
    { label: { key: 'fact.sandbox' }, value: sandbox === undefined ? '—' : `${sandbox.state} (${sandbox.ip})` },
    { label: { key: 'fact.images' }, value: runtime.images.join(', ') || '—' },
  ];
}

function optionsOf(state: ClusterState, card: Card, call: CriCall): CardView['options'] {
  const run = { id: 'run', label: { key: `option.RunCall.${call.verb}` }, action: { type: 'RunCall', card: card.id } };
  const fake = { id: 'fake', label: { key: 'option.FakeCall' }, action: { type: 'FakeCall', card: card.id } };
  const fail = { id: 'fail', label: { key: 'option.FailCall' }, action: { type: 'FailCall', card: card.id } };
  const other = call.verb === 'PullImage' ? otherImage(state, call.image ?? '') : null;
  const pull =
    other === null
      ? []
      : [
          {
            id: 'pull-other',
            label: { key: 'option.PullOther', params: { image: other } },
            action: { type: 'PullOther', card: card.id, image: other },
          },
        ];
  return [
    fake,
    ...pull,
    run,
    fail,
    ...noRouteOptions(card, [{ to: 'kube-apiserver', verb: 'PATCH', path: '/api/v1/pods' }]),
  ];
}

/** Another tag of the same image that the registry has. */
function otherImage(state: ClusterState, image: string): string | null {
  const repository = image.split(':')[0] ?? '';
  return (
    Object.keys(state.settings.images).find(
      (candidate) => candidate !== image && candidate.startsWith(`${repository}:`),
    ) ?? null
  );
}
