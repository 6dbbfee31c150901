import { sortedKeys } from '../kernel/ordered.ts';
import { addQuantities, compareQuantities, formatQuantity, isZeroQuantity, quantity, scaledValue } from './quantity.ts';
import { isPodLevelResource } from './resources.ts';
import type { LimitRange, LimitRangeItem } from './types/config.ts';
import type { Container } from './types/container.ts';
import type { ResourceList } from './types/meta.ts';
import type { Pod, PodSpec } from './types/pod.ts';

const ANNOTATION = 'kubernetes.io/limit-ranger';

interface Demand {
  readonly requests: ResourceList;
  readonly limits: ResourceList;
}

/** Fills in the defaults of a LimitRange and says so in an annotation. Models plugin/pkg/admission/limitranger. */
export function applyLimitDefaults(range: LimitRange, pod: Pod): Pod {
  const items = (range.spec?.limits ?? []).filter((item) => item.type === 'Container');
  const limits = Object.assign({}, ...items.map((item) => item.default ?? {})) as ResourceList;
  const requests = Object.assign({}, ...items.map((item) => item.defaultRequest ?? {})) as ResourceList;
  const notes: string[] = [];
  const fill = (container: Container, what: string): Container => {
    const { resources = {} } = container;
    const missingRequests = missing(requests, resources.requests);
    const missingLimits = missing(limits, resources.limits);
    if (missingRequests.length > 0) notes.push(`${missingRequests.join(', ')} request for ${what} ${container.name}`);
    if (missingLimits.length > 0) notes.push(`${missingLimits.join(', ')} limit for ${what} ${container.name}`);
    if (missingRequests.length === 0 && missingLimits.length === 0) return container;
    return {
      ...container,
      resources: {
        ...resources,
        requests: { ...requests, ...resources.requests },
        limits: { ...limits, ...resources.limits },
      },
    };
  };
  const { spec = {} } = pod;
  const containers = spec.containers?.map((container) => fill(container, 'container'));
  const initContainers = spec.initContainers?.map((container) => fill(container, 'init container'));
  if (notes.length === 0) return pod;
  const annotations = { ...pod.metadata.annotations, [ANNOTATION]: `LimitRanger plugin set: ${notes.join('; ')}` };
  const filled = { ...spec, ...(containers && { containers }), ...(initContainers && { initContainers }) };
  return { ...pod, metadata: { ...pod.metadata, annotations }, spec: filled };
}

function missing(defaults: ResourceList, given: ResourceList | undefined): string[] {
  return sortedKeys(defaults).filter((name) => given?.[name] === undefined);
}

/** Why the LimitRange forbids the pod; empty when it does not. Models PodValidateLimitFunc. */
export function limitViolations(range: LimitRange, pod: Pod): string[] {
  const { spec = {} } = pod;
  return (range.spec?.limits ?? []).flatMap((item) => {
    if (item.type === 'Pod') return violations(item, podDemand(spec));
    if (item.type !== 'Container') return [];
    return [...(spec.containers ?? []), ...(spec.initContainers ?? [])].flatMap(({ resources = {} }) =>
      violations(item, { requests: resources.requests ?? {}, limits: resources.limits ?? {} }),
    );
  });
}

function violations(item: LimitRangeItem, demand: Demand): string[] {
  return [
    ...each(item.min, (name, enforced) => belowMinimum(item.type, name, enforced, demand)),
    ...each(item.max, (name, enforced) => aboveMaximum(item.type, name, enforced, demand)),
    ...each(item.maxLimitRequestRatio, (name, enforced) => aboveRatio(item.type, name, enforced, demand)),
  ];
}

function each(list: ResourceList | undefined, check: (name: string, enforced: string) => string | null): string[] {
  return sortedKeys(list ?? {}).flatMap((name) => {
    const found = check(name, list?.[name] ?? '0');
    return found === null ? [] : [found];
  });
}

function belowMinimum(type: string, name: string, enforced: string, { requests, limits }: Demand): string | null {
  const start = `minimum ${name} usage per ${type} is ${shown(enforced)}`;
  const request = requests[name];
  const limit = limits[name];
  if (request === undefined) return `${start}.  No request is specified`;
  if (order(request, enforced) < 0) return `${start}, but request is ${shown(request)}`;
  return limit !== undefined && order(limit, enforced) < 0 ? `${start}, but limit is ${shown(limit)}` : null;
}

function aboveMaximum(type: string, name: string, enforced: string, { requests, limits }: Demand): string | null {
  const start = `maximum ${name} usage per ${type} is ${shown(enforced)}`;
  const request = requests[name];
  const limit = limits[name];
  if (limit === undefined) return `${start}.  No limit is specified`;
  if (order(limit, enforced) > 0) return `${start}, but limit is ${shown(limit)}`;
  return request !== undefined && order(request, enforced) > 0 ? `${start}, but request is ${shown(request)}` : null;
}

function aboveRatio(type: string, name: string, enforced: string, { requests, limits }: Demand): string | null {
  const start = `${name} max limit to request ratio per ${type} is ${shown(enforced)}`;
  const request = requests[name];
  const limit = limits[name];
  if (request === undefined || isZeroQuantity(quantity(request)))
    return `${start}, but no request is specified or request is 0`;
  if (limit === undefined || isZeroQuantity(quantity(limit)))
    return `${start}, but no limit is specified or limit is 0`;
  const ratio = Number(scaledValue(quantity(limit), -3)) / Number(scaledValue(quantity(request), -3));
  const allowed = Number(scaledValue(quantity(enforced), -3)) / 1000;
  return ratio > allowed ? `${start}, but provided ratio is ${ratio.toFixed(6)}` : null;
}

function shown(text: string): string {
  return formatQuantity(quantity(text));
}

function order(left: string, right: string): number {
  return compareQuantities(quantity(left), quantity(right));
}

/** The pod as a whole: containers and sidecars added up, init containers as peaks, pod-level amounts on top. */
function podDemand(spec: PodSpec): Demand {
  const total = (side: 'requests' | 'limits'): ResourceList => {
    let running: ResourceList = {};
    let sidecars: ResourceList = {};
    let starting: ResourceList = {};
    for (const { resources } of spec.containers ?? []) running = combined(running, resources?.[side] ?? {}, added);
    for (const { resources, restartPolicy } of spec.initContainers ?? []) {
      const own = resources?.[side] ?? {};
      if (restartPolicy === 'Always') {
        running = combined(running, own, added);
        sidecars = combined(sidecars, own, added);
        starting = combined(starting, sidecars, larger);
      } else starting = combined(starting, combined(own, sidecars, added), larger);
    }
    const podLevel = Object.entries(spec.resources?.[side] ?? {}).filter(([name]) => isPodLevelResource(name));
    return { ...combined(running, starting, larger), ...Object.fromEntries(podLevel) };
  };
  return { requests: total('requests'), limits: total('limits') };
}

function combined(left: ResourceList, right: ResourceList, combine: (a: string, b: string) => string): ResourceList {
  const result: Record<string, string> = { ...left };
  for (const [name, text] of Object.entries(right)) {
    const before = result[name];
    result[name] = before === undefined ? text : combine(before, text);
  }
  return result;
}

function added(left: string, right: string): string {
  return formatQuantity(addQuantities(quantity(left), quantity(right)));
}

function larger(left: string, right: string): string {
  return order(left, right) >= 0 ? left : right;
}
