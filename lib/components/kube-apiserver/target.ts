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

/** The query parameters of a path, decoded. A text that cannot be decoded stands as it is. */
export function queryOf(path: string): ReadonlyMap<string, string> {
  const query = path.slice(path.indexOf('?') + 1);
  if (!path.includes('?')) return new Map();
  return new Map(
    query
      .split('&')
      .filter((part) => part !== '')
      .map((part): [string, string] => {
        const [name = '', ...value] = part.split('=');
        return [decoded(name), decoded(value.join('='))];
      }),
  );
}

function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
