import type { Pod } from '../../../kubernetes/types/pod.ts';
import { both, compileLabelMap, compileLabelSelector, type LabelMatcher, type Labels } from './label-matcher.ts';
import type { OwnerObjects } from './snapshot.ts';

/**
 * Selects the pods that belong to the same application as this one, judged by the Services that select it and by
 * the controller that owns it; everything when nobody does.
 * Models pkg/scheduler/framework/plugins/helper/spread.go DefaultSelector.
 */
export function defaultSelector(pod: Pod, owners: OwnerObjects): LabelMatcher {
  const namespace = pod.metadata.namespace ?? '';
  const labels = pod.metadata.labels ?? {};
  const merged: Record<string, string> = {};
  for (const service of owners.services ?? []) {
    const selector = service.spec?.selector;
    if (selector === undefined || (service.metadata.namespace ?? '') !== namespace) continue;
    if (compileLabelMap(selector).matches(labels)) Object.assign(merged, selector);
  }
  const owner = pod.metadata.ownerReferences?.find(({ controller }) => controller === true);
  const named = <T extends { readonly metadata: { readonly name?: string; readonly namespace?: string } }>(
    objects: readonly T[] | undefined,
  ): T | undefined =>
    objects?.find(({ metadata }) => metadata.name === owner?.name && (metadata.namespace ?? '') === namespace);
  if (owner?.kind === 'ReplicationController' && owner.apiVersion === 'v1') {
    const selector: Labels = named(owners.replicationControllers)?.spec?.selector ?? {};
    return compileLabelMap({ ...merged, ...selector });
  }
  if (owner?.kind === 'ReplicaSet' && owner.apiVersion === 'apps/v1') {
    const selector = named(owners.replicaSets)?.spec?.selector;
    if (selector !== undefined)
      return both(
        compileLabelMap(merged),
        compileLabelSelector(selector, () => undefined),
      );
  }
  return compileLabelMap(merged);
}
