/** Where one kind lives: on the API's paths and in etcd. */
export interface ResourceInfo {
  /** Plural, as paths have it. */
  readonly resource: string;
  readonly singular: string;
  readonly kind: string;
  readonly group: string;
  /** The API version without the group. */
  readonly version: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly subresources: readonly string[];
  /** Prefix of its etcd keys, with the slash at the end. */
  readonly etcdPrefix: string;
}

/** What an API path points at. `group` is empty for the core group. */
export interface ApiPath {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
}

type Row = readonly [
  resource: string,
  singular: string,
  kind: string,
  group: string,
  namespaced: boolean,
  shortNames: string,
  subresources: string,
  etcdPath: string,
];

const RBAC = 'rbac.authorization.k8s.io';

const ROWS: readonly Row[] = [
  ['namespaces', 'namespace', 'Namespace', '', false, 'ns', 'status finalize', 'namespaces'],
  ['nodes', 'node', 'Node', '', false, 'no', 'status', 'minions'],
  ['pods', 'pod', 'Pod', '', true, 'po', 'status binding eviction log exec portforward', 'pods'],
  [
    'replicationcontrollers',
    'replicationcontroller',
    'ReplicationController',
    '',
    true,
    'rc',
    'status scale',
    'controllers',
  ],
  ['services', 'service', 'Service', '', true, 'svc', 'status', 'services/specs'],
  ['configmaps', 'configmap', 'ConfigMap', '', true, 'cm', '', 'configmaps'],
  ['secrets', 'secret', 'Secret', '', true, '', '', 'secrets'],
  ['serviceaccounts', 'serviceaccount', 'ServiceAccount', '', true, 'sa', 'token', 'serviceaccounts'],
  ['events', 'event', 'Event', '', true, 'ev', '', 'events'],
  ['resourcequotas', 'resourcequota', 'ResourceQuota', '', true, 'quota', 'status', 'resourcequotas'],
  ['limitranges', 'limitrange', 'LimitRange', '', true, 'limits', '', 'limitranges'],
  ['replicasets', 'replicaset', 'ReplicaSet', 'apps', true, 'rs', 'status scale', 'replicasets'],
  ['deployments', 'deployment', 'Deployment', 'apps', true, 'deploy', 'status scale', 'deployments'],
  ['endpointslices', 'endpointslice', 'EndpointSlice', 'discovery.k8s.io', true, '', '', 'endpointslices'],
  [
    'poddisruptionbudgets',
    'poddisruptionbudget',
    'PodDisruptionBudget',
    'policy',
    true,
    'pdb',
    'status',
    'poddisruptionbudgets',
  ],
  ['leases', 'lease', 'Lease', 'coordination.k8s.io', true, '', '', 'leases'],
  ['roles', 'role', 'Role', RBAC, true, '', '', 'roles'],
  ['rolebindings', 'rolebinding', 'RoleBinding', RBAC, true, '', '', 'rolebindings'],
  ['clusterroles', 'clusterrole', 'ClusterRole', RBAC, false, '', '', 'clusterroles'],
  ['clusterrolebindings', 'clusterrolebinding', 'ClusterRoleBinding', RBAC, false, '', '', 'clusterrolebindings'],
];

/** Every kind this cluster stores. Models the registries under pkg/registry and their storage prefixes. */
export const RESOURCES: readonly ResourceInfo[] = ROWS.map(
  ([resource, singular, kind, group, namespaced, shortNames, subresources, etcdPath]) => ({
    resource,
    singular,
    kind,
    group,
    version: 'v1',
    namespaced,
    shortNames: words(shortNames),
    subresources: words(subresources),
    etcdPrefix: `/registry/${etcdPath}/`,
  }),
);

const BY_RESOURCE = new Map(RESOURCES.map((info) => [info.resource, info]));
const BY_KIND = new Map(RESOURCES.map((info) => [info.kind, info]));
const BY_ANY_NAME = new Map(
  RESOURCES.flatMap((info) =>
    [info.resource, info.singular, ...info.shortNames].map((name): [string, ResourceInfo] => [name, info]),
  ),
);

