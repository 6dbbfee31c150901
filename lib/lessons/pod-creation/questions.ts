import { isJsonObject } from '../../kernel/json.ts';
import type { CardKind } from '../../cluster/card.ts';
import type { ClusterEvent } from '../../cluster/events.ts';
import type { LessonQuestion } from '../../session/lesson.ts';
import { NODES } from './world.ts';

const CLIENTS = ['etcd', 'kube-scheduler', 'kubelet', 'kube-apiserver'];

/**
 * Before each key moment of the first pod: everybody who is not busy says what will happen. A question opens when a
 * card is dealt and is revealed by what its player does, so there is always time to think.
 */
export const firstWaveQuestions: readonly LessonQuestion[] = [
  {
    id: 'who-next',
    opens: (event) => dealt(event, 'mission'),
    answer: (event) => (event.type === 'RequestReceived' ? 'kube-apiserver' : null),
    options: () => CLIENTS,
  },
  {
    id: 'which-revision',
    opens: (event) => dealt(event, 'compare'),
    answer: (event) => (event.type === 'TxnCommitted' ? String(event.revision) : null),
    options: ({ store }) => [store.revision - 1, store.revision, store.revision + 1].map(String),
  },
  {
    id: 'kubectl-prints',
    opens: (event) => dealt(event, 'answer'),
    answer: (event) => (event.type === 'RequestAnswered' ? (event.code === 201 ? 'created' : 'error') : null),
    options: () => ['running', 'created', 'error'],
  },
  {
    id: 'which-node',
    opens: (event) => dealt(event, 'worksheet'),
    answer: (event) => (event.type === 'PodAssumed' ? event.node : event.type === 'PodParked' ? 'nobody' : null),
    options: () => [...NODES, 'nobody'],
  },
  {
    id: 'which-status',
    opens: (event) => dealt(event, 'admit-pod'),
    answer: (event) => (event.type === 'ReportStarted' ? phaseOf(event.status) : null),
    options: () => ['Pending', 'Running', 'Failed'],
  },
  {
    id: 'who-starts',
    opens: (event) => event.type === 'ImagePulled',
    answer: (event) => (event.type === 'ContainerStarted' ? 'container-runtime' : null),
    options: () => ['kubelet', 'container-runtime', 'kube-scheduler'],
  },
];

export const secondWaveQuestions: readonly LessonQuestion[] = [
  {
    id: 'who-writes',
    opens: (event) => dealt(event, 'pass'),
    answer: (event) => (event.type === 'TxnReceived' ? 'kube-apiserver' : null),
    options: () => CLIENTS,
  },
  {
    id: 'who-tells-kubelet',
    opens: (event) => dealt(event, 'bind'),
    answer: (event) => (event.type === 'PodNoticed' ? 'watch' : null),
    options: () => ['kube-apiserver', 'kube-scheduler', 'watch'],
  },
  {
    id: 'how-many-writes',
    opens: (event) => dealt(event, 'admit-pod'),
    answer: (event) => (event.type === 'TxnCommitted' && event.keyVersion === 4 ? '4' : null),
    options: () => ['2', '3', '4', '5'],
  },
  {
    id: 'who-gives-ip',
    opens: (event) => dealt(event, 'runtime-call'),
    answer: (event) => (event.type === 'SandboxCreated' ? 'cni' : null),
    options: () => ['kube-apiserver', 'kubelet', 'cni', 'kube-proxy'],
  },
  {
    id: 'kubectl-shows',
    opens: (event) => event.type === 'ContainerStarted',
    answer: (event) => (event.type === 'ContainersRelisted' ? 'ContainerCreating' : null),
    options: () => ['ContainerCreating', 'Running'],
  },
  {
    id: 'who-hears',
    opens: (event) => dealt(event, 'report-pod'),
    answer: (event) => (event.type === 'TxnCommitted' && event.keyVersion === 4 ? 'watchers' : null),
    options: () => ['kubectl', 'watchers', 'nobody'],
  },
];

function dealt(event: ClusterEvent, kind: CardKind): boolean {
  return event.type === 'CardDealt' && event.card.kind === kind;
}

function phaseOf(status: unknown): string | null {
  return isJsonObject(status) && typeof status['phase'] === 'string' ? status['phase'] : null;
}
