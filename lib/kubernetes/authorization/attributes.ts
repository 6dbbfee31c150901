import { parseFieldSelector, type FieldSelector } from '../field-selectors.ts';
import { parsePath } from '../resources-table.ts';

/** Who asks, as authentication found out. */
export interface User {
  readonly name: string;
  readonly groups: readonly string[];
}

/**
 * What is asked, in the words of authorization. A request that is not for a resource has `path` alone.
 * Models staging/src/k8s.io/apiserver/pkg/authorization/authorizer Attributes.
 */
export interface Attributes {
  readonly user: User;
  /** `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`; for a path the method. */
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  /** Empty: at the cluster scope. */
  readonly namespace: string;
  /** Empty: no single object. */
  readonly name: string;
  readonly fieldSelector: FieldSelector;
  /** Of a request that is not for a resource, such as `/healthz`; else empty. */
  readonly path: string;
}

/** An authorizer allows, or has no opinion and leaves it to the next; `reason` is for whoever was refused. */
export interface Decision {
  readonly allowed: boolean;
  readonly reason: string;
}

export const ALLOWED: Decision = { allowed: true, reason: '' };

const WRITES: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };

/**
 * The attributes of an HTTP request. `query` holds the raw query parameters. A list of one object by its name is about
 * that object. Models staging/src/k8s.io/apiserver/pkg/endpoints/request/requestinfo.go.
 */
export function attributesOf(
  user: User,
  method: string,
  path: string,
  query: ReadonlyMap<string, string> = new Map(),
): Attributes {
  const target = parsePath(path);
  const none = { user, group: '', resource: '', subresource: '', namespace: '', name: '', fieldSelector: [], path: '' };
  if (target === null) return { ...none, verb: method.toLowerCase(), path };
  const { group, resource, subresource = '', name = '' } = target;
  const namespace = target.namespace ?? (resource === 'namespaces' ? name : '');
  const fields = parseFieldSelector(query.get('fieldSelector') ?? '');
  const fieldSelector = fields.ok ? fields.value : [];
  const whole = name === '';
  return {
    ...none,
    verb: verbOf(method, whole, query),
    group,
    resource,
    subresource,
    namespace,
    name: whole && (method === 'GET' || method === 'DELETE') ? selectedName(fieldSelector) : name,
    fieldSelector,
  };
}

function verbOf(method: string, whole: boolean, query: ReadonlyMap<string, string>): string {
  if (method === 'GET' || method === 'HEAD') {
    if (['1', 'true'].includes(query.get('watch') ?? '')) return whole ? 'watch' : 'get';
    return whole ? 'list' : 'get';
  }
  if (method === 'DELETE' && whole) return 'deletecollection';
  return WRITES[method] ?? '';
}

function selectedName(fields: FieldSelector): string {
  const named = fields.find(({ field, equal }) => field === 'metadata.name' && equal);
  return named?.value ?? '';
}
