import { listObjects } from '../../cluster/objects.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { selectorFor } from '../../kubernetes/registry/list.ts';
import { etcdPrefixOf, resourceInfo } from '../../kubernetes/resources-table.ts';
import { pathNotFound } from '../../kubernetes/status-error.ts';
import { statusBody } from './status-body.ts';
import { queryOf, target } from './target.ts';

/**
 * What a LIST is answered with: not the objects but how to find them in the store, and how many they are. Whoever
 * reads it resolves it with `listedObjects`.
 */
export function listAnswer(
  state: ClusterState,
  request: ApiRequest,
): { readonly code: number; readonly body: JsonObject } {
  const { resource, namespace } = target(request.path);
  const info = resourceInfo(resource);
  if (info === undefined) return { code: 404, body: statusBody(pathNotFound()) };
  const query = queryOf(request.path);
  const labelSelector = query.get('labelSelector') ?? '';
  const fieldSelector = query.get('fieldSelector') ?? '';
  const selects = selectorFor(info, { labelSelector, fieldSelector });
  if (!selects.ok) return { code: selects.error.code, body: statusBody(selects.error) };
  const revision = state.apiserver.cacheRevision;
  const found = listObjects(state, etcdPrefixOf(resource, namespace), revision);
  const body = {
    kind: 'List',
    items: found.filter(({ object }) => selects.value(object)).length,
    resource,
    ...(namespace !== undefined && { namespace }),
    ...(labelSelector !== '' && { labelSelector }),
    ...(fieldSelector !== '' && { fieldSelector }),
    revision,
  };
  return { code: 200, body };
}
