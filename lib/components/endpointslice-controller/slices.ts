import { canonicalJson } from '../../kernel/canonical.ts';
import { labelMapMatches } from '../../kubernetes/selectors.ts';
import type { Node } from '../../kubernetes/types/node.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import type { Endpoint, EndpointPort, EndpointSlice, Service } from '../../kubernetes/types/service.ts';
import { endpointPorts, podToEndpoint, shouldPodBeInEndpoints } from './endpoints.ts';

/** Models the flag max-endpoints-per-slice. */
const maxEndpointsPerSlice = 100;

/** Endpoints that serve the same port numbers and so may share a slice. */
export interface EndpointGroup {
  readonly ports: readonly EndpointPort[];
  readonly endpoints: readonly Endpoint[];
}

/** What has to be written so that the slices say what the pods are; updates and deletions are of existing slices. */
export interface SlicePlan {
  readonly create: readonly EndpointSlice[];
  readonly update: readonly EndpointSlice[];
  readonly remove: readonly EndpointSlice[];
}

/**
 * The endpoints a Service should have, grouped by the ports they serve; a Service without selector has none of its
 * own making. Models staging/src/k8s.io/endpointslice/reconciler.go.
 */
export function wantedEndpoints(
  service: Service,
  pods: readonly Pod[],
  nodes: readonly Node[],
  addressType: EndpointSlice['addressType'] = 'IPv4',
): EndpointGroup[] {
  const selector = service.spec?.selector;
  if (selector === undefined) return [];
  const groups = new Map<string, { ports: EndpointPort[]; endpoints: Endpoint[] }>();
  for (const pod of pods) {
    const own = pod.metadata.namespace === service.metadata.namespace && labelMapMatches(selector, pod.metadata.labels);
    if (!own || !shouldPodBeInEndpoints(pod, true)) continue;
    const ports = endpointPorts(service, pod);
    const node = nodes.find(({ metadata }) => metadata.name === pod.spec?.nodeName) ?? null;
    const endpoint = podToEndpoint(pod, node, service, addressType);
    if (endpoint.addresses.length === 0) continue;
    const key = portKey(ports);
    const group = groups.get(key) ?? { ports, endpoints: [] };
    group.endpoints.push(endpoint);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/**
 * Compares wanted endpoints with existing slices and touches as few of these as it can: endpoints stay where they
 * are, new ones fill slices that change anyway, then slices with room, then new slices.
 */
export function planSlices(
  service: Service,
  wanted: readonly EndpointGroup[],
  existing: readonly EndpointSlice[],
  addressType: EndpointSlice['addressType'] = 'IPv4',
): SlicePlan {
  const create: EndpointSlice[] = [];
  const update: EndpointSlice[] = [];
  const remove: EndpointSlice[] = [];
  const groups = wanted.length > 0 ? wanted : [{ ports: [], endpoints: [] }];
  const used = new Set<EndpointSlice>();
  for (const group of groups) {
    const slices = existing.filter(
      (slice) => slice.addressType === addressType && portKey(slice.ports ?? []) === portKey(group.ports),
    );
    for (const slice of slices) used.add(slice);
    const left = new Map(group.endpoints.map((endpoint) => [identity(endpoint), endpoint]));
    const kept = slices.map((slice) => {
      const before = slice.endpoints ?? [];
      const endpoints = before.flatMap((endpoint) => {
        const now = left.get(identity(endpoint));
        left.delete(identity(endpoint));
        return now === undefined ? [] : [now];
      });
      return { slice, endpoints, changed: canonicalJson(endpoints) !== canonicalJson(before) };
    });
    const fresh = [...left.values()];
    for (const place of kept.toSorted(
      (a, b) => Number(b.changed) - Number(a.changed) || b.endpoints.length - a.endpoints.length,
    )) {
      const more = fresh.splice(0, maxEndpointsPerSlice - place.endpoints.length);
      if (more.length === 0) continue;
      place.endpoints.push(...more);
      place.changed = true;
    }
    for (const { slice, endpoints, changed } of kept) {
      if (endpoints.length === 0 && group.endpoints.length > 0) remove.push(slice);
      else if (changed) update.push({ ...slice, endpoints });
    }
    const empty = group.endpoints.length === 0 && slices.length === 0;
    while (fresh.length > 0 || (empty && create.length === 0)) {
      create.push(newSlice(service, addressType, group.ports, fresh.splice(0, maxEndpointsPerSlice)));
    }
  }
  remove.push(...existing.filter((slice) => !used.has(slice)));
  return { create, update, remove };
}

function newSlice(
  service: Service,
  addressType: EndpointSlice['addressType'],
  ports: readonly EndpointPort[],
  endpoints: readonly Endpoint[],
): EndpointSlice {
  const { name = '', namespace, uid = '', labels } = service.metadata;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      generateName: `${name}-`,
      ...(namespace !== undefined && { namespace }),
      labels: {
        ...labels,
        ...(service.spec?.clusterIP === 'None' && { 'service.kubernetes.io/headless': '' }),
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
        'kubernetes.io/service-name': name,
      },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Service', name, uid, controller: true, blockOwnerDeletion: true }],
    },
    addressType,
    endpoints,
    ports,
  };
}

function portKey(ports: readonly EndpointPort[]): string {
  return ports
    .map((port) => canonicalJson(port))
    .sort((a, b) => (a < b ? -1 : Number(a > b)))
    .join();
}

/** Which pod an endpoint stands for. */
function identity({ targetRef, addresses }: Endpoint): string {
  if (targetRef === undefined) return addresses.join();
  return targetRef.uid ?? `${targetRef.namespace ?? ''}/${targetRef.name ?? ''}`;
}
