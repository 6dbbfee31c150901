import { asPod, listObjects, POD_PREFIX, readObject } from '../../cluster/objects.ts';
import type { Identity } from '../../cluster/settings.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { attributesOf, type Attributes } from '../../kubernetes/authorization/attributes.ts';
import { authorize, refusalOf, type AuthorizationSource } from '../../kubernetes/authorization/authorize.ts';
import { nodeIdentity } from '../../kubernetes/authorization/node-authorizer.ts';
import { appliesTo } from '../../kubernetes/authorization/rbac.ts';
import { metadataOf } from '../../kubernetes/registry/metadata.ts';
import { etcdKey, etcdPrefixOf } from '../../kubernetes/resources-table.ts';
import type { Status } from '../../kubernetes/types/meta.ts';
import type { ClusterRoleBinding, PolicyRule, RoleRef } from '../../kubernetes/types/rbac.ts';
import { queryOf } from './target.ts';

/** What a request asks, in the words of authorization; `verb` is `create`, `list`, `deletecollection`. */
export function askedOf(request: ApiRequest, { user, groups }: Identity): Attributes {
  const query = new Map(queryOf(request.path));
  if (request.verb === 'WATCH') query.set('watch', '1');
  const method = request.verb === 'LIST' || request.verb === 'WATCH' ? 'GET' : request.verb;
  return attributesOf({ name: user, groups }, method, request.path, query);
}

/** True when the Node authorizer or a role allows it, as a cluster with `--authorization-mode=Node,RBAC` decides. */
export function permits(state: ClusterState, identity: Identity, request: ApiRequest): boolean {
  return authorize(askedOf(request, identity), sourceOf(state)).allowed;
}

/** The 403 of a request that nobody allows, with the authorizers' reasons; without one when a player alone forbids it. */
export function refusalFor(state: ClusterState, identity: Identity, request: ApiRequest): Status {
  const attributes = askedOf(request, identity);
  const decision = authorize(attributes, sourceOf(state));
  return refusalOf(attributes, decision.allowed ? { allowed: false, reason: '' } : decision);
}

/**
 * What bindings give the identity on one resource and its subresources, for the player's eyes:
 * `students-edit: get, list pods`. A binding that gives nothing there shows a dash.
 */
export function grantsOf(
  state: ClusterState,
  identity: Identity,
  namespace: string | undefined,
  resource: string,
): string[] {
  const user = { name: identity.user, groups: identity.groups };
  const node = nodeIdentity(user);
  const masters = identity.groups.includes('system:masters') ? ['system:masters: * *'] : [];
  const home = namespace ?? '';
  const bound = [...clusterBindings(state), ...(home === '' ? [] : localBindings(state, home))]
    .filter(({ subjects = [] }) => subjects.some((subject) => appliesTo(subject, user, home)))
    .map(({ metadata, roleRef }) => {
      const texts = roleRules(state, roleRef, home).flatMap((rule) => ruleTexts(rule, resource));
      return `${metadata.name ?? ''}: ${texts.join('; ') || '—'}`;
    });
  return [...masters, ...(node === null ? [] : [`Node authorizer: ${node.name}`]), ...bound];
}

function ruleTexts({ verbs, resources = [] }: PolicyRule, resource: string): string[] {
  const about = resources.filter((name) => name === '*' || name === resource || name.startsWith(`${resource}/`));
  return about.length === 0 ? [] : [`${verbs.join(', ')} ${about.join(', ')}`];
}

function sourceOf(state: ClusterState): AuthorizationSource {
  const at = state.apiserver.cacheRevision;
  const rulesOf = (key: string): readonly PolicyRule[] | undefined => {
    const found = readObject(state, key, at);
    return found === null ? undefined : ((found.object['rules'] ?? []) as unknown as readonly PolicyRule[]);
  };
  return {
    roles: {
      clusterRoleBindings: () => clusterBindings(state),
      roleBindings: (namespace) => localBindings(state, namespace),
      clusterRole: (name) => rulesOf(etcdKey('clusterroles', name)),
      role: (namespace, name) => rulesOf(etcdKey('roles', name, namespace)),
    },
    relations: {
      podsOn: (node) =>
        listObjects(state, POD_PREFIX, at)
          .map(({ object }) => asPod(object))
          .filter(({ spec }) => spec?.nodeName === node),
    },
  };
}

function roleRules(state: ClusterState, { kind, name }: RoleRef, namespace: string): readonly PolicyRule[] {
  const { clusterRole, role } = sourceOf(state).roles;
  return (kind === 'ClusterRole' ? clusterRole(name) : role(namespace, name)) ?? [];
}

function clusterBindings(state: ClusterState): ClusterRoleBinding[] {
  return bindingsAt(state, etcdPrefixOf('clusterrolebindings'));
}

function localBindings(state: ClusterState, namespace: string): ClusterRoleBinding[] {
  return bindingsAt(state, etcdPrefixOf('rolebindings', namespace));
}

/** Bindings as the watch cache has them: only the key's place says that they are such. */
function bindingsAt(state: ClusterState, prefix: string): ClusterRoleBinding[] {
  return listObjects(state, prefix, state.apiserver.cacheRevision).map(
    ({ object }) => ({ ...object, metadata: metadataOf(object) }) as unknown as ClusterRoleBinding,
  );
}
