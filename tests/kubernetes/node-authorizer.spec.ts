import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../lib/kernel/json.ts';
import { restrictNode, type AdmissionRequest } from '../../lib/kubernetes/admission/node-restriction.ts';
import { attributesOf, type User } from '../../lib/kubernetes/authorization/attributes.ts';
import { authorizeNode } from '../../lib/kubernetes/authorization/node-authorizer.ts';
import { claimsOf, configMapsOf, secretsOf } from '../../lib/kubernetes/authorization/pod-references.ts';
import type { Pod } from '../../lib/kubernetes/types/pod.ts';

const NODE: User = { name: 'system:node:n1', groups: ['system:nodes', 'system:authenticated'] };
const NS = '/api/v1/namespaces/a';
const LEASES = '/apis/coordination.k8s.io/v1/namespaces';
const MIRROR = { 'kubernetes.io/config.mirror': 'hash' };

const WEB: Pod = {
  metadata: { name: 'web', namespace: 'a', uid: 'u-web' },
  spec: {
    nodeName: 'n1',
    serviceAccountName: 'robot',
    imagePullSecrets: [{ name: 'pull' }],
    initContainers: [{ name: 'i', envFrom: [{ secretRef: { name: 'init' } }] }],
    containers: [
      {
        name: 'c',
        env: [
          { name: 'A', valueFrom: { secretKeyRef: { name: 'key', key: 'k' } } },
          { name: 'B', valueFrom: { configMapKeyRef: { name: 'map', key: 'k' } } },
        ],
      },
    ],
    volumes: [
      { name: 's', secret: { secretName: 'mounted' } },
      { name: 'm', configMap: { name: 'settings' } },
      { name: 'd', persistentVolumeClaim: { claimName: 'data' } },
      { name: 'e', ephemeral: { volumeClaimTemplate: {} } },
      { name: 'p', projected: { sources: [{ secret: { name: 'part' } }, { configMap: { name: 'root' } }] } },
    ],
  },
};
const STATIC: Pod = {
  metadata: { name: 'static', namespace: 'a', annotations: MIRROR },
  spec: { nodeName: 'n1', volumes: [{ name: 's', secret: { secretName: 'sly' } }] },
};
const OTHER: Pod = { metadata: { name: 'db', namespace: 'a', uid: 'u-db' }, spec: { nodeName: 'n2' } };
const CLUSTER = [WEB, STATIC, OTHER];

describe('what a pod refers to', () => {
  it('are its secrets', () => {
    expect([...secretsOf(WEB)].sort()).toEqual(['init', 'key', 'mounted', 'part', 'pull']);
  });

  it('are its ConfigMaps and its claims', () => {
    expect([...configMapsOf(WEB)].sort()).toEqual(['map', 'root', 'settings']);
    expect([...claimsOf(WEB)].sort()).toEqual(['data', 'web-e']);
  });
});

