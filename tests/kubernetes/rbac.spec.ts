import { describe, expect, it } from 'vitest';
import { attributesOf, type User } from '../../lib/kubernetes/authorization/attributes.ts';
import { appliesTo, authorizeByRoles, ruleAllows, type RbacSource } from '../../lib/kubernetes/authorization/rbac.ts';
import type { PolicyRule, RoleBinding, RoleRef, Subject } from '../../lib/kubernetes/types/rbac.ts';

const DEV: User = { name: 'dev', groups: ['system:authenticated', 'team'] };
const PODS = '/api/v1/namespaces/a/pods';
const LOOK: PolicyRule = { verbs: ['get', 'list'], apiGroups: [''], resources: ['pods'] };

function allows(rule: PolicyRule, method: string, path: string): boolean {
  return ruleAllows(rule, attributesOf(DEV, method, path));
}

describe('attributesOf', () => {
  it.each([
    ['GET', PODS, { verb: 'list', resource: 'pods', namespace: 'a', name: '' }],
    ['GET', `${PODS}?watch=true`, { verb: 'watch', name: '' }],
    ['GET', `${PODS}?fieldSelector=metadata.name%3Dweb`, { verb: 'list', name: 'web' }],
    ['GET', `${PODS}?fieldSelector=metadata.name!%3Dweb`, { verb: 'list', name: '' }],
    ['GET', `${PODS}/web`, { verb: 'get', name: 'web' }],
    ['POST', `${PODS}/web/binding`, { verb: 'create', name: 'web', subresource: 'binding' }],
    ['PUT', `${PODS}/web/status`, { verb: 'update', subresource: 'status' }],
    ['DELETE', PODS, { verb: 'deletecollection', name: '' }],
    ['GET', '/api/v1/namespaces/a', { verb: 'get', resource: 'namespaces', namespace: 'a', name: 'a' }],
    ['PATCH', '/apis/apps/v1/namespaces/a/deployments/d/scale', { verb: 'patch', group: 'apps', subresource: 'scale' }],
    ['GET', '/healthz', { verb: 'get', resource: '', path: '/healthz' }],
  ])('reads %s %s', (method, address, expected) => {
    const [path = '', query = ''] = address.split('?');
    expect(attributesOf(DEV, method, path, new Map(new URLSearchParams(query)))).toMatchObject(expected);
  });
});

describe('ruleAllows', () => {
  it.each<[string, PolicyRule, string, string, boolean]>([
    ['its verb', LOOK, 'GET', PODS, true],
    ['no other verb', LOOK, 'POST', PODS, false],
    ['no other group', { ...LOOK, apiGroups: ['apps'] }, 'GET', PODS, false],
    ['every group', { ...LOOK, apiGroups: ['*'] }, 'GET', PODS, true],
    ['no subresource of its resource', LOOK, 'GET', `${PODS}/web/log`, false],
    ['its subresource', { ...LOOK, resources: ['pods/log'] }, 'GET', `${PODS}/web/log`, true],
    ['its subresource of every resource', { ...LOOK, resources: ['*/log'] }, 'GET', `${PODS}/web/log`, true],
    ['not the resource of its subresource', { ...LOOK, resources: ['pods/log'] }, 'GET', `${PODS}/web`, false],
    ['subresources with everything', { ...LOOK, resources: ['*'] }, 'GET', `${PODS}/web/log`, true],
    ['no pattern of names', { ...LOOK, resources: ['pods/*'] }, 'GET', `${PODS}/web/log`, false],
    ['the named object', { ...LOOK, resourceNames: ['web'] }, 'GET', `${PODS}/web`, true],
    ['no other object', { ...LOOK, resourceNames: ['web'] }, 'GET', `${PODS}/db`, false],
    ['no list when it names objects', { ...LOOK, resourceNames: ['web'] }, 'GET', PODS, false],
    ['no path with a rule for resources', LOOK, 'GET', '/healthz', false],
    ['its path', { verbs: ['get'], nonResourceURLs: ['/healthz'] }, 'GET', '/healthz', true],
    ['paths below', { verbs: ['get'], nonResourceURLs: ['/openapi/*'] }, 'GET', '/openapi/v3', true],
    ['not the path above', { verbs: ['get'], nonResourceURLs: ['/openapi/*'] }, 'GET', '/openapi', false],
    ['no resource with a rule for paths', { verbs: ['*'], nonResourceURLs: ['*'] }, 'GET', PODS, false],
  ])('allows %s', (_, rule, method, path, expected) => {
    expect(allows(rule, method, path)).toBe(expected);
  });
});

