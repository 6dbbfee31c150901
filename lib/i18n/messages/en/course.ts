/** What the course says and what is really so, section by section of its notes. */
export const course = {
  n1: {
    title: 'The heart of it',
    says: 'Three subjects: the architecture of the cluster, the objects of the API, and Services with the network.',
    truth:
      'All three meet in the API: what the architecture does, it does through objects, and a Service is such an object too.',
  },
  n2: {
    title: 'What Kubernetes is for',
    says: 'It hosts our applications in containers, automatically.',
    truth:
      'Automatically means: you say what you want, and controllers keep comparing it with what is. What a node runs are Pods: one or more containers that share an address and volumes.',
  },
  n3: {
    title: 'Worker nodes',
    says: 'A worker node is a ship that is loaded with containers.',
    truth:
      'A good picture. What is loaded are Pods. The node is an object as well: its kubelet registers it and keeps its status up to date.',
  },
  n4: {
    title: 'The master: the control plane',
    says: 'It manages the workers, keeps what is known of them, plans what goes where, and monitors nodes and containers.',
    truth:
      'True of the control plane as a whole. But it starts no container on a worker: plans are objects, and each kubelet carries out those of its own node and reports. Only for logs and exec does kube-apiserver call a kubelet.',
  },
  n5: {
    title: 'The etcd cluster',
    says: 'It keeps, as keys and values, which container is where and since when.',
    truth:
      'It keeps API objects: a Pod with its spec.nodeName and status.startTime is one value under one key. With several members, a majority has to agree to each write.',
  },
  n6: {
    title: 'kube-scheduler',
    says: 'It decides where a Pod goes.',
    truth:
      'It only decides: it filters and scores the nodes and sends kube-apiserver a Binding. It starts nothing and never speaks to a kubelet.',
  },
  n7: {
    title: 'Controllers',
    says: 'When a container is damaged or broken, a controller prepares a new one.',
    truth:
      'Two different things. A container that ends is restarted by its kubelet, in the same Pod. A Pod that is gone is replaced by its controller: by another Pod, with another name and address.',
  },
  'n7-1': {
    title: 'Node-Controller',
    says: 'It manages nodes and deals with those that are lost.',
    truth:
      'It marks a silent node’s Ready condition Unknown and taints the node; Pods that do not tolerate the taint any longer are deleted. It mends no machine, and new Pods are made by their own controllers.',
  },
  'n7-2': {
    title: 'Replication-Controller',
    says: 'It sees that the wanted number of containers of a group is always running.',
    truth:
      'It counts Pods, not containers, by labels, and creates or deletes the difference. Today ReplicaSets do this, mostly made by Deployments; the kind ReplicationController is their older relative.',
  },
  n8: {
    title: 'kube-apiserver',
    says: 'It orchestrates everything in the cluster, and fetches the state from the kubelets at intervals.',
    truth:
      'It fetches nothing: kubelets report, with a status when something has changed and a Lease every 10 s. It checks, stores and tells whoever watches; what follows is the work of the others.',
  },
  n9: {
    title: 'The container engine',
    says: 'Docker is on every node, though it need not be Docker; since v1.24 dockershim is no longer supported.',
    truth:
      'A node needs a runtime that speaks CRI, such as containerd. v1.24 took dockershim out of the kubelet: Docker Engine now needs cri-dockerd. Images built with Docker go on running everywhere, because they are ordinary OCI images.',
  },
  n10: {
    title: 'The kubelet',
    says: 'The captain of each node: it listens to kube-apiserver, and deploys and destroys containers.',
    truth:
      'Nobody calls it with orders: it watches the Pods that carry its node’s name, and has the runtime do the work. While kube-apiserver is out of reach, what runs goes on running, and containers that end are still restarted.',
  },
  n11: {
    title: 'kube-proxy',
    says: 'A WAS on one node reaches a DB on another through kube-proxy.',
    truth:
      'From Pod to Pod it goes without kube-proxy: the CNI network gives each Pod an address that the others reach. kube-proxy only writes rules into the kernel, so that the address of a Service leads to one of its Pods. The packets do not pass through it.',
  },
  n12: {
    title: 'On the master',
    says: 'etcd, kube-scheduler, kube-apiserver and the controller manager.',
    truth:
      'So it usually is, often as static Pods that the machine’s own kubelet starts. etcd may stand on machines of its own, and there may be several of each; of several schedulers or controller managers one leads.',
  },
  n13: {
    title: 'On a worker',
    says: 'The kubelet, which manages the containers and kube-proxy; kube-proxy; and the container engine.',
    truth:
      'The kubelet does not manage kube-proxy. Mostly kube-proxy is a Pod of a DaemonSet, to the kubelet one like any other; and what to program it learns from kube-apiserver itself.',
  },
  n14: {
    title: 'etcd',
    says: 'A distributed, reliable key-value store that listens on port 2379.',
    truth:
      '2379 is for clients; the members speak among themselves on 2380. Reliable as long as a majority of the members is there: of three, one may be lost.',
  },
  'n14-0': {
    title: 'What etcd stores',
    says: 'Nodes, Pods, configs, secrets, accounts, roles, bindings and others.',
    truth:
      'Every kind has keys of its own, nodes under /registry/minions. Accounts are ServiceAccounts only: Kubernetes keeps no object for a human user. Secrets are not encrypted there unless that is set up.',
  },
  'n14-1': {
    title: 'Keys and values',
    says: 'One document can get further detail without touching the others, and no column has to be added for all.',
    truth:
      'To etcd a value is one piece, and a change makes a new revision of one key. Which fields an object may have is checked by kube-apiserver.',
  },
  'n14-2': {
    title: 'etcdctl',
    says: 'set stores a value, in v3 put does; get reads it.',
    truth:
      'set belongs to the second API, which etcd no longer has: today it is put and get, and get --prefix, watch and txn beside them. By hand nobody writes below /registry: whoever goes past kube-apiserver goes past every check.',
  },
  n15: {
    title: 'The eleven steps',
    says: 'From kubectl to the running Pod in eleven steps; of all components only kube-apiserver speaks with etcd.',
    truth:
      'The order is right, and so is the last sentence. But nothing is read before a create: one transaction compares and writes (step 4). kubectl has its answer after step 5, long before the Pod runs. And nobody calls the kubelet: its own watch tells it (step 8).',
  },
  n16: {
    title: 'kube-controller-manager',
    says: 'A control room that looks at the state and takes measures.',
    truth:
      'One program with dozens of controllers, each of which compares wanted with actual. It looks through kube-apiserver, as everybody does, and takes its measures by writing objects there.',
  },
  'n16-1': {
    title: 'The times of Node-Controller',
    says: 'It asks kube-apiserver every 5 s, notices a silent node after 40 s, and after 5 minutes the Pods come up again.',
    truth:
      'Every 5 s it looks into its own cache, without a request. Kubelets renew a Lease every 10 s; without one for 40 s (50 s since v1.32) a node counts as silent. pod-eviction-timeout is gone since v1.27: now each Pod tolerates the taint for 300 s, then it is deleted, and its controller makes another.',
  },
};
