import { compareStrings } from '../../../kernel/ordered.ts';

/** What the scheduler says when the cluster has no node at all. Models pkg/scheduler/schedule_one.go ErrNoNodesAvailable. */
export const noNodesMessage = 'no nodes available to schedule pods';

/**
 * The text of a FailedScheduling event and of the PodScheduled=False condition: how many nodes were refused for
 * which reason. Models pkg/scheduler/framework/types.go FitError.
 */
export function fitErrorMessage(nodeCount: number, reasonsByNode: Iterable<readonly string[]>): string {
  const counts = new Map<string, number>();
  for (const reasons of reasonsByNode) for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const parts = [...counts].map(([reason, count]) => `${count} ${reason}`).sort(compareStrings);
  const head = `0/${nodeCount} nodes are available:`;
  return parts.length === 0 ? head : `${head} ${parts.join(', ')}.`;
}

/** The same when a plugin refused the pod before it looked at any node. */
export function preFilterErrorMessage(nodeCount: number, message: string): string {
  return `0/${nodeCount} nodes are available: ${message}.`;
}
