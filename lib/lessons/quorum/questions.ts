import type { ClusterEvent } from '../../cluster/events.ts';
import type { Fault } from '../../cluster/faults.ts';
import type { LessonQuestion } from '../../session/lesson.ts';

export const majorityQuestions: readonly LessonQuestion[] = [
  {
    id: 'how-many-members',
    opens: (event) => event.type === 'CardDealt' && event.card.about === 'e1-members',
    answer: (event) => (finished(event, 'e1-members') ? '3' : null),
    options: () => ['1', '2', '3', '4'],
  },
  {
    id: 'two-of-three',
    opens: (event) => asked(event, 'one'),
    answer: (event) => (event.type === 'TxnCommitted' ? 'goes-on' : null),
    options: () => ['goes-on', 'reads-only', 'stands-still'],
  },
  {
    id: 'how-many-agree',
    opens: (event) => event.type === 'CardDealt' && event.card.kind === 'worksheet',
    answer: (event) => (event.type === 'TxnCommitted' ? '2' : null),
    options: () => ['1', '2', '3'],
  },
];

export const minorityQuestions: readonly LessonQuestion[] = [
  {
    id: 'create-fails',
    opens: (event) => asked(event, 'q1-create'),
    answer: (event) => (finished(event, 'q1-create') ? 'times-out' : null),
    options: () => ['created', 'forbidden', 'times-out'],
  },
  {
    id: 'container-stops',
    opens: (event) => broke(event, 'member-lost'),
    answer: (event) => (finished(event, 'q1-create') ? 'runs-on' : null),
    options: () => ['stops', 'restarts', 'runs-on'],
  },
  {
    id: 'get-pods',
    opens: (event) => asked(event, 'q2-list'),
    answer: (event) => (finished(event, 'q2-list') ? 'times-out' : null),
    options: () => ['list', 'empty', 'times-out'],
  },
  {
    id: 'cached-pods',
    opens: (event) => asked(event, 'q3-cached'),
    answer: (event) => (finished(event, 'q3-cached') ? 'list' : null),
    options: () => ['list', 'empty', 'times-out'],
  },
  {
    id: 'of-five',
    opens: (event) => asked(event, 'q3-cached'),
    answer: (event) => (finished(event, 'q3-cached') ? '2' : null),
    options: () => ['1', '2', '3', '4'],
  },
];

export const backQuestions: readonly LessonQuestion[] = [
  {
    id: 'was-it-written',
    opens: (event) => asked(event, 'two'),
    answer: (event) => (event.type === 'TxnCompared' ? (event.succeeded ? 'no' : 'yes') : null),
    options: () => ['yes', 'no'],
  },
  {
    id: 'catches-up',
    opens: (event) => event.type === 'CardDealt' && event.card.kind === 'worksheet',
    answer: (event) => (event.type === 'TxnCommitted' ? 'from-leader' : null),
    options: () => ['from-apiserver', 'from-leader', 'never'],
  },
];

function asked(event: ClusterEvent, mission: string): boolean {
  return event.type === 'CardDealt' && event.card.kind === 'mission' && event.card.about === mission;
}

function finished(event: ClusterEvent, mission: string): boolean {
  return event.type === 'MissionDone' && event.mission === mission;
}

function broke(event: ClusterEvent, kind: Fault['kind']): boolean {
  return event.type === 'FaultInjected' && event.fault.kind === kind;
}
