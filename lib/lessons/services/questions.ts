import { isJsonObject } from '../../kernel/json.ts';
import type { CardKind } from '../../cluster/card.ts';
import type { ClusterEvent } from '../../cluster/events.ts';
import type { ClusterState } from '../../cluster/state.ts';
import type { LessonQuestion } from '../../session/lesson.ts';

const NODES = ['node-1', 'node-2', 'node-3'];

/** A question opens when a card is dealt, so there is time to think, and is revealed by what really happens. */
export const directQuestions: readonly LessonQuestion[] = [
  {
    id: 'pod-to-pod',
    opens: (event, state) => connecting(event, state),
    answer: (event) => (event.type === 'ConnectionEnded' ? 'cni' : null),
    options: () => ['kube-proxy', 'kubelet', 'cni', 'nobody'],
  },
];

export const serviceQuestions: readonly LessonQuestion[] = [
  {
    id: 'who-gives-address',
    opens: (event) => dealt(event, 'mission'),
    answer: (event) => (event.type === 'ObjectAdmitted' && isService(event.object) ? 'kube-apiserver' : null),
    options: () => ['kube-proxy', 'kube-apiserver', 'cni', 'user'],
  },
  {
    id: 'who-tells-proxies',
    opens: (event) => dealt(event, 'slice'),
    answer: (event) => (dealt(event, 'rules') ? 'watch' : null),
    options: () => ['endpointslice-controller', 'kubelet', 'watch'],
  },
  {
    id: 'which-rule',
    opens: (event, state) => connecting(event, state),
    answer: (event, state) => (event.type === 'ConnectionRouted' ? clientNode(event.connection, state) : null),
    options: () => [...NODES, 'all'],
  },
];

export const movedQuestions: readonly LessonQuestion[] = [
  {
    id: 'old-connection',
    opens: (event) => dealt(event, 'rules'),
    answer: (event) => (event.type === 'RulesProgrammed' ? 'stays' : null),
    options: () => ['follows', 'stays', 'both'],
  },
  {
    id: 'new-connection',
    opens: (event, state) => connecting(event, state),
    answer: (event) =>
      event.type === 'ConnectionRouted' ? (event.route.outcome === 'connected' ? 'new-pod' : 'nowhere') : null,
    options: () => ['old-pod', 'new-pod', 'nowhere'],
  },
];

export const frozenQuestions: readonly LessonQuestion[] = [
  {
    id: 'proxy-frozen',
    opens: (event, state) => connecting(event, state),
    answer: (event) => (event.type === 'ConnectionEnded' ? (event.outcome === 'connected' ? 'works' : 'fails') : null),
    options: () => ['works', 'fails', 'slower'],
  },
];

export const staleQuestions: readonly LessonQuestion[] = [
  {
    id: 'stale-rules',
    opens: (event, state) => connecting(event, state),
    answer: (event) => (event.type === 'ConnectionEnded' ? event.outcome : null),
    options: () => ['connected', 'refused', 'timed-out'],
  },
];

function dealt(event: ClusterEvent, kind: CardKind): boolean {
  return event.type === 'CardDealt' && event.card.kind === kind;
}

/** A card that asks the user to let a pod connect. */
function connecting(event: ClusterEvent, state: ClusterState): boolean {
  if (event.type !== 'CardDealt' || event.card.kind !== 'mission') return false;
  return state.users[event.card.seat]?.missions[event.card.about]?.task?.do === 'connect';
}

function isService(object: unknown): boolean {
  return isJsonObject(object) && object['kind'] === 'Service';
}

function clientNode(id: string, state: ClusterState): string | null {
  return state.connections?.recent.find((connection) => connection.id === id)?.node ?? null;
}
