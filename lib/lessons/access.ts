import type { JsonObject } from '../kernel/json.ts';

type Stored = { readonly key: string; readonly value: JsonObject };

const READ = ['get', 'list', 'watch'];
const EDIT = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

const RBAC = 'rbac.authorization.k8s.io/v1';

/**
 * Who may do what in a lesson's cluster: the built-in roles of the components as far as lessons use them, and
 * `edit` for students in the default namespace. Models plugin/pkg/auth/authorizer/rbac/bootstrappolicy.
 */
export function access(): Stored[] {
  return [
    editRole(),
    clusterRole('describe-nodes', [{ apiGroups: [''], resources: ['nodes', 'pods'], verbs: ['get', 'list', 'watch'] }]),
    clusterBinding('students-describe-nodes', 'describe-nodes', { kind: 'Group', name: 'students' }),
    schedulerRole(),
    nodeRole(),
    ...controllers(),
    clusterBinding('system:kube-scheduler', 'system:kube-scheduler', { kind: 'User', name: 'system:kube-scheduler' }),
    clusterBinding('system:node', 'system:node'),
    {
      key: '/registry/rolebindings/default/students-edit',
      value: {
        apiVersion: RBAC,
        kind: 'RoleBinding',
        metadata: { name: 'students-edit', namespace: 'default' },
        roleRef: { kind: 'ClusterRole', name: 'edit' },
        subjects: [{ kind: 'Group', name: 'students' }],
      },
    },
    {
      key: '/registry/configmaps/default/kube-root-ca.crt',
      value: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'kube-root-ca.crt', namespace: 'default' },
        data: {},
      },
    },
  ];
}

/** What `edit` gives, without deletecollection: one line could end the lesson of a whole class. */
function editRole(): Stored {
  return clusterRole('edit', [
    {
      apiGroups: [''],
      resources: [
        'pods',
        'services',
        'replicationcontrollers',
        'replicationcontrollers/scale',
        'configmaps',
        'secrets',
      ],
      verbs: EDIT,
    },
    { apiGroups: [''], resources: ['pods/eviction'], verbs: ['create'] },
    {
      apiGroups: ['apps'],
      resources: ['replicasets', 'replicasets/scale', 'deployments', 'deployments/scale'],
      verbs: EDIT,
    },
    {
      apiGroups: [''],
      resources: ['events', 'limitranges', 'namespaces', 'resourcequotas', 'serviceaccounts'],
      verbs: READ,
    },
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: READ },
  ]);
}

/** Models the role `system:kube-scheduler`. */
function schedulerRole(): Stored {
  return clusterRole('system:kube-scheduler', [
    { apiGroups: [''], resources: ['nodes', 'namespaces', 'replicationcontrollers', 'services'], verbs: READ },
    { apiGroups: [''], resources: ['pods'], verbs: ['delete', ...READ] },
    { apiGroups: [''], resources: ['bindings', 'pods/binding'], verbs: ['create'] },
    { apiGroups: [''], resources: ['pods/status'], verbs: ['patch', 'update'] },
    { apiGroups: ['apps'], resources: ['replicasets', 'statefulsets'], verbs: READ },
    { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch', 'update'] },
  ]);
}

/** Bound to nobody since v1.8: the Node authorizer lets a kubelet see and write its own alone. */
function nodeRole(): Stored {
  return clusterRole('system:node', [
    { apiGroups: [''], resources: ['services'], verbs: READ },
    { apiGroups: [''], resources: ['nodes'], verbs: ['create', 'update', 'patch', 'delete', ...READ] },
    { apiGroups: [''], resources: ['pods'], verbs: ['create', 'delete', ...READ] },
    { apiGroups: [''], resources: ['pods/status', 'nodes/status'], verbs: ['update', 'patch'] },
    { apiGroups: [''], resources: ['pods/eviction', 'serviceaccounts/token'], verbs: ['create'] },
    { apiGroups: [''], resources: ['secrets', 'configmaps'], verbs: READ },
    {
      apiGroups: ['coordination.k8s.io'],
      resources: ['leases'],
      verbs: ['create', 'delete', 'get', 'patch', 'update'],
    },
    { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch', 'update'] },
  ]);
}

/**
 * The controllers share one credential here: the rights of node-controller, replicaset-controller,
 * replication-controller, deployment-controller, endpointslice-controller and generic-garbage-collector together.
 * Models controllerpolicy.go of the bootstrap policy.
 */
function controllers(): Stored[] {
  const all = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];
  const change = ['get', 'update', 'patch'];
  return [
    clusterRole('system:kube-controller-manager', [
      { apiGroups: [''], resources: ['pods'], verbs: all },
      { apiGroups: [''], resources: ['pods/status'], verbs: change },
      { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch', 'update', 'patch', 'delete'] },
      { apiGroups: [''], resources: ['nodes/status'], verbs: change },
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: [''], resources: ['replicationcontrollers'], verbs: all },
      { apiGroups: [''], resources: ['replicationcontrollers/status', 'replicationcontrollers/scale'], verbs: change },
      { apiGroups: ['apps'], resources: ['replicasets', 'deployments'], verbs: all },
      { apiGroups: ['apps'], resources: ['replicasets/status', 'deployments/status'], verbs: change },
      { apiGroups: ['apps'], resources: ['replicasets/scale', 'deployments/scale'], verbs: change },
      { apiGroups: [''], resources: ['services', 'endpoints'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: all },
      { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch', 'update'] },
    ]),
    clusterBinding('system:kube-controller-manager', 'system:kube-controller-manager', {
      kind: 'User',
      name: 'system:kube-controller-manager',
    }),
    clusterRole('system:node-proxier', [
      { apiGroups: [''], resources: ['services', 'nodes'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
      { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch', 'update'] },
    ]),
    clusterBinding('system:node-proxier', 'system:node-proxier', { kind: 'User', name: 'system:kube-proxy' }),
  ];
}

/**
 * The namespace controller has an account of its own, and deletes whatever a namespace contains.
 * Models controllerpolicy.go of the bootstrap policy.
 */
export function namespaceControllerAccess(): Stored[] {
  const name = 'system:controller:namespace-controller';
  const subject = { kind: 'ServiceAccount', name: 'namespace-controller', namespace: 'kube-system' };
  return [
    clusterRole(name, [
      { apiGroups: [''], resources: ['namespaces'], verbs: ['delete', ...READ] },
      { apiGroups: [''], resources: ['namespaces/finalize', 'namespaces/status'], verbs: ['update'] },
      { apiGroups: ['*'], resources: ['*'], verbs: ['delete', 'deletecollection', 'get', 'list'] },
    ]),
    clusterBinding(name, name, subject),
  ];
}

function clusterRole(name: string, rules: JsonObject[]): Stored {
  return {
    key: `/registry/clusterroles/${name}`,
    value: { apiVersion: RBAC, kind: 'ClusterRole', metadata: { name }, rules },
  };
}

function clusterBinding(name: string, role: string, ...subjects: readonly JsonObject[]): Stored {
  return {
    key: `/registry/clusterrolebindings/${name}`,
    value: {
      apiVersion: RBAC,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { kind: 'ClusterRole', name: role },
      ...(subjects.length > 0 && { subjects }),
    },
  };
}
