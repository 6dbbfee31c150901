import type { Container } from '../../../kubernetes/types/container.ts';
import type { Pod } from '../../../kubernetes/types/pod.ts';
import { podResourceRequests, type ResourceAmounts } from '../../../kubernetes/resources.ts';

/** Amounts in the scheduler's units: cpu in thousandths of a core, everything else in whole units (bytes, pieces). */
export interface ResourceTotals {
  milliCpu: number;
  memory: number;
  ephemeralStorage: number;
  /** Extended resources and hugepages by name; null when there are none. */
  scalars: Map<string, number> | null;
}

/** What a container without a request is taken to need when nodes are scored. Models pkg/scheduler/util/pod_resources.go. */
const assumedRequests = { cpu: '100m', memory: '200Mi' } as const;

export interface RequestOptions {
  /** Counts a container without a request for cpu or memory as needing a little of it. */
  readonly assuming?: boolean;
  /** Whether `spec.resources` of the pod counts; the default of 1.34 is true. */
  readonly podLevelResources?: boolean;
}

/** What the pod asks for at its hungriest moment, by resource name in the scheduler's units. */
export function podRequestAmounts(pod: Pod, options: RequestOptions = {}): ResourceAmounts {
  const { resources, ...spec } = pod.spec ?? {};
  const counted = options.podLevelResources === false ? spec : { ...spec, resources };
  if (options.assuming !== true) return podResourceRequests(counted);
  const fill = (containers: readonly Container[] = []): Container[] =>
    containers.map((container) => ({
      ...container,
      resources: { requests: { ...assumedRequests, ...container.resources?.requests } },
    }));
  return podResourceRequests({
    ...counted,
    containers: fill(spec.containers),
    initContainers: fill(spec.initContainers),
  });
}

/** Sorts amounts by name into the fields that the hot loops read. */
export function toTotals(amounts: ResourceAmounts): ResourceTotals {
  const totals: ResourceTotals = { milliCpu: 0, memory: 0, ephemeralStorage: 0, scalars: null };
  for (const [name, amount] of Object.entries(amounts)) {
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
