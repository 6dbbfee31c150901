import type { Pod } from '../types/pod.ts';
import type { PolicyRule } from '../types/rbac.ts';
import { ALLOWED, type Attributes, type Decision, type User } from './attributes.ts';
import { claimsOf, configMapsOf, secretsOf } from './pod-references.ts';
import { ruleAllows } from './rbac.ts';

/** What the Node authorizer knows of the cluster: which pods are bound to a node. */
export interface NodeRelations {
  readonly podsOn: (node: string) => readonly Pod[];
}

/** Who a request comes from, if from a node; `name` is empty when the node cannot be told. */
export interface NodeIdentity {
  readonly name: string;
}

const NODE_USER = 'system:node:';
const READ = ['get', 'list', 'watch'];
const LEASE_VERBS = ['get', 'create', 'update', 'patch', 'delete'];
const LEASE_NAMESPACE = 'kube-node-lease';
export const MIRROR_ANNOTATION = 'kubernetes.io/config.mirror';

function rule(verbs: readonly string[], apiGroups: readonly string[], resources: readonly string[]): PolicyRule {
  return { verbs, apiGroups, resources };
}

/** What every node may do whatever runs on it. Models plugin/pkg/auth/authorizer/rbac/bootstrappolicy NodeRules. */
const NODE_RULES: readonly PolicyRule[] = [
  rule(['create'], ['authentication.k8s.io'], ['tokenreviews']),
  rule(['create'], ['authorization.k8s.io'], ['subjectaccessreviews', 'localsubjectaccessreviews']),
  rule(READ, [''], ['services']),
  rule(['create', 'update', 'patch'], ['', 'events.k8s.io'], ['events']),
  rule(['get'], [''], ['endpoints']),
  rule(['create', ...READ], ['certificates.k8s.io'], ['certificatesigningrequests']),
  rule(READ, ['storage.k8s.io'], ['csidrivers']),
  rule(READ, ['node.k8s.io'], ['runtimeclasses']),
];

/** A user in `system:nodes` is a node, named after its user. Models pkg/auth/nodeidentifier/default.go. */
export function nodeIdentity({ name, groups }: User): NodeIdentity | null {
  if (!name.startsWith(NODE_USER) || !groups.includes('system:nodes')) return null;
  return { name: name.slice(NODE_USER.length) };
}

/**
 * What a kubelet may do: see what its own pods need, its own Node and Lease, and the pods that are bound to it. Which
 * of the objects it writes is looked at by the NodeRestriction admission plugin.
 * Models plugin/pkg/auth/authorizer/node/node_authorizer.go, with AuthorizeNodeWithSelectors.
 */
export function authorizeNode(attributes: Attributes, relations: NodeRelations): Decision {
  const identity = nodeIdentity(attributes.user);
  if (identity === null) return undecided('');
  if (identity.name === '') return undecided(`unknown node for user "${attributes.user.name}"`);
  const scoped = attributes.path === '' ? decideScoped(identity.name, attributes, relations) : null;
  if (scoped !== null) return scoped;
  return NODE_RULES.some((allowed) => ruleAllows(allowed, attributes)) ? ALLOWED : undecided('');
}

function undecided(reason: string): Decision {
  return { allowed: false, reason };
}

/** Resources of which a node sees a part; null: all nodes alike. */
function decideScoped(node: string, attributes: Attributes, relations: NodeRelations): Decision | null {
  const { group, resource } = attributes;
  switch (group === '' ? resource : `${resource}.${group}`) {
    case 'secrets':
      return decideRead(node, attributes, relations, secretsOf);
    case 'configmaps':
      return decideRead(node, attributes, relations, configMapsOf);
    case 'persistentvolumeclaims':
      return decideClaim(node, attributes, relations);
    case 'persistentvolumes':
    case 'resourceclaims.resource.k8s.io':
    case 'volumeattachments.storage.k8s.io':
      return decideGet(node, attributes, relations, () => new Set());
    case 'serviceaccounts':
      return decideToken(node, attributes, relations);
    case 'leases.coordination.k8s.io':
      return decideLease(node, attributes);
    case 'csinodes.storage.k8s.io':
      return decideCsiNode(node, attributes);
    case 'nodes':
      return decideNode(node, attributes);
    case 'pods':
      return decidePod(node, attributes, relations);
    default:
      return null;
  }
}

type References = (pod: Pod) => ReadonlySet<string>;

