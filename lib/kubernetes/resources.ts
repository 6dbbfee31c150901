import { bytes, milliCpu } from './quantity.ts';
import type { Container } from './types/container.ts';
import type { ResourceList } from './types/meta.ts';
import type { Pod, PodSpec, QosClass } from './types/pod.ts';

/** What a pod asks its node for: thousandths of a CPU and bytes of memory. */
export interface ComputeRequests {
  readonly cpuMillis: number;
  readonly memoryBytes: number;
}

/** Resource name to amount: thousandths for cpu, whole units for all else. */
export type ResourceAmounts = Readonly<Record<string, number>>;

/** The cpu and memory of `podResourceRequests`. */
export function podRequests(pod: Pod): ComputeRequests {
  const amounts = podResourceRequests(pod.spec ?? {});
  return { cpuMillis: amounts['cpu'] ?? 0, memoryBytes: amounts['memory'] ?? 0 };
}

/**
 * What a pod needs at its hungriest moment: the containers and sidecars together, or an init container together with
 * the sidecars started before it; pod-level requests replace that; overhead comes on top.
 * Models staging/src/k8s.io/component-helpers/resource/helpers.go PodRequests.
 */
export function podResourceRequests(spec: PodSpec): ResourceAmounts {
  let running: ResourceAmounts = {};
  for (const container of spec.containers ?? []) running = sum(running, requestsOf(container));
  let sidecars: ResourceAmounts = {};
  let starting: ResourceAmounts = {};
  for (const container of spec.initContainers ?? []) {
    const own = requestsOf(container);
    if (container.restartPolicy === 'Always') {
      running = sum(running, own);
      sidecars = sum(sidecars, own);
      starting = largest(starting, sidecars);
    } else {
      starting = largest(starting, sum(own, sidecars));
    }
  }
  const podLevel = Object.entries(amountsOf(spec.resources?.requests)).filter(([name]) => isPodLevelResource(name));
  return sum({ ...largest(running, starting), ...Object.fromEntries(podLevel) }, amountsOf(spec.overhead));
}

/** A resource list as numbers. */
export function amountsOf(list: ResourceList | undefined): ResourceAmounts {
  const amounts: [string, number][] = [];
  for (const [name, text] of Object.entries(list ?? {})) {
    amounts.push([name, name === 'cpu' ? milliCpu(text) : bytes(text)]);
  }
  return Object.fromEntries(amounts);
}

/** Resources that may be asked for by the pod as a whole. */
export function isPodLevelResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name.startsWith('hugepages-');
}

/** Models pkg/apis/core/v1/helper/qos/qos.go ComputePodQOS. */
export function qosClassOf(spec: PodSpec): QosClass {
  const podLevel = spec.resources?.requests !== undefined || spec.resources?.limits !== undefined;
  const parts = podLevel
    ? [spec.resources ?? {}]
    : [...(spec.containers ?? []), ...(spec.initContainers ?? [])].map((container) => container.resources ?? {});
  let requests: ResourceAmounts = {};
  let limits: ResourceAmounts = {};
  let limited = true;
  for (const part of parts) {
    const own = positive(part.limits);
    if (own['cpu'] === undefined || own['memory'] === undefined) limited = false;
    requests = sum(requests, positive(part.requests));
    limits = sum(limits, own);
  }
  const asked = Object.keys(requests);
  if (asked.length === 0 && Object.keys(limits).length === 0) return 'BestEffort';
  const equal = asked.length === Object.keys(limits).length && asked.every((name) => requests[name] === limits[name]);
  return limited && equal ? 'Guaranteed' : 'Burstable';
}

function positive(list: ResourceList | undefined): ResourceAmounts {
  const counted = Object.entries(amountsOf(list)).filter(
    ([name, amount]) => amount > 0 && (name === 'cpu' || name === 'memory'),
  );
  return Object.fromEntries(counted);
}

function requestsOf(container: Container): ResourceAmounts {
  return amountsOf(container.resources?.requests);
}

function sum(left: ResourceAmounts, right: ResourceAmounts): ResourceAmounts {
  return combined(left, right, (a, b) => a + b);
}

function largest(left: ResourceAmounts, right: ResourceAmounts): ResourceAmounts {
  return combined(left, right, Math.max);
}

function combined(
  left: ResourceAmounts,
  right: ResourceAmounts,
  combine: (a: number, b: number) => number,
): ResourceAmounts {
  const amounts = { ...left };
  for (const [name, amount] of Object.entries(right)) amounts[name] = combine(amounts[name] ?? 0, amount);
  return amounts;
}
