import type { CardKind } from '../../cluster/card.ts';
import type { ClusterEvent } from '../../cluster/events.ts';
import type { LessonQuestion } from '../../session/lesson.ts';

/** What the lists show: guessed while the user chooses the line, revealed by what kubectl prints. */
export const whereQuestions: readonly LessonQuestion[] = [
  {
    id: 'what-for',
    opens: (event) => isAbout(event, 'm1-nodes'),
    answer: (event) => (finished(event, 'm1-nodes') ? 'host' : null),
    options: () => ['build', 'host', 'machines'],
  },
  {
    id: 'where-scheduler',
    opens: (event) => isAbout(event, 'm1-nodes'),
    answer: (event) => (finished(event, 'm2-system') ? 'control-plane' : null),
    options: () => ['control-plane', 'every-node', 'one-worker'],
  },
  {
    id: 'on-every-node',
    opens: (event) => isAbout(event, 'm2-system'),
    answer: (event) => (finished(event, 'm2-system') ? 'kube-proxy' : null),
    options: () => ['etcd', 'kube-proxy', 'kube-apiserver'],
  },
  {
    id: 'not-listed',
    opens: (event) => isAbout(event, 'm2-system'),
    answer: (event) => (finished(event, 'm2-system') ? 'kubelet' : null),
    options: () => ['etcd', 'kube-proxy', 'kubelet'],
  },
  {
    id: 'who-keeps-proxy',
    opens: (event) => isAbout(event, 'm3-owner'),
    answer: (event) => (finished(event, 'm3-owner') ? 'daemonset' : null),
    options: () => ['kubelet', 'daemonset', 'kube-scheduler'],
  },
];

/** Whom a component calls, asked before it does. */
export const routeQuestions: readonly LessonQuestion[] = [
  {
    id: 'kubectl-calls',
    opens: (event) => isAbout(event, 'web'),
    answer: (event) => (received(event, 'user') ? 'kube-apiserver' : null),
    options: () => ['kube-apiserver', 'etcd', 'kube-scheduler', 'kubelet'],
  },
  {
    id: 'calls-etcd',
    opens: (event) => dealt(event, 'pass'),
    answer: (event) => (event.type === 'TxnReceived' ? 'kube-apiserver' : null),
    options: () => ['kube-apiserver', 'controllers', 'everybody'],
  },
  {
    id: 'scheduler-calls',
    opens: (event) => dealt(event, 'worksheet'),
    answer: (event) => (received(event, 'kube-scheduler') ? 'kube-apiserver' : null),
    options: () => ['kubelet', 'kube-apiserver', 'etcd'],
  },
  {
    id: 'who-opened',
    opens: (event) => dealt(event, 'bind'),
    answer: (event) => (event.type === 'PodNoticed' ? 'kubelet' : null),
    options: () => ['kube-apiserver', 'kube-scheduler', 'kubelet'],
  },
  {
    id: 'kubelet-orders',
    opens: (event) => dealt(event, 'admit-pod'),
    answer: (event) => (event.type === 'SandboxCreated' ? 'own-runtime' : null),
    options: () => ['own-runtime', 'any-runtime', 'kube-proxy'],
  },
  {
    id: 'apiserver-calls',
    opens: (event) => dealt(event, 'report-pod'),
    answer: (event) => (event.type === 'TxnCommitted' && event.keyVersion === 4 ? 'logs' : null),
    options: () => ['new-pods', 'logs', 'status'],
  },
];

/** Which key something has; the last one is about what has none. */
export const keyQuestions: readonly LessonQuestion[] = [
  {
    id: 'key-of-node',
    opens: (event) => isAbout(event, 'n1-node'),
    answer: (event) => (finished(event, 'n1-node') ? 'minions' : null),
    options: () => ['nodes', 'minions', 'kubelets'],
  },
  {
    id: 'key-of-pod',
    opens: (event) => isAbout(event, 'n2-pod'),
    answer: (event) => (finished(event, 'n2-pod') ? 'namespace' : null),
    options: () => ['node', 'flat', 'namespace'],
  },
  {
    id: 'key-of-service',
    opens: (event) => isAbout(event, 'n3-service'),
    answer: (event) => (finished(event, 'n3-service') ? 'specs' : null),
    options: () => ['services', 'specs', 'proxies'],
  },
  {
    id: 'secret-is-secret',
    opens: (event) => isAbout(event, 'n4-secret'),
    answer: (event) => (finished(event, 'n4-secret') ? 'readable' : null),
    options: () => ['encrypted', 'readable', 'elsewhere'],
  },
  {
    id: 'key-of-role',
    opens: (event) => isAbout(event, 'n5-role'),
    answer: (event) => (finished(event, 'n5-role') ? 'no-namespace' : null),
    options: () => ['default', 'kube-system', 'no-namespace'],
  },
  {
    id: 'key-of-user',
    opens: (event) => isAbout(event, 'n6-binding'),
    answer: (event) => (finished(event, 'n6-binding') ? 'nowhere' : null),
    options: () => ['users', 'accounts', 'nowhere'],
  },
];

function isAbout(event: ClusterEvent, mission: string): boolean {
  return event.type === 'CardDealt' && event.card.about === mission;
}

function dealt(event: ClusterEvent, kind: CardKind): boolean {
  return event.type === 'CardDealt' && event.card.kind === kind;
}

function finished(event: ClusterEvent, mission: string): boolean {
  return event.type === 'MissionDone' && event.mission === mission;
}

function received(event: ClusterEvent, from: string): boolean {
  return event.type === 'RequestReceived' && event.request.from === from;
}
