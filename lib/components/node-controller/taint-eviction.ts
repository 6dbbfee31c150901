import { toleratesTaint } from '../../kubernetes/taints.ts';
import type { Node, Taint } from '../../kubernetes/types/node.ts';
import type { Pod, PodCondition, Toleration } from '../../kubernetes/types/pod.ts';

/** A deletion that is due because of taints; times in ms by the controller's clock. */
export interface ScheduledEviction {
  readonly createdAt: number;
  readonly dueAt: number;
}

/** The taints that drive pods off a node, rather than only keeping new ones away. */
export function noExecuteOf(node: Node): readonly Taint[] {
  return (node.spec?.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
}

/**
 * How many seconds the pod may stay on a node with these NoExecute taints: 0 when one is not tolerated, null for as
 * long as it likes. Models pkg/controller/tainteviction/taint_eviction.go processPodOnNode.
 */
export function toleratedSeconds(tolerations: readonly Toleration[], taints: readonly Taint[]): number | null {
  if (taints.length === 0) return null;
  const used: Toleration[] = [];
  for (const taint of taints) {
    const toleration = tolerations.find((candidate) => toleratesTaint(candidate, taint));
    if (toleration === undefined) return 0;
    used.push(toleration);
  }
  return minTolerationSeconds(used);
}

/** The shortest limit among tolerations: 0 for none at all, null when no toleration has a limit. Models getMinTolerationTime. */
export function minTolerationSeconds(tolerations: readonly Toleration[]): number | null {
  if (tolerations.length === 0) return 0;
  const limits = tolerations.flatMap(({ tolerationSeconds }) =>
    typeof tolerationSeconds === 'number' ? [Math.max(0, tolerationSeconds)] : [],
  );
  return limits.length === 0 ? null : Math.min(...limits);
}

/**
 * When the pod is to be deleted, seen from `now`; null when it may stay. An eviction that is scheduled stays as it is
 * until the taints are gone or one is not tolerated: further taints neither prolong nor shorten the stay.
 */
export function planEviction(
  pod: Pod,
  taints: readonly Taint[],
  scheduled: ScheduledEviction | null,
  now: number,
): ScheduledEviction | null {
  if ((pod.spec?.nodeName ?? '') === '') return null;
  const seconds = toleratedSeconds(pod.spec?.tolerations ?? [], taints);
  if (seconds === null) return null;
  if (seconds === 0) return { createdAt: now, dueAt: now };
  return scheduled ?? { createdAt: now, dueAt: now + seconds * 1000 };
}

/** The condition a pod gets just before it is deleted for taints. */
export function disruptionTarget(now: string): PodCondition {
  return {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'DeletionByTaintManager',
    message: 'Taint manager: deleting due to NoExecute taint',
    lastTransitionTime: now,
  };
}