describe('authorizeNode', () => {
  const none = "no relationship found between node 'n1' and this object";

  it.each<[string, string, string | null]>([
    ['GET', `${NS}/secrets/mounted`, null],
    ['GET', `${NS}/secrets/other`, none],
    ['GET', `${NS}/secrets/sly`, none],
    ['GET', '/api/v1/namespaces/b/secrets/mounted', none],
    ['GET', `${NS}/secrets`, 'No Object name found'],
    ['GET', `${NS}/secrets?fieldSelector=metadata.name%3Dmounted&watch=1`, null],
    ['GET', '/api/v1/secrets', 'can only read namespaced object of this type'],
    ['PUT', `${NS}/secrets/mounted`, 'can only read resources of this type'],
    ['GET', `${NS}/configmaps/settings`, null],
    ['GET', `${NS}/persistentvolumeclaims/data`, null],
    ['GET', `${NS}/persistentvolumeclaims`, 'can only get individual resources of this type'],
    ['PATCH', `${NS}/persistentvolumeclaims/data/status`, null],
    ['GET', '/api/v1/persistentvolumes/pv', none],
    ['POST', `${NS}/serviceaccounts/robot/token`, null],
    ['POST', `${NS}/serviceaccounts/default/token`, none],
    ['POST', `${NS}/serviceaccounts`, 'can only create tokens for individual service accounts'],
    ['GET', '/api/v1/nodes/n1', null],
    ['GET', '/api/v1/nodes/n2', "node 'n1' cannot read 'n2', only its own Node object"],
    ['GET', '/api/v1/nodes', "node 'n1' cannot read all nodes, only its own Node object"],
    ['GET', '/api/v1/nodes?fieldSelector=metadata.name%3Dn1&watch=true', null],
    ['PATCH', '/api/v1/nodes/n2/status', null],
    ['DELETE', '/api/v1/nodes/n1', ''],
    ['GET', `${NS}/pods/web`, null],
    ['GET', `${NS}/pods/static`, null],
    ['GET', `${NS}/pods/db`, none],
    ['GET', '/api/v1/pods', 'can only list/watch pods with spec.nodeName field selector'],
    ['GET', '/api/v1/pods?fieldSelector=spec.nodeName%3Dn1', null],
    [
      'GET',
      '/api/v1/pods?fieldSelector=spec.nodeName%3Dn2',
      'can only list/watch pods with spec.nodeName field selector',
    ],
    [
      'GET',
      '/api/v1/pods?fieldSelector=spec.nodeName!%3Dn1',
      'can only list/watch pods with spec.nodeName field selector',
    ],
    ['PATCH', `${NS}/pods/db/status`, null],
    ['PATCH', `${NS}/pods/web`, ''],
    ['POST', `${NS}/pods/web/binding`, ''],
    ['POST', `${NS}/pods/web/eviction`, null],
    ['PUT', `${LEASES}/kube-node-lease/leases/n1`, null],
    [
      'PUT',
      `${LEASES}/kube-node-lease/leases/n2`,
      'can only access node lease with the same name as the requesting node',
    ],
    ['POST', `${LEASES}/kube-node-lease/leases`, null],
    ['GET', `${LEASES}/kube-node-lease/leases`, 'can only get, create, update, patch, or delete a node lease'],
    ['GET', `${LEASES}/kube-system/leases/n1`, 'can only access leases in the "kube-node-lease" system namespace'],
    ['GET', '/api/v1/services', null],
    ['POST', `${NS}/events`, null],
    ['GET', '/apis/apps/v1/deployments', ''],
  ])('%s %s: %s', (method, address, reason) => {
    const [path = '', query = ''] = address.split('?');
    const attributes = attributesOf(NODE, method, path, new Map(new URLSearchParams(query)));
    const podsOn = (node: string): Pod[] => CLUSTER.filter(({ spec }) => spec?.nodeName === node);
    const decision = authorizeNode(attributes, { podsOn });
    expect(decision).toEqual(reason === null ? { allowed: true, reason: '' } : { allowed: false, reason });
  });

  it.each<[string, User, string]>([
    ['a user outside the group of nodes', { name: 'system:node:n1', groups: [] }, ''],
    ['a member of the group with another name', { name: 'n1', groups: ['system:nodes'] }, ''],
    [
      'a node without a name',
      { name: 'system:node:', groups: ['system:nodes'] },
      'unknown node for user "system:node:"',
    ],
  ])('has no opinion on %s', (_, user, reason) => {
    const attributes = attributesOf(user, 'GET', '/api/v1/nodes/n1');
    expect(authorizeNode(attributes, { podsOn: () => [] })).toEqual({ allowed: false, reason });
  });
});

type Asked = Partial<AdmissionRequest> & Pick<AdmissionRequest, 'operation' | 'resource'>;

