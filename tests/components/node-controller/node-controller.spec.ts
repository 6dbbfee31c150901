import { describe, expect, it } from 'vitest';
import {
  noExecuteTaints,
  noScheduleTaints,
  nodeMonitorPeriod,
  zoneState,
} from '../../../lib/components/node-controller/node-lifecycle.ts';
import {
  disruptionTarget,
  planEviction,
  toleratedSeconds,
} from '../../../lib/components/node-controller/taint-eviction.ts';
import { formatRfc3339, parseRfc3339 } from '../../../lib/kubernetes/rfc3339.ts';
import type { ConditionStatus } from '../../../lib/kubernetes/types/meta.ts';
import type { Node, Taint } from '../../../lib/kubernetes/types/node.ts';
import type { Pod, Toleration } from '../../../lib/kubernetes/types/pod.ts';

const now = '2026-01-01T00:00:00Z';
const own: Taint = { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' };
const unreachable = (effect: Taint['effect']): Taint => ({
  key: 'node.kubernetes.io/unreachable',
  effect,
  timeAdded: 'then',
});

function nodeThat(ready: ConditionStatus, taints: readonly Taint[], unschedulable = false): Node {
  return {
    metadata: { name: 'n' },
    spec: { taints, unschedulable },
    status: { conditions: [{ type: 'Ready', status: ready }] },
  };
}

const keys = (taints: readonly Taint[]) => taints.map(({ key, effect }) => `${key}:${effect}`);

describe('taints that follow conditions', () => {
  it.each<[string, Node, string[], string[]]>([
    [
      'a healthy node keeps only what others put on it',
      nodeThat('True', [unreachable('NoSchedule'), own]),
      ['dedicated:NoSchedule'],
      [],
    ],
    [
      'a silent node is unreachable',
      nodeThat('Unknown', [own]),
      ['dedicated:NoSchedule', 'node.kubernetes.io/unreachable:NoSchedule'],
      ['node.kubernetes.io/unreachable:NoExecute'],
    ],
    [
      'a node that says it is not ready',
      nodeThat('False', []),
      ['node.kubernetes.io/not-ready:NoSchedule'],
      ['node.kubernetes.io/not-ready:NoExecute'],
    ],
    ['a cordoned node', nodeThat('True', [], true), ['node.kubernetes.io/unschedulable:NoSchedule'], []],
  ])('%s', (_title, node, noSchedule, noExecute) => {
    expect(keys(noScheduleTaints(node, now))).toEqual(noSchedule);
    const onlyExecute = keys(noExecuteTaints(node, now)).filter((taint) => taint.endsWith('NoExecute'));
    expect(onlyExecute).toEqual(noExecute);
  });

  it('leaves the node as it is when nothing changes, and a taint its time', () => {
    const node = nodeThat('Unknown', [unreachable('NoSchedule'), unreachable('NoExecute')]);
    expect(noScheduleTaints(node, now)).toBe(node.spec?.taints);
    expect(noExecuteTaints(node, now)).toBe(node.spec?.taints);
  });

  it.each<[string, readonly ConditionStatus[]]>([
    ['Normal', ['True', 'Unknown', 'Unknown']],
    ['PartialDisruption', ['True', 'Unknown', 'False', 'Unknown']],
    ['FullDisruption', ['Unknown', 'False']],
    ['Normal', []],
  ])('a zone is %s', (state, ready) => {
    expect(zoneState(ready)).toBe(state);
  });

  it('looks every five seconds', () => expect(nodeMonitorPeriod).toBe(5_000));
});

describe('eviction by taints', () => {
  const taint: Taint = { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' };
  const forFiveMinutes: Toleration = {
    key: taint.key,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: 300,
  };
  const pod = (tolerations: readonly Toleration[]): Pod => ({
    metadata: { name: 'p' },
    spec: { nodeName: 'n', tolerations },
  });

  it.each<[string, readonly Toleration[], readonly Taint[], number | null]>([
    ['at once without toleration', [], [taint], 0],
    ['after the default five minutes', [forFiveMinutes], [taint], 300],
    ['never when the toleration has no limit', [{ operator: 'Exists' }], [taint], null],
    ['never without taints', [], [], null],
    ['at once when one of two is not tolerated', [forFiveMinutes], [taint, { key: 'other', effect: 'NoExecute' }], 0],
    ['at once when the limit is negative', [{ ...forFiveMinutes, tolerationSeconds: -5 }], [taint], 0],
  ])('%s', (_title, tolerations, taints, seconds) => {
    expect(toleratedSeconds(tolerations, taints)).toBe(seconds);
  });

  it('keeps its date while the taint stays, and is off when it goes', () => {
    const first = planEviction(pod([forFiveMinutes]), [taint], null, 1_000);
    expect(first).toEqual({ createdAt: 1_000, dueAt: 301_000 });
    expect(planEviction(pod([forFiveMinutes]), [taint], first, 100_000)).toBe(first);
    expect(planEviction(pod([forFiveMinutes]), [], first, 100_000)).toBeNull();
    expect(planEviction({ metadata: {}, spec: {} }, [taint], null, 0)).toBeNull();
  });

  it('is announced on the pod', () => {
    expect(disruptionTarget(now)).toMatchObject({ type: 'DisruptionTarget', reason: 'DeletionByTaintManager' });
  });
});

describe('RFC 3339', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0],
    ['2000-02-29T12:34:56Z', 951_827_696_000],
    ['2026-11-22T23:59:59Z', 1_795_391_999_000],
    ['1969-12-31T23:59:59Z', -1_000],
  ])('%s is %i and back', (text, millis) => {
    expect(parseRfc3339(text)).toBe(millis);
    expect(formatRfc3339(millis)).toBe(text);
  });

  it('reads fractions and offsets, and nothing else', () => {
    expect(parseRfc3339('1970-01-01T01:00:00.250000+01:00')).toBe(250);
    expect(parseRfc3339('yesterday')).toBeNull();
    expect(parseRfc3339(null)).toBeNull();
  });
});
