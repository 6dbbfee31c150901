import { err, ok, type Result } from '../../kernel/result.ts';
import { invalidValue, type FieldError } from '../field-error.ts';
import type { Service, ServicePort } from '../types/service.ts';
import { parseIp } from '../validation/ip.ts';

/** Where addresses and ports of Services come from. */
export interface ServiceRanges {
  /** The first two octets of the service CIDR, a /16: `10.96`. */
  readonly network: string;
  readonly firstNodePort: number;
  readonly lastNodePort: number;
}

export const DEFAULT_SERVICE_RANGES: ServiceRanges = { network: '10.96', firstNodePort: 30000, lastNodePort: 32767 };

/**
 * Gives a Service its cluster IP and node ports, or says why what it asks for cannot be had. A real API server picks
 * free ones at random; here the lowest free one is taken. Models pkg/registry/core/service/storage/alloc.go.
 */
export function allocateService(
  service: Service,
  others: readonly Service[],
  ranges: ServiceRanges = DEFAULT_SERVICE_RANGES,
): Result<Service, FieldError[]> {
  const { spec = {} } = service;
  if (spec.type === 'ExternalName') return ok(service);
  const taken = new Set(others.flatMap((other) => other.spec?.clusterIPs ?? []));
  const clusterIP = spec.clusterIP || spec.clusterIPs?.[0] || freeAddress(taken, ranges);
  const errors = addressErrors(clusterIP, taken, ranges);
  const ports = allocatePorts(service, others, ranges);
  if (errors.length > 0 || !ports.ok) return err([...errors, ...(ports.ok ? [] : ports.error)]);
  return ok({
    ...service,
    spec: {
      ...spec,
      ...(ports.value.length > 0 && { ports: ports.value }),
      clusterIP,
      clusterIPs: [clusterIP],
      ipFamilies: spec.ipFamilies ?? ['IPv4'],
      ipFamilyPolicy: spec.ipFamilyPolicy ?? 'SingleStack',
    },
  });
}

function freeAddress(taken: ReadonlySet<string>, { network }: ServiceRanges): string {
  for (let host = 1; host < 65_535; host += 1) {
    const address = `${network}.${host >> 8}.${host & 255}`;
    if (!taken.has(address)) return address;
  }
  return '';
}

function addressErrors(clusterIP: string, taken: ReadonlySet<string>, { network }: ServiceRanges): FieldError[] {
  // What is no address at all is for validation to say.
  if (clusterIP === 'None' || parseIp(clusterIP) === null) return [];
  const refuse = (why: string): FieldError[] => [
    invalidValue('spec.clusterIPs', [clusterIP], `failed to allocate IP ${clusterIP}: ${why}`),
  ];
  if (!clusterIP.startsWith(`${network}.`)) return refuse('the provided network does not match the current range');
  return taken.has(clusterIP) ? refuse('provided IP is already allocated') : [];
}

function allocatePorts(
  { spec = {} }: Service,
  others: readonly Service[],
  ranges: ServiceRanges,
): Result<readonly ServicePort[], FieldError[]> {
  const ports = spec.ports ?? [];
  if (spec.type !== 'NodePort' && spec.type !== 'LoadBalancer') return ok(ports);
  const taken = new Set(others.flatMap((other) => (other.spec?.ports ?? []).map(({ nodePort = 0 }) => nodePort)));
  const { firstNodePort, lastNodePort } = ranges;
  const errors: FieldError[] = [];
  const allocated = ports.map((port, index) => {
    const { nodePort = 0 } = port;
    const field = `spec.ports[${index}].nodePort`;
    if (nodePort === 0) {
      let free = firstNodePort;
      while (taken.has(free)) free += 1;
      if (free > lastNodePort)
        errors.push(invalidValue(field, nodePort, 'failed to allocate a nodePort: range is full'));
      taken.add(free);
      return { ...port, nodePort: free };
    }
    if (nodePort < firstNodePort || nodePort > lastNodePort) {
      const why = `provided port is not in the valid range. The range of valid ports is ${firstNodePort}-${lastNodePort}`;
      errors.push(invalidValue(field, nodePort, why));
    } else if (taken.has(nodePort)) errors.push(invalidValue(field, nodePort, 'provided port is already allocated'));
    taken.add(nodePort);
    return port;
  });
  return errors.length === 0 ? ok(allocated) : err(errors);
}