describe('appliesTo', () => {
  const account: User = { name: 'system:serviceaccount:a:robot', groups: [] };

  it.each<[string, Subject, User, string, boolean]>([
    ['a user', { kind: 'User', name: 'dev' }, DEV, 'a', true],
    ['no user of a group’s name', { kind: 'User', name: 'team' }, DEV, 'a', false],
    ['a group', { kind: 'Group', name: 'team' }, DEV, 'a', true],
    ['a service account', { kind: 'ServiceAccount', name: 'robot', namespace: 'a' }, account, 'b', true],
    ['one of the binding’s namespace', { kind: 'ServiceAccount', name: 'robot' }, account, 'a', true],
    ['none of another namespace', { kind: 'ServiceAccount', name: 'robot' }, account, 'b', false],
    ['none without any namespace', { kind: 'ServiceAccount', name: 'robot' }, account, '', false],
  ])('names %s', (_, subject, user, namespace, expected) => {
    expect(appliesTo(subject, user, namespace)).toBe(expected);
  });
});

function binding(roleRef: Pick<RoleRef, 'kind' | 'name'>, subject: Subject): RoleBinding {
  return {
    metadata: { name: 'b' },
    subjects: [subject],
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', ...roleRef },
  };
}

function source(cluster: readonly RoleBinding[], local: readonly RoleBinding[]): RbacSource {
  return {
    clusterRoleBindings: () => cluster,
    roleBindings: (namespace) => (namespace === 'a' ? local : []),
    clusterRole: (name) => (name === 'look' ? [LOOK] : undefined),
    role: (namespace, name) => (namespace === 'a' && name === 'r' ? [LOOK] : undefined),
  };
}

describe('authorizeByRoles', () => {
  const dev: Subject = { kind: 'User', name: 'dev' };
  const look = { kind: 'ClusterRole', name: 'look' } as const;
  const list = attributesOf(DEV, 'GET', PODS);
  const everywhere = attributesOf(DEV, 'GET', '/api/v1/pods');

  it('says through what it allows', () => {
    const role = { kind: 'Role', name: 'r' } as const;
    expect(authorizeByRoles(list, source([], [binding(role, dev)]))).toEqual({
      allowed: true,
      reason: 'RBAC: allowed by RoleBinding "b/a" of Role "r" to User "dev"',
    });
    expect(authorizeByRoles(list, source([binding(look, { kind: 'Group', name: 'team' })], [])).reason).toBe(
      'RBAC: allowed by ClusterRoleBinding "b" of ClusterRole "look" to Group "team"',
    );
  });

  it('keeps a cluster role that is bound in a namespace to that namespace', () => {
    const bound = source([], [binding(look, dev)]);
    expect(authorizeByRoles(list, bound).allowed).toBe(true);
    expect(authorizeByRoles(everywhere, bound).allowed).toBe(false);
    expect(authorizeByRoles(everywhere, source([binding(look, dev)], [])).allowed).toBe(true);
  });

  it('tells of bindings that lead nowhere', () => {
    const gone = source(
      [binding({ kind: 'ClusterRole', name: 'gone' }, dev)],
      [binding({ kind: 'Role', name: 'gone' }, dev), binding({ kind: 'Role', name: 'gone' }, dev)],
    );
    const missing = 'role.rbac.authorization.k8s.io "gone" not found';
    expect(authorizeByRoles(list, gone)).toEqual({ allowed: false, reason: `RBAC: [cluster${missing}, ${missing}]` });
    expect(authorizeByRoles(everywhere, gone).reason).toBe(`RBAC: cluster${missing}`);
  });
});
