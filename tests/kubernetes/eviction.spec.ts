import { describe, expect, it } from 'vitest';
import { printTable, tableText } from '../../lib/kubernetes/printers/table.ts';
import { requestEviction, type Evicted, type Eviction } from '../../lib/kubernetes/registry/eviction.ts';
import type { Result } from '../../lib/kernel/result.ts';
import type { Status } from '../../lib/kubernetes/types/meta.ts';
import type { Pod } from '../../lib/kubernetes/types/pod.ts';
import type { PodDisruptionBudget, PodDisruptionBudgetStatus } from '../../lib/kubernetes/types/policy.ts';
import { validateDisruptionBudget } from '../../lib/kubernetes/validation/disruption-budget.ts';

const NOW = '2026-01-01T00:00:00Z';
const at = (seconds: number): string => `2026-01-01T00:00:${String(seconds).padStart(2, '0')}Z`;
const EVICTION: Eviction = { metadata: { name: 'web' } };
const READY = { type: 'Ready', status: 'True', lastProbeTime: null, lastTransitionTime: NOW } as const;
const WEB: Pod = {
  metadata: { name: 'web', namespace: 'a', uid: 'u', resourceVersion: '7', labels: { app: 'web' } },
  spec: { nodeName: 'n1', terminationGracePeriodSeconds: 30 },
  status: { phase: 'Running', conditions: [READY] },
};
const UNREADY: Pod = { ...WEB, status: { phase: 'Running' } };

function budget(status: PodDisruptionBudgetStatus, spec: PodDisruptionBudget['spec'] = {}): PodDisruptionBudget {
  return {
    metadata: { name: 'p', namespace: 'a', generation: 1 },
    spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
    status: { observedGeneration: 1, ...status },
  };
}

function evict(pod: Pod, budgets: readonly PodDisruptionBudget[], eviction = EVICTION): Result<Evicted, Status> {
  return requestEviction(pod, eviction, budgets, NOW, at);
}

function outcome(result: Result<Evicted, Status>): string {
  if (!result.ok) return `${result.error.code} ${result.error.details?.causes?.[0]?.message ?? result.error.message}`;
  return `${result.value.deletion?.kind ?? 'dry'}, ${result.value.budget === null ? 'free' : 'paid'}`;
}

const FULL = { disruptionsAllowed: 0, desiredHealthy: 2, currentHealthy: 2 };
const NEEDS = '429 The disruption budget p needs 2 healthy pods and has 2 currently';

