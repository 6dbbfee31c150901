import { canonicalJson } from '../../kernel/canonical.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { compareStrings } from '../../kernel/ordered.ts';
import type { User } from '../authorization/attributes.ts';
import { MIRROR_ANNOTATION, nodeIdentity } from '../authorization/node-authorizer.ts';
import { claimsOf, configMapsOf, projects, secretsOf } from '../authorization/pod-references.ts';
import { forbidden, notFound } from '../status-error.ts';
import type { KubernetesObject, Status, StringMap } from '../types/meta.ts';
import type { Pod } from '../types/pod.ts';

/** A write that admission looks at. `object` is absent in a deletion, `old` in a creation. */
export interface AdmissionRequest {
  readonly user: User;
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  /** Of the path; empty in most creations. */
  readonly name: string;
  readonly object: JsonObject | null;
  readonly old: JsonObject | null;
}

/** What the plugin looks up: its informers. */
export interface AdmissionSource {
  readonly pod: (namespace: string, name: string) => Pod | undefined;
  readonly node: (name: string) => KubernetesObject | undefined;
}

/** Null: admitted. A text: why not. A Status: what else is wrong. */
type Verdict = string | Status | null;

const LEASES = 'kube-node-lease';
const NODE_LABELS = [
  'kubernetes.io/hostname',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'beta.kubernetes.io/instance-type',
  'node.kubernetes.io/instance-type',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
];

/**
 * Holds kubelets to their own Node, Lease and pods: what the Node authorizer cannot see because it depends on the
 * object. Null admits. Models plugin/pkg/admission/noderestriction/admission.go.
 */
export function restrictNode(request: AdmissionRequest, source: AdmissionSource): Status | null {
  const identity = nodeIdentity(request.user);
  if (identity === null) return null;
  const verdict =
    identity.name === ''
      ? `could not determine node from user "${request.user.name}"`
      : judge(identity.name, request, source);
  if (verdict === null || typeof verdict !== 'string') return verdict;
  const { group, resource } = request;
  return forbidden({ group, resource }, nameFor(request), verdict);
}

/** The name in the refusal: the path's, or what the new object calls itself or wishes to be called. */
function nameFor({ name, object }: AdmissionRequest): string {
  const metadata = isJsonObject(object?.['metadata']) ? object['metadata'] : {};
  return (
    [name, metadata['name'], metadata['generateName']].map((text) => String(text ?? '')).find(Boolean) ?? 'Unknown'
  );
}

function judge(node: string, request: AdmissionRequest, source: AdmissionSource): Verdict {
  const { group, resource, subresource } = request;
  switch (group === '' ? resource : `${resource}.${group}`) {
    case 'pods':
      if (subresource === '') return judgePod(node, request, source);
      if (subresource === 'status') return judgePodStatus(node, request);
      if (subresource === 'eviction') return judgeEviction(node, request, source);
      return `unexpected pod subresource "${subresource}", only 'status' and 'eviction' are allowed`;
    case 'nodes':
      return judgeNode(node, request);
    case 'persistentvolumeclaims':
      return subresource === 'status' ? null : 'may only update PVC status';
    case 'serviceaccounts':
      return judgeToken(node, request, source);
    case 'leases.coordination.k8s.io':
      if (request.namespace !== LEASES) return `can only access leases in the "${LEASES}" system namespace`;
      return isOwn(node, request) ? null : 'can only access node lease with the same name as the requesting node';
    case 'csinodes.storage.k8s.io':
      return isOwn(node, request) ? null : 'can only access CSINode with the same name as the requesting node';
    default:
      return null;
  }
}

function isOwn(node: string, request: AdmissionRequest): boolean {
  return (request.operation === 'CREATE' ? objectOf(request.object).metadata.name : request.name) === node;
}

function objectOf(object: JsonObject | null): KubernetesObject {
  const metadata = object?.['metadata'];
  return { ...object, metadata: isJsonObject(metadata) ? metadata : {} };
}

