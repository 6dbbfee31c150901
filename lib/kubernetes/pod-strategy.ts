import type { DeleteOptions } from './types/meta.ts';
import type { Pod, PodCondition } from './types/pod.ts';
import { qosClassOf } from './resources.ts';

const DEFAULT_PRIORITY = 0;

/**
 * What the registry does to a new pod whatever the client wrote: status is the server's.
 * Models pkg/registry/core/pod/strategy.go PrepareForCreate.
 */
export function preparePodForCreate(pod: Pod, now?: string): Pod {
  const { spec = {}, metadata } = pod;
  const grace = spec.terminationGracePeriodSeconds;
  const gated = schedulingGatedCondition(pod, now);
  return {
    ...pod,
    metadata: { ...metadata, generation: 1 },
    spec: { ...spec, ...(grace !== undefined && grace < 0 && { terminationGracePeriodSeconds: 1 }) },
    status: { phase: 'Pending', ...(gated !== null && { conditions: [gated] }), qosClass: qosClassOf(spec) },
  };
}

/** The PodScheduled condition of a pod that is held back by gates, else null. */
export function schedulingGatedCondition(pod: Pod, now?: string): PodCondition | null {
  if ((pod.spec?.schedulingGates ?? []).length === 0) return null;
  return {
    type: 'PodScheduled',
    status: 'False',
    ...(now !== undefined && { lastTransitionTime: now }),
    reason: 'SchedulingGated',
    message: 'Scheduling is blocked due to non-empty scheduling gates',
  };
}

/** What the Priority admission plugin gives a pod without a class. Models plugin/pkg/admission/priority. */
export function withDefaultPriority(pod: Pod): Pod {
  const { spec = {} } = pod;
  if (spec.priorityClassName !== undefined) return pod;
  return {
    ...pod,
    spec: { ...spec, priority: DEFAULT_PRIORITY, preemptionPolicy: spec.preemptionPolicy ?? 'PreemptLowerPriority' },
  };
}

/**
 * How many seconds a pod gets to end when it is deleted; 0 removes it at once. A pod that was never bound, or has
 * finished, has nothing to end. Models podStrategy.CheckGracefulDelete.
 */
export function gracePeriodFor(pod: Pod, options: DeleteOptions = {}): number {
  const { nodeName = '', terminationGracePeriodSeconds } = pod.spec ?? {};
  const phase = pod.status?.phase;
  const asked = options.gracePeriodSeconds ?? terminationGracePeriodSeconds ?? 0;
  if (nodeName === '' || phase === 'Failed' || phase === 'Succeeded') return 0;
  return asked < 0 ? 1 : asked;
}

export type PodDeletion =
  | { readonly kind: 'remove' }
  /** The pod is marked and waits for its kubelet, or for its finalizers. */
  | { readonly kind: 'mark'; readonly pod: Pod }
  /** It is marked already and nothing changes: a later deletion may shorten the wait, never lengthen it. */
  | { readonly kind: 'unchanged' };

/**
 * What a deletion does to a stored pod. `at` turns a number of seconds from now into a timestamp.
 * Models staging/src/k8s.io/apiserver/pkg/registry/rest/delete.go BeforeDelete and the generic store.
 */
export function deletePod(pod: Pod, options: DeleteOptions, at: (seconds: number) => string): PodDeletion {
  const grace = gracePeriodFor(pod, options);
  const { metadata } = pod;
  const finalized = (metadata.finalizers ?? []).length === 0;
  if (metadata.deletionTimestamp !== undefined) {
    const before = metadata.deletionGracePeriodSeconds ?? 0;
    const asked = options.gracePeriodSeconds;
    if (grace === 0 && finalized && (asked === 0 || before === 0)) return { kind: 'remove' };
    if (asked === undefined || asked >= before) return { kind: 'unchanged' };
    // Time that has been waited counts: the new end is reckoned from when the first deletion came.
    const deletionTimestamp = at(grace);
    return {
      kind: 'mark',
      pod: { ...pod, metadata: { ...metadata, deletionTimestamp, deletionGracePeriodSeconds: grace } },
    };
  }
  if (grace === 0 && finalized) return { kind: 'remove' };
  const marked = {
    ...metadata,
    deletionTimestamp: at(grace),
    deletionGracePeriodSeconds: grace,
    generation: (metadata.generation ?? 0) + 1,
  };
  return { kind: 'mark', pod: { ...pod, metadata: marked } };
}
