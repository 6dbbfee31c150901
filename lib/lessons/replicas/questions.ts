import type { CardKind } from '../../cluster/card.ts';
import type { ClusterEvent } from '../../cluster/events.ts';
import type { ClusterState } from '../../cluster/state.ts';
import type { LessonQuestion } from '../../session/lesson.ts';
import { podsOfApp } from '../workloads.ts';
import { APP } from './world.ts';

const MAKERS = ['user', 'kube-apiserver', 'replication-controller', 'kubelet'];

export const firstQuestions: readonly LessonQuestion[] = [
  {
    id: 'who-makes-pods',
    opens: (event) => dealt(event, 'mission'),
    answer: (event) => (wrote(event, 'create') ? 'replication-controller' : null),
    options: () => MAKERS,
  },
  {
    id: 'how-many-pods',
    opens: (event) => dealt(event, 'replicas'),
    answer: (event, state) =>
      event.type === 'ReplicaBatchChanged' && event.batch === undefined ? String(podsOfApp(state, APP).length) : null,
    options: () => ['1', '2', '3'],
  },
  {
    id: 'who-picks-node',
    opens: (event) => event.type === 'ReplicaWriteAnswered',
    answer: (event) => (event.type === 'PodAssumed' ? 'kube-scheduler' : null),
    options: () => ['replication-controller', 'kube-scheduler', 'kubelet'],
  },
];

export const goneQuestions: readonly LessonQuestion[] = [
  {
    id: 'who-replaces',
    opens: (event) => dealt(event, 'mission'),
    answer: (event) => (wrote(event, 'create') ? 'replication-controller' : null),
    options: () => ['kubelet', 'kube-scheduler', 'replication-controller', 'nobody'],
  },
  {
    id: 'same-name',
    opens: (event) => dealt(event, 'replicas'),
    answer: (event) => (event.type === 'ReplicaWriteAnswered' ? 'new-name' : null),
    options: () => ['same-name', 'new-name'],
  },
  {
    id: 'same-ip',
    opens: (event) => dealt(event, 'runtime-call'),
    answer: (event) => (event.type === 'SandboxCreated' ? 'new-ip' : null),
    options: () => ['same-ip', 'new-ip', 'no-ip'],
  },
  {
    id: 'who-restarts',
    opens: (event) => event.type === 'ImagePulled' || event.type === 'PodAssumed',
    answer: (event) => (event.type === 'ContainerStarted' ? 'kubelet' : null),
    options: () => ['kubelet', 'replication-controller', 'kube-scheduler'],
  },
];

export const moreQuestions: readonly LessonQuestion[] = [
  {
    id: 'what-scale-writes',
    opens: (event) => dealt(event, 'mission'),
    answer: (event) =>
      event.type === 'TxnCommitted' && event.key.startsWith('/registry/replicasets/') ? 'replicaset' : null,
    options: () => ['pod', 'replicaset', 'node'],
  },
  {
    id: 'how-many-new',
    opens: (event) => dealt(event, 'replicas'),
    answer: (event, state) =>
      event.type === 'ReplicaBatchChanged' && event.batch === undefined ? String(pendingPods(state)) : null,
    options: () => ['1', '2', '3'],
  },
];

export const fewerQuestions: readonly LessonQuestion[] = [
  {
    id: 'who-deletes',
    opens: (event) => dealt(event, 'mission'),
    answer: (event) => (wrote(event, 'delete') ? 'replication-controller' : null),
    options: () => ['user', 'replication-controller', 'kubelet', 'kube-scheduler'],
  },
  {
    id: 'when-gone',
    opens: (event) => dealt(event, 'stop-pod'),
    answer: (event) => (event.type === 'TxnCommitted' && event.keyVersion === 0 ? 'kubelet' : null),
    options: () => ['at-once', 'kubelet', 'never'],
  },
];

function dealt(event: ClusterEvent, kind: CardKind): boolean {
  return event.type === 'CardDealt' && event.card.kind === kind;
}

function wrote(event: ClusterEvent, kind: 'create' | 'delete'): boolean {
  return event.type === 'ReplicaWriteStarted' && event.kind === kind;
}

function pendingPods(state: ClusterState): number {
  return podsOfApp(state, APP).filter(({ status }) => status?.phase === 'Pending').length;
}
