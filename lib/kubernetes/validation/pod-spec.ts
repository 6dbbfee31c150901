import { isJsonObject } from '../../kernel/json.ts';
import { sortedKeys } from '../../kernel/ordered.ts';
import { forbiddenField, invalidValue, required, type FieldError } from '../field-error.ts';
import { dns1123LabelErrors, qualifiedNameErrors } from '../names.ts';
import { addQuantities, compareQuantities, formatQuantity, ZERO, type Quantity } from '../quantity.ts';
import type { Container } from '../types/container.ts';
import type { ObjectMeta, ResourceList } from '../types/meta.ts';
import type { PodSpec } from '../types/pod.ts';
import {
  requiredOneOf,
  validateContainers,
  validateEphemeralContainers,
  validateInitContainers,
} from './containers.ts';
import { validateIp } from './ip.ts';
import { validateLabels } from './labels.ts';
import { invalidEach, subdomainName } from './metadata.ts';
import { validateOperatingSystem } from './operating-system.ts';
import { validateContainerResources, validatePodLevelResources, valueOf } from './resource-requirements.ts';
import { oneOf, validatePodSecurityContext } from './security.ts';
import {
  validateAffinity,
  validateSchedulingGates,
  validateTolerations,
  validateTopologySpread,
  type SchedulingLeniency,
} from './scheduling.ts';
import { validateVolumes } from './volumes.ts';

const MAX_INT32 = 2147483647;
const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

/** How strictly a pod is read. The defaults are those of a create. */
export interface PodValidationOptions extends SchedulingLeniency {
  /** False for the template of a workload. */
  readonly isPod: boolean;
  /** The API server's --allow-privileged. */
  readonly allowPrivileged: boolean;
  readonly invalidDeletionCost: boolean;
}

export const STRICT: PodValidationOptions = {
  isPod: true,
  allowPrivileged: true,
  invalidDeletionCost: false,
  invalidNodeAffinityValues: false,
  invalidSelectorValues: false,
};

/** Models ValidatePodSpec. The spec has been defaulted; `meta` only for a real pod. */
export function validatePodSpec(
  spec: PodSpec,
  meta: ObjectMeta | undefined,
  field: string,
  options: PodValidationOptions,
): FieldError[] {
  const volumes = validateVolumes(spec.volumes ?? [], meta, `${field}.volumes`);
  const context = { spec, volumes: volumes.byName, allowPrivileged: options.allowPrivileged };
  return [
    ...(spec.terminationGracePeriodSeconds === undefined ? [required(`${field}.terminationGracePeriodSeconds`)] : []),
    ...volumes.errors,
    ...validateContainers(context, `${field}.containers`),
    ...validateInitContainers(context, `${field}.initContainers`),
    ...validateEphemeralContainers(context, `${field}.ephemeralContainers`),
    ...validatePodResources(spec, `${field}.resources`),
    ...validateHostNetworkPorts(spec, field, options.isPod),
    ...requiredOneOf(spec.restartPolicy, RESTART_POLICIES, `${field}.restartPolicy`),
    ...requiredOneOf(spec.dnsPolicy, DNS_POLICIES, `${field}.dnsPolicy`),
    ...validateLabels(spec.nodeSelector, `${field}.nodeSelector`),
    ...validatePodSecurityContext(spec.securityContext, spec, `${field}.securityContext`),
    ...validateAffinity(spec.affinity, `${field}.affinity`, options),
    ...validateDns(spec, `${field}.dnsConfig`),
    ...(spec.readinessGates ?? []).flatMap(({ conditionType }, index) =>
      invalidEach(qualifiedNameErrors(conditionType), `${field}.readinessGates[${index}].conditionType`, conditionType),
    ),
    ...validateSchedulingGates(spec.schedulingGates ?? [], `${field}.schedulingGates`),
    ...validateTopologySpread(spec.topologySpreadConstraints ?? [], `${field}.topologySpreadConstraints`),
    ...validateHostUsers(spec, field),
    ...validateReferences(spec, field),
    ...validateTolerations(spec.tolerations ?? [], `${field}.tolerations`),
    ...validateHostAliases(spec, `${field}.hostAliases`),
    ...named(spec.priorityClassName, `${field}.priorityClassName`),
    ...named(spec.runtimeClassName, `${field}.runtimeClassName`),
    ...oneOf(spec.preemptionPolicy, ['PreemptLowerPriority', 'Never'], `${field}.preemptionPolicy`),
    ...(spec.overhead === undefined
      ? []
      : validateContainerResources({ limits: spec.overhead }, [], `${field}.overhead`)),
    ...validateOperatingSystem(spec, field),
  ];
}

