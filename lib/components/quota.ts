import { asPod, listObjects, POD_PREFIX } from '../cluster/objects.ts';
import type { ClusterState } from '../cluster/state.ts';
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  quantity,
  wholeQuantity,
  type Quantity,
} from '../kubernetes/quantity.ts';
import { podUsage, quotaRefusal } from '../kubernetes/registry/quota.ts';
import { etcdPrefixOf, type ResourceInfo } from '../kubernetes/resources-table.ts';
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

/** The kinds whose bare plural a quota may count. Models pkg/quota/v1/evaluator/core/registry.go. */
const COUNTED_BY_NAME = ['services', 'configmaps', 'secrets', 'replicationcontrollers', 'resourcequotas'];

/** Why a quota of the namespace forbids one more object of a kind other than pods; null when none does. */
export function overObjectQuota(state: ClusterState, namespace: string, info: ResourceInfo): string | null {
  const at = state.apiserver.cacheRevision;
  const { resource, group } = info;
  const named = group === '' && COUNTED_BY_NAME.includes(resource) ? [resource] : [];
  const counters = [`count/${resource}${group === '' ? '' : `.${group}`}`, ...named];
  for (const { object } of listObjects(state, etcdPrefixOf('resourcequotas', namespace), at)) {
    const { metadata, spec } = object as unknown as ResourceQuota;
    const used = listObjects(state, etcdPrefixOf(resource, namespace), at).length;
    const over = counters.filter((counter) => {
      const hard = spec?.hard?.[counter];
      return hard !== undefined && compareQuantities(wholeQuantity(used + 1), quantity(hard)) > 0;
    });
    if (over.length === 0) continue;
    const shown = (value: (counter: string) => string | number): string =>
      over.map((counter) => `${counter}=${value(counter)}`).join(',');
    const limited = shown((counter) => spec?.hard?.[counter] ?? '0');
    return `exceeded quota: ${metadata.name ?? ''}, requested: ${shown(() => 1)}, used: ${shown(() => used)}, limited: ${limited}`;
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
