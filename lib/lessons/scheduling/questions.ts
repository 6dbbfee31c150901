import type { CardKind } from '../../cluster/card.ts';
import type { ClusterEvent } from '../../cluster/events.ts';
import { asPod, listObjects, POD_PREFIX } from '../../cluster/objects.ts';
import type { ClusterState } from '../../cluster/state.ts';
import type { LessonQuestion } from '../../session/lesson.ts';
import { NODES } from './world.ts';

export const filterQuestions: readonly LessonQuestion[] = [
  {
    id: 'filter-node',
    opens: (event, state) => dealt(event, state, 'worksheet', 'web'),
    answer: (event, state) => decided(event, state, 'web'),
    options: () => [...NODES, 'nobody'],
  },
  {
    id: 'toleration-means',
    opens: (event, state) => dealt(event, state, 'worksheet', 'db'),
    answer: (event, state) => (decided(event, state, 'db') === null ? null : 'may'),
    options: () => ['must', 'may', 'likes'],
  },
  {
    id: 'who-scores',
    opens: (event, state) => dealt(event, state, 'bind', 'cache'),
    answer: (event, state) => (decided(event, state, 'cache') === null ? null : 'nobody'),
    options: () => ['all-plugins', 'nobody', 'kubelet'],
  },
];

export const scoreQuestions: readonly LessonQuestion[] = [
  {
    id: 'best-node',
    opens: (event, state) => dealt(event, state, 'worksheet', 'api'),
    answer: (event, state) => decided(event, state, 'api'),
    options: () => [...NODES, 'nobody'],
  },
  {
    id: 'later-change',
    opens: (event, state) => dealt(event, state, 'bind', 'logs'),
    answer: (event, state) => (decided(event, state, 'logs') === null ? null : 'stays'),
    options: () => ['moves', 'stays', 'restarts'],
  },
];

export const noRoomQuestions: readonly LessonQuestion[] = [
  {
    id: 'pending-shows',
    opens: (event, state) => dealt(event, state, 'worksheet', 'big'),
    answer: (event, state) => (decided(event, state, 'big') === 'nobody' ? 'Pending' : null),
    options: () => ['Pending', 'Failed', 'Unschedulable'],
  },
  {
    id: 'who-goes',
    opens: (event, state) => dealt(event, state, 'preempt', 'urgent'),
    answer: (event, state) => (decided(event, state, 'urgent') === null ? null : 'least-important'),
    options: () => ['newest', 'least-important', 'all', 'nobody'],
  },
  {
    id: 'who-retries',
    opens: (event, state) => decided(event, state, 'big') === 'nobody',
    answer: (event, state) =>
      event.type === 'PodRequeued' && podName(state, event.uid) === 'big' ? 'scheduler' : null,
    options: () => ['user', 'scheduler', 'kubelet'],
  },
];

function dealt(event: ClusterEvent, state: ClusterState, kind: CardKind, name: string): boolean {
  return event.type === 'CardDealt' && event.card.kind === kind && podName(state, event.card.about) === name;
}

/** Where the scheduler has put the pod, `nobody` when it was kept aside; null for every other event. */
function decided(event: ClusterEvent, state: ClusterState, name: string): string | null {
  if (event.type === 'PodAssumed' && podName(state, event.uid) === name) return event.node;
  if (event.type === 'PodParked' && podName(state, event.uid) === name) return 'nobody';
  return null;
}

function podName(state: ClusterState, uid: string): string | undefined {
  const found = listObjects(state, POD_PREFIX).find(({ object }) => asPod(object).metadata.uid === uid);
  return found === undefined ? undefined : asPod(found.object).metadata.name;
}
