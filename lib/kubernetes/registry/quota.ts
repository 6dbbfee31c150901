import { sortedKeys } from '../../kernel/ordered.ts';
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  milliQuantity,
  quantity,
  wholeQuantity,
  type Quantity,
} from '../quantity.ts';
import { podResourceRequests } from '../resources.ts';
import type { ResourceQuota } from '../types/config.ts';
import type { Pod } from '../types/pod.ts';

/** What a pod counts for in a quota. Models pkg/quota/v1/evaluator/core/pods.go. */
export function podUsage(pod: Pod): Readonly<Record<string, Quantity>> {
  const usage: Record<string, Quantity> = { pods: wholeQuantity(1), 'count/pods': wholeQuantity(1) };
  for (const [name, amount] of Object.entries(podResourceRequests(pod.spec ?? {}))) {
    const value =
      name === 'cpu' ? milliQuantity(amount) : wholeQuantity(amount, name === 'memory' ? 'BinarySI' : 'DecimalSI');
    usage[name] = value;
    usage[`requests.${name}`] = value;
  }
  for (const { resources } of pod.spec?.containers ?? []) {
    for (const [name, text] of Object.entries(resources?.limits ?? {})) {
      const before = usage[`limits.${name}`];
      usage[`limits.${name}`] = before === undefined ? quantity(text) : addQuantities(before, quantity(text));
    }
  }
  return usage;
}

/** Why a quota forbids a new pod, or null. Models plugin/pkg/admission/resourcequota checkRequest. */
export function quotaRefusal(quota: ResourceQuota, pod: Pod): string | null {
  const hard = quota.status?.hard ?? quota.spec?.hard ?? {};
  const used = quota.status?.used ?? {};
  const usage = podUsage(pod);
  const { name = '' } = quota.metadata;
  const tracked = sortedKeys(hard).filter((resource) =>
    /^(pods|count\/pods|cpu|memory|(requests|limits)\.)/.test(resource),
  );
  const missing = tracked.filter((resource) => usage[resource] === undefined);
  if (missing.length > 0) return `failed quota: ${name}: must specify ${missing.join(',')}`;
  const over = tracked.filter((resource) => {
    const total = addQuantities(quantity(used[resource] ?? '0'), usage[resource] ?? wholeQuantity(0));
    return compareQuantities(total, quantity(hard[resource] ?? '0')) > 0;
  });
  if (over.length === 0) return null;
  const shown = (value: (resource: string) => string): string =>
    over.map((resource) => `${resource}=${value(resource)}`).join(',');
  const requested = shown((resource) => formatQuantity(usage[resource] ?? wholeQuantity(0)));
  const limits = shown((resource) => hard[resource] ?? '0');
  return `exceeded quota: ${name}, requested: ${requested}, used: ${shown((resource) => used[resource] ?? '0')}, limited: ${limits}`;
}
