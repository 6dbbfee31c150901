import { describe, expect, it } from 'vitest';
import {
  adoptionPatch,
  adoptionRefusal,
  claimObjects,
  controllerRef,
  releasePatch,
} from '../../../lib/components/replication-controller/controller-ref.ts';
import { mergeSchemaOf } from '../../../lib/kubernetes/patch/merge-schema.ts';
import { applyStrategicMergePatch } from '../../../lib/kubernetes/patch/strategic-merge.ts';
import { labelSelectorAsSelector, NOTHING } from '../../../lib/kubernetes/selectors.ts';
import type { KubernetesObject, OwnerReference } from '../../../lib/kubernetes/types/meta.ts';

const SET: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: { name: 'r', namespace: 'a', uid: 'u-r' },
};
const ENDING: KubernetesObject = { ...SET, metadata: { ...SET.metadata, deletionTimestamp: 'now' } };
const OWN = controllerRef(SET);
const OTHER: OwnerReference = { ...OWN, name: 'q', uid: 'u-q' };

function pod(app: string, owners: readonly OwnerReference[], more: object = {}): KubernetesObject {
  return { metadata: { name: 'web', namespace: 'a', uid: 'u-web', labels: { app }, ownerReferences: owners, ...more } };
}

function claimed(controller: KubernetesObject, object: KubernetesObject): string {
  const selector = labelSelectorAsSelector({ matchLabels: { app: 'r' } });
  const claims = claimObjects(controller, selector.ok ? selector.value : NOTHING, [object]);
  const names = (['owned', 'adoptable', 'releasable'] as const).filter((name) => claims[name].includes(object));
  return names.join() || 'left alone';
}

describe('claimObjects', () => {
  it.each<[string, KubernetesObject, string, string]>([
    ['its own that matches', pod('r', [OWN]), 'owned', 'owned'],
    ['its own that matches no more', pod('x', [OWN]), 'releasable', 'left alone'],
    ['its own that is going', pod('r', [OWN], { deletionTimestamp: 'now' }), 'owned', 'owned'],
    ['an orphan that matches', pod('r', []), 'adoptable', 'left alone'],
    ['an orphan that does not match', pod('x', []), 'left alone', 'left alone'],
    ['an orphan that is going', pod('r', [], { deletionTimestamp: 'now' }), 'left alone', 'left alone'],
    ['an orphan of another namespace', pod('r', [], { namespace: 'b' }), 'left alone', 'left alone'],
    ['another’s', pod('r', [OTHER]), 'left alone', 'left alone'],
    ['one owned but not controlled', pod('r', [{ ...OTHER, controller: false }]), 'adoptable', 'left alone'],
    ['one of a namesake', pod('r', [{ ...OWN, uid: 'u-old' }]), 'left alone', 'left alone'],
  ])('%s', (_, object, alive, ending) => {
    expect(claimed(SET, object)).toBe(alive);
    expect(claimed(ENDING, object)).toBe(ending);
  });
});

describe('the patches', () => {
  it('take an object and let it go again, and leave its other owners', () => {
    const friend = { ...OTHER, controller: false };
    const orphan = pod('r', [friend]);
    const plain = JSON.parse(JSON.stringify(orphan)) as never;
    const adopted = applyStrategicMergePatch(plain, adoptionPatch(SET, orphan), mergeSchemaOf('Pod'));
    expect(adopted.ok && adopted.value).toMatchObject({ metadata: { ownerReferences: [OWN, friend] } });
    const released = adopted.ok
      ? applyStrategicMergePatch(adopted.value, releasePatch(SET, orphan), mergeSchemaOf('Pod'))
      : adopted;
    expect(released.ok && released.value).toEqual(orphan);
  });
});

describe('adoptionRefusal', () => {
  it.each<[string, KubernetesObject | null, string | null]>([
    ['as before', SET, null],
    ['being deleted', ENDING, 'a/r has just been deleted at now'],
    ['gone', null, "can't recheck DeletionTimestamp: r not found"],
    [
      'another one',
      { ...SET, metadata: { uid: 'u-2' } },
      "can't recheck DeletionTimestamp: original ReplicaSet a/r is gone: got uid u-2, wanted u-r",
    ],
  ])('looks whether the controller is %s', (_, fresh, expected) => {
    expect(adoptionRefusal(SET, fresh)).toBe(expected);
  });
});
