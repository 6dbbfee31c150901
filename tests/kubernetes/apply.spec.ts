import { describe, expect, it, test } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../lib/kernel/json.ts';
import { fieldSetIn, fieldsV1Of, pathText } from '../../lib/kubernetes/apply/field-path.ts';
import { applyTo, signUpdate } from '../../lib/kubernetes/apply/ownership.ts';
import { structureOf } from '../../lib/kubernetes/apply/structure.ts';
import { compare, fieldsOf, overlay } from '../../lib/kubernetes/apply/typed-value.ts';
import { metadataOf } from '../../lib/kubernetes/registry/metadata.ts';
import { resourceInfo, type ResourceInfo } from '../../lib/kubernetes/resources-table.ts';

const NOW = '2026-01-01T00:00:00Z';
const LATER = '2026-01-01T00:01:00Z';

function info(resource: string): ResourceInfo {
  const found = resourceInfo(resource);
  if (found === undefined) throw new Error(`no ${resource}`);
  return found;
}

function deployment(spec: JsonObject, metadata: JsonObject = {}): JsonObject {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', ...metadata }, spec };
}

function containers(...list: readonly JsonObject[]): JsonObject {
  return { template: { spec: { containers: list } } };
}

function applied(live: JsonObject, config: JsonObject, manager = 'kubectl', force = false, now = NOW): JsonObject {
  const result = applyTo(info('deployments'), live, config, { name: manager, subresource: '', now }, force);
  if (!result.ok) throw new Error(result.error.message);
  return result.value.sign(result.value.object);
}

function refusal(live: JsonObject, config: JsonObject, manager: string) {
  const result = applyTo(info('deployments'), live, config, { name: manager, subresource: '', now: LATER }, false);
  if (result.ok) throw new Error('was applied');
  return result.error;
}

function updated(before: JsonObject, after: JsonObject, name: string, subresource = ''): JsonObject {
  const managed = metadataOf(before)['managedFields'];
  const kept = {
    ...after,
    metadata: { ...metadataOf(after), ...(managed !== undefined && { managedFields: managed }) },
  };
  return signUpdate(info('deployments'), before, kept, { name, subresource, now: LATER });
}

/** `kubectl Apply: .spec.replicas .spec.paused`, an entry a line. */
function owners(object: JsonObject): string[] {
  const entries = metadataOf(object)['managedFields'];
  return (Array.isArray(entries) ? entries : []).filter(isJsonObject).map((entry: JsonObject) => {
    const fields = isJsonObject(entry['fieldsV1']) ? entry['fieldsV1'] : {};
    const through = entry['subresource'] === undefined ? '' : `/${String(entry['subresource'])}`;
    const paths = [...fieldSetIn(fields)].map(pathText).join(' ');
    return `${String(entry['manager'])} ${String(entry['operation'])}${through}: ${paths}`;
  });
}

describe('the fields of an object', () => {
  const cases: readonly [string, string, JsonObject, string[]][] = [
    [
      'scalars one by one',
      'Pod',
      { spec: { nodeName: 'a', hostNetwork: true } },
      ['.spec.nodeName', '.spec.hostNetwork'],
    ],
    ['labels one by one', 'Pod', { metadata: { labels: { a: 'b' } } }, ['.metadata.labels.a']],
    ['an empty map as itself', 'Pod', { spec: { securityContext: {} } }, ['.spec.securityContext']],
    ['a list without keys as one', 'Pod', { spec: { tolerations: [{ key: 'a' }] } }, ['.spec.tolerations']],
    ['a selector as one', 'Service', { spec: { selector: { a: 'b' } } }, ['.spec.selector']],
    ['a node selector as one', 'Pod', { spec: { nodeSelector: { a: 'b' } } }, ['.spec.nodeSelector']],
    [
      'elements by their key, and each for itself',
      'Pod',
      { spec: { containers: [{ name: 'c', image: 'nginx' }] } },
      ['.spec.containers[name="c"].name', '.spec.containers[name="c"].image', '.spec.containers[name="c"]'],
    ],
    [
      'a key that is not given by its default',
      'Service',
      { spec: { ports: [{ port: 80 }] } },
      ['.spec.ports[port=80,protocol="TCP"].port', '.spec.ports[port=80,protocol="TCP"]'],
    ],
    ['a set by its values', 'Pod', { metadata: { finalizers: ['a/b'] } }, ['.metadata.finalizers[="a/b"]']],
    [
      'an owner as one',
      'Pod',
      { metadata: { ownerReferences: [{ uid: 'u', kind: 'K' }] } },
      ['.metadata.ownerReferences[uid="u"]'],
    ],
    ['the data of a config map one by one', 'ConfigMap', { data: { a: '1' } }, ['.data.a']],
  ];
  test.each(cases)('%s', (_what, kind, object, paths) => {
    const found = [...fieldsOf(structureOf(kind), object)].map(pathText);
    expect(found.toSorted()).toEqual([...new Set(paths)].toSorted());
  });

  it('come back from fieldsV1 as they went in', () => {
    const fields: JsonObject = {
      'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
      'f:spec': { 'f:containers': { 'k:{"name":"c"}': { '.': {}, 'f:image': {} } } },
    };
    expect(fieldsV1Of(fieldSetIn(fields))).toEqual(fields);
  });
});

