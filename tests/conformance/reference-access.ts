import { isJsonObject, type JsonObject } from '../../lib/kernel/json.ts';
import type { AdmissionSource } from '../../lib/kubernetes/admission/node-restriction.ts';
import type { User } from '../../lib/kubernetes/authorization/attributes.ts';
import type { AuthorizationSource } from '../../lib/kubernetes/authorization/authorize.ts';
import { BOOTSTRAP_BINDINGS, BOOTSTRAP_ROLES } from '../../lib/kubernetes/authorization/bootstrap-policy.ts';
import type { Pod } from '../../lib/kubernetes/types/pod.ts';
import type { PolicyRule, RoleBinding } from '../../lib/kubernetes/types/rbac.ts';
import { objectOf } from './reference-objects.ts';

/** How the server's store is read. */
export interface Reader {
  readonly read: (resource: string, name: string, namespace?: string) => JsonObject | null;
  readonly list: (resource: string, namespace?: string) => readonly JsonObject[];
}

const AUTHENTICATED = 'system:authenticated';

/** The users of the recordings, as their credentials make them known. */
export function userOf(name: string): User {
  if (name === 'admin') return { name, groups: ['system:masters', AUTHENTICATED] };
  if (name === 'anonymous') return { name: 'system:anonymous', groups: ['system:unauthenticated'] };
  if (name === 'scheduler') return { name: 'system:kube-scheduler', groups: [AUTHENTICATED] };
  if (!name.startsWith('node-')) return { name, groups: [AUTHENTICATED] };
  return { name: `system:node:${name}`, groups: ['system:nodes', AUTHENTICATED] };
}

function rulesOf(role: JsonObject | null): readonly PolicyRule[] | undefined {
  const rules = role?.['rules'] ?? [];
  return role === null ? undefined : (rules as unknown as readonly PolicyRule[]);
}

function podsOn(reader: Reader, node: string): Pod[] {
  const bound = reader.list('pods').filter(({ spec }) => isJsonObject(spec) && spec['nodeName'] === node);
  return bound.map(objectOf);
}

/** What authorization and admission look up, in the store and in what every cluster starts with. */
export function accessSource(reader: Reader): AuthorizationSource & AdmissionSource {
  const bindings = (resource: string, namespace?: string): RoleBinding[] =>
    reader.list(resource, namespace).map((binding) => objectOf(binding) as RoleBinding);
  return {
    roles: {
      clusterRoleBindings: () => [...BOOTSTRAP_BINDINGS, ...bindings('clusterrolebindings')],
      roleBindings: (namespace) => bindings('rolebindings', namespace),
      clusterRole: (name) => rulesOf(reader.read('clusterroles', name)) ?? BOOTSTRAP_ROLES[name],
      role: (namespace, name) => rulesOf(reader.read('roles', name, namespace)),
    },
    relations: { podsOn: (node) => podsOn(reader, node) },
    pod: (namespace, name) => {
      const pod = reader.read('pods', name, namespace);
      return pod === null ? undefined : objectOf(pod);
    },
    node: (name) => {
      const node = reader.read('nodes', name);
      return node === null ? undefined : objectOf(node);
    },
  };
}
