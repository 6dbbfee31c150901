import { compareStrings, sortedKeys } from '../../kernel/ordered.ts';
import { resourceInfo } from '../../kubernetes/resources-table.ts';
import type { NamespaceCondition } from '../../kubernetes/types/config.ts';

/** What a pass over the content of a namespace has found. */
export interface ContentFindings {
  /** How many objects of a resource remain, and how many a finalizer holds. */
  readonly remaining: Readonly<Record<string, number>>;
  readonly finalizers: Readonly<Record<string, number>>;
  readonly errors: readonly string[];
}

/** A condition while all is well. */
type Ok = readonly [type: string, reason: string, message: string];

const DISCOVERY: Ok = [
  'NamespaceDeletionDiscoveryFailure',
  'ResourcesDiscovered',
  'All resources successfully discovered',
];
const PARSING: Ok = [
  'NamespaceDeletionGroupVersionParsingFailure',
  'ParsedGroupVersions',
  'All legacy kube types successfully parsed',
];
const DELETION: Ok = [
  'NamespaceDeletionContentFailure',
  'ContentDeleted',
  'All content successfully deleted, may be waiting on finalization',
];
const CONTENT: Ok = ['NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed'];
const FINALIZERS: Ok = [
  'NamespaceFinalizersRemaining',
  'ContentHasNoFinalizers',
  'All content-preserving finalizers finished',
];

/**
 * The conditions of a namespace after a pass; those that say what they said before keep their time.
 * Models pkg/controller/namespace/deletion/status_condition_utils.go.
 */
export function namespaceConditions(
  before: readonly NamespaceCondition[],
  { remaining, finalizers, errors }: ContentFindings,
  now: string,
): NamespaceCondition[] {
  const failed = errors.toSorted(compareStrings).join(', ');
  const resources = counted(remaining, (resource) => `${resource}.${resourceInfo(resource)?.group ?? ''} has`);
  const holders = counted(finalizers, (finalizer) => `${finalizer} in`);
  const wanted = [
    condition(DISCOVERY),
    condition(PARSING),
    errors.length === 0
      ? condition(DELETION)
      : problem(
          DELETION,
          'ContentDeletionFailed',
          `Failed to delete all resource types, ${errors.length} remaining: ${failed}`,
        ),
    resources === ''
      ? condition(CONTENT)
      : problem(CONTENT, 'SomeResourcesRemain', `Some resources are remaining: ${resources}`),
    holders === ''
      ? condition(FINALIZERS)
      : problem(
          FINALIZERS,
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${holders}`,
        ),
  ];
  const others = before.filter(({ type }) => !wanted.some((one) => one.type === type));
  return [...others, ...wanted.map((one) => timed(one, before, now))];
}

/** `pods. has 2 resource instances, replicasets.apps has 1 resource instances`. */
function counted(counts: Readonly<Record<string, number>>, name: (key: string) => string): string {
  return sortedKeys(counts)
    .map((key) => `${name(key)} ${counts[key] ?? 0} resource instances`)
    .toSorted(compareStrings)
    .join(', ');
}

function condition([type, reason, message]: Ok): NamespaceCondition {
  return { type, status: 'False', reason, message };
}

function problem([type]: Ok, reason: string, message: string): NamespaceCondition {
  return { type, status: 'True', reason, message };
}

function timed(wanted: NamespaceCondition, before: readonly NamespaceCondition[], now: string): NamespaceCondition {
  const known = before.find(({ type }) => type === wanted.type);
  const lastTransitionTime = known?.status === wanted.status ? (known.lastTransitionTime ?? now) : now;
  return { ...wanted, lastTransitionTime };
}
