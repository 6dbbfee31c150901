import { describe, expect, test } from 'vitest';
import type { CardKind } from '../../lib/cluster/card.ts';
import type { MistakeRule } from '../../lib/cluster/commands.ts';
import { playAtRandom, type CoreRun } from './core-run.ts';
import { keepSeed, seedsFor, seedsWanted } from './seeds.ts';

describe('random play of the cluster', () => {
  const runs: CoreRun[] = [];

  test.each(seedsFor('core', seedsWanted(100)))('seed %i keeps every invariant and reaches every goal', (seed) => {
    try {
      runs.push(playAtRandom(seed, 'pod-creation', 80));
    } catch (error) {
      keepSeed('core', seed);
      throw error;
    }
  });

  test('the runs met every mistake, most refusals and every kind of card', () => {
    const all = (of: (run: CoreRun) => Iterable<string>): Set<string> => new Set(runs.flatMap((run) => [...of(run)]));
    expect([...all((run) => run.mistakes)]).toEqual(expect.arrayContaining(MISTAKES));
    expect([...all((run) => run.kinds)]).toEqual(expect.arrayContaining(KINDS));
    expect(all((run) => run.reasons).size).toBeGreaterThanOrEqual(18);
    expect(runs.every((run) => run.waves === 3)).toBe(true);
    const commands = runs.reduce((sum, run) => sum + run.accepted + run.refused, 0);
    expect(commands).toBeGreaterThan(runs.length * 100);
  });
});

const MISTAKES: MistakeRule[] = [
  'user.wrong-image',
  'user.unschedulable',
  'apiserver.authenticated-unknown',
  'apiserver.rejected-valid',
  'apiserver.authorized-unbound',
  'apiserver.admitted-invalid',
  'apiserver.unconditional-put',
  'apiserver.held-answer',
  'scheduler.gave-up',
  'scheduler.overcommit',
  'scheduler.ignored-taint',
  'scheduler.unknown-node',
  'kubelet.false-reject',
  'kubelet.overcommit',
  'kubelet.false-status',
  'runtime.false-ok',
  'runtime.wrong-image',
];

const KINDS: CardKind[] = [
  'mission',
  'repair',
  'look',
  'authenticate',
  'authorize',
  'admit',
  'store',
  'answer',
  'pass',
  'compare',
  'commit',
  'txn',
  'worksheet',
  'bind',
  'admit-pod',
  'sync-pod',
  'report-pod',
  'stop-pod',
  'confirm-delete',
  'runtime-call',
];