describe('requestEviction', () => {
  it.each<[string, Pod, readonly PodDisruptionBudget[], string]>([
    ['without a budget', WEB, [], 'mark, free'],
    ['with a budget for others', WEB, [budget(FULL, { selector: { matchLabels: { app: 'db' } } })], 'mark, free'],
    [
      'with a budget of another namespace',
      WEB,
      [{ ...budget(FULL), metadata: { name: 'p', namespace: 'b' } }],
      'mark, free',
    ],
    ['with a budget for nobody', WEB, [budget(FULL, { selector: undefined })], 'mark, free'],
    ['with a budget for all', WEB, [budget(FULL, { selector: {} })], NEEDS],
    ['when none may go', WEB, [budget(FULL)], NEEDS],
    ['when one may go', WEB, [budget({ ...FULL, disruptionsAllowed: 1 })], 'mark, paid'],
    ['of a pod that is not ready', UNREADY, [budget(FULL)], 'mark, free'],
    [
      'of such a pod when the others do not suffice',
      UNREADY,
      [budget({ ...FULL, currentHealthy: 1 })],
      '429 The disruption budget p needs 2 healthy pods and has 1 currently',
    ],
    [
      'of such a pod by policy',
      UNREADY,
      [budget({ ...FULL, currentHealthy: 1 }, { unhealthyPodEvictionPolicy: 'AlwaysAllow' })],
      'mark, free',
    ],
    [
      'of a ready pod in spite of the policy',
      WEB,
      [budget(FULL, { unhealthyPodEvictionPolicy: 'AlwaysAllow' })],
      NEEDS,
    ],
    [
      'of such a pod when none is needed',
      UNREADY,
      [budget({ disruptionsAllowed: 0 })],
      '429 The disruption budget p needs 0 healthy pods and has 0 currently',
    ],
    ['of a pod that waits', { ...WEB, status: { phase: 'Pending' } }, [budget(FULL)], 'mark, free'],
    ['of a pod that has finished', { ...WEB, status: { phase: 'Failed' } }, [budget(FULL)], 'remove, free'],
    [
      'before the budget was looked at',
      WEB,
      [budget({ ...FULL, observedGeneration: 0 })],
      '429 The disruption budget p is still being processed by the server.',
    ],
    [
      'with a budget gone wrong',
      WEB,
      [budget({ disruptionsAllowed: -1 })],
      '403 poddisruptionbudget.policy "p" is forbidden: pdb disruptions allowed is negative',
    ],
    [
      'with two budgets',
      WEB,
      [budget(FULL), budget(FULL)],
      '500 This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    ],
  ])('%s', (_, pod, budgets, expected) => {
    expect(outcome(evict(pod, budgets))).toBe(expected);
  });

  it('takes the pod out of the budget, and closes one that is used up', () => {
    const paid = evict(WEB, [budget({ ...FULL, disruptionsAllowed: 1, disruptedPods: { db: NOW } })]);
    expect(paid.ok && paid.value.budget?.status).toMatchObject({
      disruptionsAllowed: 0,
      disruptedPods: { db: NOW, web: NOW },
      conditions: [{ type: 'DisruptionAllowed', status: 'False', reason: 'InsufficientPods', observedGeneration: 1 }],
    });
    const left = evict(WEB, [budget({ ...FULL, disruptionsAllowed: 2 })]);
    expect(left.ok && left.value.budget?.status?.conditions).toBeUndefined();
  });

  it('asks to be asked again later while a budget is not ready', () => {
    const early = evict(WEB, [budget({ observedGeneration: 0 })]);
    expect(!early.ok && early.error.details?.retryAfterSeconds).toBe(10);
    const full = evict(WEB, [budget(FULL)]);
    expect(!full.ok && full.error.details?.retryAfterSeconds).toBeUndefined();
  });

  it.each<[string, Eviction, string]>([
    ['another name', { metadata: { name: 'db' } }, '400 name in URL does not match name in Eviction object'],
    ['a dry run', { ...EVICTION, deleteOptions: { dryRun: ['All'] } }, 'dry, free'],
    ['the uid it has', { ...EVICTION, deleteOptions: { preconditions: { uid: 'u' } } }, 'mark, free'],
    [
      'another uid',
      { ...EVICTION, deleteOptions: { preconditions: { uid: 'x' } } },
      '409 Operation cannot be fulfilled on Pod "web": the UID in the precondition (x) does not match the UID in record (u). The object might have been deleted and then recreated',
    ],
    [
      'an old version',
      { ...EVICTION, deleteOptions: { preconditions: { resourceVersion: '6' } } },
      '409 Operation cannot be fulfilled on Pod "web": the ResourceVersion in the precondition (6) does not match the ResourceVersion in record (7). The object might have been modified',
    ],
  ])('looks at %s', (_, eviction, expected) => {
    expect(outcome(evict(WEB, [], eviction))).toBe(expected);
  });

  it('says on the pod why it goes, and gives it the time that was asked for', () => {
    const done = evict(WEB, [], { ...EVICTION, deleteOptions: { gracePeriodSeconds: 5 } });
    const deletion = done.ok ? done.value.deletion : null;
    expect(deletion?.kind === 'mark' && deletion.pod).toMatchObject({
      metadata: { deletionGracePeriodSeconds: 5, deletionTimestamp: at(5) },
      status: { conditions: [READY, { type: 'DisruptionTarget', reason: 'EvictionByEvictionAPI' }] },
    });
  });
});

describe('a disruption budget', () => {
  it.each<[PodDisruptionBudget['spec'], readonly string[]]>([
    [{ minAvailable: 1 }, []],
    [{ maxUnavailable: '50%' }, []],
    [{ minAvailable: 0, maxUnavailable: 0 }, ['spec']],
    [{ minAvailable: -1 }, ['spec.minAvailable']],
    [{ minAvailable: '101%' }, ['spec.minAvailable']],
    [{ maxUnavailable: 'half' }, ['spec.maxUnavailable']],
    [{ selector: { matchLabels: { 'a b': 'c' } } }, ['spec.selector.matchLabels']],
    [{ unhealthyPodEvictionPolicy: 'Never' as 'AlwaysAllow' }, ['spec.unhealthyPodEvictionPolicy']],
  ])('of %j is wrong in %j', (spec, fields) => {
    expect(validateDisruptionBudget({ metadata: {}, spec }).map(({ field }) => field)).toEqual(fields);
  });

  it('is a line of a table', () => {
    const shown = { ...budget({ disruptionsAllowed: 1 }, { minAvailable: '50%' }) };
    const lines = tableText(printTable('PodDisruptionBudget', [shown], { now: 0, wide: false }));
    expect(lines).toEqual([
      'NAME   MIN AVAILABLE   MAX UNAVAILABLE   ALLOWED DISRUPTIONS   AGE',
      'p      50%             N/A               1                     <unknown>',
    ]);
  });
});
