import { hasQuorum } from '../../cluster/faults.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { queryOf } from './target.ts';

/**
 * True for a LIST that has to wait for etcd. Without `resourceVersion=0` a list is to be as new as etcd, so kube-apiserver
 * asks etcd for its revision before it answers from the watch cache; while there is a majority that question is folded.
 * Models staging/src/k8s.io/apiserver/pkg/storage/cacher (ConsistentListFromCache).
 */
export function waitsForEtcd(state: ClusterState, seat: Seat, request: ApiRequest): boolean {
  if (hasQuorum(state) || request.from === seat.id) return false;
  return queryOf(request.path).get('resourceVersion') !== '0';
}
