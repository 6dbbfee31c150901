/** The parts of Kubernetes that can be played. */
export const COMPONENTS = [
  'user',
  'kube-apiserver',
  'etcd',
  'kube-scheduler',
  'node-controller',
  'replication-controller',
  'endpointslice-controller',
  'kubelet',
  'container-runtime',
  'kube-proxy',
] as const;

export type ComponentName = (typeof COMPONENTS)[number];

/** Names one component instance: `etcd`, `user-2`, `kubelet@node-1`. */
export type SeatId = string;

export interface Seat {
  readonly id: SeatId;
  readonly component: ComponentName;
  /** The Node this instance runs on; absent in the control plane and for users. */
  readonly node?: string;
}

export const APISERVER: SeatId = 'kube-apiserver';
export const ETCD: SeatId = 'etcd';
export const SCHEDULER: SeatId = 'kube-scheduler';

export function kubeletOf(node: string): SeatId {
  return `kubelet@${node}`;
}

export function kubeProxyOf(node: string): SeatId {
  return `kube-proxy@${node}`;
}

export function runtimeOf(node: string): SeatId {
  return `container-runtime@${node}`;
}
