import type { ClusterRoleBinding, PolicyRule, RoleBinding, RoleRef, Subject } from '../types/rbac.ts';
import type { Attributes, Decision, User } from './attributes.ts';

/** Where roles and bindings are looked up. A role that is not there is undefined. */
export interface RbacSource {
  readonly clusterRoleBindings: () => readonly ClusterRoleBinding[];
  readonly roleBindings: (namespace: string) => readonly RoleBinding[];
  readonly clusterRole: (name: string) => readonly PolicyRule[] | undefined;
  readonly role: (namespace: string, name: string) => readonly PolicyRule[] | undefined;
}

/** One rule that a user has, and through what. */
export interface Grant {
  readonly rule: PolicyRule;
  /** `RoleBinding "b/ns" of Role "r" to User "dev"`. */
  readonly through: string;
}

export interface Grants {
  readonly grants: readonly Grant[];
  /** Bindings that lead to a role that does not exist. */
  readonly errors: readonly string[];
}

const SERVICE_ACCOUNT = 'system:serviceaccount:';

/**
 * Role based access control: allowed when some binding that names the user leads to a role with a rule that covers the
 * request. Models plugin/pkg/auth/authorizer/rbac/rbac.go Authorize.
 */
export function authorizeByRoles(attributes: Attributes, source: RbacSource): Decision {
  const { grants, errors } = grantsFor(attributes.user, attributes.namespace, source);
  const grant = grants.find(({ rule }) => ruleAllows(rule, attributes));
  if (grant !== undefined) return { allowed: true, reason: `RBAC: allowed by ${grant.through}` };
  return { allowed: false, reason: errors.length > 0 ? `RBAC: ${aggregate(errors)}` : '' };
}

/**
 * All the rules that a user has in a namespace (empty: at the cluster scope alone), cluster-wide bindings first.
 * Models pkg/registry/rbac/validation/rule.go VisitRulesFor.
 */
export function grantsFor(user: User, namespace: string, source: RbacSource): Grants {
  const grants: Grant[] = [];
  const errors: string[] = [];
  const visit = (binding: RoleBinding | ClusterRoleBinding, home: string): void => {
    const subject = (binding.subjects ?? []).find((candidate) => appliesTo(candidate, user, home));
    if (subject === undefined) return;
    const rules = rulesOf(binding.roleRef, home, source);
    if (rules === undefined) errors.push(missingRole(binding.roleRef));
    const through = describe(binding, subject, home);
    for (const rule of rules ?? []) grants.push({ rule, through });
  };
  for (const binding of source.clusterRoleBindings()) visit(binding, '');
  if (namespace !== '') for (const binding of source.roleBindings(namespace)) visit(binding, namespace);
  return { grants, errors };
}

function rulesOf({ kind, name }: RoleRef, namespace: string, source: RbacSource): readonly PolicyRule[] | undefined {
  return kind === 'Role' ? source.role(namespace, name) : source.clusterRole(name);
}

function missingRole({ kind, name }: RoleRef): string {
  return `${kind.toLowerCase()}.rbac.authorization.k8s.io "${name}" not found`;
}

/** True when a binding's subject is the user. A service account without a namespace is of the binding's own. */
export function appliesTo(subject: Subject, user: User, namespace: string): boolean {
  switch (subject.kind) {
    case 'User':
      return user.name === subject.name;
    case 'Group':
      return user.groups.includes(subject.name);
    case 'ServiceAccount': {
      const home = subject.namespace || namespace;
      return home !== '' && user.name === `${SERVICE_ACCOUNT}${home}:${subject.name}`;
    }
    default:
      return false;
  }
}

function describe(binding: RoleBinding | ClusterRoleBinding, subject: Subject, namespace: string): string {
  const { name = '' } = binding.metadata;
  const what = namespace === '' ? `ClusterRoleBinding "${name}"` : `RoleBinding "${name}/${namespace}"`;
  const home = subject.kind === 'ServiceAccount' ? `/${subject.namespace || namespace}` : '';
  return `${what} of ${binding.roleRef.kind} "${binding.roleRef.name}" to ${subject.kind} "${subject.name}${home}"`;
}

/** Models utilerrors.NewAggregate: one error is itself, several are a list without repetition. */
function aggregate(errors: readonly string[]): string {
  const distinct = [...new Set(errors)];
  return distinct.length === 1 ? (distinct[0] ?? '') : `[${distinct.join(', ')}]`;
}

/** Whether one rule covers a request. Models plugin/pkg/auth/authorizer/rbac RuleAllows and pkg/apis/rbac/v1 helpers. */
export function ruleAllows(rule: PolicyRule, attributes: Attributes): boolean {
  const { verb, group, resource, subresource, name, path } = attributes;
  if (!rule.verbs.includes('*') && !rule.verbs.includes(verb)) return false;
  if (path !== '') return (rule.nonResourceURLs ?? []).some((pattern) => pathMatches(pattern, path));
  const { apiGroups = [], resources = [], resourceNames = [] } = rule;
  return (
    (apiGroups.includes('*') || apiGroups.includes(group)) &&
    resources.some((pattern) => resourceMatches(pattern, resource, subresource)) &&
    (resourceNames.length === 0 || resourceNames.includes(name))
  );
}

function resourceMatches(pattern: string, resource: string, subresource: string): boolean {
  if (pattern === '*') return true;
  if (subresource === '') return pattern === resource;
  return pattern === `${resource}/${subresource}` || pattern === `*/${subresource}`;
}

function pathMatches(pattern: string, path: string): boolean {
  if (pattern === '*' || pattern === path) return true;
  return pattern.endsWith('*') && path.startsWith(pattern.replace(/\*+$/, ''));
}
