import type { CardKind } from '../../cluster/card.ts';
import type { ClusterEvent } from '../../cluster/events.ts';
import type { Fault } from '../../cluster/faults.ts';
import type { LessonQuestion } from '../../session/lesson.ts';

export const powerOffQuestions: readonly LessonQuestion[] = [
  {
    id: 'still-running',
    opens: (event) => broke(event, 'power-off'),
    answer: (event) => (dealt(event, 'node-silent') ? 'Running' : null),
    options: () => ['Running', 'Terminating', 'Unknown'],
  },
  {
    id: 'who-notices',
    opens: (event) => dealt(event, 'node-silent'),
    answer: (event) => (event.type === 'RequestReceived' ? event.request.from : null),
    options: () => ['kube-scheduler', 'node-controller', 'kube-apiserver'],
  },
  {
    id: 'traffic-moves',
    opens: (event) => dealt(event, 'node-pods'),
    answer: (event) => (event.type === 'TaintingBegun' ? 'at-once' : null),
    options: () => ['at-once', 'after-eviction', 'never'],
  },
  {
    id: 'why-wait',
    opens: (event) => dealt(event, 'node-taints'),
    answer: (event) => (dealt(event, 'evict-pod') ? 'waits' : null),
    options: () => ['deleted', 'waits', 'moved'],
  },
  {
    id: 'who-makes-another',
    opens: (event) => dealt(event, 'evict-pod'),
    answer: (event) => (dealt(event, 'worksheet') ? 'replication-controller' : null),
    options: () => ['kubelet', 'node-controller', 'replication-controller'],
  },
];

export const powerOnQuestions: readonly LessonQuestion[] = [
  {
    id: 'old-pod',
    opens: (event) => broke(event, 'power-on'),
    answer: (event) => (removed(event) ? 'removed' : null),
    options: () => ['runs', 'removed'],
  },
];

export const cutQuestions: readonly LessonQuestion[] = [
  {
    id: 'cut-runs',
    opens: (event) => broke(event, 'cut'),
    answer: (event) => (dealt(event, 'node-silent') ? 'yes' : null),
    options: () => ['yes', 'no'],
  },
];

function dealt(event: ClusterEvent, kind: CardKind): boolean {
  return event.type === 'CardDealt' && event.card.kind === kind;
}

function broke(event: ClusterEvent, kind: Fault['kind']): boolean {
  return event.type === 'FaultInjected' && event.fault.kind === kind;
}

/** A pod's last write: its key is gone. */
function removed(event: ClusterEvent): boolean {
  return event.type === 'TxnCommitted' && event.keyVersion === 0 && event.key.startsWith('/registry/pods/');
}
