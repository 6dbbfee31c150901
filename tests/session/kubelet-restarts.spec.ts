import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { waitingCards } from '../../lib/session/idle.ts';
import type { ImagePlan } from '../../lib/cluster/settings.ts';
import { exitContainer } from '../../lib/components/container-runtime/exit.ts';
import { newTurn } from '../../lib/cluster/turn.ts';
import type { Play } from '../support/play.ts';
import { eventsOf, web } from '../support/spec-play.ts';
import {
  IMAGE,
  KUBELET,
  machineNow,
  NODE,
  playWith,
  podNow,
  shownLines,
  until,
  type Shown,
} from '../support/kubelet-play.ts';

interface Recorded {
  readonly atSecond: number;
  readonly status: string;
  readonly restarts: number;
}

const { timelines } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'traces/crashloop-status-timeline.json'), 'utf8'),
) as { readonly timelines: Readonly<Record<string, readonly Recorded[]>> };

/** A process that ends two seconds after its start, as in the recording. */
function ending(exitCode: number): ImagePlan {
  return { pullMillis: 500, behaviour: { exitAfterMillis: 2000, exitCode } };
}

function linesOf(name: string): readonly Recorded[] {
  return timelines[name] ?? [];
}

function labels(lines: readonly Pick<Recorded, 'status' | 'restarts'>[]): string[] {
  return lines.map(({ status, restarts }) => `${status} ${restarts}`);
}

/** The seconds between the end of each run and the start of the next. */
function pauses(
  lines: readonly { readonly at: number; readonly status: string; readonly restarts: number }[],
): number[] {
  return lines.flatMap(({ status, restarts, at }) => {
    const ended = lines.find((line) => line.restarts === restarts - 1 && line.status === 'Error');
    return status === 'Running' && ended !== undefined ? [Math.round((at - ended.at) / 1000)] : [];
  });
}

describe('statuses, against a recording of a real kubelet', () => {
  const cases = [
    ['crasher', 'Always', 1],
    ['finisher-always', 'Always', 0],
    ['retrier', 'OnFailure', 1],
    ['failer', 'Never', 1],
    ['finisher', 'Never', 0],
  ] as const;

  test.each(cases)('[KUB-9] %s (restartPolicy %s, exit %i)', (name, restartPolicy, exitCode) => {
    const recorded = labels(linesOf(name));
    const play = playWith({ image: ending(exitCode), spec: { restartPolicy } });
    const shown = labels(shownLines(play, restartPolicy === 'Never' ? 3 : 24));
    // Polled once a second, the recording missed some lines; none of it may come otherwise or in another order.
    expect(shown.filter((line) => recorded.includes(line)).slice(0, recorded.length)).toEqual(recorded);
  });

  test('[KUB-6] badimg: the two reasons of a pull that fails take turns', () => {
    const play = playWith({});
    play.act('user', { ...web, image: 'ngnix:1.27' });
    const shown: string[] = [];
    for (let turn = 0; turn < 300 && shown.length < 8; turn += 1) {
      const [card] = waitingCards(play.state);
      if (card?.kind === 'repair') play.act('user', { type: 'KeepWaiting', card: card.id });
      else if (card !== undefined) play.bot(card);
      else play.advance();
      const reason = podNow(play).status?.containerStatuses?.[0]?.state?.waiting?.reason;
      if (reason !== undefined && reason !== shown.at(-1)) shown.push(reason);
    }
    expect(shown).toEqual(linesOf('badimg').map(({ status }) => status));
  });

  test('[KUB-10] a container is held back 0, 10, 20, 40, 80, 160 and then always 300 seconds', () => {
    const shown = shownLines(playWith({ image: ending(1) }), 26);
    const [first = 0, ...held] = pauses(shown);
    expect(first).toBeLessThan(2);
    expect(held.slice(0, 6).map((pause) => Math.round(pause / 10) * 10)).toEqual([10, 20, 40, 80, 160, 300]);
    expect(Math.max(...held)).toBeLessThan(302);
    const recorded = linesOf('crasher').map((line) => ({ ...line, at: line.atSecond * 1000 }));
    for (const [index, pause] of pauses(recorded).entries()) {
      expect(pause).toBeGreaterThanOrEqual(held[index] ?? 0);
    }
  });
});

function waitingMessage(play: Play): string | undefined {
  return podNow(play).status?.containerStatuses?.[0]?.state?.waiting?.message;
}

