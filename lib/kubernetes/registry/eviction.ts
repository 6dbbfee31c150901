import { err, ok, type Result } from '../../kernel/result.ts';
import type { PodDeletion } from '../pod-strategy.ts';
import { labelSelectorMatches } from '../selectors.ts';
import { badRequest, conflict, disruptionBudgetViolated, forbidden, unexplainedError } from '../status-error.ts';
import type { DeleteOptions, KubernetesObject, Status } from '../types/meta.ts';
import type { Pod } from '../types/pod.ts';
import type { PodDisruptionBudget, PodDisruptionBudgetStatus } from '../types/policy.ts';
import { evictPod } from './pod-subresources.ts';

/** policy/v1 Eviction: what is posted to `pods/<name>/eviction`. */
export interface Eviction extends KubernetesObject {
  readonly deleteOptions?: DeleteOptions;
}

export interface Evicted {
  /** What becomes of the pod; null in a dry run. */
  readonly deletion: PodDeletion | null;
  /** The budget that paid for it, as it has to be stored before the pod is touched; null when none had to. */
  readonly budget: PodDisruptionBudget | null;
}

/** Evictions that the disruption controller has not seen yet, at the most. */
const MOST_DISRUPTED_PODS = 2000;
const OF_BUDGETS = { group: 'policy', resource: 'poddisruptionbudget' };
const MORE_THAN_ONE =
  'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';

/**
 * Evicts a pod unless a disruption budget forbids it now (429). `budgets` are all those of the pod's namespace.
 * Models pkg/registry/core/pod/storage/eviction.go.
 */
export function requestEviction(
  pod: Pod,
  eviction: Eviction,
  budgets: readonly PodDisruptionBudget[],
  now: string,
  at: (seconds: number) => string,
): Result<Evicted, Status> {
  if ((eviction.metadata.name ?? '') !== pod.metadata.name) {
    return err(badRequest('name in URL does not match name in Eviction object'));
  }
  const options = eviction.deleteOptions ?? {};
  const paid = isBeyondBudgets(pod) ? ok(null) : payFrom(pod, budgetsFor(pod, budgets), now);
  if (!paid.ok) return paid;
  if ((options.dryRun ?? []).length > 0) return ok({ deletion: null, budget: null });
  const stale = preconditionRefusal(pod, options);
  if (stale !== null) return err(stale);
  return ok({ deletion: evictPod(pod, options, now, at), budget: paid.value });
}

/** Pods that nothing relies on: not yet running, finished, or going already. */
function isBeyondBudgets({ metadata, status }: Pod): boolean {
  return ['Succeeded', 'Failed', 'Pending'].includes(status?.phase ?? '') || metadata.deletionTimestamp !== undefined;
}

/** A budget without a selector is for no pod, one with an empty selector for all of its namespace. */
function budgetsFor({ metadata }: Pod, budgets: readonly PodDisruptionBudget[]): PodDisruptionBudget[] {
  return budgets.filter(
    (budget) =>
      budget.metadata.namespace === metadata.namespace && labelSelectorMatches(budget.spec?.selector, metadata.labels),
  );
}

function payFrom(
  pod: Pod,
  budgets: readonly PodDisruptionBudget[],
  now: string,
): Result<PodDisruptionBudget | null, Status> {
  const [budget, ...others] = budgets;
  if (budget === undefined) return ok(null);
  if (others.length > 0) return err(unexplainedError(MORE_THAN_ONE));
  return isFree(pod, budget) ? ok(null) : decremented(pod, budget, now);
}

/** A pod that is not ready is not counted as healthy: it costs nothing while the others suffice, or by policy never. */
function isFree({ status }: Pod, { spec, status: state }: PodDisruptionBudget): boolean {
  if ((status?.conditions ?? []).some(({ type, status: is }) => type === 'Ready' && is === 'True')) return false;
  if (spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  const { currentHealthy = 0, desiredHealthy = 0 } = state ?? {};
  return currentHealthy >= desiredHealthy && desiredHealthy > 0;
}

/** Models checkAndDecrement. */
function decremented(pod: Pod, budget: PodDisruptionBudget, now: string): Result<PodDisruptionBudget, Status> {
  const { metadata, status = {} } = budget;
  const { name = '', generation = 0 } = metadata;
  const { observedGeneration = 0, disruptionsAllowed = 0, disruptedPods = {} } = status;
  if (observedGeneration < generation) {
    return err(disruptionBudgetViolated(`The disruption budget ${name} is still being processed by the server.`, 10));
  }
  if (disruptionsAllowed < 0) return err(forbidden(OF_BUDGETS, name, 'pdb disruptions allowed is negative'));
  if (Object.keys(disruptedPods).length > MOST_DISRUPTED_PODS) {
    const why = 'DisruptedPods map too big - too many evictions not confirmed by PDB controller';
    return err(forbidden(OF_BUDGETS, name, why));
  }
  if (disruptionsAllowed === 0) {
    const { desiredHealthy = 0, currentHealthy = 0 } = status;
    const why = `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
    return err(disruptionBudgetViolated(why));
  }
  const left = {
    ...status,
    disruptionsAllowed: disruptionsAllowed - 1,
    disruptedPods: { ...disruptedPods, [pod.metadata.name ?? '']: now },
  };
  return ok({ ...budget, status: disruptionsAllowed === 1 ? exhausted(left, observedGeneration, now) : left });
}

/** Models component-helpers/apps/poddisruptionbudget UpdateDisruptionAllowedCondition. */
function exhausted(
  status: PodDisruptionBudgetStatus,
  observedGeneration: number,
  now: string,
): PodDisruptionBudgetStatus {
  const { conditions = [] } = status;
  const old = conditions.find(({ type }) => type === 'DisruptionAllowed');
  const since = old?.status === 'False' ? old.lastTransitionTime : now;
  const condition = {
    type: 'DisruptionAllowed',
    status: 'False',
    observedGeneration,
    lastTransitionTime: since,
    reason: 'InsufficientPods',
    message: '',
  } as const;
  const others = conditions.filter((other) => other !== old);
  return { ...status, conditions: [...others, condition] };
}

function preconditionRefusal({ metadata }: Pod, { preconditions }: DeleteOptions): Status | null {
  const { uid, resourceVersion } = preconditions ?? {};
  const { name = '', uid: storedUid = '', resourceVersion: stored = '' } = metadata;
  const of = { group: '', resource: 'Pod' };
  if (uid !== undefined && uid !== storedUid) {
    const why = `the UID in the precondition (${uid}) does not match the UID in record (${storedUid}). The object might have been deleted and then recreated`;
    return conflict(of, name, why);
  }
  if (resourceVersion === undefined || resourceVersion === stored) return null;
  const why = `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${stored}). The object might have been modified`;
  return conflict(of, name, why);
}
