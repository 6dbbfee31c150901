import type { ClusterEvent } from '../../cluster/events.ts';
import type { LessonQuestion } from '../../session/lesson.ts';

export const putGetQuestions: readonly LessonQuestion[] = [
  {
    id: 'set-or-put',
    opens: (event) => asked(event, 'a1-put'),
    answer: (event) => (finished(event, 'a1-put') ? 'put' : null),
    options: () => ['set', 'put', 'insert'],
  },
  {
    id: 'write-again',
    opens: (event) => asked(event, 'a4-again'),
    answer: (event) => (finished(event, 'a6-mod') ? 'keeps-old' : null),
    options: () => ['overwrites', 'keeps-old', 'refused'],
  },
  {
    id: 'new-field',
    opens: (event) => asked(event, 'a7-size'),
    answer: (event) => (finished(event, 'a7-size') ? 'nothing' : null),
    options: () => ['nothing', 'column', 'table'],
  },
  {
    id: 'etcd-port',
    opens: (event) => asked(event, 'a9-port'),
    answer: (event) => (finished(event, 'a9-port') ? '2379' : null),
    options: () => ['2379', '2380', '6443', '10250'],
  },
];

export const rangeWatchQuestions: readonly LessonQuestion[] = [
  {
    id: 'pod-key',
    opens: (event) => asked(event, 'b1-watch'),
    answer: (event) => (event.type === 'TxnCommitted' && event.key.startsWith('/registry/pods/') ? 'namespace' : null),
    options: () => ['flat', 'namespace', 'node'],
  },
  {
    id: 'who-writes-status',
    opens: (event) => event.type === 'ContainerStarted',
    answer: (event) => (event.type === 'TxnCommitted' && event.keyVersion === 4 ? 'kube-apiserver' : null),
    options: () => ['kubelet', 'kube-apiserver', 'container-runtime'],
  },
  {
    id: 'other-keys',
    opens: (event) => asked(event, 'b2-pod'),
    answer: (event) => (finished(event, 'b4-created') ? 'untouched' : null),
    options: () => ['untouched', 'all-new', 'locked'],
  },
  {
    id: 'service-key',
    opens: (event) => asked(event, 'b4-created'),
    answer: (event) => (finished(event, 'b4-created') ? 'specs' : null),
    options: () => ['plain', 'specs', 'namespaces'],
  },
  {
    id: 'node-key',
    opens: (event) => asked(event, 'b5-nodes'),
    answer: (event) => (finished(event, 'b5-nodes') ? 'minions' : null),
    options: () => ['nodes', 'minions', 'machines'],
  },
];

export const compactionQuestions: readonly LessonQuestion[] = [
  {
    id: 'old-values',
    opens: (event) => asked(event, 'c1-past'),
    answer: (event) => (finished(event, 'c1-past') ? 'readable' : null),
    options: () => ['readable', 'lost', 'backup'],
  },
  {
    id: 'compact-forgets',
    opens: (event) => asked(event, 'c2-compact'),
    answer: (event) => (finished(event, 'c2-compact') ? 'history' : null),
    options: () => ['keys', 'history', 'nothing'],
  },
  {
    id: 'watch-too-old',
    opens: (event) => asked(event, 'c3-gone'),
    answer: (event) => (finished(event, 'c4-relist') ? 'lists' : null),
    options: () => ['waits', 'lists', 'gives-up'],
  },
];

function asked(event: ClusterEvent, task: string): boolean {
  return event.type === 'CardDealt' && event.card.seat === 'etcd' && event.card.about === task;
}

function finished(event: ClusterEvent, task: string): boolean {
  return event.type === 'MissionDone' && event.mission === task;
}
