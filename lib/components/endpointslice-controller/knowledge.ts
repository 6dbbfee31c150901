import { asNode, asPod, cacheOf, uidOf } from '../../cluster/objects.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { labelMapMatches } from '../../kubernetes/selectors.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import type { EndpointSlice, Service } from '../../kubernetes/types/service.ts';
import { asEndpointSlice, asService } from '../service-objects.ts';
import { shouldPodBeInEndpoints } from './endpoints.ts';
import { wantedEndpoints, type EndpointGroup } from './slices.ts';

export const CONTROLLER = 'endpointslice-controller';
const MANAGED_BY = 'endpointslice-controller.k8s.io';

/** What the controller knows of one Service, by its own watches. */
export interface KnownService {
  readonly service: Service;
  /** Every pod that the selector matches, with or without an address. */
  readonly pods: readonly Pod[];
  /** The slices that it looks after. */
  readonly slices: readonly EndpointSlice[];
  readonly wanted: readonly EndpointGroup[];
}

/** Services with a selector are the controller's work; null when this one is gone or has none. */
export function knownService(state: ClusterState, uid: string): KnownService | null {
  const stored = cacheOf(state, CONTROLLER, 'services').find(({ object }) => uidOf(object) === uid);
  const service = stored === undefined ? null : asService(stored.object);
  const selector = service?.spec?.selector;
  if (service === null || selector === undefined || Object.keys(selector).length === 0) return null;
  const { namespace } = service.metadata;
  const pods = cacheOf(state, CONTROLLER, 'pods')
    .map(({ object }) => asPod(object))
    .filter(({ metadata }) => metadata.namespace === namespace && labelMapMatches(selector, metadata.labels));
  const nodes = cacheOf(state, CONTROLLER, 'nodes').map(({ object }) => asNode(object));
  const slices = ownSlices(state).filter((slice) => ownerOf(slice) === uid);
  return { service, pods, slices, wanted: wantedEndpoints(service, pods, nodes) };
}

/** Every slice that the controller looks after. */
export function ownSlices(state: ClusterState): EndpointSlice[] {
  return cacheOf(state, CONTROLLER, 'endpointslices')
    .map(({ object }) => asEndpointSlice(object))
    .filter(({ metadata }) => metadata.labels?.['endpointslice.kubernetes.io/managed-by'] === MANAGED_BY);
}

/** The uid of the Service that a slice belongs to. */
export function ownerOf({ metadata }: EndpointSlice): string | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller === true)?.uid;
}

/** Uids of the pods that take connections. */
export function readyPods({ wanted }: KnownService): string[] {
  return wanted.flatMap(({ endpoints }) =>
    endpoints.flatMap(({ conditions, targetRef }) => (conditions?.ready === true ? (targetRef?.uid ?? []) : [])),
  );
}

/** True when the pod has an address that a slice can hold. */
export function addressable(pod: Pod): boolean {
  return shouldPodBeInEndpoints(pod, true);
}
