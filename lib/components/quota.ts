import { asPod, listObjects, POD_PREFIX } from '../cluster/objects.ts';
import type { ClusterState } from '../cluster/state.ts';
import { addQuantities, formatQuantity, wholeQuantity, type Quantity } from '../kubernetes/quantity.ts';
import { podUsage, quotaRefusal } from '../kubernetes/registry/quota.ts';
import { etcdPrefixOf } from '../kubernetes/resources-table.ts';
import type { ResourceQuota } from '../kubernetes/types/config.ts';
import type { Pod } from '../kubernetes/types/pod.ts';

/**
 * Why a quota of the namespace forbids a new pod, in the words of the ResourceQuota plugin; null when none does. What
 * is used is counted from the pods themselves. Models plugin/pkg/admission/resourcequota.
 */
export function overQuota(state: ClusterState, namespace: string, pod: Pod): string | null {
  const at = state.apiserver.cacheRevision;
  const quotas = listObjects(state, etcdPrefixOf('resourcequotas', namespace), at);
  if (quotas.length === 0) return null;
  const pods = listObjects(state, `${POD_PREFIX}${namespace}/`, at).map(({ object }) => asPod(object));
  for (const { object } of quotas) {
    const quota = object as unknown as ResourceQuota;
    const hard = quota.spec?.hard ?? {};
    const used = Object.fromEntries(
      Object.keys(hard).map((resource) => [resource, formatQuantity(sum(resource, pods))]),
    );
    const refusal = quotaRefusal({ ...quota, status: { hard, used } }, pod);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** True when a quota leaves no room for one more pod. */
export function isFull(state: ClusterState, namespace: string): boolean {
  return overQuota(state, namespace, { metadata: {} }) !== null;
}

/** A finished pod counts as an object and for nothing else. */
function sum(resource: string, pods: readonly Pod[]): Quantity {
  let total = wholeQuantity(0);
  for (const pod of pods) {
    const finished = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
    const amount = finished && !resource.startsWith('count/') ? undefined : podUsage(pod)[resource];
    if (amount !== undefined) total = addQuantities(total, amount);
  }
  return total;
}