function missingPod(name: string): Status {
  return notFound({ group: '', resource: 'pods' }, name);
}

function judgePod(node: string, request: AdmissionRequest, source: AdmissionSource): Verdict {
  if (request.operation === 'CREATE') return judgeMirrorPod(node, objectOf(request.object), source);
  if (request.operation === 'UPDATE') {
    return `unexpected operation "UPDATE", node "${node}" can only create and delete mirror pods`;
  }
  const pod = source.pod(request.namespace, request.name);
  if (pod === undefined) return missingPod(request.name);
  return pod.spec?.nodeName === node ? null : `node "${node}" can only delete pods with spec.nodeName set to itself`;
}

function judgeMirrorPod(node: string, pod: Pod, source: AdmissionSource): Verdict {
  const { spec = {}, metadata } = pod;
  if (metadata.annotations?.[MIRROR_ANNOTATION] === undefined) {
    return `pod does not have "${MIRROR_ANNOTATION}" annotation, node "${node}" can only create mirror pods`;
  }
  if (spec.nodeName !== node) return `node "${node}" can only create pods with spec.nodeName set to itself`;
  const owned = judgeOwner(node, pod, source);
  if (owned !== null) return owned;
  const referred: readonly (readonly [boolean, string])[] = [
    [(spec.serviceAccountName ?? '') !== '', 'a service account'],
    [secretsOf(pod).size > 0, 'secrets'],
    [configMapsOf(pod).size > 0, 'configmaps'],
    [projects(pod, 'clusterTrustBundle'), 'clustertrustbundles'],
    [claimsOf(pod).size > 0, 'persistentvolumeclaims'],
    [(spec.resourceClaims ?? []).length > 0, 'resourceclaims'],
  ];
  const [, what] = referred.find(([present]) => present) ?? [];
  return what === undefined ? null : `node "${node}" can not create pods that reference ${what}`;
}

function judgeOwner(node: string, { metadata }: Pod, source: AdmissionSource): Verdict {
  const [owner, ...others] = metadata.ownerReferences ?? [];
  const only = `node "${node}" can only create pods with`;
  if (others.length > 0) return `${only} a single owner reference set to itself`;
  if (owner === undefined || owner.apiVersion !== 'v1' || owner.kind !== 'Node' || owner.name !== node) {
    return `${only} an owner reference set to itself`;
  }
  if (owner.controller !== true) return `${only} a controller owner reference set to itself`;
  if (owner.blockOwnerDeletion === true) return `node "${node}" must not set blockOwnerDeletion on an owner reference`;
  const known = source.node(node);
  if (known === undefined) return notFound({ group: '', resource: 'nodes' }, node);
  const { uid = '' } = known.metadata;
  return owner.uid === uid ? null : `node ${node} UID mismatch: expected ${owner.uid} got ${uid}`;
}

function judgePodStatus(node: string, request: AdmissionRequest): Verdict {
  if (request.operation !== 'UPDATE') return `unexpected operation "${request.operation}"`;
  const old: Pod = objectOf(request.old);
  const now: Pod = objectOf(request.object);
  if (old.spec?.nodeName !== node) {
    return `node "${node}" can only update pod status for pods with spec.nodeName set to itself`;
  }
  if (changedKeys(old.metadata.labels, now.metadata.labels).length > 0) {
    return `node "${node}" cannot update labels through pod status`;
  }
  const claims = (object: JsonObject | null): string => {
    const status = isJsonObject(object?.['status']) ? object['status'] : {};
    return canonicalJson(status['resourceClaimStatuses'] ?? []);
  };
  return claims(request.old) === claims(request.object) ? null : `node "${node}" cannot update resource claim statues`;
}

