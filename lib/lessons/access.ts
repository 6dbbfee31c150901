import type { JsonObject } from '../kernel/json.ts';

type Stored = { readonly key: string; readonly value: JsonObject };

const RBAC = 'rbac.authorization.k8s.io/v1';

/**
 * Who may do what in a lesson's cluster: the built-in roles of the components as far as lessons use them, and
 * `edit` for students in the default namespace. Models plugin/pkg/auth/authorizer/rbac/bootstrappolicy.
 */
export function access(): Stored[] {
  return [
    clusterRole('edit', [
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'] },
    ]),
    clusterRole('describe-nodes', [{ apiGroups: [''], resources: ['nodes', 'pods'], verbs: ['get', 'list', 'watch'] }]),
    clusterBinding('students-describe-nodes', 'describe-nodes', { kind: 'Group', name: 'students' }),
    clusterRole('system:kube-scheduler', [
      { apiGroups: [''], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: [''], resources: ['pods/binding'], verbs: ['create'] },
      { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch', 'update'] },
      { apiGroups: [''], resources: ['pods/status'], verbs: ['patch', 'update'] },
    ]),
    clusterRole('system:node', [
      { apiGroups: [''], resources: ['pods', 'configmaps', 'services', 'nodes'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: [''], resources: ['pods/status', 'nodes/status'], verbs: ['patch'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['delete'] },
      { apiGroups: [''], resources: ['serviceaccounts/token'], verbs: ['create'] },
      { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch', 'update'] },
    ]),
    clusterBinding('system:kube-scheduler', 'system:kube-scheduler', { kind: 'User', name: 'system:kube-scheduler' }),
    clusterBinding('system:node', 'system:node', { kind: 'Group', name: 'system:nodes' }),
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

function clusterRole(name: string, rules: JsonObject[]): Stored {
  return {
    key: `/registry/clusterroles/${name}`,
    value: { apiVersion: RBAC, kind: 'ClusterRole', metadata: { name }, rules },
  };
}

function clusterBinding(name: string, role: string, subject: JsonObject): Stored {
  return {
    key: `/registry/clusterrolebindings/${name}`,
    value: {
      apiVersion: RBAC,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { kind: 'ClusterRole', name: role },
      subjects: [subject],
    },
  };
}
