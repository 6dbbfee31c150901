import { describe, expect, it } from 'vitest';
import { namespaceConditions } from '../../../lib/components/replication-controller/namespace-conditions.ts';

const NOTHING = { remaining: {}, finalizers: {}, errors: [] };
const NOW = '2026-01-01T00:00:05Z';
const LATER = '2026-01-01T00:00:10Z';

describe('namespaceConditions', () => {
  it('says five times that nothing is wrong', () => {
    expect(namespaceConditions([], NOTHING, NOW).map(({ type, status, reason }) => [type, status, reason])).toEqual([
      ['NamespaceDeletionDiscoveryFailure', 'False', 'ResourcesDiscovered'],
      ['NamespaceDeletionGroupVersionParsingFailure', 'False', 'ParsedGroupVersions'],
      ['NamespaceDeletionContentFailure', 'False', 'ContentDeleted'],
      ['NamespaceContentRemaining', 'False', 'ContentRemoved'],
      ['NamespaceFinalizersRemaining', 'False', 'ContentHasNoFinalizers'],
    ]);
  });

  it.each([
    [
      'NamespaceContentRemaining',
      { ...NOTHING, remaining: { replicasets: 1, pods: 2 } },
      'Some resources are remaining: pods. has 2 resource instances, replicasets.apps has 1 resource instances',
    ],
    [
      'NamespaceFinalizersRemaining',
      { ...NOTHING, finalizers: { 'b/b': 1, 'a/a': 3 } },
      'Some content in the namespace has finalizers remaining: a/a in 3 resource instances, b/b in 1 resource instances',
    ],
    [
      'NamespaceDeletionContentFailure',
      { ...NOTHING, errors: ['two', 'one'] },
      'Failed to delete all resource types, 2 remaining: one, two',
    ],
  ])('tells %s what there is, in order', (type, findings, message) => {
    const wrong = namespaceConditions([], findings, NOW).filter(({ status }) => status === 'True');
    expect(wrong).toMatchObject([{ type, message, lastTransitionTime: NOW }]);
  });

  it('keeps the time of what it said before, and the conditions of others', () => {
    const own = { type: 'Own', status: 'True' } as const;
    const before = [own, ...namespaceConditions([], { ...NOTHING, remaining: { pods: 2 } }, NOW)];
    const fewer = namespaceConditions(before, { ...NOTHING, remaining: { pods: 1 } }, LATER);
    expect(fewer[0]).toBe(own);
    expect(fewer.every(({ type, lastTransitionTime }) => type === 'Own' || lastTransitionTime === NOW)).toBe(true);
    const none = namespaceConditions(fewer, NOTHING, LATER);
    expect(none.filter(({ lastTransitionTime }) => lastTransitionTime === LATER).map(({ type }) => type)).toEqual([
      'NamespaceContentRemaining',
    ]);
  });
});