/** By plural name: `pods`. */
export function resourceInfo(resource: string): ResourceInfo | undefined {
  return BY_RESOURCE.get(resource);
}

/** By kind: `Pod`. */
export function kindInfo(kind: string): ResourceInfo | undefined {
  return BY_KIND.get(kind);
}

/** By whatever a user types: plural, singular, short name or kind, in any case, with or without the group. */
export function findResource(typed: string): ResourceInfo | undefined {
  const [name = '', ...group] = typed.toLowerCase().split('.');
  const info = BY_ANY_NAME.get(name);
  if (info === undefined || group.length === 0) return info;
  const wanted = group[0] === info.version ? group.slice(1).join('.') : group.join('.');
  return wanted === info.group ? info : undefined;
}

/** `v1`, `apps/v1`. */
export function apiVersionOf(info: ResourceInfo): string {
  return info.group === '' ? info.version : `${info.group}/${info.version}`;
}

/** The etcd key of one object: `/registry/pods/default/web`, `/registry/minions/node-1`. */
export function etcdKey(resource: string, name: string, namespace?: string): string {
  return `${etcdPrefixOf(resource, namespace)}${name}`;
}

/** The prefix of all objects of a resource, or of those in one namespace. */
export function etcdPrefixOf(resource: string, namespace?: string): string {
  const info = BY_RESOURCE.get(resource);
  const prefix = info?.etcdPrefix ?? `/registry/${resource}/`;
  return namespace === undefined || namespace === '' ? prefix : `${prefix}${namespace}/`;
}

/** The resource, namespace and name behind an etcd key; null for keys that are not of a known resource. */
export function parseEtcdKey(
  key: string,
): { readonly resource: string; readonly namespace?: string; readonly name: string } | null {
  const info = RESOURCES.find((candidate) => key.startsWith(candidate.etcdPrefix));
  if (info === undefined) return null;
  const parts = key.slice(info.etcdPrefix.length).split('/');
  const [first = '', second] = parts;
  if (parts.length !== (info.namespaced ? 2 : 1) || first === '' || second === '') return null;
  return second === undefined
    ? { resource: info.resource, name: first }
    : { resource: info.resource, namespace: first, name: second };
}

/** The path of a request: `/api/v1/namespaces/default/pods/web/status`. */
export function buildPath(to: {
  readonly resource: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
}): string {
  const info = BY_RESOURCE.get(to.resource);
  const root = info === undefined || info.group === '' ? '/api/v1' : `/apis/${info.group}/${info.version}`;
  const parts = [
    ...(to.namespace === undefined ? [] : ['namespaces', to.namespace]),
    to.resource,
    ...(to.name === undefined ? [] : [to.name]),
    ...(to.subresource === undefined ? [] : [to.subresource]),
  ];
  return `${root}/${parts.join('/')}`;
}

/**
 * Reads an API path; a query is ignored. Null when it is not a resource path. A namespace itself is the resource
 * `namespaces`. Models staging/src/k8s.io/apiserver/pkg/endpoints/request/requestinfo.go.
 */
export function parsePath(path: string): ApiPath | null {
  const parts = (path.split('?')[0] ?? '').split('/').filter((part) => part !== '');
  const core = parts[0] === 'api';
  if (!core && parts[0] !== 'apis') return null;
  const group = core ? '' : (parts[1] ?? '');
  const version = parts[core ? 1 : 2];
  const rest = parts.slice(core ? 2 : 3);
  if (version === undefined || rest.length === 0) return null;
  const ofNamespace = rest[0] === 'namespaces' && rest.length > 2 && !['status', 'finalize'].includes(rest[2] ?? '');
  const [resource = '', name, subresource, ...more] = ofNamespace ? rest.slice(2) : rest;
  if (more.length > 0) return null;
  return {
    group,
    version,
    resource,
    ...(ofNamespace && rest[1] !== undefined && { namespace: rest[1] }),
    ...(name !== undefined && { name }),
    ...(subresource !== undefined && { subresource }),
  };
}

function words(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}
