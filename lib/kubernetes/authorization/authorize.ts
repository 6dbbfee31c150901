import { cannotDo, forbidden } from '../status-error.ts';
import type { Status } from '../types/meta.ts';
import { ALLOWED, type Attributes, type Decision } from './attributes.ts';
import { authorizeNode, type NodeRelations } from './node-authorizer.ts';
import { authorizeByRoles, type RbacSource } from './rbac.ts';

/** What authorization looks up. */
export interface AuthorizationSource {
  readonly roles: RbacSource;
  readonly relations: NodeRelations;
}

/**
 * The chain of a cluster with `--authorization-mode=Node,RBAC`: the masters may do everything, then the Node
 * authorizer is asked, then the roles. The reasons of all that had no opinion are handed on, a line each.
 * Models staging/src/k8s.io/apiserver/pkg/authorization/union.
 */
export function authorize(attributes: Attributes, source: AuthorizationSource): Decision {
  if (attributes.user.groups.includes('system:masters')) return ALLOWED;
  const node = authorizeNode(attributes, source.relations);
  if (node.allowed) return node;
  const roles = authorizeByRoles(attributes, source.roles);
  if (roles.allowed) return roles;
  return { allowed: false, reason: [node.reason, roles.reason].filter((reason) => reason !== '').join('\n') };
}

/** The 403 of a request that nobody allowed. Models endpoints/handlers/responsewriters/errors.go forbiddenMessage. */
export function refusalOf(attributes: Attributes, { reason }: Decision): Status {
  const { user, verb, group, resource, subresource, namespace, name, path } = attributes;
  const why =
    path === ''
      ? cannotDo(user.name, verb, { group, resource, subresource }, namespace)
      : `User "${user.name}" cannot ${verb} path "${path}"`;
  return forbidden({ group, resource }, name, reason === '' ? why : `${why}: ${reason}`);
}
