import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../lib/kernel/json.ts';
import { reviewAccess } from '../../lib/kubernetes/authorization/access-review.ts';
import { attributesOf, type User } from '../../lib/kubernetes/authorization/attributes.ts';
import { authorize, refusalOf, type AuthorizationSource } from '../../lib/kubernetes/authorization/authorize.ts';
import { BOOTSTRAP_BINDINGS, BOOTSTRAP_ROLES } from '../../lib/kubernetes/authorization/bootstrap-policy.ts';

const SOURCE: AuthorizationSource = {
  roles: {
    clusterRoleBindings: () => BOOTSTRAP_BINDINGS,
    roleBindings: () => [],
    clusterRole: (name) => BOOTSTRAP_ROLES[name],
    role: () => undefined,
  },
  relations: { podsOn: () => [] },
};
const ADMIN: User = { name: 'admin', groups: ['system:masters', 'system:authenticated'] };
const DEV: User = { name: 'dev', groups: ['system:authenticated'] };
const ANONYMOUS: User = { name: 'system:anonymous', groups: ['system:unauthenticated'] };
const SCHEDULER: User = { name: 'system:kube-scheduler', groups: ['system:authenticated'] };
const SELF = 'SelfSubjectAccessReview';
const PODS = { namespace: 'a', verb: 'create', resource: 'pods' };

function asked(kind: string, spec: JsonObject, user: User, metadata: JsonObject = {}, namespace = 'a'): unknown {
  const done = reviewAccess(kind, { metadata, spec }, user, namespace, (attributes) => authorize(attributes, SOURCE));
  return done.ok ? done.value['status'] : (done.error.details?.causes ?? []).map(({ field }) => field);
}

describe('what every cluster starts with', () => {
  it.each<[string, User, string, string, boolean]>([
    ['masters do everything', ADMIN, 'DELETE', '/api/v1/nodes/n1', true],
    ['users ask what they may do', DEV, 'POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', true],
    ['nobody asks without a name', ANONYMOUS, 'POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', false],
    ['everybody sees the health', ANONYMOUS, 'GET', '/healthz', true],
    ['users see the API’s groups', DEV, 'GET', '/apis', true],
    ['users see no pods', DEV, 'GET', '/api/v1/pods', false],
    ['the scheduler binds', SCHEDULER, 'POST', '/api/v1/namespaces/a/pods/web/binding', true],
    ['the scheduler reports', SCHEDULER, 'PATCH', '/api/v1/namespaces/a/pods/web/status', true],
    ['the scheduler creates no pods', SCHEDULER, 'POST', '/api/v1/namespaces/a/pods', false],
  ])('%s', (_, user, method, path, allowed) => {
    expect(authorize(attributesOf(user, method, path), SOURCE).allowed).toBe(allowed);
  });
});

describe('refusalOf', () => {
  it.each([
    [
      'GET',
      '/api/v1/namespaces/a/pods',
      'pods is forbidden: User "dev" cannot list resource "pods" in API group "" in the namespace "a"',
    ],
    [
      'POST',
      '/api/v1/namespaces/a/pods/web/eviction',
      'pods "web" is forbidden: User "dev" cannot create resource "pods/eviction" in API group "" in the namespace "a"',
    ],
    [
      'PUT',
      '/apis/apps/v1/namespaces/a/deployments/d',
      'deployments.apps "d" is forbidden: User "dev" cannot update resource "deployments" in API group "apps" in the namespace "a"',
    ],
    ['GET', '/metrics', 'forbidden: User "dev" cannot get path "/metrics"'],
  ])('says of %s %s what was not allowed', (method, path, message) => {
    const attributes = attributesOf(DEV, method, path);
    expect(refusalOf(attributes, authorize(attributes, SOURCE)).message).toBe(message);
  });
});

describe('reviewAccess', () => {
  it.each<[string, string, JsonObject, User, unknown]>([
    ['one’s own', SELF, { resourceAttributes: PODS }, DEV, { allowed: false }],
    ['a master’s', SELF, { resourceAttributes: PODS }, ADMIN, { allowed: true }],
    [
      'a path',
      SELF,
      { nonResourceAttributes: { verb: 'get', path: '/healthz' } },
      ANONYMOUS,
      {
        allowed: true,
        reason:
          'RBAC: allowed by ClusterRoleBinding "system:public-info-viewer" of ClusterRole "system:public-info-viewer" to Group "system:unauthenticated"',
      },
    ],
    [
      'another’s',
      'SubjectAccessReview',
      { user: 'x', groups: ['system:masters'], resourceAttributes: PODS },
      DEV,
      { allowed: true },
    ],
    ['nobody’s', 'SubjectAccessReview', { resourceAttributes: PODS }, DEV, ['spec.user']],
    ['nothing', SELF, {}, DEV, ['spec.resourceAttributes']],
    [
      'two things at once',
      SELF,
      { resourceAttributes: PODS, nonResourceAttributes: {} },
      DEV,
      ['spec.nonResourceAttributes'],
    ],
    ['a namespace', 'LocalSubjectAccessReview', { user: 'x', resourceAttributes: PODS }, DEV, { allowed: false }],
    [
      'another namespace',
      'LocalSubjectAccessReview',
      { user: 'x', resourceAttributes: { ...PODS, namespace: 'b' } },
      DEV,
      ['spec.resourceAttributes.namespace'],
    ],
  ])('answers for %s', (_, kind, spec, user, expected) => {
    expect(asked(kind, spec, user)).toEqual(expected);
  });

  it('is not an object with a name', () => {
    expect(asked(SELF, { resourceAttributes: PODS }, DEV, { name: 'x' })).toEqual(['metadata']);
    expect(asked(SELF, { resourceAttributes: PODS }, DEV, { creationTimestamp: null })).toEqual({ allowed: false });
  });
});
