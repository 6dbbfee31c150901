/** The cast: a part in a word, and what each component does. The names themselves are never translated. */
export const components = {
  user: {
    name: 'kubectl user',
    part: 'The one who asks',
    does: 'Types kubectl commands and reads the answers.',
  },
  'kube-apiserver': {
    name: 'kube-apiserver',
    part: 'The front door',
    does: 'Checks every request, stores objects in etcd, answers and tells whoever watches. It calls no component to hand out work.',
  },
  etcd: {
    name: 'etcd',
    part: 'The memory',
    does: 'Keeps every object under a key and gives each write the next revision.',
  },
  'kube-scheduler': {
    name: 'kube-scheduler',
    part: 'The one who chooses',
    does: 'Sees a Pod without a node, filters and scores the nodes, and binds it to one.',
  },
  'node-controller': {
    name: 'node-controller',
    part: 'The lookout',
    does: 'Notices nodes that fall silent, taints them and lets their Pods be evicted.',
  },
  'replication-controller': {
    name: 'replication-controller',
    part: 'The counter',
    does: 'Compares wanted with actual replicas and creates or deletes Pods.',
  },
  'endpointslice-controller': {
    name: 'endpointslice-controller',
    part: 'The address keeper',
    does: 'Keeps the list of Pod addresses behind each Service, and says which are ready.',
  },
  kubelet: {
    name: 'kubelet',
    part: 'The captain of a node',
    does: 'Has its runtime start the Pods bound to its node and reports how they are.',
  },
  'container-runtime': {
    name: 'container-runtime',
    part: 'The engine room',
    does: 'Pulls images, creates and starts containers when its kubelet asks.',
  },
  'kube-proxy': {
    name: 'kube-proxy',
    part: 'The pilot',
    does: 'Turns Services and their endpoints into rules on its node.',
  },
  planes: {
    user: 'User',
    controlPlane: 'Control plane',
    node: 'Node',
  },
};
