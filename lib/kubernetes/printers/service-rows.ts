import type { KubernetesObject } from '../types/meta.ts';
import type { EndpointSlice, Service } from '../types/service.ts';
import { age, firstThree, labelsText, type Cell, type PrintedRow, type PrintOptions } from './cells.ts';

const BALANCER_WIDTH = 16;

/** Models printService. */
export function printService(service: Service, { now, wide }: PrintOptions): PrintedRow {
  const { spec = {}, metadata } = service;
  const ports = (spec.ports ?? []).map(({ port, nodePort = 0, protocol = '' }) =>
    nodePort > 0 ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
  );
  const cells: Cell[] = [
    metadata.name ?? '',
    spec.type ?? '',
    spec.clusterIPs?.[0] ?? '<none>',
    externalAddress(service, wide),
    ports.join(',') || '<none>',
    age(metadata.creationTimestamp, now),
  ];
  return { cells: wide ? [...cells, labelsText(spec.selector)] : cells };
}

function externalAddress({ spec = {}, status }: Service, wide: boolean): string {
  const own = spec.externalIPs ?? [];
  switch (spec.type) {
    case 'ClusterIP':
    case 'NodePort':
      return own.join(',') || '<none>';
    case 'LoadBalancer': {
      const balancer = balancerAddresses(status?.loadBalancer, wide);
      return [...(balancer === '' ? [] : [balancer]), ...own].join(',') || '<pending>';
    }
    case 'ExternalName':
      return spec.externalName ?? '';
    default:
      return '<unknown>';
  }
}

interface Balancer {
  readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[];
}

function balancerAddresses(balancer: Balancer | undefined, wide: boolean): string {
  const found = (balancer?.ingress ?? []).map(({ ip = '', hostname = '' }) => ip || hostname);
  return shortened([...new Set(found.filter((address) => address !== ''))].sort().join(','), wide);
}

/** networking.k8s.io/v1, known for its columns only. */
export interface Ingress extends KubernetesObject {
  readonly spec?: {
    readonly ingressClassName?: string;
    readonly rules?: readonly { readonly host?: string }[];
    readonly tls?: readonly unknown[];
  };
  readonly status?: { readonly loadBalancer?: Balancer };
}

/** Models printIngress. */
export function printIngress({ metadata, spec = {}, status }: Ingress, { now, wide }: PrintOptions): PrintedRow {
  return {
    cells: [
      metadata.name ?? '',
      spec.ingressClassName ?? '<none>',
      hostsText(spec.rules ?? []),
      balancerAddresses(status?.loadBalancer, wide),
      (spec.tls ?? []).length > 0 ? '80, 443' : '80',
      age(metadata.creationTimestamp, now),
    ],
  };
}

/** Three hosts at the most; rules without a host count among those that are left out. Models formatHosts. */
function hostsText(rules: readonly { readonly host?: string }[]): string {
  const most = 3;
  const named = rules.flatMap(({ host = '' }, index) => (host === '' ? [] : [{ host, index }]));
  if (named.length === 0) return '*';
  const shown = named.slice(0, most).map(({ host }) => host);
  const third = named[most - 1];
  const more = third !== undefined && third.index < rules.length - 1;
  return more ? `${shown.join(',')} + ${rules.length - most} more...` : shown.join(',');
}

function shortened(text: string, wide: boolean): string {
  return !wide && text.length > BALANCER_WIDTH ? `${text.slice(0, BALANCER_WIDTH - 3)}...` : text;
}

/** Models printEndpointSlice. */
export function printEndpointSlice(slice: EndpointSlice, { now }: PrintOptions): PrintedRow {
  const ports = (slice.ports ?? []).map(({ port }) => (port === undefined ? '*' : String(port)));
  const addresses = (slice.endpoints ?? []).flatMap((endpoint) => endpoint.addresses);
  return {
    cells: [
      slice.metadata.name ?? '',
      slice.addressType,
      firstThree(ports) || '<unset>',
      firstThree(addresses) || '<unset>',
      age(slice.metadata.creationTimestamp, now),
    ],
  };
}

/** The older form of EndpointSlices, known for its columns only. */
export interface Endpoints extends KubernetesObject {
  readonly subsets?: readonly {
    readonly addresses?: readonly { readonly ip: string }[];
    readonly ports?: readonly { readonly port: number }[];
  }[];
}

export function printEndpoints(endpoints: Endpoints, { now }: PrintOptions): PrintedRow {
  const listed = (endpoints.subsets ?? []).flatMap(({ addresses = [], ports = [] }) => {
    if (ports.length === 0) return addresses.map(({ ip }) => ip);
    return ports.flatMap(({ port }) => addresses.map(({ ip }) => `${ip.includes(':') ? `[${ip}]` : ip}:${port}`));
  });
  return {
    cells: [
      endpoints.metadata.name ?? '',
      firstThree(listed) || '<none>',
      age(endpoints.metadata.creationTimestamp, now),
    ],
  };
}
