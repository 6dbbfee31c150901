import { putFolded } from '../etcd/store.ts';
import { etcdKey } from '../kubernetes/resources-table.ts';
import { kubeletOf, APISERVER } from './seats.ts';
import { reachable } from './faults.ts';
import { timestamp } from './objects.ts';
import type { ClusterState, Machine, Stream } from './state.ts';
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
export function renewLeases(state: ClusterState): Partial<ClusterState> {
  const period = state.settings.leaseRenewMillis;
  if (period === undefined || state.wire.length > 0 || state.etcd.queue.length > 0) return {};
  let { store } = state;
  const renewed: Record<string, Machine> = {};
  for (const [name, machine] of Object.entries(state.machines)) {
    const times = Math.floor((state.now - renewedAt(machine)) / period);
    if (times < 1 || !reachable(state, kubeletOf(name), APISERVER)) continue;
    const at = renewedAt(machine) + times * period;
    store = putFolded(store, leaseKeyOf(name), leaseObject(name, timestamp(at)), times);
    renewed[name] = { ...machine, renewedAt: at };
  }
  if (store === state.store) return {};
  return { store, machines: { ...state.machines, ...renewed }, ...cachesAt(state, store.revision) };
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
function cachesAt(state: ClusterState, at: number): Partial<ClusterState> {
  const streams: Record<string, Stream> = { ...state.streams };
  for (const stream of Object.values(state.streams)) {
    if (stream.resource === 'leases' && reachable(state, APISERVER, stream.client))
      streams[stream.id] = { ...stream, at };
  }
  return { streams, apiserver: { ...state.apiserver, cacheRevision: at } };
}
