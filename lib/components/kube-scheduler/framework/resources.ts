import type { Container } from '../../../kubernetes/types/container.ts';
import type { ResourceList } from '../../../kubernetes/types/meta.ts';
import type { Pod } from '../../../kubernetes/types/pod.ts';
import { bytes, milliCpu } from '../../../kubernetes/quantity.ts';

/** Amounts in the scheduler's units: cpu in thousandths of a core, everything else in whole units (bytes, pieces). */
export interface ResourceTotals {
  milliCpu: number;
  memory: number;
  ephemeralStorage: number;
  /** Extended resources and hugepages by name; null when there are none. */
  scalars: Map<string, number> | null;
}

/** What a container without a request is taken to need when nodes are scored. Models pkg/scheduler/util/pod_resources.go. */
export const assumedRequests = { milliCpu: 100, memory: 200 * 1024 * 1024 } as const;

export interface RequestOptions {
  /** Requests assumed for a container that names none; by resource name, in the scheduler's units. */
  readonly assumed?: ReadonlyMap<string, number>;
  /** Whether `spec.resources` of the pod counts; the default of 1.34 is true. */
  readonly podLevelResources?: boolean;
}

type Amounts = Map<string, number>;

/**
 * What the pod asks for, by resource name in the scheduler's units: containers and sidecars add up, an init
 * container only raises the total while it runs, pod-level requests replace the sum, overhead comes on top.
 * Models staging/src/k8s.io/component-helpers/resource/helpers.go PodRequests.
 */
export function podRequestAmounts(pod: Pod, options: RequestOptions = {}): ReadonlyMap<string, number> {
  const spec = pod.spec;
  const total: Amounts = new Map();
  for (const container of spec?.containers ?? []) add(total, containerRequests(container, options.assumed));
  const sidecars: Amounts = new Map();
  const initPeak: Amounts = new Map();
  for (const container of spec?.initContainers ?? []) {
    const requests = containerRequests(container, options.assumed);
    if (container.restartPolicy === 'Always') {
      add(total, requests);
      add(sidecars, requests);
      raise(initPeak, sidecars);
    } else {
      add(requests, sidecars);
      raise(initPeak, requests);
    }
  }
  raise(total, initPeak);
  if (options.podLevelResources !== false) {
    for (const [name, amount] of amountsOf(spec?.resources?.requests)) {
      if (isPodLevelResource(name)) total.set(name, amount);
    }
  }
  add(total, amountsOf(spec?.overhead));
  return total;
}

/** True when the pod states requests for itself, beside those of its containers. */
export function hasPodLevelRequests(pod: Pod): boolean {
  return Object.keys(pod.spec?.resources?.requests ?? {}).some(isPodLevelResource);
}

/** Sorts amounts by name into the fields that the hot loops read. */
export function toTotals(amounts: ReadonlyMap<string, number>): ResourceTotals {
  const totals: ResourceTotals = { milliCpu: 0, memory: 0, ephemeralStorage: 0, scalars: null };
  for (const [name, amount] of amounts) {
    if (name === 'cpu') totals.milliCpu = amount;
    else if (name === 'memory') totals.memory = amount;
    else if (name === 'ephemeral-storage') totals.ephemeralStorage = amount;
    else if (isScalarResource(name)) (totals.scalars ??= new Map()).set(name, amount);
  }
  return totals;
}

/** Adds `factor` (1 or -1) times the amounts of one pod to the totals of its node. */
export function accumulate(totals: ResourceTotals, delta: ResourceTotals, factor: 1 | -1): void {
  totals.milliCpu += factor * delta.milliCpu;
  totals.memory += factor * delta.memory;
  totals.ephemeralStorage += factor * delta.ephemeralStorage;
  if (delta.scalars === null) return;
  totals.scalars ??= new Map();
  for (const [name, amount] of delta.scalars) {
    totals.scalars.set(name, (totals.scalars.get(name) ?? 0) + factor * amount);
  }
}

/** A resource list in the scheduler's units. */
export function amountsOf(list: ResourceList | undefined): Amounts {
  const amounts: Amounts = new Map();
  for (const name in list) {
    const quantity = list[name];
    if (quantity !== undefined) amounts.set(name, name === 'cpu' ? milliCpu(quantity) : bytes(quantity));
  }
  return amounts;
}

/** True for resources that are counted by name: extended ones, hugepages, attachable volumes and anything of kubernetes.io. */
export function isScalarResource(name: string): boolean {
  return isExtendedResource(name) || isHugePage(name) || isNativeDomain(name) || name.startsWith('attachable-volumes-');
}

/** True for resources with a domain of their own, such as nvidia.com/gpu. Models pkg/apis/core/v1/helper/helpers.go. */
export function isExtendedResource(name: string): boolean {
  return name.includes('/') && !isNativeDomain(name) && !name.startsWith('requests.');
}

function isNativeDomain(name: string): boolean {
  return name.includes('kubernetes.io/');
}

function isHugePage(name: string): boolean {
  return name.startsWith('hugepages-');
}

function isPodLevelResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || isHugePage(name);
}

function containerRequests(container: Container, assumed: ReadonlyMap<string, number> | undefined): Amounts {
  const requests = amountsOf(container.resources?.requests);
  if (assumed !== undefined) {
    for (const [name, amount] of assumed) if (!requests.has(name)) requests.set(name, amount);
  }
  return requests;
}

function add(into: Amounts, more: ReadonlyMap<string, number>): void {
  for (const [name, amount] of more) into.set(name, (into.get(name) ?? 0) + amount);
}

function raise(into: Amounts, floor: ReadonlyMap<string, number>): void {
  for (const [name, amount] of floor) if (amount > (into.get(name) ?? -1)) into.set(name, amount);
}
