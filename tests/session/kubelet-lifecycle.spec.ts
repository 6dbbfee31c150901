import { describe, expect, test } from 'vitest';
import type { Fault } from '../../lib/cluster/faults.ts';
import { stateFaults } from '../../lib/cluster/invariants.ts';
import { asNode, readObject } from '../../lib/cluster/objects.ts';
import { nodeStatus } from '../../lib/components/kubelet/node-status.ts';
import { evolveEntry } from '../../lib/session/evolve.ts';
import { waitingCards } from '../../lib/session/idle.ts';
import type { SessionState } from '../../lib/session/state.ts';
import { Play } from '../support/play.ts';
import { eventsOf, reason, sent, web, WEB_KEY } from '../support/spec-play.ts';
import { IMAGE, KUBELET, machineNow, NODE, playWith, podNow, RUNTIME, until } from '../support/kubelet-play.ts';

function inject(play: Play, fault: Fault): void {
  play.must({ type: 'InjectFault', fault }, { kind: 'teacher' });
}

/** A pod that runs, and then a fault. */
function ranThen(fault: Fault, change: Parameters<typeof playWith>[0] = {}): Play {
  const play = playWith(change);
  play.bots();
  inject(play, fault);
  return play;
}

function erase(play: Play, force = false): void {
  play.give({ type: 'Act', seat: 'user', action: { type: 'DeletePod', name: 'web', force } }, { kind: 'bot' });
}

function restarts(play: Play): number | undefined {
  return podNow(play).status?.containerStatuses?.[0]?.restartCount;
}

describe('a pod that is deleted', () => {
  test('[KUB-5] stop, sandbox, last status, then DELETE with grace 0 and the uid', () => {
    const play = playWith({});
    play.bots();
    const { uid } = podNow(play).metadata;
    const before = sent(play).length;
    erase(play);
    play.botsThrough((card) => card.kind === 'mission');
    const said = sent(play)
      .slice(before)
      .filter(({ from, kind, weight }) => from === KUBELET && kind === 'request' && weight === 'story');
    expect(said.map(({ verb }) => verb)).toEqual(['StopContainer', 'StopPodSandbox', 'PATCH', 'DELETE']);
    expect(said[0]?.body).toMatchObject({ graceSeconds: 30 });
    expect(said[2]?.body).toMatchObject({ status: { phase: 'Succeeded' } });
    expect(said[3]?.body).toEqual({ gracePeriodSeconds: 0, preconditions: { uid } });
    expect(sent(play).some(({ verb }) => verb === 'CNI DEL')).toBe(true);
  });

  test('[RUN-4] a process that outlives its grace period is killed: 137', () => {
    const play = playWith({ image: { pullMillis: 500, behaviour: { stopMillis: 60_000 } } });
    play.bots();
    erase(play);
    const asked = play.state.cluster.now;
    until(play, () => eventsOf(play).some(({ type }) => type === 'ContainerStopped'));
    expect(play.state.cluster.now - asked).toBeGreaterThanOrEqual(30_000);
    expect(play.state.cluster.now - asked).toBeLessThan(31_000);
    until(play, () => podNow(play).status?.phase === 'Failed');
    expect(podNow(play).status?.containerStatuses?.[0]?.state?.terminated).toMatchObject({
      exitCode: 137,
      reason: 'Error',
    });
  });

  test('[KUB-14] starting it again is a mistake that a stop makes good', () => {
    const play = playWith({});
    play.bots();
    erase(play);
    play.botsThrough((card) => card.kind === 'confirm-delete');
    const decision = play.act(KUBELET, { type: 'CallRuntime', call: 'RunPodSandbox' });
    expect(decision.accepted && decision.mistakes.map(({ rule }) => rule)).toEqual(['kubelet.ran-deleted']);
    expect(play.botsThrough((card) => card.kind === 'stop-pod')).not.toBeNull();
    expect(reason(play.act(KUBELET, { type: 'CallRuntime', call: 'CreateContainer' }))).toBe('StageOrder');
    until(play, () => readObject(play.state.cluster, WEB_KEY) === null);
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
  });
});

