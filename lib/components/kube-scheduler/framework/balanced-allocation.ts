import type { ScorePlugin } from './plugin.ts';
import { balancedAllocation, cpuAndMemory, prepareFillScore, type WeightedResource } from './resource-scoring.ts';
import { skip } from './status.ts';

/**
 * Prefers nodes whose resources would be filled evenly; has no opinion on pods without requests.
 * Models pkg/scheduler/framework/plugins/noderesources/balanced_allocation.go.
 */
export function nodeResourcesBalancedAllocation(resources: readonly WeightedResource[] = cpuAndMemory): ScorePlugin {
  return {
    name: 'NodeResourcesBalancedAllocation',
    prepareScore(pod) {
      const { wanted, score } = prepareFillScore(pod, resources, true, balancedAllocation);
      return wanted.every((amount) => amount === 0) ? { status: skip } : { scorer: { score } };
    },
  };
}
