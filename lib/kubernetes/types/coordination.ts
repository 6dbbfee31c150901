import type { KubernetesObject } from './meta.ts';

/** Times are RFC 3339 with microseconds. */
export interface LeaseSpec {
  readonly holderIdentity?: string;
  readonly leaseDurationSeconds?: number;
  readonly acquireTime?: string;
  readonly renewTime?: string;
  readonly leaseTransitions?: number;
}

/** coordination.k8s.io/v1 Lease: a kubelet's heartbeat, or leader election. Not an etcd lease. */
export interface Lease extends KubernetesObject {
  readonly spec?: LeaseSpec;
}