describe('a container that ends', () => {
  test('[KUB-9] is made again in the same pod, with the end of the one before in lastState', () => {
    const play = playWith({ image: ending(3) });
    until(play, () => podNow(play).status?.containerStatuses?.[0]?.restartCount === 1);
    const [status] = podNow(play).status?.containerStatuses ?? [];
    const noticed = eventsOf(play).filter(({ type }) => type === 'PodNoticed');
    expect(noticed).toHaveLength(1);
    expect(status?.lastState?.terminated).toMatchObject({ exitCode: 3, reason: 'Error' });
    expect(status?.containerID).not.toBe(status?.lastState?.terminated?.containerID);
    expect(podNow(play).status?.phase).toBe('Running');
    expect(machineNow(play).runtime.containers[`${podNow(play).metadata.uid}/web`]?.id).toMatch(/-1$/);
  });

  test('[KUB-9] the end is reported before the restart', () => {
    const play = playWith({ image: ending(1) });
    until(play, () => eventsOf(play).some(({ type }) => type === 'ContainerExited'));
    until(play, () => waitingCards(play.state).some(({ seat }) => seat === KUBELET));
    const card = waitingCards(play.state)[0];
    expect(card?.kind).toBe('sync-pod');
    if (card !== undefined) play.bot(card);
    expect(play.entries.at(-1)?.command).toMatchObject({ action: { type: 'ReportStatus', phase: 'Running' } });
  });

  test('[KUB-10] kubelet and pod are named in the words of a real kubelet', () => {
    const play = playWith({ image: ending(1) });
    until(play, () => waitingMessage(play) !== undefined);
    const { uid = '' } = podNow(play).metadata;
    expect(waitingMessage(play)).toBe(`back-off 20s restarting failed container=web pod=web_default(${uid})`);
    expect(podNow(play).status?.phase).toBe('Running');
    expect(podNow(play).status?.conditions?.find(({ type }) => type === 'Ready')?.status).toBe('False');
  });

  test('[KUB-10] ten minutes of running are forgiven: the next restart comes at once', () => {
    const image = { pullMillis: 500, behaviour: { exitAfterMillis: 601_000, exitCode: 1 } };
    const shown = shownLines(playWith({ image }), 7).slice(1);
    expect(labels(shown)).toEqual(['Running 0', 'Error 0', 'Running 1', 'Error 1', 'Running 2', 'Error 2']);
    expect(pauses(shown)).toEqual([1, 1]);
  });

  test('[RUN-3] by a fault is noticed at the next relist, and an OOM kill keeps its reason', () => {
    const play = playWith({});
    play.bots();
    const { uid = '' } = podNow(play).metadata;
    const turn = newTurn(play.state.cluster);
    exitContainer(turn, NODE, uid, 'web', 137, 'OOMKilled');
    play.state = { ...play.state, cluster: turn.state };
    until(play, () => podNow(play).status?.containerStatuses?.[0]?.state?.terminated !== undefined);
    expect(podNow(play).status?.containerStatuses?.[0]?.state?.terminated?.reason).toBe('OOMKilled');
    until(play, () => podNow(play).status?.containerStatuses?.[0]?.state?.running !== undefined);
    expect(podNow(play).status?.containerStatuses?.[0]?.restartCount).toBe(1);
  });

  test.each([
    ['Never', 0, 'Succeeded'],
    ['Never', 1, 'Failed'],
    ['OnFailure', 0, 'Succeeded'],
  ] as const)('[KUB-11] restartPolicy %s and code %i: %s, and the sandbox is stopped', (restartPolicy, code, phase) => {
    const play = playWith({ image: ending(code), spec: { restartPolicy } });
    until(play, () => podNow(play).status?.phase === phase);
    const told = (): string | undefined =>
      podNow(play).status?.conditions?.find(({ type }) => type === 'PodReadyToStartContainers')?.status;
    until(play, () => told() === 'False');
    expect(Object.values(machineNow(play).runtime.sandboxes)[0]?.state).toBe('stopped');
    expect(podNow(play).status?.phase).toBe(phase);
    expect(podNow(play).status?.containerStatuses?.[0]?.restartCount).toBe(0);
  });
});

describe('what a pod waits for', () => {
  test('[KUB-12] a container with a readiness probe is Running first and Ready later', () => {
    const probe = { httpGet: { path: '/', port: 80 }, periodSeconds: 5 };
    const container = { name: 'main', image: IMAGE, readinessProbe: probe };
    const play = playWith({ spec: { containers: [container] }, settings: { readinessMillis: 12_000 } });
    const lines: Shown[] = shownLines(play, 3);
    expect(lines.map(({ status, ready }) => [status, ready])).toEqual([
      ['ContainerCreating', false],
      ['Running', false],
      ['Running', true],
    ]);
    expect((lines[2]?.at ?? 0) - (lines[1]?.at ?? 0)).toBeGreaterThan(14_000);
  });

  test('[KUB-13] init containers run one after the other before the others begin', () => {
    const images = { 'init:1': { pullMillis: 100, behaviour: { exitAfterMillis: 1000, exitCode: 0 } }, [IMAGE]: 500 };
    const initContainers = ['first', 'second'].map((name) => ({ name, image: 'init:1' }));
    const play = playWith({ spec: { initContainers }, settings: { images } });
    const lines = shownLines(play, 4);
    expect(lines.map(({ status }) => status).filter((status, index, all) => all.indexOf(status) === index)).toEqual([
      'Init:0/2',
      'Init:1/2',
      'PodInitializing',
      'Running',
    ]);
    const started = eventsOf(play).flatMap((event) => (event.type === 'ContainerStarted' ? [event.container] : []));
    expect(started).toEqual(['first', 'second', 'web']);
  });
});
