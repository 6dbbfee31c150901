import { etcdKey } from '../kubernetes/resources-table.ts';
import { kubeletOf, APISERVER } from './seats.ts';
import { reachable } from './faults.ts';
import { timestamp } from './objects.ts';
import type { ClusterDraft } from './draft.ts';
import type { Machine } from './state.ts';
import type { JsonObject } from '../kernel/json.ts';

const LEASE_NAMESPACE = 'kube-node-lease';

/** Where a node's Lease is stored. */
export function leaseKeyOf(node: string): string {
  return etcdKey('leases', node, LEASE_NAMESPACE);
}

/** When the node's kubelet last renewed its Lease, in cluster milliseconds. */
export function renewedAt(machine: Machine): number {
  return machine.renewedAt ?? 0;
}

/**
 * Upkeep, folded: every kubelet that runs and reaches the apiserver has renewed its Lease as often as the time that
 * passed allows. The last value is stored and every write is counted; nobody's desk is bothered. Only while nothing is
 * on the wire, so that no write overtakes one that is under way. Models pkg/kubelet nodelease (every 10 s).
 */
export function renewLeases(draft: ClusterDraft): void {
  const { state } = draft;
  const period = state.settings.leaseRenewMillis;
  if (period === undefined || state.wire.length > 0 || state.etcd.queue.length > 0) return;
  let isRenewed = false;
  for (const [name, machine] of Object.entries(state.machines)) {
    const times = Math.floor((state.now - renewedAt(machine)) / period);
    if (times < 1 || !reachable(state, kubeletOf(name), APISERVER)) continue;
    const at = renewedAt(machine) + times * period;
    draft.store().putFolded(leaseKeyOf(name), leaseObject(name, timestamp(at)), times);
    draft.machine(name).renewedAt = at;
    isRenewed = true;
  }
  if (isRenewed) hearOf(draft, state.store.revision);
}

/** The Lease of a node as its kubelet writes it. */
export function leaseObject(node: string, renewTime: string): JsonObject {
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: node, namespace: LEASE_NAMESPACE, uid: `${node}-lease-uid` },
    spec: { holderIdentity: node, leaseDurationSeconds: 40, renewTime },
  };
}

/** The apiserver's cache and whoever watches Leases have heard of it: upkeep travels without messages. */
function hearOf(draft: ClusterDraft, revision: number): void {
  const { state } = draft;
  for (const stream of Object.values(state.streams)) {
    if (stream.resource === 'leases' && reachable(state, APISERVER, stream.client))
      draft.stream(stream.id).at = revision;
  }
  draft.apiserver().cacheRevision = revision;
}
