import { withDefaultTolerations } from '../../../lib/kubernetes/default-tolerations.ts';
import { applyLimitDefaults, limitViolations } from '../../../lib/kubernetes/limit-ranger.ts';
import { gracePeriodFor, schedulingGatedCondition } from '../../../lib/kubernetes/pod-strategy.ts';
import { qosClassOf } from '../../../lib/kubernetes/resources.ts';
import type { LimitRange } from '../../../lib/kubernetes/types/config.ts';
import type { Pod } from '../../../lib/kubernetes/types/pod.ts';
import { eachCase, type Handler, type Vector } from '../vector-file.ts';

function playRegistry(vector: Vector): unknown {
  const pod = vector['pod'] as unknown as Pod;
  switch (vector['fn']) {
    case 'podScheduledConditionOnCreate': {
      const condition = schedulingGatedCondition(pod);
      if (condition === null) return null;
      const { type, status, reason } = condition;
      return { type, status, reason };
    }
    case 'checkGracefulDelete': {
      const asked = vector['requestedGracePeriodSeconds'];
      return {
        gracePeriodSeconds: gracePeriodFor(pod, typeof asked === 'number' ? { gracePeriodSeconds: asked } : {}),
      };
    }
    case 'qosClass':
      return qosClassOf(pod.spec ?? {});
    default:
      throw new Error(`unknown fn ${String(vector['fn'])}`);
  }
}

function playLimits(vector: Vector): unknown {
  const range = vector['limitRange'] as unknown as LimitRange;
  return { allowed: limitViolations(range, applyLimitDefaults(range, vector['pod'] as unknown as Pod)).length === 0 };
}

export const admissionHandlers: Readonly<Record<string, Handler>> = {
  'admission-defaulttolerationseconds': eachCase((vector) => ({
    pod: withDefaultTolerations(vector['pod'] as unknown as Pod),
  })),
  'admission-limitranger': eachCase(playLimits),
  'pod-registry': eachCase(playRegistry),
};