describe('laying one value over another', () => {
  const lists: readonly [string, string[], string[], string[]][] = [
    ['an element changes where it is', ['a', 'b'], ['a'], ['a', 'b']],
    ['a new element comes after those that are there', ['a'], ['b'], ['a', 'b']],
    ['the applied order holds for what both have', ['a', 'b'], ['b', 'a'], ['b', 'a']],
    ['what only the live one has keeps its place', ['x', 'a', 'y', 'b'], ['b', 'a'], ['x', 'b', 'y', 'a']],
    ['a new element stands before the one it precedes', ['a', 'b'], ['n', 'b'], ['a', 'n', 'b']],
  ];
  test.each(lists)('%s', (_what, live, config, result) => {
    const spec = (names: readonly string[], image: string): JsonValue => ({
      spec: { containers: names.map((name) => ({ name, image })) },
    });
    const merged = overlay(structureOf('Pod'), spec(live, 'old'), spec(config, 'new'));
    const expected = result.map((name) => ({ name, image: config.includes(name) ? 'new' : 'old' }));
    expect(merged).toEqual({ spec: { containers: expected } });
  });

  it('takes a value that is one as a whole', () => {
    const merged = overlay(
      structureOf('Service'),
      { spec: { selector: { a: '1' } } },
      { spec: { selector: { b: '2' } } },
    );
    expect(merged).toEqual({ spec: { selector: { b: '2' } } });
  });

  it('tells what was added, changed and removed', () => {
    const before = { spec: { replicas: 1, paused: true } };
    const after = { spec: { replicas: 2, minReadySeconds: 3 } };
    const { added, modified, removed } = compare(structureOf('Deployment'), before, after);
    expect([added, modified, removed].map((set) => [...set].map(pathText))).toEqual([
      ['.spec.minReadySeconds'],
      ['.spec.replicas'],
      ['.spec.paused'],
    ]);
  });
});

describe('the first apply', () => {
  it('makes the object and owns what it says', () => {
    const object = applied({}, deployment({ replicas: 2, ...containers({ name: 'c', image: 'nginx' }) }));
    expect(metadataOf(object)['managedFields']).toEqual([
      {
        manager: 'kubectl',
        operation: 'Apply',
        apiVersion: 'apps/v1',
        time: NOW,
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:spec': {
            'f:replicas': {},
            'f:template': {
              'f:spec': { 'f:containers': { 'k:{"name":"c"}': { '.': {}, 'f:image': {}, 'f:name': {} } } },
            },
          },
        },
      },
    ]);
  });

  it('of an object that was there owns what it says, and the rest is from before', () => {
    const live = deployment({ replicas: 2, paused: true });
    expect(owners(applied(live, deployment({ replicas: 2 })))).toEqual([
      'kubectl Apply: .spec.replicas',
      'before-first-apply Update: .spec.paused .spec.replicas',
    ]);
  });

  it('conflicts with what was there before when it wants another value', () => {
    const error = refusal(deployment({ replicas: 2 }), deployment({ replicas: 3 }), 'kubectl');
    expect(error).toMatchObject({
      code: 409,
      reason: 'Conflict',
      message: 'Apply failed with 1 conflict: conflict with "before-first-apply" using apps/v1: .spec.replicas',
      details: {
        causes: [
          {
            reason: 'FieldManagerConflict',
            message: 'conflict with "before-first-apply" using apps/v1',
            field: '.spec.replicas',
          },
        ],
      },
    });
  });
});

