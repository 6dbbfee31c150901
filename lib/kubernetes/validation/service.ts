import { duplicate, forbiddenField, invalidValue, notSupported, required, type FieldError } from '../field-error.ts';
import { dns1123LabelErrors, portNumberErrors, qualifiedNameErrors } from '../names.ts';
import type { Service, ServicePort, ServiceSpec } from '../types/service.ts';
import { validatePort, validateProtocol } from './container-parts.ts';
import { isIpv6, validateCidr, validateIp, validateNonSpecialIp } from './ip.ts';
import { validateLabels } from './labels.ts';
import {
  dns1035Name,
  invalidEach,
  labelName,
  subdomainName,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from './metadata.ts';
import { oneOf } from './security.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const FAMILIES = ['IPv4', 'IPv6'];
const FAMILY_POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
const TRAFFIC_POLICIES = ['Cluster', 'Local'];
const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const TOPOLOGY_HINTS = 'service.kubernetes.io/topology-aware-hints';
const TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode';
const MAX_AFFINITY_SECONDS = 86400;
const NOT_EXTERNAL_NAME = 'may not be set for ExternalName services';
const BALANCER_ONLY = "may only be used when `type` is 'LoadBalancer'";

/** Feature gates that decide about services; the defaults are those of v1.34. */
export interface ServiceOptions {
  /** Names as DNS labels, which may start with a digit. */
  readonly relaxedNames: boolean;
  readonly sameZoneAndNode: boolean;
  /** No leading zeros, no bits beyond a prefix. */
  readonly strictAddresses: boolean;
}

const DEFAULTS: ServiceOptions = { relaxedNames: false, sameZoneAndNode: false, strictAddresses: false };

export function isHeadless({ spec }: Service): boolean {
  return spec?.clusterIPs?.length === 1 && spec.clusterIPs[0] === 'None';
}

/** Models ValidateServiceCreate. The service has been defaulted; clusterIPs follow clusterIP. */
export function validateServiceCreate(service: Service, options: ServiceOptions = DEFAULTS): FieldError[] {
  const rule = options.relaxedNames ? labelName : dns1035Name;
  const { spec = {}, metadata } = service;
  return [
    ...validateObjectMeta(metadata, true, rule),
    ...validateTopologyAnnotations(service),
    ...validateByType(service),
    ...validatePorts(service),
    ...validateLabels(spec.selector, 'spec.selector'),
    ...validateSessionAffinity(spec),
    ...validateClusterIps(service, options),
    ...(spec.externalIPs ?? []).flatMap((ip, index) => validateExternalIp(ip, `spec.externalIPs[${index}]`, options)),
    ...validateType(spec),
    ...validateDuplicatePorts(spec.ports ?? []),
    ...validateSourceRanges(service, options),
    ...validateBalancer(spec),
    ...validateTraffic(spec, options),
  ];
}

function validateTopologyAnnotations({ metadata }: Service): FieldError[] {
  const mode = metadata.annotations?.[TOPOLOGY_MODE];
  const hints = metadata.annotations?.[TOPOLOGY_HINTS];
  if (mode === undefined || hints === undefined || mode === hints) return [];
  return [
    invalidValue(
      `metadata.annotations[${TOPOLOGY_MODE}]`,
      mode,
      `must match annotations[${TOPOLOGY_HINTS}] when both are specified`,
    ),
  ];
}

function validateByType(service: Service): FieldError[] {
  const { spec = {} } = service;
  const headless = isHeadless(service);
  const errors: FieldError[] = [];
  if ((spec.ports ?? []).length === 0 && !headless && spec.type !== 'ExternalName') errors.push(required('spec.ports'));
  if (headless && (spec.type === 'LoadBalancer' || spec.type === 'NodePort')) {
    errors.push(invalidValue('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${spec.type} services`));
  }
  if (spec.type !== 'ExternalName') return errors;
  if ((spec.clusterIPs ?? []).length > 0) errors.push(forbiddenField('spec.clusterIPs', NOT_EXTERNAL_NAME));
  if ((spec.ipFamilies ?? []).length > 0) errors.push(forbiddenField('spec.ipFamilies', NOT_EXTERNAL_NAME));
  if (spec.ipFamilyPolicy !== undefined) errors.push(forbiddenField('spec.ipFamilyPolicy', NOT_EXTERNAL_NAME));
  const name = (spec.externalName ?? '').replace(/\.$/, '');
  if (name === '') errors.push(required('spec.externalName'));
  else errors.push(...invalidEach(subdomainName(name, false), 'spec.externalName', name));
  return errors;
}

function validatePorts({ spec = {} }: Service): FieldError[] {
  const ports = spec.ports ?? [];
  const errors: FieldError[] = [];
  const names = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const field = `spec.ports[${index}]`;
    const { name = '', appProtocol } = port;
    const number = port.port ?? 0;
    if (name === '') {
      if (ports.length > 1) errors.push(required(`${field}.name`));
    } else {
      errors.push(...invalidEach(dns1123LabelErrors(name), `${field}.name`, name));
      if (names.has(name)) errors.push(duplicate(`${field}.name`, name));
      names.add(name);
    }
    errors.push(...invalidEach(portNumberErrors(number), `${field}.port`, number));
    errors.push(...validateProtocol(port.protocol ?? '', `${field}.protocol`));
    errors.push(...validatePort(port.targetPort, `${field}.targetPort`));
    if (appProtocol !== undefined)
      errors.push(...invalidEach(qualifiedNameErrors(appProtocol), `${field}.appProtocol`, appProtocol));
  }
  return errors;
}

function validateSessionAffinity(spec: ServiceSpec): FieldError[] {
  const affinity: string = spec.sessionAffinity ?? '';
  if (affinity === '') return [required('spec.sessionAffinity')];
  const field = 'spec.sessionAffinityConfig';
  const config = spec.sessionAffinityConfig;
  if (affinity === 'None') {
    return config === undefined ? [] : [forbiddenField(field, 'must not be set when session affinity is None')];
  }
  if (affinity !== 'ClientIP') return [notSupported('spec.sessionAffinity', affinity, ['ClientIP', 'None'])];
  const why = 'when session affinity type is ClientIP';
  if (config === undefined) return [required(field, why)];
  if (config.clientIP === undefined) return [required(`${field}.clientIP`, why)];
  const seconds = config.clientIP.timeoutSeconds;
  if (seconds === undefined) return [required(`${field}.clientIP.timeoutSeconds`, why)];
  if (seconds > 0 && seconds <= MAX_AFFINITY_SECONDS) return [];
  return [
    invalidValue(
      `${field}.clientIP.timeoutSeconds`,
      seconds,
      `must be greater than 0 and less than ${MAX_AFFINITY_SECONDS}`,
    ),
  ];
}

/** Addresses, families and the policy must tell one story. Models ValidateServiceClusterIPsRelatedFields. */
function validateClusterIps(service: Service, options: ServiceOptions): FieldError[] {
  const { spec = {} } = service;
  if (spec.type === 'ExternalName') return [];
  const { clusterIP = '', clusterIPs = [], ipFamilies = [] } = spec;
  const errors: FieldError[] = [];
  if (clusterIP === '') {
    if (clusterIPs.length > 0)
      errors.push(invalidValue('spec.clusterIPs', clusterIPs, 'must be empty when `clusterIP` is not specified'));
  } else if (clusterIPs.length === 0) errors.push(required('spec.clusterIPs'));
  else if (clusterIPs[0] !== clusterIP)
    errors.push(invalidValue('spec.clusterIPs', clusterIPs, 'first value must match `clusterIP`'));
  const seen = new Set<string>();
  for (const [index, family] of ipFamilies.entries()) {
    errors.push(...oneOf(family, FAMILIES, `spec.ipFamilies[${index}]`));
    if (seen.has(family)) errors.push(duplicate(`spec.ipFamilies[${index}]`, family));
    seen.add(family);
  }
  errors.push(...oneOf(spec.ipFamilyPolicy, FAMILY_POLICIES, 'spec.ipFamilyPolicy'));
  const wrong = validateAddresses(clusterIPs, options);
  errors.push(...wrong.errors);
  return wrong.stop ? errors : [...errors, ...validateFamilies(service)];
}

function validateAddresses(
  clusterIPs: readonly string[],
  options: ServiceOptions,
): { readonly errors: FieldError[]; readonly stop: boolean } {
  const errors: FieldError[] = [];
  let stop = false;
  for (const [index, ip] of clusterIPs.entries()) {
    if (index === 0 && ip === 'None') {
      if (clusterIPs.length > 1) {
        stop = true;
        errors.push(invalidValue('spec.clusterIPs', clusterIPs, "'None' must be the first and only value"));
      }
      continue;
    }
    const wrong = validateIp(ip, `spec.clusterIPs[${index}]`, options.strictAddresses);
    stop ||= wrong.length > 0;
    errors.push(...wrong);
  }
  if (clusterIPs.length > 2) errors.push(invalidValue('spec.clusterIPs', clusterIPs, 'may only hold up to 2 values'));
  return { errors, stop };
}

function validateFamilies(service: Service): FieldError[] {
  const { clusterIPs = [], ipFamilies = [] } = service.spec ?? {};
  const errors: FieldError[] = [];
  if (clusterIPs.length > 1 && new Set(clusterIPs.map(isIpv6)).size < 2) {
    errors.push(invalidValue('spec.clusterIPs', clusterIPs, 'may specify no more than one IP for each IP family'));
  }
  if (isHeadless(service)) return errors;
  for (const [index, family] of ipFamilies.slice(0, clusterIPs.length).entries()) {
    const ip = clusterIPs[index] ?? '';
    if (!FAMILIES.includes(family) || (family === 'IPv6') === isIpv6(ip)) continue;
    const why = `expected an ${family} value as indicated by \`ipFamilies[${index}]\``;
    errors.push(invalidValue(`spec.clusterIPs[${index}]`, ip, why));
  }
  return errors;
}

function validateExternalIp(ip: string, field: string, options: ServiceOptions): FieldError[] {
  const wrong = validateIp(ip, field, options.strictAddresses);
  return wrong.length > 0 ? wrong : validateNonSpecialIp(ip, field);
}

function validateType(spec: ServiceSpec): FieldError[] {
  const type: string = spec.type ?? '';
  if (type === '') return [required('spec.type')];
  if (type !== 'ClusterIP') return oneOf(type, TYPES, 'spec.type');
  return (spec.ports ?? []).flatMap(({ nodePort = 0 }, index) =>
    nodePort === 0
      ? []
      : [forbiddenField(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'")],
  );
}

function validateDuplicatePorts(ports: readonly ServicePort[]): FieldError[] {
  const nodePorts = new Set<string>();
  const own = new Set<string>();
  const errors: FieldError[] = [];
  for (const [index, { protocol = '', nodePort = 0 }] of ports.entries()) {
    if (nodePort === 0) continue;
    const key = `${protocol}/${nodePort}`;
    if (nodePorts.has(key)) errors.push(duplicate(`spec.ports[${index}].nodePort`, nodePort));
    nodePorts.add(key);
  }
  for (const [index, { protocol = '', port }] of ports.entries()) {
    const key = `${protocol}/${port}`;
    if (own.has(key)) errors.push(duplicate(`spec.ports[${index}]`, { protocol, port }));
    own.add(key);
  }
  return errors;
}

/** The field's name has an odd capital letter upstream. */
function validateSourceRanges({ spec = {}, metadata }: Service, { strictAddresses }: ServiceOptions): FieldError[] {
  const ranges = spec.loadBalancerSourceRanges ?? [];
  const annotation = metadata.annotations?.[SOURCE_RANGES];
  const balancer = spec.type === 'LoadBalancer';
  if (ranges.length > 0) {
    const field = 'spec.LoadBalancerSourceRanges';
    const wrong = ranges.flatMap((range, index) => validateCidr(range.trim(), `${field}[${index}]`, strictAddresses));
    return balancer ? wrong : [forbiddenField(field, BALANCER_ONLY), ...wrong];
  }
  if (annotation === undefined) return [];
  const field = `metadata.annotations[${SOURCE_RANGES}]`;
  const listed = annotation.trim() === '' ? [] : annotation.split(',');
  const wrong = listed.flatMap((range) => validateCidr(range.trim(), field, strictAddresses));
  return balancer ? wrong : [forbiddenField(field, BALANCER_ONLY), ...wrong];
}

function validateBalancer(spec: ServiceSpec): FieldError[] {
  const balancer = spec.type === 'LoadBalancer';
  const errors: FieldError[] = [];
  if (spec.allocateLoadBalancerNodePorts !== undefined && !balancer) {
    errors.push(forbiddenField('spec.allocateLoadBalancerNodePorts', BALANCER_ONLY));
  }
  if (balancer && spec.allocateLoadBalancerNodePorts === undefined)
    errors.push(required('allocateLoadBalancerNodePorts'));
  if (spec.loadBalancerClass === undefined) return errors;
  if (!balancer) return [...errors, forbiddenField('spec.loadBalancerClass', BALANCER_ONLY)];
  return [
    ...errors,
    ...invalidEach(qualifiedNameErrors(spec.loadBalancerClass), 'spec.loadBalancerClass', spec.loadBalancerClass),
  ];
}

function validateTraffic(spec: ServiceSpec, options: ServiceOptions): FieldError[] {
  const { type, healthCheckNodePort = 0, trafficDistribution } = spec;
  const external: string = spec.externalTrafficPolicy ?? '';
  const balanced = type === 'LoadBalancer' || type === 'NodePort';
  // A service is also reached from outside by addresses that somebody else routes here.
  const accessible = balanced || (type === 'ClusterIP' && (spec.externalIPs ?? []).length > 0);
  const errors: FieldError[] = [];
  if (accessible) {
    if (external === '') errors.push(required('spec.externalTrafficPolicy'));
    else errors.push(...oneOf(external, TRAFFIC_POLICIES, 'spec.externalTrafficPolicy'));
  } else if (external !== '') {
    errors.push(
      invalidValue('spec.externalTrafficPolicy', external, 'may only be set for externally-accessible services'),
    );
  }
  if (type === 'LoadBalancer' && external === 'Local') {
    if (healthCheckNodePort === 0) errors.push(required('spec.healthCheckNodePort'));
    else
      errors.push(
        ...invalidEach(portNumberErrors(healthCheckNodePort), 'spec.healthCheckNodePort', healthCheckNodePort),
      );
  } else if (healthCheckNodePort !== 0) {
    const why = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    errors.push(invalidValue('spec.healthCheckNodePort', healthCheckNodePort, why));
  }
  if (spec.internalTrafficPolicy === undefined && (balanced || type === 'ClusterIP')) {
    errors.push(required('spec.internalTrafficPolicy'));
  }
  errors.push(...oneOf(spec.internalTrafficPolicy, TRAFFIC_POLICIES, 'spec.internalTrafficPolicy'));
  const near = options.sameZoneAndNode ? ['PreferClose', 'PreferSameNode', 'PreferSameZone'] : ['PreferClose'];
  return [...errors, ...oneOf(trafficDistribution, near, 'spec.trafficDistribution')];
}

/** Models ValidateServiceUpdate, except for changes between one and two address families. */
export function validateServiceUpdate(now: Service, old: Service, options: ServiceOptions = DEFAULTS): FieldError[] {
  const errors = validateObjectMetaUpdate(now.metadata, old.metadata);
  const before = old.spec ?? {};
  const spec = now.spec ?? {};
  const named = spec.type === 'ExternalName' || before.type === 'ExternalName';
  if (!named && !(isHeadless(now) && isHeadless(old))) {
    for (const [index, ip] of (before.clusterIPs ?? []).entries()) {
      if (spec.clusterIPs?.[index] === ip) continue;
      const why =
        spec.clusterIPs?.[index] === undefined ? 'primary clusterIP can not be unset' : 'may not change once set';
      errors.push(invalidValue(`spec.clusterIPs[${index}]`, spec.clusterIPs ?? [], why));
    }
  }
  if (!named && !isHeadless(now) && !isHeadless(old)) {
    for (const [index, family] of (before.ipFamilies ?? []).entries()) {
      if (spec.ipFamilies?.[index] === family) continue;
      errors.push(invalidValue('spec.ipFamilies[0]', spec.ipFamilies ?? [], 'may not change once set'));
    }
  }
  if (
    spec.type === 'LoadBalancer' &&
    before.type === 'LoadBalancer' &&
    spec.loadBalancerClass !== before.loadBalancerClass
  ) {
    errors.push(invalidValue('spec.loadBalancerClass', spec.loadBalancerClass ?? null, 'may not change once set'));
  }
  return [...errors, ...validateServiceCreate(now, options)];
}
