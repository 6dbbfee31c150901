import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../lib/kernel/json.ts';
import { printTable } from '../../lib/kubernetes/printers/table.ts';
import { metadataOf } from '../../lib/kubernetes/registry/metadata.ts';
import { validateObjectMeta } from '../../lib/kubernetes/validation/metadata.ts';

const NONE = '<none>';
const UNSET = '<unset>';
const UNKNOWN = '<unknown>';
const named = { metadata: { name: 'x' } };

function cells(kind: string, object: JsonObject, wide = false): readonly unknown[] {
  const table = printTable(kind, [{ ...object, metadata: metadataOf(object) }], { now: 0, wide });
  expect(table.rows[0]?.cells).toHaveLength(table.columns.length);
  return table.rows[0]?.cells ?? [];
}

function ingress(...hosts: string[]): JsonObject {
  return { ...named, spec: { rules: hosts.map((host) => ({ host })) } };
}

const CLAIM = { volumeName: 'v', storageClassName: 'slow', accessModes: ['ReadWriteMany'] };
const BOUND = { phase: 'Bound', capacity: { storage: '4096Mi' }, accessModes: ['ReadWriteMany', 'ReadWriteOnce'] };

describe('the tables of kinds that are not stored here', () => {
  it.each<[string, JsonObject, readonly unknown[]]>([
    [
      'PersistentVolumeClaim',
      { ...named, spec: { storageClassName: 'slow' }, status: { phase: 'Pending' } },
      ['x', 'Pending', '', '', '', 'slow', UNSET, UNKNOWN],
    ],
    [
      'PersistentVolumeClaim',
      { ...named, spec: CLAIM, status: BOUND },
      ['x', 'Bound', 'v', '4Gi', 'RWO,RWX', 'slow', UNSET, UNKNOWN],
    ],
    [
      'PersistentVolumeClaim',
      {
        metadata: {
          name: 'x',
          deletionTimestamp: 'now',
          annotations: { 'volume.beta.kubernetes.io/storage-class': 'old' },
        },
        spec: CLAIM,
        status: { phase: 'Lost' },
      },
      ['x', 'Terminating', 'v', '0', '', 'old', UNSET, UNKNOWN],
    ],
    [
      'PersistentVolume',
      {
        ...named,
        spec: {
          capacity: { storage: '1024Mi' },
          accessModes: ['ReadOnlyMany'],
          persistentVolumeReclaimPolicy: 'Retain',
        },
        status: { phase: 'Available' },
      },
      ['x', '1Gi', 'ROX', 'Retain', 'Available', '', '', UNSET, '', UNKNOWN],
    ],
    [
      'PersistentVolume',
      { ...named, spec: { claimRef: { namespace: 'a', name: 'c' } }, status: { phase: 'Failed', reason: 'gone' } },
      ['x', '0', '', '', 'Failed', 'a/c', '', UNSET, 'gone', UNKNOWN],
    ],
    ['Ingress', ingress(), ['x', NONE, '*', '', '80', UNKNOWN]],
    ['Ingress', ingress('a', 'b', 'c'), ['x', NONE, 'a,b,c', '', '80', UNKNOWN]],
    ['Ingress', ingress('a', '', 'b', 'c', 'd'), ['x', NONE, 'a,b,c + 2 more...', '', '80', UNKNOWN]],
    [
      'Ingress',
      {
        ...named,
        spec: { ingressClassName: 'fast', tls: [{}] },
        status: { loadBalancer: { ingress: [{ ip: '2.3.4.5' }, { hostname: 'lb' }, { ip: '1.2.3.4' }] } },
      },
      ['x', 'fast', '*', '1.2.3.4,2.3.4...', '80, 443', UNKNOWN],
    ],
    ['CronJob', { ...named, spec: { schedule: '0 * * * *' } }, ['x', '0 * * * *', NONE, UNSET, 0, NONE, UNKNOWN]],
    [
      'CronJob',
      {
        ...named,
        spec: { suspend: false, timeZone: 'Asia/Seoul' },
        status: { active: [{}], lastScheduleTime: '1970-01-01T00:00:00Z' },
      },
      ['x', '', 'Asia/Seoul', 'False', 1, '0s', UNKNOWN],
    ],
    ['PriorityClass', { ...named, value: 7, globalDefault: true }, ['x', 7, true, UNKNOWN, 'PreemptLowerPriority']],
    [
      'PodDisruptionBudget',
      { ...named, spec: { maxUnavailable: 1 }, status: { disruptionsAllowed: 2 } },
      ['x', 'N/A', '1', 2, UNKNOWN],
    ],
  ])('%s: %j', (kind, object, expected) => {
    expect(cells(kind, object)).toEqual(expected);
  });

  it('say more when they are wide', () => {
    expect(cells('PersistentVolume', { ...named, spec: { volumeMode: 'Block' } }, true).at(-1)).toBe('Block');
    expect(cells('PersistentVolumeClaim', named, true).at(-1)).toBe(UNSET);
    const template = { spec: { containers: [{ name: 'c', image: 'i' }] } };
    const job = { ...named, spec: { jobTemplate: { spec: { template } } } };
    expect(cells('CronJob', job, true).slice(-3)).toEqual(['c', 'i', NONE]);
  });
});

describe('finalizers and owners of an object', () => {
  const fields = (meta: object): string[] =>
    validateObjectMeta({ name: 'x', namespace: 'a', ...meta }, true, () => []).map(({ field }) => field);

  it.each<[object, readonly string[]]>([
    [{ finalizers: ['kubernetes', 'example.com/mine'] }, []],
    [{ finalizers: ['orphan', 'mine'] }, ['metadata.finalizers[1]']],
    [{ finalizers: ['a b'] }, ['metadata.finalizers', 'metadata.finalizers[0]']],
    [{ finalizers: ['orphan', 'foregroundDeletion'] }, ['metadata.finalizers']],
    [{ ownerReferences: [{ kind: 'Pod', apiVersion: 'v1', name: 'p' }] }, ['metadata.ownerReferences.uid']],
    [{ ownerReferences: [{ kind: 'Event', apiVersion: 'v1', name: 'e', uid: 'u' }] }, ['metadata.ownerReferences']],
  ])('%j are wrong in %j', (meta, expected) => {
    expect(fields(meta)).toEqual(expected);
  });
});
