import { describe, expect, it } from 'vitest';
import {
  apiVersionOf,
  buildPath,
  etcdKey,
  etcdPrefixOf,
  findResource,
  kindInfo,
  parseEtcdKey,
  parsePath,
  resourceInfo,
  RESOURCES,
} from '../../lib/kubernetes/resources-table.ts';

describe('paths of the API', () => {
  it.each([
    [
      '/api/v1/namespaces/default/pods/web/status',
      { resource: 'pods', namespace: 'default', name: 'web', subresource: 'status' },
    ],
    [
      '/api/v1/namespaces/default/pods/web/binding',
      { resource: 'pods', namespace: 'default', name: 'web', subresource: 'binding' },
    ],
    ['/api/v1/namespaces/default/pods?limit=500', { resource: 'pods', namespace: 'default' }],
    ['/api/v1/pods', { resource: 'pods' }],
    ['/api/v1/nodes/node-1', { resource: 'nodes', name: 'node-1' }],
    ['/api/v1/namespaces', { resource: 'namespaces' }],
    ['/api/v1/namespaces/default', { resource: 'namespaces', name: 'default' }],
    ['/api/v1/namespaces/gone/finalize', { resource: 'namespaces', name: 'gone', subresource: 'finalize' }],
  ])('%s', (path, expected) => {
    expect(parsePath(path)).toEqual({ group: '', version: 'v1', ...expected });
  });

  it('have the group in them', () => {
    expect(parsePath('/apis/apps/v1/namespaces/default/deployments/web/scale')).toEqual({
      group: 'apps',
      version: 'v1',
      resource: 'deployments',
      namespace: 'default',
      name: 'web',
      subresource: 'scale',
    });
  });

  it.each(['/healthz', '/api', '/api/v1', '/apis/apps', '/apis/apps/v1', '/api/v1/namespaces/a/pods/b/log/extra', ''])(
    '%j is not one of a resource',
    (path) => {
      expect(parsePath(path)).toBeNull();
    },
  );

  it.each(RESOURCES.map((info) => [info.resource, info] as const))('lead there and back for %s', (resource, info) => {
    const place = { resource, name: 'x', ...(info.namespaced && { namespace: 'default' }) };
    expect(parsePath(buildPath(place))).toEqual({ group: info.group, version: info.version, ...place });
  });
});

describe('keys in etcd', () => {
  it.each([
    ['pods', 'web', 'default', '/registry/pods/default/web'],
    ['nodes', 'node-1', undefined, '/registry/minions/node-1'],
    ['services', 'web', 'default', '/registry/services/specs/default/web'],
    ['replicationcontrollers', 'web', 'default', '/registry/controllers/default/web'],
    ['leases', 'node-1', 'kube-node-lease', '/registry/leases/kube-node-lease/node-1'],
  ])('of %s', (resource, name, namespace, key) => {
    expect(etcdKey(resource, name, namespace)).toBe(key);
    expect(parseEtcdKey(key)).toEqual({ resource, name, ...(namespace !== undefined && { namespace }) });
  });

  it.each(['/registry/pods/default', '/registry/pods/default/', '/registry/minions/a/b', '/elsewhere/x', ''])(
    '%j belongs to no object',
    (key) => {
      expect(parseEtcdKey(key)).toBeNull();
    },
  );

  it('of one namespace share a prefix that no other namespace has', () => {
    expect(etcdPrefixOf('pods', 'prod')).toBe('/registry/pods/prod/');
    expect(etcdKey('pods', 'web', 'production').startsWith(etcdPrefixOf('pods', 'prod'))).toBe(false);
  });
});

describe('what users type', () => {
  it.each([
    ['po', 'pods'],
    ['Pod', 'pods'],
    ['deploy', 'deployments'],
    ['deployments.apps', 'deployments'],
    ['deployments.v1.apps', 'deployments'],
    ['svc', 'services'],
    ['ep', undefined],
    ['pods.apps', undefined],
  ])('%s finds %s', (typed, resource) => {
    expect(findResource(typed)?.resource).toBe(resource);
  });

  it('knows a resource by its kind', () => {
    const info = kindInfo('Deployment');
    expect(info).toBe(resourceInfo('deployments'));
    expect(info && apiVersionOf(info)).toBe('apps/v1');
  });
});
