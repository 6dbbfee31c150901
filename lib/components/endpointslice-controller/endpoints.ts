import type { Container, ContainerPort } from '../../kubernetes/types/container.ts';
import type { Node } from '../../kubernetes/types/node.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import type { Endpoint, EndpointPort, EndpointSlice, Service, ServicePort } from '../../kubernetes/types/service.ts';

/**
 * The number of the container port that a Service port leads to; null when it names a port that the pod has not.
 * Models staging/src/k8s.io/endpointslice/util/controller_utils.go FindPort.
 */
export function findPort(pod: Pod, servicePort: ServicePort): number | null {
  const { targetPort = servicePort.port, protocol = 'TCP' } = servicePort;
  if (typeof targetPort === 'number') return targetPort;
  const sidecars = (pod.spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  const containers: readonly Container[] = [...(pod.spec?.containers ?? []), ...sidecars];
  const named = (port: ContainerPort): boolean => port.name === targetPort && (port.protocol ?? 'TCP') === protocol;
  return containers.flatMap(({ ports = [] }) => ports).find(named)?.containerPort ?? null;
}

/** Whether the pod is an endpoint at all: it has an address and has not finished. Models ShouldPodBeInEndpoints. */
export function shouldPodBeInEndpoints(pod: Pod, includeTerminating: boolean): boolean {
  const { phase, podIP = '', podIPs = [] } = pod.status ?? {};
  if (phase === 'Succeeded' || phase === 'Failed') return false;
  if (podIP === '' && podIPs.length === 0) return false;
  return includeTerminating || pod.metadata.deletionTimestamp === undefined;
}

/** The ports a pod serves for the Service; ports it has not are left out. Models staging/src/k8s.io/endpointslice/utils.go. */
export function endpointPorts(service: Service, pod: Pod): EndpointPort[] {
  return (service.spec?.ports ?? []).flatMap((servicePort) => {
    const port = findPort(pod, servicePort);
    if (port === null) return [];
    const { name = '', protocol = 'TCP', appProtocol } = servicePort;
    return [{ name, port, protocol, ...(appProtocol !== undefined && { appProtocol }) }];
  });
}

/** The pod as an endpoint of the Service. Models podToEndpoint. */
export function podToEndpoint(
  pod: Pod,
  node: Node | null,
  service: Service,
  addressType: EndpointSlice['addressType'],
): Endpoint {
  const { name = '', namespace, uid } = pod.metadata;
  const { nodeName = '', hostname = '', subdomain } = pod.spec ?? {};
  const serving = (pod.status?.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const ready = service.spec?.publishNotReadyAddresses === true || (serving && !terminating);
  const zone = node?.metadata.labels?.['topology.kubernetes.io/zone'];
  const hasHostname =
    hostname !== '' && subdomain === service.metadata.name && namespace === service.metadata.namespace;
  return {
    addresses: addressesOf(pod, addressType),
    conditions: { ready, serving, terminating },
    ...(hasHostname && { hostname }),
    targetRef: { kind: 'Pod', ...(namespace !== undefined && { namespace }), name, ...(uid !== undefined && { uid }) },
    ...(nodeName !== '' && { nodeName }),
    ...(zone !== undefined && { zone }),
  };
}

function addressesOf(pod: Pod, addressType: EndpointSlice['addressType']): string[] {
  const addresses = (pod.status?.podIPs ?? []).map(({ ip }) => ip);
  return addresses.filter((ip) => ip.includes(':') === (addressType === 'IPv6'));
}
