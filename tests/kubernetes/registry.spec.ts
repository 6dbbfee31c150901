import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../lib/kernel/json.ts';
import { checkBody, withoutUnknown } from '../../lib/kubernetes/decoding/check-body.ts';
import { createObject } from '../../lib/kubernetes/registry/create.ts';
import { deleteObject } from '../../lib/kubernetes/registry/delete.ts';
import { selectedChange, selectorFor } from '../../lib/kubernetes/registry/list.ts';
import type { WriteContext } from '../../lib/kubernetes/registry/metadata.ts';
import { patchObject, updateObject } from '../../lib/kubernetes/registry/update.ts';
import { resourceInfo, type ResourceInfo } from '../../lib/kubernetes/resources-table.ts';

const CONTEXT: WriteContext = {
  namespace: 'default',
  uid: 'u-1',
  now: '2026-01-01T00:00:00Z',
  at: (seconds) => `2026-01-01T00:00:${String(seconds).padStart(2, '0')}Z`,
  suffix: 'bcdfg',
};
const POD: JsonObject = {
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] },
};

function pods(): ResourceInfo {
  const info = resourceInfo('pods');
  if (info === undefined) throw new Error('no pods');
  return info;
}

function created(body: JsonObject = POD): JsonObject {
  const result = createObject(pods(), body, CONTEXT);
  if (!result.ok) throw new Error(result.error.message);
  return { ...result.value, metadata: { ...(result.value['metadata'] as JsonObject), resourceVersion: '7' } };
}

describe('checkBody', () => {
  it('accepts a body of the right types', () => {
    expect(checkBody('Pod', POD)).toEqual({ mismatch: null, unknown: [] });
  });

  it('names the first member of a wrong type', () => {
    const { mismatch } = checkBody('Pod', { ...POD, spec: { containers: 'nginx' } });
    expect(mismatch).toContain('spec.containers');
  });

  it('names unknown members with their indices, and drops them', () => {
    const body = { ...POD, spec: { containers: [{ name: 'c', imagee: 'x' }] } };
    expect(checkBody('Pod', body).unknown).toEqual(['spec.containers[0].imagee']);
    expect(withoutUnknown('Pod', body)['spec']).toEqual({ containers: [{ name: 'c' }] });
  });

  it('is not fooled by members of the prototype', () => {
    expect(checkBody('constructor', {}).mismatch).toBeNull();
    expect(checkBody('Pod', { ...POD, constructor: 1 }).unknown).toEqual(['constructor']);
  });
});

describe('createObject', () => {
  it('defaults, and fills in the metadata of the server', () => {
    const pod = created();
    expect(pod).toMatchObject({
      metadata: { name: 'web', namespace: 'default', uid: 'u-1', creationTimestamp: CONTEXT.now },
      spec: { restartPolicy: 'Always', dnsPolicy: 'ClusterFirst' },
      status: { phase: 'Pending' },
    });
  });

  it('generates a name', () => {
    const pod = created({ ...POD, metadata: { generateName: 'web-' } });
    expect(pod['metadata']).toMatchObject({ name: 'web-bcdfg' });
  });

  it.each<[string, JsonObject, number]>([
    ['a body of the wrong types', { ...POD, spec: { containers: 3 } }, 400],
    ['a spec that is null', { ...POD, spec: null }, 422],
    ['another kind', { ...POD, kind: 'Node' }, 400],
    ['another namespace', { ...POD, metadata: { name: 'web', namespace: 'other' } }, 400],
    ['a name that is none', { ...POD, metadata: { name: 'Not A Name' } }, 422],
  ])('refuses %s', (_what, body, code) => {
    const result = createObject(pods(), body, CONTEXT);
    expect(result).toMatchObject({ ok: false, error: { kind: 'Status', code } });
  });
});

describe('updateObject and patchObject', () => {
  const context = { ...CONTEXT, name: 'web' };

  it('refuses a stale resourceVersion', () => {
    const current = created();
    const body = { ...current, metadata: { ...(current['metadata'] as JsonObject), resourceVersion: '6' } };
    const result = updateObject(pods(), current, body, undefined, context);
    expect(result).toMatchObject({ ok: false, error: { code: 409, reason: 'Conflict' } });
  });

  it('writes nothing when nothing changes', () => {
    const patch = { type: 'application/merge-patch+json', body: {} };
    const result = patchObject(pods(), created(), patch, undefined, context);
    expect(result).toMatchObject({ ok: true, value: { kind: 'unchanged' } });
  });

  it('merges containers by their names', () => {
    const body = { spec: { containers: [{ name: 'c', image: 'nginx:1.28' }] } };
    const patch = { type: 'application/strategic-merge-patch+json', body };
    const result = patchObject(pods(), created(), patch, undefined, context);
    expect(result).toMatchObject({
      ok: true,
      value: { kind: 'write', object: { spec: { containers: [{ name: 'c', image: 'nginx:1.28' }] } } },
    });
  });

  it('does not let a pod be moved', () => {
    const patch = { type: 'application/merge-patch+json', body: { spec: { nodeName: 'node-2' } } };
    const result = patchObject(pods(), created(), patch, undefined, context);
    expect(result).toMatchObject({ ok: false, error: { code: 422, reason: 'Invalid' } });
  });

  it('refuses a type of patch that it does not know', () => {
    const result = patchObject(pods(), created(), { type: 'text/plain', body: {} }, undefined, context);
    expect(result).toMatchObject({ ok: false, error: { code: 415 } });
  });
});

describe('deleteObject', () => {
  it('removes a pod that no node runs', () => {
    expect(deleteObject(pods(), created(), {}, CONTEXT)).toMatchObject({ ok: true, value: { kind: 'remove' } });
  });

  it('only marks a pod that a node runs', () => {
    const pod = created();
    const bound = { ...pod, spec: { ...(pod['spec'] as JsonObject), nodeName: 'node-1' } };
    expect(deleteObject(pods(), bound, {}, CONTEXT)).toMatchObject({
      ok: true,
      value: { kind: 'write', object: { metadata: { deletionGracePeriodSeconds: 30 } } },
    });
  });

  it('refuses when the precondition is another uid', () => {
    const result = deleteObject(pods(), created(), { preconditions: { uid: 'u-2' } }, CONTEXT);
    expect(result).toMatchObject({ ok: false, error: { code: 409 } });
  });
});

describe('selectedChange', () => {
  it('tells a watch of unassigned pods that a bound pod is gone, as it was', () => {
    const selects = selectorFor(pods(), { fieldSelector: 'spec.nodeName=' });
    if (!selects.ok) throw new Error(selects.error.message);
    const old = created();
    const bound = { ...old, spec: { ...(old['spec'] as JsonObject), nodeName: 'node-1' } };
    const change = selectedChange(old, bound, 9, selects.value);
    expect(change).toMatchObject({ type: 'DELETED', object: { metadata: { resourceVersion: '9' } } });
    expect(change?.object['spec']).not.toHaveProperty('nodeName');
    expect(selectedChange(bound, bound, 10, selects.value)).toBeNull();
  });

  it('refuses a selector that it cannot read', () => {
    expect(selectorFor(pods(), { labelSelector: 'a in (' })).toMatchObject({ ok: false, error: { code: 400 } });
    expect(selectorFor(pods(), { fieldSelector: 'spec.color=red' })).toMatchObject({ ok: false, error: { code: 400 } });
  });
});
