/** The menu of lessons: what a teacher or a lone player chooses from. */
export const lessons = {
  map: {
    title: 'The map of the cluster',
    summary: 'Which component sits where, who calls whom, and under which key etcd keeps what.',
  },
  'pod-creation': {
    title: 'How a Pod comes to run',
    summary: 'From kubectl to a running container: eleven steps, every message by hand.',
  },
  replicas: {
    title: 'Wanted and actual',
    summary: 'A ReplicaSet keeps its number: it replaces what is gone, and grows and shrinks on request.',
  },
  etcd: {
    title: 'What etcd keeps',
    summary: 'put, get, watch and revisions: the store behind the API server, typed by hand.',
  },
  scheduling: {
    title: 'Where does a Pod belong?',
    summary: 'Filter and score: room, taints and affinity — and what happens when no node is left.',
  },
  gatekeeper: {
    title: 'Who gets past the gate?',
    summary: '401, 403, 409 and 422: what kube-apiserver turns away, at which stage, and why.',
  },
  'rolling-update': {
    title: 'A new version without a gap',
    summary: 'A Deployment rolls from one ReplicaSet to the next, gets stuck, and is rolled back.',
  },
  'captain-and-engine': {
    title: 'The captain and the engine',
    summary: 'An image that cannot be pulled, a process that keeps ending, and why a node needs no Docker.',
  },
  'lost-node': {
    title: 'A node is lost',
    summary: 'Silence, taints, five minutes, and a new Pod elsewhere — and what a mere network cut leaves running.',
  },
  services: {
    title: 'A WAS reaches its DB',
    summary:
      'Services, EndpointSlices and the rules that kube-proxy writes: what carries a connection, and what does not.',
  },
  quorum: {
    title: 'Two of three are enough',
    summary: 'Members of etcd are lost: when writes still go on, when nothing does, and what runs on all the same.',
  },
  'all-hands': {
    title: 'All hands',
    summary: 'Three nodes, a ReplicaSet, a Service, and everything that can break: bring back what was asked for.',
  },
};