function refusal(asked: Asked): string | null {
  const empty = { user: NODE, group: '', subresource: '', namespace: 'a', name: '', object: null, old: null };
  const verdict = restrictNode(
    { ...empty, ...asked },
    {
      pod: (namespace, name) =>
        CLUSTER.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name),
      node: (name) => (name === 'n1' ? { metadata: { name, uid: 'u-n1' } } : undefined),
    },
  );
  return verdict?.message ?? null;
}

function mirror(change: JsonObject = {}, spec: JsonObject = {}): JsonObject {
  const owner = { apiVersion: 'v1', kind: 'Node', name: 'n1', uid: 'u-n1', controller: true };
  const metadata = { name: 'm', annotations: MIRROR, ownerReferences: [{ ...owner, ...change }] };
  return { metadata, spec: { nodeName: 'n1', ...spec } };
}

function node(labels: JsonObject, spec: JsonObject = {}): JsonObject {
  return { metadata: { name: 'n1', labels }, spec };
}

describe('restrictNode lets a node', () => {
  const pods = 'pods "m" is forbidden: node "n1"';
  const create = { operation: 'CREATE', resource: 'pods' } as const;

  it.each<[string, JsonObject, string | null]>([
    ['create its mirror pod', mirror(), null],
    [
      'own its pods as a node',
      mirror({ kind: 'Pod' }),
      `${pods} can only create pods with an owner reference set to itself`,
    ],
    [
      'control its pods',
      mirror({ controller: false }),
      `${pods} can only create pods with a controller owner reference set to itself`,
    ],
    [
      'not block its deletion',
      mirror({ blockOwnerDeletion: true }),
      `${pods} must not set blockOwnerDeletion on an owner reference`,
    ],
    [
      'be the node it was',
      mirror({ uid: 'u-old' }),
      'pods "m" is forbidden: node n1 UID mismatch: expected u-old got u-n1',
    ],
    [
      'create no pod elsewhere',
      mirror({}, { nodeName: 'n2' }),
      `${pods} can only create pods with spec.nodeName set to itself`,
    ],
    [
      'use no service account',
      mirror({}, { serviceAccountName: 'x' }),
      `${pods} can not create pods that reference a service account`,
    ],
    [
      'use no secret',
      mirror({}, { imagePullSecrets: [{ name: 'x' }] }),
      `${pods} can not create pods that reference secrets`,
    ],
  ])('%s', (_, object, expected) => {
    expect(refusal({ ...create, object })).toBe(expected);
  });

  it.each<[string, Asked, string | null]>([
    ['delete its own pod', { operation: 'DELETE', resource: 'pods', name: 'web' }, null],
    [
      'evict none of another',
      { operation: 'CREATE', resource: 'pods', subresource: 'eviction', name: 'db' },
      'pods "db" is forbidden: node n1 can only evict pods with spec.nodeName set to itself',
    ],
    [
      'evict none that is gone',
      { operation: 'CREATE', resource: 'pods', subresource: 'eviction', name: 'x' },
      'pods "x" not found',
    ],
    [
      'bind nothing',
      { operation: 'CREATE', resource: 'pods', subresource: 'binding', name: 'web' },
      `pods "web" is forbidden: unexpected pod subresource "binding", only 'status' and 'eviction' are allowed`,
    ],
    [
      'renew its lease',
      {
        operation: 'UPDATE',
        resource: 'leases',
        group: 'coordination.k8s.io',
        namespace: 'kube-node-lease',
        name: 'n1',
      },
      null,
    ],
    [
      'create only its own lease',
      {
        operation: 'CREATE',
        resource: 'leases',
        group: 'coordination.k8s.io',
        namespace: 'kube-node-lease',
        object: { metadata: { name: 'n2' } },
      },
      'leases.coordination.k8s.io "n2" is forbidden: can only access node lease with the same name as the requesting node',
    ],
    [
      'register only itself',
      { operation: 'CREATE', resource: 'nodes', object: { metadata: { name: 'n2' } } },
      'nodes "n2" is forbidden: node "n1" is not allowed to modify node "n2"',
    ],
    ['write services, as far as this is concerned', { operation: 'UPDATE', resource: 'services', name: 's' }, null],
  ])('%s', (_, asked, expected) => {
    expect(refusal(asked)).toBe(expected);
  });

  it('be nobody else’s business', () => {
    const dev = { name: 'dev', groups: ['system:authenticated'] };
    expect(refusal({ user: dev, operation: 'DELETE', resource: 'pods', name: 'db' })).toBeNull();
  });

  it('not relabel a pod through its status', () => {
    const old = { metadata: { labels: { a: '1' } }, spec: { nodeName: 'n1' } };
    const asked = { operation: 'UPDATE', resource: 'pods', subresource: 'status', name: 'web', old } as const;
    expect(refusal({ ...asked, object: old })).toBeNull();
    expect(refusal({ ...asked, object: { ...old, metadata: { labels: { a: '2' } } } })).toBe(
      'pods "web" is forbidden: node "n1" cannot update labels through pod status',
    );
  });

  it.each<[string, string | null]>([
    ['kubernetes.io/hostname', null],
    ['topology.kubernetes.io/zone', null],
    ['node.kubernetes.io/anything', null],
    ['x.kubelet.kubernetes.io/anything', null],
    ['example.com/anything', null],
    ['plain', null],
    ['node-role.kubernetes.io/worker', 'node-role.kubernetes.io/worker'],
    ['node-restriction.kubernetes.io/x', 'node-restriction.kubernetes.io/x'],
    ['x.node-restriction.kubernetes.io/x', 'x.node-restriction.kubernetes.io/x'],
    ['foo.k8s.io/x', 'foo.k8s.io/x'],
  ])('label itself with %s', (label, named) => {
    const asked = { operation: 'UPDATE', resource: 'nodes', name: 'n1' } as const;
    const expected = named === null ? null : `nodes "n1" is forbidden: is not allowed to modify labels: ${named}`;
    expect(refusal({ ...asked, old: node({}), object: node({ [label]: 'x' }) })).toBe(expected);
    expect(refusal({ ...asked, old: node({ [label]: 'x' }), object: node({}) })).toBe(expected);
    expect(refusal({ ...asked, old: node({ [label]: 'x' }), object: node({ [label]: 'x' }) })).toBeNull();
  });

  it('neither taint itself nor give itself an owner', () => {
    const asked = { operation: 'UPDATE', resource: 'nodes', name: 'n1', old: node({}) } as const;
    expect(refusal({ ...asked, object: node({}, { taints: [] }) })).toBeNull();
    expect(refusal({ ...asked, object: node({}, { taints: [{ key: 'a', effect: 'NoSchedule' }] }) })).toContain(
      'node "n1" is not allowed to modify taints',
    );
    const owned = { metadata: { name: 'n1', ownerReferences: [{ kind: 'ConfigMap', name: 'x' }] } };
    expect(refusal({ ...asked, object: owned })).toContain('node "n1" is not allowed to modify ownerReferences');
  });

  it('ask for tokens of its own pods alone', () => {
    const token = (boundObjectRef: JsonObject): Asked => ({
      operation: 'CREATE',
      resource: 'serviceaccounts',
      subresource: 'token',
      name: 'robot',
      object: { metadata: {}, spec: { boundObjectRef } },
    });
    const ref = { apiVersion: 'v1', kind: 'Pod', name: 'web', uid: 'u-web' };
    expect(refusal(token(ref))).toBeNull();
    expect(refusal(token({}))).toContain('node requested token not bound to a pod');
    expect(refusal(token({ ...ref, uid: '' }))).toContain('node requested token with a pod binding without a uid');
    expect(refusal(token({ ...ref, uid: 'u-old' }))).toContain('does not match the UID in record');
    expect(refusal(token({ ...ref, name: 'db', uid: 'u-db' }))).toContain('scheduled on a different node');
  });
});