function named(name: string | undefined, field: string): FieldError[] {
  return name === undefined || name === '' ? [] : invalidEach(subdomainName(name, false), field, name);
}

function validateReferences(spec: PodSpec, field: string): FieldError[] {
  const { activeDeadlineSeconds, hostname = '', subdomain = '' } = spec;
  const errors = [
    ...named(spec.serviceAccountName, `${field}.serviceAccountName`),
    ...named(spec.nodeName, `${field}.nodeName`),
  ];
  if (activeDeadlineSeconds !== undefined && (activeDeadlineSeconds < 1 || activeDeadlineSeconds > MAX_INT32)) {
    errors.push(
      invalidValue(
        `${field}.activeDeadlineSeconds`,
        activeDeadlineSeconds,
        `must be between 1 and ${MAX_INT32}, inclusive`,
      ),
    );
  }
  if (hostname !== '') errors.push(...invalidEach(dns1123LabelErrors(hostname), `${field}.hostname`, hostname));
  if (subdomain !== '') errors.push(...invalidEach(dns1123LabelErrors(subdomain), `${field}.subdomain`, subdomain));
  return errors;
}

function validateHostAliases(spec: PodSpec, field: string): FieldError[] {
  return (spec.hostAliases ?? []).flatMap(({ ip, hostnames = [] }, index) => [
    ...validateIp(ip, `${field}[${index}].ip`),
    ...hostnames.flatMap((name, at) =>
      invalidEach(subdomainName(name, false), `${field}[${index}].hostnames[${at}]`, name),
    ),
  ]);
}

/** On the host's network a container's port is the host's. Models validatePodHostNetworkDeps. */
function validateHostNetworkPorts(spec: PodSpec, field: string, isPod: boolean): FieldError[] {
  if (spec.hostNetwork !== true) return [];
  return (spec.containers ?? []).flatMap((container, index) =>
    (container.ports ?? []).flatMap(({ hostPort = 0, containerPort }, at) => {
      if ((!isPod && hostPort === 0) || hostPort === containerPort) return [];
      const why = 'must match `containerPort` when `hostNetwork` is true';
      return [invalidValue(`${field}.containers[${index}].ports[${at}].hostPort`, hostPort, why)];
    }),
  );
}

function validateHostUsers(spec: PodSpec, field: string): FieldError[] {
  if (spec.hostUsers !== false) return [];
  const why = 'when `pod.Spec.HostUsers` is false';
  const errors: FieldError[] = [];
  if (spec.hostNetwork === true) errors.push(forbiddenField(`${field}.hostNetwork`, why));
  if (spec.hostPID === true) errors.push(forbiddenField(`${field}.HostPID`, why));
  if (spec.hostIPC === true) errors.push(forbiddenField(`${field}.HostIPC`, why));
  return errors;
}

