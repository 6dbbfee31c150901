import { listObjects, readObject } from '../../cluster/objects.ts';
import type { Identity } from '../../cluster/settings.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { etcdKey, etcdPrefixOf } from '../../kubernetes/resources-table.ts';
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
  const { group, resource, subresource, namespace } = target(request.path);
  const wanted = subresource === undefined ? resource : `${resource}/${subresource}`;
  return rulesFor(state, identity, namespace).some(
    (rule) => covers(rule.apiGroups, group) && covers(rule.resources, wanted) && covers(rule.verbs, apiVerb(request)),
  );
}

/** What a request does in the words of RBAC: `create`, `list`, `patch`. */
export function apiVerb(request: ApiRequest): string {
  return VERBS[request.verb] ?? request.verb.toLowerCase();
}

/** What the bindings that name the identity lead to, for the player's eyes: `students-edit: get, list pods`. */
export function grantsOf(state: ClusterState, identity: Identity, namespace: string | undefined): string[] {
  return bindings(state, namespace)
    .filter(({ object }) => names(object, identity))
    .map(({ name, object }) => `${name}: ${rulesOf(state, object, namespace).map(ruleText).join('; ')}`);
}

function ruleText({ verbs = [], resources = [] }: Rule): string {
  return `${verbs.join(', ')} ${resources.join(', ')}`;
}

function rulesFor(state: ClusterState, identity: Identity, namespace: string | undefined): Rule[] {
  return bindings(state, namespace)
    .filter(({ object }) => names(object, identity))
    .flatMap(({ object }) => rulesOf(state, object, namespace));
}

function rulesOf(state: ClusterState, binding: JsonObject, namespace: string | undefined): readonly Rule[] {
  const role = binding['roleRef'] as unknown as { readonly kind: string; readonly name: string };
  const key = role.kind === 'ClusterRole' ? etcdKey('clusterroles', role.name) : etcdKey('roles', role.name, namespace);
  const found = readObject(state, key, state.apiserver.cacheRevision);
  return (found?.object['rules'] ?? []) as unknown as readonly Rule[];
}

function bindings(
  state: ClusterState,
  namespace: string | undefined,
): { readonly name: string; readonly object: JsonObject }[] {
  const at = state.apiserver.cacheRevision;
  const cluster = listObjects(state, etcdPrefixOf('clusterrolebindings'), at);
  const local = namespace === undefined ? [] : listObjects(state, etcdPrefixOf('rolebindings', namespace), at);
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
