import type { Pod } from '../../../kubernetes/types/pod.ts';
import { affinityTermsOf, type AffinityTerms } from './affinity-terms.ts';
import { podRequestAmounts, toTotals, type ResourceTotals } from './resources.ts';

/** A port of the host that a container claims. */
export interface HostPort {
  readonly ip: string;
  readonly protocol: string;
  readonly port: number;
}

/** A pod with everything about it that scheduling reads again and again. Models pkg/scheduler/framework/types.go PodInfo. */
export interface PodInfo {
  readonly pod: Pod;
  /** Tells the pods of a cluster apart: uid, or namespace and name before the API has given one. */
  readonly key: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly terminating: boolean;
  readonly requests: ResourceTotals;
  /** Requests for scoring: a container that names none is taken to need a little. */
  readonly scoringRequests: { readonly milliCpu: number; readonly memory: number };
  readonly hostPorts: readonly HostPort[];
  readonly affinity: AffinityTerms;
}

const known = new WeakMap<Pod, PodInfo>();

/** The derived data of a pod object; computed once per object, because API objects never change in place. */
export function podInfoOf(pod: Pod): PodInfo {
  const cached = known.get(pod);
  if (cached !== undefined) return cached;
  const info = createPodInfo(pod);
  known.set(pod, info);
  return info;
}

/** What `podInfoOf` computes, with switches for features that are on by default. */
export function createPodInfo(pod: Pod, options: { readonly podLevelResources?: boolean } = {}): PodInfo {
  const { name, namespace, uid } = pod.metadata;
  const amounts = podRequestAmounts(pod, options);
  const scoring = podRequestAmounts(pod, { ...options, assuming: true });
  return {
    pod,
    key: uid ?? `${namespace ?? ''}/${name ?? ''}`,
    namespace: namespace ?? '',
    labels: pod.metadata.labels ?? {},
    terminating: pod.metadata.deletionTimestamp !== undefined,
    requests: toTotals(amounts),
    scoringRequests: { milliCpu: scoring['cpu'] ?? 0, memory: scoring['memory'] ?? 0 },
    hostPorts: hostPortsOf(pod),
    affinity: affinityTermsOf(pod),
  };
}

/** Host ports of containers and sidecars; init containers are gone before the port would matter. */
function hostPortsOf(pod: Pod): HostPort[] {
  const sidecars = (pod.spec?.initContainers ?? []).filter((container) => container.restartPolicy === 'Always');
  const ports: HostPort[] = [];
  for (const container of [...sidecars, ...(pod.spec?.containers ?? [])]) {
    for (const { hostPort, hostIP, protocol } of container.ports ?? []) {
      if (hostPort === undefined || hostPort <= 0) continue;
      ports.push({
        ip: hostIP === undefined || hostIP === '' ? '0.0.0.0' : hostIP,
        protocol: protocol ?? 'TCP',
        port: hostPort,
      });
    }
  }
  return ports;
}
