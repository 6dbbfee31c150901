import type { ClusterRoleBinding, PolicyRule, Subject } from '../types/rbac.ts';

const READ = ['get', 'list', 'watch'];
const RBAC = 'rbac.authorization.k8s.io';
const AUTHENTICATED: Subject = { kind: 'Group', name: 'system:authenticated' };
const UNAUTHENTICATED: Subject = { kind: 'Group', name: 'system:unauthenticated' };
const PUBLIC_PATHS = ['/healthz', '/livez', '/readyz', '/version', '/version/'];
const DISCOVERY_PATHS = ['/api', '/api/*', '/apis', '/apis/*', '/openapi', '/openapi/*'];

function rule(
  verbs: readonly string[],
  group: string,
  resources: readonly string[],
  names?: readonly string[],
): PolicyRule {
  return { verbs, apiGroups: [group], resources, ...(names !== undefined && { resourceNames: names }) };
}

const EVENTS: PolicyRule = {
  verbs: ['create', 'patch', 'update'],
  apiGroups: ['', 'events.k8s.io'],
  resources: ['events'],
};

/**
 * The cluster roles that a new cluster has, as far as somebody here acts in them.
 * Models plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go ClusterRoles.
 */
export const BOOTSTRAP_ROLES: Readonly<Record<string, readonly PolicyRule[]>> = {
  'cluster-admin': [
    { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
    { verbs: ['*'], nonResourceURLs: ['*'] },
  ],
  'system:discovery': [{ verbs: ['get'], nonResourceURLs: [...PUBLIC_PATHS, ...DISCOVERY_PATHS] }],
  'system:public-info-viewer': [{ verbs: ['get'], nonResourceURLs: PUBLIC_PATHS }],
  'system:basic-user': [
    rule(['create'], 'authorization.k8s.io', ['selfsubjectaccessreviews', 'selfsubjectrulesreviews']),
    rule(['create'], 'authentication.k8s.io', ['selfsubjectreviews']),
  ],
  'system:kube-scheduler': [
    EVENTS,
    rule(['create'], 'coordination.k8s.io', ['leases']),
    rule(['get', 'list', 'watch', 'update'], 'coordination.k8s.io', ['leases'], ['kube-scheduler']),
    rule(READ, '', ['nodes', 'namespaces', 'replicationcontrollers', 'services']),
    rule(['delete', ...READ], '', ['pods']),
    rule(['create'], '', ['bindings', 'pods/binding']),
    rule(['patch', 'update'], '', ['pods/status']),
    rule(READ, 'apps', ['replicasets', 'statefulsets']),
    rule(READ, 'policy', ['poddisruptionbudgets']),
    rule(READ, '', ['persistentvolumeclaims', 'persistentvolumes']),
    rule(READ, 'storage.k8s.io', ['csinodes', 'csidrivers', 'csistoragecapacities', 'storageclasses']),
    rule(['create'], 'authentication.k8s.io', ['tokenreviews']),
    rule(['create'], 'authorization.k8s.io', ['subjectaccessreviews']),
  ],
};

function binding(name: string, ...subjects: readonly Subject[]): ClusterRoleBinding {
  const roleRef = { apiGroup: RBAC, kind: 'ClusterRole', name } as const;
  return { kind: 'ClusterRoleBinding', apiVersion: `${RBAC}/v1`, metadata: { name }, subjects, roleRef };
}

/** Who has them. Models ClusterRoleBindings. */
export const BOOTSTRAP_BINDINGS: readonly ClusterRoleBinding[] = [
  binding('cluster-admin', { kind: 'Group', name: 'system:masters' }),
  binding('system:basic-user', AUTHENTICATED),
  binding('system:discovery', AUTHENTICATED),
  binding('system:kube-scheduler', { kind: 'User', name: 'system:kube-scheduler' }),
  binding('system:public-info-viewer', AUTHENTICATED, UNAUTHENTICATED),
];
