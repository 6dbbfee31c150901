import type { CardKind } from '../../cluster/card.ts';
import type { ClusterEvent } from '../../cluster/events.ts';
import type { Fault } from '../../cluster/faults.ts';
import type { LessonQuestion } from '../../session/lesson.ts';

export const buildUpQuestions: readonly LessonQuestion[] = [
  {
    id: 'crash-or-loss',
    opens: (event) => broke(event, 'crash'),
    answer: (event) => (event.type === 'RuntimeCalled' && event.backoff !== undefined ? 'kubelet' : null),
    options: () => ['kubelet', 'replication-controller', 'user'],
  },
];

export const stormQuestions: readonly LessonQuestion[] = [
  {
    id: 'what-breaks-first',
    opens: (event) => dealt(event, 'mission'),
    answer: (event) => (failedPull(event) ? 'pull' : null),
    options: () => ['schedule', 'pull', 'start'],
  },
  {
    id: 'who-brings-back',
    opens: (event) => dealt(event, 'node-silent'),
    answer: (event) => (dealt(event, 'replicas') ? 'owned' : null),
    options: () => ['all', 'owned', 'none'],
  },
];

export const standbyQuestions: readonly LessonQuestion[] = [
  {
    id: 'who-schedules',
    opens: (event) => broke(event, 'freeze'),
    answer: (event) => (event.type === 'StandbyElected' ? 'standby' : null),
    options: () => ['standby', 'kube-apiserver', 'nobody'],
  },
];

function dealt(event: ClusterEvent, kind: CardKind): boolean {
  return event.type === 'CardDealt' && event.card.kind === kind;
}

function broke(event: ClusterEvent, kind: Fault['kind']): boolean {
  return event.type === 'FaultInjected' && event.fault.kind === kind;
}

function failedPull(event: ClusterEvent): boolean {
  return event.type === 'RuntimeAnswered' && event.verb === 'PullImage' && event.error !== undefined;
}
