import { etcdKey, parsePath, type ApiPath } from '../../kubernetes/resources-table.ts';

/** What an API path points at. `/api/v1/namespaces/default/pods/web/status` → pods, default, web, status. */
export function target(path: string): ApiPath {
  return parsePath(path) ?? { group: '', version: '', resource: '' };
}

/** The etcd key of the object a path names. Models the registry layout of k8s.io/apiserver's etcd3 storage. */
export function etcdKeyOf(path: string): string {
  const { resource, namespace, name } = target(path);
  return etcdKey(resource, name ?? '', namespace);
}
