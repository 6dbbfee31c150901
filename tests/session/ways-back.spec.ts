import { describe, expect, test } from 'vitest';
import type { Card } from '../../lib/cluster/card.ts';
import type { MistakeRule } from '../../lib/cluster/commands.ts';
import { Play, type ActionWithoutCard } from '../support/play.ts';

interface Case {
  readonly rule: MistakeRule;
  readonly wave?: number;
  readonly at: readonly [seat: string, kind: Card['kind']];
  readonly action: ActionWithoutCard;
  /** A mistake made earlier that this one needs. */
  readonly before?: { readonly at: readonly [string, Card['kind']]; readonly action: ActionWithoutCard };
}

const web = { name: 'web', image: 'nginx:1.27', cpu: '500m', memory: '128Mi' };

const cases: readonly Case[] = [
  { rule: 'user.wrong-image', at: ['user', 'mission'], action: { type: 'CreatePod', ...web, image: 'ngnix:1.27' } },
  { rule: 'user.unschedulable', at: ['user', 'mission'], action: { type: 'CreatePod', ...web, cpu: '50' } },
  {
    rule: 'apiserver.authenticated-unknown',
    at: ['kube-apiserver', 'authenticate'],
    action: { type: 'AuthenticateRequest', accept: true },
    before: { at: ['user', 'mission'], action: { type: 'CreatePod', ...web, credential: 'cert:stranger' } },
  },
  {
    rule: 'apiserver.rejected-valid',
    at: ['kube-apiserver', 'authenticate'],
    action: { type: 'AuthenticateRequest', accept: false },
  },
  {
    rule: 'apiserver.rejected-valid',
    at: ['kube-apiserver', 'authorize'],
    action: { type: 'AuthorizeRequest', allow: false },
  },
  { rule: 'apiserver.rejected-valid', at: ['kube-apiserver', 'admit'], action: { type: 'AdmitObject', admit: false } },
  { rule: 'apiserver.rejected-valid', at: ['kube-apiserver', 'pass'], action: { type: 'RefuseRequest', code: 403 } },
  {
    rule: 'apiserver.authorized-unbound',
    at: ['kube-apiserver', 'authorize'],
    action: { type: 'AuthorizeRequest', allow: true },
    before: { at: ['user', 'mission'], action: { type: 'CreatePod', ...web, credential: 'token:kube-proxy' } },
  },
  { rule: 'apiserver.admitted-invalid', wave: 2, at: ['kube-apiserver', 'pass'], action: { type: 'PassRequest' } },
  {
    rule: 'apiserver.unconditional-put',
    at: ['kube-apiserver', 'store'],
    action: { type: 'StoreObject', compare: false },
  },
  { rule: 'apiserver.held-answer', at: ['kube-apiserver', 'answer'], action: { type: 'HoldAnswer' } },
  { rule: 'scheduler.gave-up', at: ['kube-scheduler', 'bind'], action: { type: 'MarkUnschedulable' } },
  { rule: 'scheduler.overcommit', at: ['kube-scheduler', 'bind'], action: { type: 'BindPod', node: 'node-1' } },
  { rule: 'scheduler.ignored-taint', at: ['kube-scheduler', 'bind'], action: { type: 'BindPod', node: 'node-2' } },
  { rule: 'scheduler.unknown-node', at: ['kube-scheduler', 'bind'], action: { type: 'BindPod', node: 'node-9' } },
  { rule: 'kubelet.false-reject', at: ['kubelet@node-3', 'admit-pod'], action: { type: 'RejectPod' } },
  {
    rule: 'kubelet.overcommit',
    at: ['kubelet@node-1', 'admit-pod'],
    action: { type: 'AdmitPod' },
    before: { at: ['kube-scheduler', 'bind'], action: { type: 'BindPod', node: 'node-1' } },
  },
  {
    rule: 'kubelet.false-status',
    at: ['kubelet@node-3', 'sync-pod'],
    action: { type: 'ReportStatus', phase: 'Running' },
  },
  {
    rule: 'kubelet.false-status',
    at: ['kubelet@node-3', 'report-pod'],
    action: { type: 'ReportStatus', phase: 'Failed' },
  },
  {
    rule: 'kubelet.false-status',
    at: ['kubelet@node-3', 'report-pod'],
    action: { type: 'ReportStatus', phase: 'Pending' },
  },
  { rule: 'runtime.false-ok', at: ['container-runtime@node-3', 'runtime-call'], action: { type: 'FakeCall' } },
  {
    rule: 'runtime.wrong-image',
    at: ['container-runtime@node-3', 'runtime-call'],
    action: { type: 'PullOther', image: 'nginx:1.25' },
    before: { at: ['container-runtime@node-3', 'runtime-call'], action: { type: 'RunCall' } },
  },
];

describe('every mistake leaves a way back to the goal', () => {
  test.each(cases)('$rule at $at.1', ({ rule, wave = 0, at, action, before }) => {
    const play = new Play();
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
    const decision = play.act(at[0], action);
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
    const rules: Record<MistakeRule, true> = {
      'user.wrong-image': true,
      'user.unschedulable': true,
      'apiserver.authenticated-unknown': true,
      'apiserver.rejected-valid': true,
      'apiserver.authorized-unbound': true,
      'apiserver.admitted-invalid': true,
      'apiserver.unconditional-put': true,
      'apiserver.held-answer': true,
      'scheduler.gave-up': true,
      'scheduler.overcommit': true,
      'scheduler.ignored-taint': true,
      'scheduler.unknown-node': true,
      'kubelet.false-reject': true,
      'kubelet.overcommit': true,
      'kubelet.false-status': true,
      'runtime.false-ok': true,
      'runtime.wrong-image': true,
    };
    expect(new Set(cases.map(({ rule }) => rule))).toEqual(new Set(Object.keys(rules)));
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
