import { describe, expect, test } from 'vitest';
import type { Card } from '../../lib/cluster/card.ts';
import { MISTAKE_RULES } from '../../lib/cluster/commands.ts';
import type { MistakeCase } from './mistakes/mistake-case.ts';
import { etcdMistakes } from './mistakes/etcd.ts';
import { gatekeeperMistakes } from './mistakes/gatekeeper.ts';
import { lostNodeMistakes } from './mistakes/lost-node.ts';
import { podCreationMistakes } from './mistakes/pod-creation.ts';
import { servicesMistakes } from './mistakes/services.ts';
import { replicasMistakes } from './mistakes/replicas.ts';
import { rollingUpdateMistakes } from './mistakes/rolling-update.ts';
import { schedulingMistakes } from './mistakes/scheduling.ts';
import { Play, type ActionWithoutCard } from '../support/play.ts';

const web = { name: 'web', image: 'nginx:1.27', cpu: '500m', memory: '128Mi' };

/** The cases of every lesson; a lesson adds its own file. */
const cases: readonly MistakeCase[] = [
  ...podCreationMistakes,
  ...lostNodeMistakes,
  ...schedulingMistakes,
  ...etcdMistakes,
  ...gatekeeperMistakes,
  ...replicasMistakes,
  ...rollingUpdateMistakes,
  ...servicesMistakes,
];

describe('every mistake leaves a way back to the goal', () => {
  test.each(cases)('$rule at $at.1', ({ rule, lesson, wave = 0, at, action, before }) => {
    const play = new Play(lesson);
    for (let earlier = 0; earlier < wave; earlier += 1) {
      play.startWave(earlier);
      play.bots();
    }
    play.startWave(wave);
    if (before !== undefined) {
      play.botsUntil(...before.at);
      play.act(before.at[0], before.action);
    }
    play.botsUntil(...at);
    const decision = play.act(at[0], typeof action === 'function' ? action(play) : action);
    expect(decision.accepted && decision.mistakes.map((mistake) => mistake.rule)).toEqual([rule]);
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
  });

  test.each([0, 1, 2, 3])('a runtime that says ok without doing its call %i', (skipped) => {
    const play = new Play();
    play.startWave(0);
    for (let call = 0; call < skipped; call += 1) {
      play.botsUntil('container-runtime@node-3', 'runtime-call');
      play.act('container-runtime@node-3', { type: 'RunCall' });
    }
    play.botsUntil('container-runtime@node-3', 'runtime-call');
    play.act('container-runtime@node-3', { type: 'FakeCall' });
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
  });

  test('the list covers every rule there is', () => {
    expect(new Set(cases.map(({ rule }) => rule))).toEqual(new Set(MISTAKE_RULES));
  });
});

describe('right alternatives are no mistakes', () => {
  const alternatives: readonly { name: string; at: readonly [string, Card['kind']]; action: ActionWithoutCard }[] = [
    {
      name: 'the sandbox before the first report',
      at: ['kubelet@node-3', 'sync-pod'],
      action: { type: 'CallRuntime', call: 'RunPodSandbox' },
    },
    {
      name: 'the image before the sandbox',
      at: ['kubelet@node-3', 'sync-pod'],
      action: { type: 'CallRuntime', call: 'PullImage' },
    },
    {
      name: 'a worksheet with a wrong tick',
      at: ['kube-scheduler', 'worksheet'],
      action: {
        type: 'FileWorksheet',
        verdicts: ['node-1', 'node-2', 'node-3'].map((node) => ({ node, feasible: true })),
      },
    },
    { name: 'looking at the pods first', at: ['user', 'mission'], action: { type: 'GetPods' } },
    {
      name: 'another pod first',
      at: ['user', 'mission'],
      action: { type: 'CreatePod', ...web, name: 'other', cpu: '100m' },
    },
  ];

  test.each(alternatives)('$name', ({ at, action }) => {
    const play = new Play();
    play.startWave(0);
    play.botsUntil(...at);
    const decision = play.act(at[0], action);
    expect(decision.accepted && decision.mistakes).toEqual([]);
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
  });

  test('the reference behaviour makes none, in any wave and with any seed', () => {
    for (const seed of [1, 2, 3]) {
      const play = new Play('pod-creation', seed);
      for (const wave of [0, 1, 2]) {
        play.startWave(wave);
        play.bots();
      }
      expect(play.entries.every(({ outcome }) => 'events' in outcome && outcome.mistakes.length === 0)).toBe(true);
    }
  });
});
