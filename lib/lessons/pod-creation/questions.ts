import { isJsonObject } from '../../kernel/json.ts';
import type { ClusterEvent } from '../../cluster/events.ts';
import type { LessonQuestion } from '../../session/lesson.ts';
import { NODES } from './world.ts';

const CLIENTS = ['etcd', 'kube-scheduler', 'kubelet', 'kube-apiserver'];

/** Before each key moment of the first pod: everybody who is not busy says what will happen. */
export const firstWaveQuestions: readonly LessonQuestion[] = [
  {
    id: 'who-next',
    opens: (event) => sentTo(event, 'user', 'POST'),
    answer: (event) => (event.type === 'MessageDelivered' ? 'kube-apiserver' : null),
    options: () => CLIENTS,
  },
  {
    id: 'which-revision',
    opens: (event) => event.type === 'RequestAuthenticated',
    answer: (event) => (event.type === 'TxnCommitted' ? String(event.revision) : null),
    options: ({ store }) => [store.revision - 1, store.revision, store.revision + 1].map(String),
  },
  {
    id: 'kubectl-prints',
    opens: (event) => event.type === 'TxnCommitted',
    answer: (event) => (event.type === 'KubectlPrinted' ? 'created' : null),
    options: () => ['running', 'created', 'nothing'],
  },
  {
    id: 'which-node',
    opens: (event) => event.type === 'RequestAnswered',
    answer: (event) => (event.type === 'PodAssumed' ? event.node : null),
    options: () => NODES,
  },
  {
    id: 'which-status',
    opens: (event) => event.type === 'PodAdmitted',
    answer: (event) => (event.type === 'ReportStarted' ? phaseOf(event.status) : null),
    options: () => ['Pending', 'Running', 'Succeeded'],
  },
];

export const secondWaveQuestions: readonly LessonQuestion[] = [
  {
    id: 'who-writes',
    opens: (event) => sentTo(event, 'user', 'POST'),
    answer: (event) => (event.type === 'TxnCommitted' ? 'kube-apiserver' : null),
    options: () => CLIENTS,
  },
];

function sentTo(event: ClusterEvent, from: string, verb: string): boolean {
  return event.type === 'MessageSent' && event.message.kind === 'request' && event.message.from === from && event.message.verb === verb;
}

function phaseOf(status: unknown): string | null {
  return isJsonObject(status) && typeof status['phase'] === 'string' ? status['phase'] : null;
}
