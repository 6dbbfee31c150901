import { asNode, asPod, readObject } from '../../cluster/objects.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { restrictNode } from '../../kubernetes/admission/node-restriction.ts';
import { etcdKey } from '../../kubernetes/resources-table.ts';
import type { Status } from '../../kubernetes/types/meta.ts';
import { askedOf } from './authorization.ts';
import { identityOf } from './identity.ts';

/**
 * Why a kubelet may not write this although its verb is allowed: it is not its own pod, Node or Lease. Null for
 * everybody else. `object` is what would be stored, null in a removal; `old` what is stored, null in a creation.
 */
export function nodeRefusal(
  state: ClusterState,
  request: ApiRequest,
  object: JsonObject | null,
  old: JsonObject | null,
): Status | null {
  const identity = identityOf(state, request);
  if (identity === null) return null;
  const { user, group, resource, subresource, namespace, name } = askedOf(request, identity);
  const at = state.apiserver.cacheRevision;
  const operation = request.verb === 'POST' ? 'CREATE' : request.verb === 'DELETE' ? 'DELETE' : 'UPDATE';
  return restrictNode(
    { user, operation, group, resource, subresource, namespace, name, object, old },
    {
      pod: (home, pod) => {
        const found = readObject(state, etcdKey('pods', pod, home), at);
        return found === null ? undefined : asPod(found.object);
      },
      node: (node) => {
        const found = readObject(state, etcdKey('nodes', node), at);
        return found === null ? undefined : asNode(found.object);
      },
    },
  );
}
