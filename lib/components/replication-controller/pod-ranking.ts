import { compareStrings } from '../../kernel/ordered.ts';
import { parseRfc3339 } from '../../kubernetes/rfc3339.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { isPodActive, isPodReady, readySince } from './pod-status.ts';

/** A pod with the number of active relatives on its node. */
export interface RankedPod {
  readonly pod: Pod;
  readonly rank: number;
}

/** Gates that are on by default. */
export interface RankingFeatures {
  readonly podDeletionCost?: boolean;
  readonly logarithmicScaleDown?: boolean;
}

/**
 * Which of two pods goes first when there are too many: negative for the left one, 0 when they are alike. Unassigned,
 * not running, not ready, cheap, crowded, freshly ready, often restarted and young ones go first; ages within a
 * power of two are alike and decided by uid. `now` in ms.
 * Models pkg/controller/controller_utils.go ActivePodsWithRanks.Less.
 */
export function compareForDeletion(
  left: RankedPod,
  right: RankedPod,
  now: number,
  features: RankingFeatures = {},
): number {
  const a = left.pod;
  const b = right.pod;
  const cost = features.podDeletionCost === false ? 0 : deletionCost(a) - deletionCost(b);
  const age = features.logarithmicScaleDown === false ? compareYouth : compareMagnitude(now);
  return (
    compareProgress(a, b) ||
    cost ||
    right.rank - left.rank ||
    age(readyMoment(a, b), readyMoment(b, a), a, b) ||
    compareRestarts(a, b) ||
    age(createdAt(a), createdAt(b), a, b)
  );
}

/** The same without relatives, cost and magnitudes. Models ActivePods.Less. */
export function compareActivePods(a: Pod, b: Pod): number {
  return (
    compareProgress(a, b) ||
    compareYouth(readyMoment(a, b), readyMoment(b, a)) ||
    compareRestarts(a, b) ||
    compareYouth(createdAt(a), createdAt(b))
  );
}

/**
 * The `count` pods to delete. `related` are the pods of all replica sets of the same owner: of two equal pods the one
 * goes that shares its node with more of them. Models pkg/controller/replicaset/replica_set.go getPodsToDelete.
 */
export function podsToDelete(
  pods: readonly Pod[],
  related: readonly Pod[],
  count: number,
  now: number,
  features: RankingFeatures = {},
): Pod[] {
  if (count >= pods.length) return [...pods];
  const perNode = new Map<string, number>();
  for (const pod of related) {
    const node = pod.spec?.nodeName ?? '';
    if (isPodActive(pod)) perNode.set(node, (perNode.get(node) ?? 0) + 1);
  }
  return pods
    .map((pod): RankedPod => ({ pod, rank: perNode.get(pod.spec?.nodeName ?? '') ?? 0 }))
    .sort((left, right) => compareForDeletion(left, right, now, features))
    .slice(0, count)
    .map(({ pod }) => pod);
}

const phaseOrder: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

function compareProgress(a: Pod, b: Pod): number {
  const assigned = (pod: Pod): number => ((pod.spec?.nodeName ?? '') === '' ? 0 : 1);
  const phase = (pod: Pod): number => phaseOrder[pod.status?.phase ?? ''] ?? 0;
  return assigned(a) - assigned(b) || phase(a) - phase(b) || Number(isPodReady(a)) - Number(isPodReady(b));
}

/** What it costs to delete the pod, as its owner says; 0 unless it is a plain whole number of 32 bits. */
function deletionCost(pod: Pod): number {
  const text = pod.metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'] ?? '';
  const cost = /^(-\d+|0|[1-9]\d*)$/.test(text) ? Number(text) : 0;
  return cost === (cost | 0) ? cost : 0;
}

/** Readiness decides only between two ready pods. */
function readyMoment(pod: Pod, other: Pod): number | null {
  return isPodReady(pod) && isPodReady(other) ? readySince(pod) : null;
}

function createdAt(pod: Pod): number | null {
  return parseRfc3339(pod.metadata.creationTimestamp);
}

/** Unknown times first, then the latest. */
function compareYouth(a: number | null, b: number | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  return b === null ? 1 : b - a;
}

function compareMagnitude(now: number) {
  return (a: number | null, b: number | null, left: Pod, right: Pod): number => {
    if (a === null || b === null || a === b) return compareYouth(a, b);
    return magnitude(now - a) - magnitude(now - b) || compareStrings(left.metadata.uid ?? '', right.metadata.uid ?? '');
  };
}

/** The power of two of an age; upstream counts nanoseconds. */
function magnitude(milliseconds: number): number {
  return milliseconds > 0 ? Math.trunc(Math.log2(milliseconds * 1e6)) : -1;
}

function compareRestarts(a: Pod, b: Pod): number {
  return (
    mostRestarts(b, 'regular') - mostRestarts(a, 'regular') || mostRestarts(b, 'sidecar') - mostRestarts(a, 'sidecar')
  );
}

function mostRestarts(pod: Pod, kind: 'regular' | 'sidecar'): number {
  const sidecars = new Set(
    (pod.spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always').map(({ name }) => name),
  );
  const statuses =
    kind === 'regular'
      ? (pod.status?.containerStatuses ?? [])
      : (pod.status?.initContainerStatuses ?? []).filter(({ name }) => sidecars.has(name));
  return Math.max(0, ...statuses.map(({ restartCount }) => restartCount));
}
