import type { Grain, Verb, Weight } from './message.ts';
import type { ComponentName, Seat } from './seats.ts';
import type { GrainRule } from './settings.ts';
import type { ClusterState } from './state.ts';

/** Resources whose changes are the story of a lesson. */
const STORY_RESOURCES = [
  'pods',
  'deployments',
  'replicasets',
  'replicationcontrollers',
  'services',
  'endpointslices',
  'nodes',
];
const WORKLOADS = ['deployments', 'replicasets', 'replicationcontrollers'];
const STORY_CALLS: readonly Verb[] = [
  'RunPodSandbox',
  'PullImage',
  'CreateContainer',
  'StartContainer',
  'StopContainer',
  'StopPodSandbox',
];

/** `/api/v1/namespaces/default/pods/web/status` → resource `pods`, subresource `status`. */
export function resourceOf(path: string): { readonly resource: string; readonly subresource?: string } {
  const parts = (path.split('?')[0] ?? '').split('/').filter((part) => part !== '');
  if (parts[0] === 'registry') return { resource: parts[1] === 'minions' ? 'nodes' : (parts[1] ?? '') };
  const rest = parts[0] === 'apis' ? parts.slice(3) : parts.slice(2);
  const named = rest[0] === 'namespaces' && rest.length > 2 ? rest.slice(2) : rest;
  const [resource = '', , subresource] = named;
  return subresource === undefined ? { resource } : { resource, subresource };
}

/** How much a message matters to the story: a pure function of who says what to whom about which resource. */
export function weigh(verb: Verb, path: string): Weight {
  if (STORY_CALLS.includes(verb)) return 'story';
  const { resource, subresource } = resourceOf(path);
  if (resource === 'leases') return 'upkeep';
  if (verb === 'WatchEvent' || verb === 'Range' || verb === 'ImageStatus') return 'support';
  if (verb === 'GET' || verb === 'LIST') return 'support';
  if (verb === 'Txn' || verb === 'WATCH') return STORY_RESOURCES.includes(resource) ? 'story' : 'support';
  if (verb === 'POST' || verb === 'PUT' || verb === 'PATCH' || verb === 'DELETE') {
    if (subresource === 'token') return 'support';
    // Counts that controllers keep for the eyes of users: nobody decides anything about them.
    if (subresource === 'status' && WORKLOADS.includes(resource)) return 'support';
    return STORY_RESOURCES.includes(resource) ? 'story' : 'support';
  }
  return 'support';
}

/** Who may open a connection to whom; everything else is refused `NoRoute`. */
const ROUTES: Readonly<Record<ComponentName, readonly (ComponentName | 'own-runtime')[]>> = {
  user: ['kube-apiserver'],
  'kube-scheduler': ['kube-apiserver'],
  'node-controller': ['kube-apiserver'],
  'replication-controller': ['kube-apiserver'],
  'endpointslice-controller': ['kube-apiserver'],
  kubelet: ['kube-apiserver', 'own-runtime'],
  'kube-proxy': ['kube-apiserver'],
  'kube-apiserver': ['etcd', 'kube-apiserver'],
  etcd: [],
  'container-runtime': [],
};

/** True when the real component has a way to say something to the other on its own initiative. */
export function routed(from: Seat, to: Seat): boolean {
  const allowed = ROUTES[from.component];
  if (to.component === 'container-runtime') {
    return allowed.includes('own-runtime') && from.node === to.node;
  }
  return allowed.includes(to.component);
}

/** The grain of a request at a seat, by the first matching rule; story requests default to `one`, others to `auto`. */
export function grainOf(state: ClusterState, seat: Seat, verb: Verb, path: string, weight: Weight): Grain {
  const { resource, subresource } = resourceOf(path);
  for (const rule of state.grain) {
    if (matches(rule, seat, verb, subresource === undefined ? resource : `${resource}/${subresource}`, weight)) {
      if (rule.limit === undefined || state.counters.staged < rule.limit) return rule.grain;
    }
  }
  return weight === 'story' ? 'one' : 'auto';
}

function matches(rule: GrainRule, seat: Seat, verb: Verb, resource: string, weight: Weight): boolean {
  return (
    (rule.weight === undefined || rule.weight === weight) &&
    (rule.component === undefined || rule.component === seat.component) &&
    (rule.verb === undefined || rule.verb === verb) &&
    (rule.resource === undefined || rule.resource === resource)
  );
}
