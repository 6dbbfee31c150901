import type { ComponentRules } from '../cluster/component.ts';
import type { ComponentName } from '../cluster/seats.ts';
import { containerRuntime } from './container-runtime/rules.ts';
import { endpointSliceController } from './endpointslice-controller/rules.ts';
import { etcd } from './etcd/rules.ts';
import { kubeApiserver } from './kube-apiserver/rules.ts';
import { kubeProxy } from './kube-proxy/rules.ts';
import { kubeScheduler } from './kube-scheduler/rules.ts';
import { kubelet } from './kubelet/rules.ts';
import { nodeController } from './node-controller/rules.ts';
import { replicationController } from './replication-controller/rules.ts';
import { user } from './user/rules.ts';

/** The only list of components. */
export const components = {
  user,
  'kube-apiserver': kubeApiserver,
  etcd,
  'kube-scheduler': kubeScheduler,
  'node-controller': nodeController,
  'replication-controller': replicationController,
  'endpointslice-controller': endpointSliceController,
  kubelet,
  'container-runtime': containerRuntime,
  'kube-proxy': kubeProxy,
} as const satisfies Record<ComponentName, ComponentRules>;
