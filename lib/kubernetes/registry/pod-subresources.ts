import { err, ok, type Result } from '../../kernel/result.ts';
import { deletePod, type PodDeletion } from '../pod-strategy.ts';
import { conflict, unexplainedError } from '../status-error.ts';
import type { DeleteOptions, Status } from '../types/meta.ts';
import type { Binding, Pod, PodCondition } from '../types/pod.ts';
import { validateBinding } from '../validation/pod.ts';
import { aggregateText } from '../field-error.ts';

/**
 * Binds a pod to the node that a scheduler chose: node name and PodScheduled=True in one write. Whether the node
 * exists is not asked. Models pkg/registry/core/pod/storage BindingREST.Create.
 */
export function bindPod(pod: Pod, binding: Binding, now: string): Result<Pod, Status> {
  const errors = validateBinding(binding);
  if (errors.length > 0) return err(unexplainedError(aggregateText(errors)));
  const { name = '' } = pod.metadata;
  const of = { group: '', resource: 'pods/binding' };
  const { nodeName = '', schedulingGates = [] } = pod.spec ?? {};
  if (pod.metadata.deletionTimestamp !== undefined) {
    return err(conflict(of, name, `pod ${name} is being deleted, cannot be assigned to a host`));
  }
  if (nodeName !== '') return err(conflict(of, name, `pod ${name} is already assigned to node "${nodeName}"`));
  if (schedulingGates.length > 0) return err(conflict(of, name, `pod ${name} has non-empty .spec.schedulingGates`));
  const scheduled: PodCondition = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: now,
  };
  return ok({
    ...pod,
    spec: { ...pod.spec, nodeName: binding.target.name ?? '' },
    status: { ...pod.status, conditions: withCondition(pod.status?.conditions ?? [], scheduled) },
  });
}

/** An eviction that is allowed: the pod says why it ends, then it is deleted. Models EvictionREST. */
export function evictPod(pod: Pod, options: DeleteOptions, now: string, at: (seconds: number) => string): PodDeletion {
  const target: PodCondition = {
    type: 'DisruptionTarget',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: now,
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
  };
  const conditions = withCondition(pod.status?.conditions ?? [], target);
  return deletePod({ ...pod, status: { ...pod.status, conditions } }, options, at);
}

/** Sets a condition in its place, or at the end. A status that stays keeps the time of its last change. */
export function withCondition(conditions: readonly PodCondition[], condition: PodCondition): PodCondition[] {
  const old = conditions.find(({ type }) => type === condition.type);
  if (old === undefined) return [...conditions, condition];
  const since = old.status === condition.status ? { lastTransitionTime: old.lastTransitionTime } : {};
  return conditions.map((other) => (other.type === condition.type ? { ...condition, ...since } : other));
}