function judgeEviction(node: string, request: AdmissionRequest, source: AdmissionSource): Verdict {
  if (request.operation !== 'CREATE') return `unexpected operation ${request.operation}`;
  const name = request.name || (objectOf(request.object).metadata.name ?? '');
  if (name === '') return 'could not determine pod from request data';
  const pod = source.pod(request.namespace, name);
  if (pod === undefined) return missingPod(name);
  return pod.spec?.nodeName === node ? null : `node ${node} can only evict pods with spec.nodeName set to itself`;
}

function judgeNode(node: string, request: AdmissionRequest): Verdict {
  const name = nameFor(request);
  if (name !== node) return `node "${node}" is not allowed to modify node "${name}"`;
  const now = objectOf(request.object).metadata;
  if (request.operation === 'CREATE') {
    if (specOf(request.object, 'configSource') !== '') {
      return `node "${node}" is not allowed to create pods with a non-nil configSource`;
    }
    const set = forbiddenLabels(changedKeys(undefined, now.labels));
    return set.length === 0 ? null : `node "${node}" is not allowed to set the following labels: ${set.join(', ')}`;
  }
  if (request.operation !== 'UPDATE') return null;
  const old = objectOf(request.old).metadata;
  const source = specOf(request.object, 'configSource');
  if (source !== '' && source !== specOf(request.old, 'configSource')) {
    return `node "${node}" is not allowed to update configSource to a new non-nil configSource`;
  }
  if (specOf(request.object, 'taints') !== specOf(request.old, 'taints')) {
    return `node "${node}" is not allowed to modify taints`;
  }
  if (canonicalJson(now.ownerReferences ?? []) !== canonicalJson(old.ownerReferences ?? [])) {
    return `node "${node}" is not allowed to modify ownerReferences`;
  }
  const labels = forbiddenLabels(changedKeys(old.labels, now.labels));
  return labels.length === 0 ? null : `is not allowed to modify labels: ${labels.join(', ')}`;
}

/** A member of the spec as text for comparison; one that is absent, null or an empty list is the empty text. */
function specOf(object: JsonObject | null, member: string): string {
  const spec = isJsonObject(object?.['spec']) ? object['spec'] : {};
  const value = spec[member] ?? null;
  return value === null || (Array.isArray(value) && value.length === 0) ? '' : canonicalJson(value);
}

function changedKeys(old: StringMap = {}, now: StringMap = {}): string[] {
  const keys = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...keys].filter((key) => old[key] !== now[key]).sort(compareStrings);
}

/** Labels by which a node could draw pods that are not meant for it. */
function forbiddenLabels(keys: readonly string[]): string[] {
  return keys.filter((key) => {
    const namespace = key.includes('/') ? key.slice(0, key.indexOf('/')) : '';
    const within = (suffix: string): boolean => namespace === suffix || namespace.endsWith(`.${suffix}`);
    if (within('node-restriction.kubernetes.io')) return true;
    if (!within('kubernetes.io') && !within('k8s.io')) return false;
    return !NODE_LABELS.includes(key) && !within('kubelet.kubernetes.io') && !within('node.kubernetes.io');
  });
}

function judgeToken(node: string, request: AdmissionRequest, source: AdmissionSource): Verdict {
  if (request.operation !== 'CREATE' || request.subresource !== 'token') return null;
  const spec = isJsonObject(request.object?.['spec']) ? request.object['spec'] : {};
  const ref = isJsonObject(spec['boundObjectRef']) ? spec['boundObjectRef'] : {};
  const { apiVersion, kind, name, uid = '' } = ref;
  if (apiVersion !== 'v1' || kind !== 'Pod' || typeof name !== 'string' || name === '') {
    return 'node requested token not bound to a pod';
  }
  if (uid === '') return 'node requested token with a pod binding without a uid';
  const pod = source.pod(request.namespace, name);
  if (pod === undefined) return missingPod(name);
  if (pod.metadata.uid !== uid) {
    return `the UID in the bound object reference (${String(uid)}) does not match the UID in record. The object might have been deleted and then recreated`;
  }
  return pod.spec?.nodeName === node ? null : 'node requested token bound to a pod scheduled on a different node';
}
