import { base64Of } from '../kernel/base64.ts';
import { defaultPod, defaultPodTemplate, canonicalList } from './defaulting.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { LimitRange, LimitRangeItem, Namespace, Secret } from './types/config.ts';
import type { KubernetesObject, ResourceList } from './types/meta.ts';
import type { Node } from './types/node.ts';
import type { Pod } from './types/pod.ts';
import type { Service, ServicePort, ServiceSpec } from './types/service.ts';
import type { Deployment, DeploymentStrategy, ReplicaSet, ReplicationController } from './types/workload.ts';

const CLIENT_IP_SECONDS = 10800;

/** Fills in what a decoded object of any kind leaves out. Kinds without defaults come back as they are. */
export function defaultObject(object: KubernetesObject): KubernetesObject {
  switch (object.kind) {
    case 'Pod':
      return defaultPod(object satisfies Pod);
    case 'Deployment':
      return defaultDeployment(object satisfies Deployment);
    case 'ReplicaSet':
      return defaultReplicaSet(object satisfies ReplicaSet);
    case 'ReplicationController':
      return defaultReplicationController(object satisfies ReplicationController);
    case 'Service':
      return defaultService(object satisfies Service);
    case 'Secret':
      return defaultSecret(object satisfies Secret);
    case 'Namespace':
      return defaultNamespace(object satisfies Namespace);
    case 'Node':
      return defaultNode(object satisfies Node);
    case 'LimitRange':
      return defaultLimitRange(object satisfies LimitRange);
    default:
      return object;
  }
}

/** Models pkg/apis/apps/v1/defaults.go SetDefaults_Deployment. */
export function defaultDeployment(deployment: Deployment): Deployment {
  const { spec = {} } = deployment;
  return {
    ...deployment,
    spec: {
      ...spec,
      replicas: spec.replicas ?? 1,
      template: defaultPodTemplate(spec.template ?? {}),
      strategy: defaultStrategy(spec.strategy ?? {}),
      revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
      progressDeadlineSeconds: spec.progressDeadlineSeconds ?? 600,
    },
  };
}

function defaultStrategy(strategy: DeploymentStrategy): DeploymentStrategy {
  const type = strategy.type ?? 'RollingUpdate';
  if (type !== 'RollingUpdate') return { ...strategy, type };
  const { maxUnavailable = '25%', maxSurge = '25%' } = strategy.rollingUpdate ?? {};
  return { ...strategy, type, rollingUpdate: { maxUnavailable, maxSurge } };
}

export function defaultReplicaSet(replicaSet: ReplicaSet): ReplicaSet {
  const { spec = {} } = replicaSet;
  const template = defaultPodTemplate(spec.template ?? {});
  return { ...replicaSet, spec: { ...spec, replicas: spec.replicas ?? 1, template } };
}

/** Its labels and selector come from the template. Models SetDefaults_ReplicationController. */
export function defaultReplicationController(controller: ReplicationController): ReplicationController {
  const { spec = {}, metadata } = controller;
  const labels = spec.template?.metadata?.labels;
  return {
    ...controller,
    metadata: { ...metadata, ...(metadata.labels === undefined && labels !== undefined && { labels }) },
    spec: {
      ...spec,
      replicas: spec.replicas ?? 1,
      ...(spec.selector === undefined && labels !== undefined && { selector: labels }),
      ...(spec.template !== undefined && { template: defaultPodTemplate(spec.template) }),
    },
  };
}

/** Models SetDefaults_Service; addresses and node ports are allocated afterwards. */
export function defaultService(service: Service): Service {
  const { spec = {} } = service;
  const type = spec.type ?? 'ClusterIP';
  const sessionAffinity = spec.sessionAffinity ?? 'None';
  const external = type === 'NodePort' || type === 'LoadBalancer';
  return {
    ...service,
    spec: {
      ...spec,
      type,
      sessionAffinity,
      ...(sessionAffinity === 'ClientIP' && { sessionAffinityConfig: affinityConfig(spec) }),
      ...(spec.ports !== undefined && { ports: spec.ports.map(defaultServicePort) }),
      ...(external && { externalTrafficPolicy: spec.externalTrafficPolicy ?? 'Cluster' }),
      ...(type !== 'ExternalName' && { internalTrafficPolicy: spec.internalTrafficPolicy ?? 'Cluster' }),
      ...(type === 'LoadBalancer' && { allocateLoadBalancerNodePorts: spec.allocateLoadBalancerNodePorts ?? true }),
    },
  };
}

function affinityConfig(spec: ServiceSpec): NonNullable<ServiceSpec['sessionAffinityConfig']> {
  const given = spec.sessionAffinityConfig?.clientIP ?? {};
  return { clientIP: { ...given, timeoutSeconds: given.timeoutSeconds ?? CLIENT_IP_SECONDS } };
}

function defaultServicePort(port: ServicePort): ServicePort {
  return { ...port, protocol: port.protocol ?? 'TCP', targetPort: port.targetPort || port.port };
}

/** `stringData` is only a way to write: what is stored and read is base64. */
function defaultSecret(secret: Secret): Secret {
  const { stringData, ...rest } = secret;
  if (stringData === undefined) return { ...rest, type: secret.type ?? 'Opaque' };
  const encoded = Object.entries(stringData).map(([key, text]): [string, string] => [key, base64Of(text)]);
  return { ...rest, data: { ...secret.data, ...Object.fromEntries(encoded) }, type: secret.type ?? 'Opaque' };
}

/** The label lets selectors find a namespace by its name; the finalizer waits for the namespace controller. */
function defaultNamespace(namespace: Namespace): Namespace {
  const { metadata, spec = {}, status } = namespace;
  const name = metadata.name ?? '';
  return {
    ...namespace,
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, ...(name !== '' && { 'kubernetes.io/metadata.name': name }) },
    },
    spec: { ...spec, finalizers: spec.finalizers ?? ['kubernetes'] },
    status: { ...status, phase: status?.phase ?? 'Active' },
  };
}

function defaultNode(node: Node): Node {
  const { status } = node;
  if (status?.capacity === undefined) return node;
  const capacity = canonicalList(status.capacity);
  return { ...node, status: { ...status, capacity, allocatable: canonicalList(status.allocatable ?? capacity) } };
}

function defaultLimitRange(range: LimitRange): LimitRange {
  const limits = (range.spec?.limits ?? []).map(defaultLimits);
  return { ...range, spec: { ...range.spec, limits } };
}

/** A maximum is also the default limit, and a default limit or a minimum the default request. */
function defaultLimits(item: LimitRangeItem): LimitRangeItem {
  if (item.type !== 'Container') return item;
  const byDefault: ResourceList = { ...item.max, ...item.default };
  const request: ResourceList = { ...item.min, ...byDefault, ...item.defaultRequest };
  return {
    ...item,
    ...(Object.keys(byDefault).length > 0 && { default: canonicalList(byDefault) }),
    ...(Object.keys(request).length > 0 && { defaultRequest: canonicalList(request) }),
  };
}

/** An object as the JSON that is stored: members that are undefined are gone. */
export function storable(object: KubernetesObject): JsonObject {
  return JSON.parse(JSON.stringify(object)) as JsonObject;
}
