import type { CardKind } from '../../cluster/card.ts';
import type { ClusterEvent } from '../../cluster/events.ts';
import type { LessonQuestion } from '../../session/lesson.ts';

/** Each request's code is guessed while its user chooses the line, and revealed by the answer itself. */
export const whoQuestions: readonly LessonQuestion[] = [
  {
    id: 'unknown-token',
    opens: (event) => asked(event, 'g1-unknown'),
    answer: (event) => answerTo(event, 'g1-unknown', 401),
    options: () => ['401', '403', '404', '422'],
  },
  {
    id: 'binding-reach',
    opens: (event) => asked(event, 'g2-node'),
    answer: (event) => (answerTo(event, 'g2-node', 403) === null ? null : 'no'),
    options: () => ['yes', 'no'],
  },
  {
    id: 'other-namespace',
    opens: (event) => asked(event, 'g3-namespace'),
    answer: (event) => answerTo(event, 'g3-namespace', 403),
    options: () => ['201', '401', '403', '409'],
  },
  {
    id: 'which-first',
    opens: (event) => dealt(event, 'authenticate'),
    answer: (event) => (event.type === 'RequestAuthenticated' ? 'who' : null),
    options: () => ['valid', 'may', 'who'],
  },
];

export const whatQuestions: readonly LessonQuestion[] = [
  {
    id: 'taken-name',
    opens: (event) => asked(event, 'h1-taken'),
    answer: (event) => (answerTo(event, 'h1-taken', 409) === null ? null : 'refused'),
    options: () => ['overwritten', 'second', 'refused'],
  },
  {
    id: 'who-finds-taken',
    opens: (event) => dealt(event, 'store'),
    answer: (event) => (event.type === 'TxnRefused' ? 'compare' : null),
    options: () => ['kubectl', 'read-first', 'compare'],
  },
  {
    id: 'two-slips',
    opens: (event) => asked(event, 'h2-invalid'),
    answer: (event) => (answerTo(event, 'h2-invalid', 422) === null ? null : 'both'),
    options: () => ['none', 'first', 'both'],
  },
  {
    id: 'when-created',
    opens: (event) => dealt(event, 'answer'),
    answer: (event) => (event.type === 'RequestAnswered' && event.code === 201 ? 'stored' : null),
    options: () => ['stored', 'scheduled', 'running'],
  },
  {
    id: 'who-reports',
    opens: (event) => dealt(event, 'report-pod'),
    answer: (event) => (event.type === 'ReportStarted' ? 'kubelet-reports' : null),
    options: () => ['apiserver-asks', 'kubelet-reports', 'runtime-reports'],
  },
];

function asked(event: ClusterEvent, task: string): boolean {
  return event.type === 'CardDealt' && event.card.kind === 'mission' && event.card.about === task;
}

function dealt(event: ClusterEvent, kind: CardKind): boolean {
  return event.type === 'CardDealt' && event.card.kind === kind;
}

function answerTo(event: ClusterEvent, mission: string, code: number): string | null {
  return event.type === 'MissionAnswered' && event.mission === mission && event.code === code ? String(code) : null;
}