/** Models validatePodDNSConfig. */
function validateDns(spec: PodSpec, field: string): FieldError[] {
  const config = spec.dnsConfig;
  const list = (member: string): string[] => {
    const found = config?.[member];
    return Array.isArray(found) ? found.map(String) : [];
  };
  const nameservers = list('nameservers');
  const searches = list('searches');
  if (spec.dnsPolicy === 'None') {
    if (config === undefined) return [required(field, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    if (nameservers.length === 0) {
      return [required(`${field}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None')];
    }
  }
  const errors: FieldError[] = [];
  if (nameservers.length > 3)
    errors.push(invalidValue(`${field}.nameservers`, nameservers, 'must not have more than 3 nameservers'));
  errors.push(...nameservers.flatMap((server, index) => validateIp(server, `${field}.nameservers[${index}]`)));
  if (searches.length > 32)
    errors.push(invalidValue(`${field}.searches`, searches, 'must not have more than 32 search paths'));
  if (searches.join(' ').length > 2048) {
    errors.push(
      invalidValue(
        `${field}.searches`,
        searches,
        'must not have more than 2048 characters (including spaces) in the search list',
      ),
    );
  }
  for (const [index, search] of searches.entries()) {
    if (search === '.') continue;
    const name = search.replace(/\.$/, '');
    // Underscores are let through here and nowhere else.
    errors.push(...invalidEach(subdomainName(name.replaceAll('_', '0'), false), `${field}.searches[${index}]`, name));
  }
  const options = config?.['options'];
  for (const [index, option] of (Array.isArray(options) ? options : []).entries()) {
    if (isJsonObject(option) && (option['name'] ?? '') === '')
      errors.push(required(`${field}.options[${index}]`, 'must not be empty'));
  }
  return errors;
}

/** Requests and limits of the pod as a whole. Models validatePodResources. */
function validatePodResources(spec: PodSpec, field: string): FieldError[] {
  const { resources } = spec;
  if (resources === undefined) return [];
  const errors: FieldError[] = [];
  if (resources.claims !== undefined) {
    errors.push(forbiddenField(`${field}.claims`, 'claims cannot be set for Resources at pod-level'));
  }
  errors.push(...validatePodLevelResources(resources, field));
  const total = aggregateRequests(spec);
  for (const name of [...total.keys()].sort()) {
    const asked = valueOf(resources.requests?.[name] ?? '0');
    const needed = total.get(name) ?? ZERO;
    if (compareQuantities(needed, asked) <= 0) continue;
    const why = `must be greater than or equal to aggregate container requests of ${formatQuantity(needed)}`;
    errors.push(invalidValue(`${field}.requests[${name}]`, formatQuantity(asked), why));
  }
  for (const [index, container] of (spec.containers ?? []).entries()) {
    errors.push(...validateWithinPodLimits(container, resources.limits ?? {}, `${field}.containers[${index}]`));
  }
  return errors;
}

function validateWithinPodLimits(container: Container, podLimits: ResourceList, field: string): FieldError[] {
  const limits = container.resources?.limits ?? {};
  return sortedKeys(limits).flatMap((name) => {
    const maximum = podLimits[name];
    const limit = valueOf(limits[name] ?? '0');
    if (maximum === undefined || compareQuantities(limit, valueOf(maximum)) <= 0) return [];
    const why = `must be less than or equal to pod limits of ${formatQuantity(valueOf(maximum))}`;
    return [invalidValue(`${field}[${name}].limits`, formatQuantity(limit), why)];
  });
}

/** What the containers ask for together, as exact quantities. Models AggregateContainerRequests. */
function aggregateRequests(spec: PodSpec): Map<string, Quantity> {
  const running = new Map<string, Quantity>();
  const sidecars = new Map<string, Quantity>();
  const starting = new Map<string, Quantity>();
  for (const container of spec.containers ?? []) addAll(running, container);
  for (const container of spec.initContainers ?? []) {
    if (container.restartPolicy === 'Always') {
      addAll(running, container);
      addAll(sidecars, container);
      raiseAll(starting, sidecars);
    } else {
      const moment = new Map(sidecars);
      addAll(moment, container);
      raiseAll(starting, moment);
    }
  }
  raiseAll(running, starting);
  return running;
}

function addAll(total: Map<string, Quantity>, container: Container): void {
  for (const [name, text] of Object.entries(container.resources?.requests ?? {})) {
    const before = total.get(name);
    total.set(name, before === undefined ? valueOf(text) : addQuantities(before, valueOf(text)));
  }
}

function raiseAll(total: Map<string, Quantity>, other: ReadonlyMap<string, Quantity>): void {
  for (const [name, amount] of other) {
    const before = total.get(name);
    if (before === undefined || compareQuantities(before, amount) < 0) total.set(name, amount);
  }
}