/** Allowed when a pod on the node refers to the object. What a mirror pod refers to gives nothing. */
function decideRelated(
  node: string,
  { namespace, name }: Attributes,
  relations: NodeRelations,
  references: References,
): Decision {
  if (name === '') return undecided('No Object name found');
  const related = relations
    .podsOn(node)
    .filter(({ metadata }) => metadata.namespace === namespace && !isMirror(metadata.annotations))
    .some((pod) => references(pod).has(name));
  return related ? ALLOWED : undecided(`no relationship found between node '${node}' and this object`);
}

function isMirror(annotations: Readonly<Record<string, string>> | undefined): boolean {
  return annotations?.[MIRROR_ANNOTATION] !== undefined;
}

function decideRead(node: string, attributes: Attributes, relations: NodeRelations, references: References): Decision {
  if (!READ.includes(attributes.verb)) return undecided('can only read resources of this type');
  if (attributes.subresource !== '') return undecided('cannot read subresource');
  if (attributes.namespace === '') return undecided('can only read namespaced object of this type');
  return decideRelated(node, attributes, relations, references);
}

function decideGet(node: string, attributes: Attributes, relations: NodeRelations, references: References): Decision {
  if (attributes.verb !== 'get') return undecided('can only get individual resources of this type');
  if (attributes.subresource !== '') return undecided('cannot get subresource');
  return decideRelated(node, attributes, relations, references);
}

function decideClaim(node: string, attributes: Attributes, relations: NodeRelations): Decision {
  if (attributes.subresource !== 'status') return decideGet(node, attributes, relations, claimsOf);
  if (!['update', 'patch'].includes(attributes.verb)) return undecided('can only get/update/patch this type');
  return decideRelated(node, attributes, relations, claimsOf);
}

function decideToken(node: string, attributes: Attributes, relations: NodeRelations): Decision {
  if (attributes.verb !== 'create' || attributes.name === '') {
    return undecided('can only create tokens for individual service accounts');
  }
  if (attributes.subresource !== 'token') return undecided('can only create token subresource of serviceaccount');
  return decideRelated(node, attributes, relations, ({ spec }) => new Set([spec?.serviceAccountName ?? '']));
}

function decideLease(node: string, { verb, namespace, name }: Attributes): Decision {
  if (!LEASE_VERBS.includes(verb)) return undecided('can only get, create, update, patch, or delete a node lease');
  if (namespace !== LEASE_NAMESPACE) {
    return undecided(`can only access leases in the "${LEASE_NAMESPACE}" system namespace`);
  }
  // The name of what is created is not known here: admission looks at it.
  if (verb === 'create' || name === node) return ALLOWED;
  return undecided('can only access node lease with the same name as the requesting node');
}

function decideCsiNode(node: string, { verb, subresource, name }: Attributes): Decision {
  if (!LEASE_VERBS.includes(verb)) return undecided('can only get, create, update, patch, or delete a CSINode');
  if (subresource !== '') return undecided('cannot authorize CSINode subresources');
  if (verb === 'create' || name === node) return ALLOWED;
  return undecided('can only access CSINode with the same name as the requesting node');
}

function decideNode(node: string, { verb, subresource, name }: Attributes): Decision {
  if (subresource === 'status' && ['update', 'patch'].includes(verb)) return ALLOWED;
  if (subresource !== '') return undecided('');
  if (['create', 'update', 'patch'].includes(verb)) return ALLOWED;
  if (!READ.includes(verb)) return undecided('');
  if (name === node) return ALLOWED;
  if (name === '') return undecided(`node '${node}' cannot read all nodes, only its own Node object`);
  return undecided(`node '${node}' cannot read '${name}', only its own Node object`);
}

function decidePod(node: string, attributes: Attributes, relations: NodeRelations): Decision {
  const { verb, subresource, name, fieldSelector } = attributes;
  switch (subresource) {
    case '':
      if (verb === 'create' || verb === 'delete') return ALLOWED;
      if (verb === 'get') return decideOwnPod(node, attributes, relations);
      if (verb !== 'list' && verb !== 'watch') return undecided('');
      if (fieldSelector.some(({ field, equal, value }) => field === 'spec.nodeName' && equal && value === node)) {
        return ALLOWED;
      }
      if (name !== '') return decideOwnPod(node, attributes, relations);
      return undecided('can only list/watch pods with spec.nodeName field selector');
    case 'status':
      return verb === 'update' || verb === 'patch' ? ALLOWED : undecided('');
    case 'eviction':
      return verb === 'create' ? ALLOWED : undecided('');
    default:
      return undecided('');
  }
}

function decideOwnPod(node: string, { namespace, name }: Attributes, relations: NodeRelations): Decision {
  const bound = relations
    .podsOn(node)
    .some(({ metadata }) => metadata.namespace === namespace && metadata.name === name);
  return bound ? ALLOWED : undecided(`no relationship found between node '${node}' and this object`);
}
