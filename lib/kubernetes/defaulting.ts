import type { JsonObject } from '../kernel/json.ts';
import { isJsonObject } from '../kernel/json.ts';
import { formatQuantity, parseQuantity } from './quantity.ts';
import type { Container, EnvVar, Handler, Probe, ResourceRequirements } from './types/container.ts';
import type { ResourceList } from './types/meta.ts';
import type { Pod, PodSpec, PodTemplateSpec, Volume } from './types/pod.ts';

const FILE_MODE = 0o644;

/**
 * A pod as it is after decoding: what the user left out is filled in, quantities are in canonical form.
 * Models pkg/apis/core/v1/defaults.go SetObjectDefaults_Pod.
 */
export function defaultPod(pod: Pod): Pod {
  const { spec = {} } = pod;
  const filled = defaultPodSpec(spec);
  const ports = spec.hostNetwork === true;
  const containers = (list: readonly Container[] | undefined): readonly Container[] | undefined =>
    list?.map((container) => withRequestsFromLimits(ports ? withHostPorts(container) : container));
  return {
    ...pod,
    spec: {
      ...filled,
      enableServiceLinks: spec.enableServiceLinks ?? true,
      ...(filled.containers !== undefined && { containers: containers(filled.containers) }),
      ...(filled.initContainers !== undefined && { initContainers: containers(filled.initContainers) }),
      ...(filled.resources !== undefined && { resources: requestsFromLimits(filled.resources) }),
    },
  };
}

/** The template of a workload. Requests are not taken from limits here: the pods will have that done to them. */
export function defaultPodTemplate(template: PodTemplateSpec): PodTemplateSpec {
  return { ...template, metadata: template.metadata ?? {}, spec: defaultPodSpec(template.spec ?? {}) };
}

/** What pods and templates have in common. Models SetDefaults_PodSpec and the defaults of its parts. */
export function defaultPodSpec(spec: PodSpec): PodSpec {
  return {
    ...spec,
    ...(spec.volumes !== undefined && { volumes: spec.volumes.map(defaultVolume) }),
    ...(spec.initContainers !== undefined && { initContainers: spec.initContainers.map(defaultContainer) }),
    ...(spec.containers !== undefined && { containers: spec.containers.map(defaultContainer) }),
    ...(spec.overhead !== undefined && { overhead: canonicalList(spec.overhead) }),
    ...(spec.resources !== undefined && { resources: canonicalRequirements(spec.resources) }),
    restartPolicy: spec.restartPolicy ?? 'Always',
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds ?? 30,
    dnsPolicy: spec.dnsPolicy ?? 'ClusterFirst',
    securityContext: spec.securityContext ?? {},
    schedulerName: spec.schedulerName ?? 'default-scheduler',
    // The old name of the same member is kept in step.
    ...(accountOf(spec) !== '' && { serviceAccountName: accountOf(spec), serviceAccount: accountOf(spec) }),
  };
}

function accountOf(spec: PodSpec): string {
  return spec.serviceAccountName ?? spec.serviceAccount ?? '';
}

function defaultContainer(container: Container): Container {
  const { ports, env, livenessProbe, readinessProbe, startupProbe, lifecycle } = container;
  return {
    ...container,
    resources: canonicalRequirements(container.resources ?? {}),
    ...(ports !== undefined && { ports: ports.map((port) => ({ ...port, protocol: port.protocol ?? 'TCP' })) }),
    ...(env !== undefined && { env: env.map(defaultEnv) }),
    ...(livenessProbe !== undefined && { livenessProbe: defaultProbe(livenessProbe) }),
    ...(readinessProbe !== undefined && { readinessProbe: defaultProbe(readinessProbe) }),
    ...(startupProbe !== undefined && { startupProbe: defaultProbe(startupProbe) }),
    ...(lifecycle !== undefined && {
      lifecycle: {
        ...lifecycle,
        ...(lifecycle.postStart !== undefined && { postStart: defaultHandler(lifecycle.postStart) }),
        ...(lifecycle.preStop !== undefined && { preStop: defaultHandler(lifecycle.preStop) }),
      },
    }),
    terminationMessagePath: container.terminationMessagePath ?? '/dev/termination-log',
    terminationMessagePolicy: container.terminationMessagePolicy ?? 'File',
    imagePullPolicy: container.imagePullPolicy ?? pullPolicyFor(container.image ?? ''),
  };
}

/** An image without a tag, or with the tag `latest`, is pulled each time; a digest counts as a tag. */
export function pullPolicyFor(image: string): 'Always' | 'IfNotPresent' {
  if (image.includes('@')) return 'IfNotPresent';
  const name = image.slice(image.lastIndexOf('/') + 1);
  const colon = name.indexOf(':');
  return colon < 0 || name.slice(colon + 1) === 'latest' ? 'Always' : 'IfNotPresent';
}

