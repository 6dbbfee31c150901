import type { CardKind } from '../../cluster/card.ts';
import type { ClusterEvent } from '../../cluster/events.ts';
import { readObject } from '../../cluster/objects.ts';
import type { ClusterState } from '../../cluster/state.ts';
import type { LessonQuestion } from '../../session/lesson.ts';
import { podsOfApp, reallyRuns } from '../workloads.ts';
import { APP, REPLICAS } from './world.ts';

const SETS = '/registry/replicasets/default/';

export const deployQuestions: readonly LessonQuestion[] = [
  {
    id: 'what-deployment-makes',
    opens: (event) => dealt(event, 'mission'),
    answer: (event) => (written(event, SETS, 1) ? 'replicaset' : null),
    options: () => ['pods', 'replicaset', 'nodes'],
  },
  {
    id: 'who-owns-pods',
    opens: (event) => dealt(event, 'replicas'),
    answer: (event) => (event.type === 'ReplicaWriteAnswered' ? 'replicaset' : null),
    options: () => ['user', 'deployment', 'replicaset'],
  },
];

export const updateQuestions: readonly LessonQuestion[] = [
  {
    id: 'old-pods-change',
    opens: (event) => dealt(event, 'mission'),
    answer: (event) => (written(event, SETS, 1) ? 'replaced' : null),
    options: () => ['changed', 'replaced', 'restarted'],
  },
  {
    id: 'first-step',
    opens: (event) => dealt(event, 'rollout'),
    answer: firstStep,
    options: () => ['one-new', 'one-old-less', 'all'],
  },
  {
    id: 'what-waits',
    opens: (event) => dealt(event, 'admit-pod'),
    answer: (event, state) => (dealt(event, 'rollout') && podsOfApp(state, APP).length > REPLICAS ? 'ready' : null),
    options: () => ['created', 'bound', 'ready'],
  },
];

export const stuckQuestions: readonly LessonQuestion[] = [
  {
    id: 'how-many-serve',
    opens: (event) => dealt(event, 'rollout'),
    answer: (event, state) =>
      event.type === 'RuntimeAnswered' && event.error !== undefined ? String(serving(state)) : null,
    options: () => ['0', '1', '2'],
  },
];

export const undoQuestions: readonly LessonQuestion[] = [
  {
    id: 'what-undo-uses',
    opens: (event) => dealt(event, 'mission'),
    answer: (event) => (event.type === 'TxnCommitted' && event.key.startsWith(SETS) ? 'old-set' : null),
    options: () => ['old-set', 'new-set', 'backup'],
  },
];

function dealt(event: ClusterEvent, kind: CardKind): boolean {
  return event.type === 'CardDealt' && event.card.kind === kind;
}

function written(event: ClusterEvent, prefix: string, times: number): boolean {
  return event.type === 'TxnCommitted' && event.key.startsWith(prefix) && event.keyVersion === times;
}

/** What became of the first step: a set was created next to the old one, or the old one was emptied first. */
function firstStep(event: ClusterEvent, state: ClusterState): string | null {
  if (event.type !== 'TxnCommitted' || !event.key.startsWith(SETS)) return null;
  const spec = readObject(state, event.key)?.object['spec'] as { readonly replicas?: number } | undefined;
  if (event.keyVersion === 1) return spec?.replicas === 1 ? 'one-new' : 'all';
  return spec?.replicas === 0 ? 'all' : null;
}

function serving(state: ClusterState): number {
  return podsOfApp(state, APP).filter((pod) => reallyRuns(state, pod)).length;
}
