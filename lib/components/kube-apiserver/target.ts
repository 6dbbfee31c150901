import { prefixOf } from '../../cluster/objects.ts';

/** What an API path points at. `/api/v1/namespaces/default/pods/web/status` → pods, default, web, status. */
export interface Target {
  readonly resource: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
}

/** Reads an API path; a query is ignored. */
export function target(path: string): Target {
  const parts = (path.split('?')[0] ?? '').split('/').filter((part) => part !== '');
  const rest = parts[0] === 'apis' ? parts.slice(3) : parts.slice(2);
  const namespaced = rest[0] === 'namespaces' && rest.length > 2;
  const [resource = '', name, subresource] = namespaced ? rest.slice(2) : rest;
  return {
    resource,
    ...(namespaced && rest[1] !== undefined && { namespace: rest[1] }),
    ...(name !== undefined && { name }),
    ...(subresource !== undefined && { subresource }),
  };
}

/** The etcd key of the object a path names. Models the registry layout of k8s.io/apiserver's etcd3 storage. */
export function etcdKeyOf(path: string): string {
  const { resource, namespace, name } = target(path);
  return `${prefixOf(resource)}${namespace === undefined ? '' : `${namespace}/`}${name ?? ''}`;
}
