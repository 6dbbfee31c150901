import { toleratesTaint } from '../../../kubernetes/taints.ts';
import { normalizeToBest, type FilterPlugin, type ScorePlugin } from './plugin.ts';
import { unresolvable } from './status.ts';

const untolerated = unresolvable('node(s) had untolerated taint(s)');

/**
 * Keeps pods off nodes whose NoSchedule and NoExecute taints they do not tolerate, and prefers nodes with the
 * fewest PreferNoSchedule taints left over. Models pkg/scheduler/framework/plugins/tainttoleration.
 */
export const taintToleration: FilterPlugin & ScorePlugin = {
  name: 'TaintToleration',
  prepareFilter({ pod }) {
    const tolerations = pod.spec?.tolerations ?? [];
    return {
      filter: ({ hardTaints }) => {
        for (const taint of hardTaints) {
          if (!tolerations.some((toleration) => toleratesTaint(toleration, taint))) return untolerated;
        }
        return null;
      },
    };
  },
  prepareScore({ pod }) {
    const tolerations = (pod.spec?.tolerations ?? []).filter(
      ({ effect }) => effect === undefined || effect === 'PreferNoSchedule',
    );
    return {
      scorer: {
        score: ({ softTaints }) => {
          let disliked = 0;
          for (const taint of softTaints) {
            if (!tolerations.some((toleration) => toleratesTaint(toleration, taint))) disliked += 1;
          }
          return disliked;
        },
        normalize: (scores) => normalizeToBest(scores, true),
      },
    };
  },
};