describe('a later apply', () => {
  const twice = (first: JsonObject, second: JsonObject): JsonObject =>
    applied(applied({}, deployment(first)), deployment(second), 'kubectl', false, LATER);

  it('removes what it applied before and no longer does', () => {
    const object = twice({ replicas: 2, paused: true }, { replicas: 2 });
    expect(object['spec']).toEqual({ replicas: 2 });
    expect(owners(object)).toEqual(['kubectl Apply: .spec.replicas']);
  });

  it('removes an element of a list, and leaves its neighbours', () => {
    const both = containers({ name: 'a', image: '1' }, { name: 'b', image: '1' });
    expect(twice(both, containers({ name: 'b', image: '1' }))['spec']).toEqual(containers({ name: 'b', image: '1' }));
  });

  it('keeps what another manager owns too', () => {
    const first = applied({}, deployment({ replicas: 2, paused: true }), 'a');
    const shared = applied(first, deployment({ paused: true }), 'b');
    const object = applied(shared, deployment({ replicas: 2 }), 'a');
    expect(object['spec']).toEqual({ replicas: 2, paused: true });
    expect(owners(object)).toEqual(['a Apply: .spec.replicas', 'b Apply: .spec.paused']);
  });

  it('keeps what nobody owns', () => {
    const first = applied({}, deployment({ replicas: 2 }));
    const defaulted = { ...first, spec: { replicas: 2, revisionHistoryLimit: 10 } };
    const object = applied(defaulted, deployment({ replicas: 2 }));
    expect(object).toEqual(defaulted);
  });

  it('that says the same changes nothing, not even the time', () => {
    const first = applied({}, deployment({ replicas: 2 }));
    expect(applied(first, deployment({ replicas: 2 }), 'kubectl', false, LATER)).toEqual(first);
  });
});

describe('two managers', () => {
  const first = applied({}, deployment({ replicas: 2, paused: true }), 'a');

  it('may say the same', () => {
    expect(owners(applied(first, deployment({ replicas: 2 }), 'b'))).toEqual([
      'a Apply: .spec.paused .spec.replicas',
      'b Apply: .spec.replicas',
    ]);
  });

  it('may not say different things: all conflicts are named, by manager', () => {
    expect(refusal(first, deployment({ replicas: 3, paused: false }), 'b').message).toBe(
      'Apply failed with 2 conflicts: conflicts with "a":\n- .spec.paused\n- .spec.replicas',
    );
  });

  it('unless one takes the field by force: then it changes hands', () => {
    const object = applied(first, deployment({ replicas: 3 }), 'b', true);
    expect(object['spec']).toEqual({ replicas: 3, paused: true });
    expect(owners(object)).toEqual(['a Apply: .spec.paused', 'b Apply: .spec.replicas']);
  });

  it('who lost a field and applies anew without it removes nothing', () => {
    const object = applied(first, deployment({ replicas: 3 }), 'b', true);
    expect(applied(object, deployment({ paused: true }), 'a')['spec']).toEqual({ replicas: 3, paused: true });
  });
});

describe('an update of an object that was applied', () => {
  const first = applied({}, deployment({ replicas: 2, paused: true }));

  it('takes what it changes, and adds what is new', () => {
    const object = updated(first, deployment({ replicas: 5, paused: true, minReadySeconds: 1 }), 'kubectl');
    expect(owners(object)).toEqual([
      'kubectl Apply: .spec.paused',
      'kubectl Update: .spec.minReadySeconds .spec.replicas',
    ]);
  });

  it('through a subresource is named with it in a conflict', () => {
    const object = updated(first, deployment({ replicas: 5, paused: true }), 'kubectl', 'scale');
    expect(refusal(object, deployment({ replicas: 2, paused: true }), 'kubectl').message).toBe(
      'Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas',
    );
  });

  it('takes from everybody what it removes', () => {
    expect(owners(updated(first, deployment({ replicas: 2 }), 'x'))).toEqual(['kubectl Apply: .spec.replicas']);
  });

  it('of the status does not touch who owns the spec', () => {
    const after = { ...deployment({ replicas: 2, paused: true }), status: { replicas: 2 } };
    expect(owners(updated(first, after, 'kube-controller-manager', 'status'))).toEqual([
      'kubectl Apply: .spec.paused .spec.replicas',
      'kube-controller-manager Update/status: .status.replicas',
    ]);
  });

  it('of one that was never applied is not kept book of', () => {
    const after = deployment({ replicas: 3 });
    expect(updated(deployment({ replicas: 2 }), after, 'x')).toEqual(after);
  });
});

describe('an apply that is refused as it is', () => {
  const cases: readonly [string, JsonObject, string][] = [
    [
      'another version',
      { ...deployment({}), apiVersion: 'apps/v2' },
      'Incorrect version specified in apply patch. Specified patch version: apps/v2, expected: apps/v1',
    ],
    ['managed fields of its own', deployment({}, { managedFields: [] }), 'metadata.managedFields must be nil'],
  ];
  test.each(cases)('%s', (_what, config, message) => {
    expect(refusal({}, config, 'kubectl')).toMatchObject({ code: 400, message });
  });
});