describe('a machine that loses its power', () => {
  test('[KUB-15] its containers are dead, and its kubelet remembers nothing', () => {
    const play = ranThen({ kind: 'power-off', node: NODE });
    const { runtime, kubelet } = machineNow(play);
    expect(Object.values(runtime.containers)).toMatchObject([{ state: 'exited', exitCode: 255, reason: 'Unknown' }]);
    expect(Object.values(runtime.sandboxes)).toMatchObject([{ state: 'stopped' }]);
    expect(kubelet.pods).toEqual({});
    expect(podNow(play).status?.phase).toBe('Running');
  });

  test('[KUB-15] comes back with the same pods: a new sandbox, and one restart more', () => {
    const play = ranThen({ kind: 'power-off', node: NODE });
    const { uid } = podNow(play).metadata;
    inject(play, { kind: 'power-on', node: NODE });
    until(play, () => restarts(play) === 1);
    expect(podNow(play).metadata.uid).toBe(uid);
    expect(podNow(play).status?.phase).toBe('Running');
    expect(podNow(play).status?.containerStatuses?.[0]?.lastState?.terminated).toMatchObject({
      exitCode: 255,
      reason: 'Unknown',
    });
    const calls = sent(play)
      .filter(({ to, kind, weight }) => to === RUNTIME && kind === 'request' && weight === 'story')
      .map(({ verb }) => verb);
    // The image is on the disk.
    expect(calls.slice(4)).toEqual(['RunPodSandbox', 'CreateContainer', 'StartContainer']);
    expect(stateFaults(play.state.cluster)).toEqual([]);
  });

  test('[KUB-15] a pod that was deleted meanwhile is not started: its deletion is confirmed', () => {
    const play = ranThen({ kind: 'power-off', node: NODE });
    erase(play);
    play.bots();
    expect(podNow(play).metadata.deletionTimestamp).toBeDefined();
    inject(play, { kind: 'power-on', node: NODE });
    until(play, () => readObject(play.state.cluster, WEB_KEY) === null);
    const started = eventsOf(play).filter(({ type }) => type === 'ContainerStarted');
    expect(started).toHaveLength(1);
  });

  test('[KUB-16] what is left of a pod that is gone is removed', () => {
    const play = ranThen({ kind: 'power-off', node: NODE });
    erase(play, true);
    until(play, () => readObject(play.state.cluster, WEB_KEY) === null);
    inject(play, { kind: 'power-on', node: NODE });
    const [uid = ''] = Object.keys(machineNow(play).runtime.sandboxes);
    until(play, () => machineNow(play).runtime.sandboxes[uid] === undefined);
    expect(stateFaults(play.state.cluster)).toEqual([]);
  });

  test('[KUB-15] a record of it replays to the same state', () => {
    const play = ranThen({ kind: 'power-off', node: NODE });
    inject(play, { kind: 'power-on', node: NODE });
    until(play, () => restarts(play) === 1);
    let folded: SessionState | null = null;
    for (const entry of play.entries) folded = evolveEntry(folded, entry);
    expect(folded).toEqual(play.state);
  });
});

describe('a process that stood still', () => {
  test('[KUB-17] a kubelet that moves again notices what ended meanwhile', () => {
    const play = ranThen({ kind: 'freeze', seat: KUBELET });
    inject(play, { kind: 'crash', node: NODE, pod: 'web', exitCode: 1 });
    expect(Object.values(machineNow(play).runtime.containers)).toMatchObject([{ state: 'exited', exitCode: 1 }]);
    inject(play, { kind: 'thaw', seat: KUBELET });
    until(play, () => restarts(play) === 1);
    expect(podNow(play).status?.phase).toBe('Running');
  });

  test('[RUN-5] a runtime that moves again goes on with the call it was at', () => {
    const play = playWith({});
    play.botsUntil(RUNTIME, 'runtime-call');
    play.act(RUNTIME, { type: 'RunCall' });
    inject(play, { kind: 'freeze', seat: RUNTIME });
    inject(play, { kind: 'thaw', seat: RUNTIME });
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
  });

  test('[RUN-3] a crash by a fault restarts the container, not the pod', () => {
    const play = ranThen({ kind: 'crash', node: NODE, pod: 'web', exitCode: 1 });
    const { uid } = podNow(play).metadata;
    until(play, () => restarts(play) === 1);
    expect(podNow(play).metadata.uid).toBe(uid);
  });
});

describe('what a kubelet says of its node', () => {
  test('[KUB-18] conditions, addresses, images and versions', () => {
    const play = playWith({ flavour: 'cri-dockerd' });
    play.bots();
    const status = nodeStatus(play.state.cluster, NODE);
    expect(status.conditions?.map(({ type, status: now }) => `${type}=${now}`)).toEqual([
      'MemoryPressure=False',
      'DiskPressure=False',
      'PIDPressure=False',
      'Ready=True',
    ]);
    expect(status.images).toMatchObject([{ names: [IMAGE] }]);
    expect(status.nodeInfo?.containerRuntimeVersion).toMatch(/^docker:/);
  });

  test('[KUB-18] a node that was given up becomes ready again by its kubelet', () => {
    const play = new Play('lost-node');
    play.startWave(0);
    const ready = (): string | undefined =>
      asNode(readObject(play.state.cluster, '/registry/minions/node-2')?.object ?? {}).status?.conditions?.find(
        ({ type }) => type === 'Ready',
      )?.status;
    until(play, () => ready() === 'Unknown');
    inject(play, { kind: 'power-on', node: 'node-2' });
    until(play, () => ready() === 'True');
    expect(ready()).toBe('True');
  });

  test.each([
    ['containerd', 'containerd://'],
    ['cri-dockerd', 'docker://'],
  ] as const)('[RUN-6] behind %s container ids begin with %s', (flavour, prefix) => {
    const play = playWith({ flavour });
    play.botsUntil(RUNTIME, 'runtime-call');
    const [card] = waitingCards(play.state);
    expect(play.show(card).facts.find(({ label }) => label.key === 'fact.runtime')?.value).toContain(flavour);
    play.bots();
    expect(podNow(play).status?.containerStatuses?.[0]?.containerID).toMatch(new RegExp(`^${prefix}`));
  });

  test.each(['containerd', 'cri-dockerd'] as const)(
    '[RUN-6] %s says in its own words what it cannot pull',
    (flavour) => {
      const play = playWith({ flavour });
      play.act('user', { ...web, image: 'ngnix:1.27' });
      play.botsUntil('user', 'repair');
      const message = podNow(play).status?.containerStatuses?.[0]?.state?.waiting?.message ?? '';
      expect(message).toMatch(flavour === 'containerd' ? /^rpc error: code = NotFound/ : /^Error response from daemon/);
    },
  );
});
