import type { ProxyRule } from '../../cluster/services.ts';
import type { Endpoint, EndpointSlice, Service, ServicePort } from '../../kubernetes/types/service.ts';

/** By cluster address and port. */
export type ServiceRules = Readonly<Record<string, ProxyRule>>;

/**
 * The rules that a node shall have for a Service: one for each of its ports, with every endpoint that takes
 * connections; none for a Service that is gone or has no cluster address. Models pkg/proxy/iptables/proxier.go.
 */
export function wantedRules(service: Service | null, slices: readonly EndpointSlice[], node: string): ServiceRules {
  const local = service?.spec?.internalTrafficPolicy === 'Local';
  const near = (endpoint: Endpoint): boolean => !local || endpoint.nodeName === node;
  return rulesOf(service, slices, (endpoints) => takingConnections(endpoints.filter(near)));
}

/**
 * The rules that lead to the chosen addresses, whatever the slices say of them. What the slices have forgotten can
 * stay only as it was programmed before.
 */
export function rulesTo(
  service: Service | null,
  slices: readonly EndpointSlice[],
  before: ServiceRules,
  chosen: readonly string[],
): ServiceRules {
  const kept = (rule: ProxyRule | undefined): string[] =>
    (rule?.endpoints ?? []).filter((endpoint) => chosen.includes(addressOf(endpoint)));
  if (service === null) {
    const stale = Object.entries(before).map(([key, rule]) => [key, { ...rule, endpoints: kept(rule) }] as const);
    return Object.fromEntries(stale.filter(([, { endpoints }]) => endpoints.length > 0));
  }
  const wanted = rulesOf(service, slices, (endpoints) =>
    endpoints.filter(({ addresses }) => addresses.some((address) => chosen.includes(address))),
  );
  return Object.fromEntries(
    Object.entries(wanted).map(([key, rule]) => {
      const endpoints = [...new Set([...rule.endpoints, ...kept(before[key])])];
      return [key, { ...rule, endpoints }];
    }),
  );
}

/** `10.244.2.3:5432` → `10.244.2.3`. */
export function addressOf(endpoint: string): string {
  return endpoint.slice(0, endpoint.lastIndexOf(':'));
}

/** Every address that stands in the slices or in the rules, once, in that order. */
export function knownAddresses(slices: readonly EndpointSlice[], before: ServiceRules): string[] {
  const listed = slices.flatMap(({ endpoints = [] }) => endpoints.flatMap(({ addresses }) => addresses));
  const programmed = Object.values(before).flatMap(({ endpoints }) => endpoints.map(addressOf));
  return [...new Set([...listed, ...programmed])];
}

/** The ready ones; with none of these, those that still serve while they end. Models pkg/proxy/topology.go. */
export function takingConnections(endpoints: readonly Endpoint[]): Endpoint[] {
  const ready = endpoints.filter(({ conditions }) => conditions?.ready !== false);
  if (ready.length > 0) return ready;
  return endpoints.filter(({ conditions }) => conditions?.serving === true && conditions.terminating === true);
}

function rulesOf(
  service: Service | null,
  slices: readonly EndpointSlice[],
  choose: (endpoints: readonly Endpoint[]) => readonly Endpoint[],
): ServiceRules {
  const clusterIP = service?.spec?.clusterIP ?? '';
  if (service === null || clusterIP === '' || clusterIP === 'None') return {};
  const ports = (service.spec?.ports ?? []).map((port): readonly [string, ProxyRule] => [
    `${clusterIP}:${port.port}`,
    {
      service: service.metadata.uid ?? '',
      name: portName(service, port),
      endpoints: endpointsOf(port, slices, choose),
    },
  ]);
  return Object.fromEntries(ports);
}

/** The endpoints of one Service port: slices name the ports they serve as the Service does. */
function endpointsOf(
  { name: wanted = '' }: ServicePort,
  slices: readonly EndpointSlice[],
  choose: (endpoints: readonly Endpoint[]) => readonly Endpoint[],
): string[] {
  const served = slices.flatMap(({ ports = [], endpoints = [] }) => {
    const number = ports.find(({ name = '' }) => name === wanted)?.port;
    return number === undefined ? [] : endpoints.map((endpoint) => ({ endpoint, number }));
  });
  const chosen = choose(served.map(({ endpoint }) => endpoint));
  return served
    .filter(({ endpoint }) => chosen.includes(endpoint))
    .flatMap(({ endpoint, number }) => endpoint.addresses.slice(0, 1).map((address) => `${address}:${number}`));
}

function portName({ metadata }: Service, { name = '' }: ServicePort): string {
  return `${metadata.namespace ?? 'default'}/${metadata.name ?? ''}${name === '' ? '' : `:${name}`}`;
}