function defaultEnv(variable: EnvVar): EnvVar {
  const { valueFrom } = variable;
  if (valueFrom?.fieldRef !== undefined) {
    const fieldRef = { ...valueFrom.fieldRef, apiVersion: valueFrom.fieldRef.apiVersion ?? 'v1' };
    return { ...variable, valueFrom: { ...valueFrom, fieldRef } };
  }
  if (valueFrom?.resourceFieldRef === undefined) return variable;
  const resourceFieldRef = { ...valueFrom.resourceFieldRef, divisor: valueFrom.resourceFieldRef.divisor ?? '0' };
  return { ...variable, valueFrom: { ...valueFrom, resourceFieldRef } };
}

function defaultProbe(probe: Probe): Probe {
  return {
    ...probe,
    ...defaultHandler(probe),
    timeoutSeconds: probe.timeoutSeconds || 1,
    periodSeconds: probe.periodSeconds || 10,
    successThreshold: probe.successThreshold || 1,
    failureThreshold: probe.failureThreshold || 3,
  };
}

function defaultHandler(handler: Handler): Handler {
  const { httpGet, grpc } = handler;
  return {
    ...handler,
    ...(httpGet !== undefined && {
      httpGet: { ...httpGet, path: httpGet.path || '/', scheme: httpGet.scheme || 'HTTP' },
    }),
    ...(grpc !== undefined && { grpc: { ...grpc, service: grpc.service ?? '' } }),
  };
}

function defaultVolume(volume: Volume): Volume {
  const { configMap, secret, projected, downwardAPI, hostPath } = volume;
  if (Object.keys(volume).every((member) => member === 'name')) return { ...volume, emptyDir: {} };
  return {
    ...volume,
    ...(configMap !== undefined && { configMap: { ...configMap, defaultMode: configMap.defaultMode ?? FILE_MODE } }),
    ...(secret !== undefined && { secret: { ...secret, defaultMode: secret.defaultMode ?? FILE_MODE } }),
    ...(downwardAPI !== undefined && {
      downwardAPI: {
        ...downwardAPI,
        ...(downwardAPI.items !== undefined && { items: downwardAPI.items.map(defaultFieldRef) }),
        defaultMode: downwardAPI.defaultMode ?? FILE_MODE,
      },
    }),
    ...(projected !== undefined && {
      projected: {
        ...projected,
        sources: (projected.sources ?? []).map(defaultProjection),
        defaultMode: projected.defaultMode ?? FILE_MODE,
      },
    }),
    ...(hostPath !== undefined && { hostPath: { ...hostPath, type: hostPath.type ?? '' } }),
  };
}

function defaultProjection(source: JsonObject): JsonObject {
  const { serviceAccountToken: token, downwardAPI } = source;
  if (isJsonObject(token)) {
    return { ...source, serviceAccountToken: { ...token, expirationSeconds: token['expirationSeconds'] ?? 3600 } };
  }
  if (!isJsonObject(downwardAPI) || !Array.isArray(downwardAPI['items'])) return source;
  const items = downwardAPI['items'].filter(isJsonObject).map(defaultFieldRef);
  return { ...source, downwardAPI: { ...downwardAPI, items } };
}

function defaultFieldRef(item: JsonObject): JsonObject {
  const ref = item['fieldRef'];
  return isJsonObject(ref) ? { ...item, fieldRef: { ...ref, apiVersion: ref['apiVersion'] ?? 'v1' } } : item;
}

/** On the host's network a container listens on the host itself. */
function withHostPorts(container: Container): Container {
  if (container.ports === undefined) return container;
  const ports = container.ports.map((port) => ({ ...port, hostPort: port.hostPort || port.containerPort }));
  return { ...container, ports };
}

function withRequestsFromLimits(container: Container): Container {
  const { resources = {} } = container;
  return { ...container, resources: requestsFromLimits(resources) };
}

/** A limit without a request is also the request. */
function requestsFromLimits(resources: ResourceRequirements): ResourceRequirements {
  if (resources.limits === undefined) return resources;
  return { ...resources, requests: { ...resources.limits, ...resources.requests } };
}

function canonicalRequirements(resources: ResourceRequirements): ResourceRequirements {
  return {
    ...resources,
    ...(resources.limits !== undefined && { limits: canonicalList(resources.limits) }),
    ...(resources.requests !== undefined && { requests: canonicalList(resources.requests) }),
  };
}

/** The same amounts as an API server writes them: `0.5` → `500m`. Numbers, which YAML gives, become texts. */
export function canonicalList(list: ResourceList): ResourceList {
  const entries = Object.entries(list).map(([name, text]): [string, string] => {
    const parsed = parseQuantity(String(text));
    return [name, parsed.ok ? formatQuantity(parsed.value) : String(text)];
  });
  return Object.fromEntries(entries);
}
