import { listObjects } from '../../cluster/objects.ts';
import type { ApiRequest, ClusterState, Identity } from '../../cluster/state.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { target } from './target.ts';

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly verbs?: readonly string[];
}

interface Subject {
  readonly kind: string;
  readonly name: string;
}

const VERBS: Readonly<Record<string, string>> = {
  GET: 'get',
  LIST: 'list',
  WATCH: 'watch',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/**
 * RBAC: some binding that names the user or a group of theirs leads to a role with a rule for the verb and the
 * resource. Models plugin/pkg/auth/authorizer/rbac, without non-resource URLs and resource names.
 */
export function permits(state: ClusterState, identity: Identity, request: ApiRequest): boolean {
  if (identity.groups.includes('system:masters')) return true;
  const { resource, subresource, namespace } = target(request.path);
  const wanted = subresource === undefined ? resource : `${resource}/${subresource}`;
  const verb = VERBS[request.verb] ?? request.verb.toLowerCase();
  return rulesFor(state, identity, namespace).some(
    (rule) => covers(rule.resources, wanted) && covers(rule.verbs, verb),
  );
}

/** The name of the binding that lets the identity do this, for the player's eyes; null when there is none. */
export function bindingFor(state: ClusterState, identity: Identity, namespace: string | undefined): string | null {
  const found = bindings(state, namespace).find((binding) => names(binding.object, identity));
  return found === undefined ? null : found.name;
}

function rulesFor(state: ClusterState, identity: Identity, namespace: string | undefined): Rule[] {
  const rules: Rule[] = [];
  for (const { object } of bindings(state, namespace)) {
    if (!names(object, identity)) continue;
    const role = object['roleRef'] as unknown as { readonly kind: string; readonly name: string };
    const prefix = role.kind === 'ClusterRole' ? '/registry/clusterroles/' : `/registry/roles/${namespace}/`;
    const found = listObjects(state, `${prefix}${role.name}`, state.apiserver.cacheRevision).find(
      (stored) => stored.key === `${prefix}${role.name}`,
    );
    rules.push(...((found?.object['rules'] ?? []) as unknown as readonly Rule[]));
  }
  return rules;
}

function bindings(
  state: ClusterState,
  namespace: string | undefined,
): { readonly name: string; readonly object: JsonObject }[] {
  const at = state.apiserver.cacheRevision;
  const cluster = listObjects(state, '/registry/clusterrolebindings/', at);
  const local = namespace === undefined ? [] : listObjects(state, `/registry/rolebindings/${namespace}/`, at);
  return [...cluster, ...local].map(({ key, object }) => ({ name: key.slice(key.lastIndexOf('/') + 1), object }));
}

function names(binding: JsonObject, identity: Identity): boolean {
  const subjects = (binding['subjects'] ?? []) as unknown as readonly Subject[];
  return subjects.some((subject) =>
    subject.kind === 'Group' ? identity.groups.includes(subject.name) : subject.name === identity.user,
  );
}

function covers(listed: readonly string[] | undefined, wanted: string): boolean {
  return listed !== undefined && (listed.includes('*') || listed.includes(wanted));
}
