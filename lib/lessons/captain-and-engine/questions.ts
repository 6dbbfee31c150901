import type { CardKind } from '../../cluster/card.ts';
import type { ClusterEvent } from '../../cluster/events.ts';
import type { Fault } from '../../cluster/faults.ts';
import type { CriVerb } from '../../cluster/message.ts';
import { asPod, POD_PREFIX, readObject } from '../../cluster/objects.ts';
import type { ClusterState } from '../../cluster/state.ts';
import type { LessonQuestion } from '../../session/lesson.ts';
import { SHOP } from './world.ts';

export const pullQuestions: readonly LessonQuestion[] = [
  {
    id: 'who-pulls',
    opens: (event) => dealt(event, 'mission'),
    answer: (event) => (called(event, 'PullImage') ? 'container-runtime' : null),
    options: () => ['kube-apiserver', 'kubelet', 'container-runtime'],
  },
  {
    id: 'docker-node',
    opens: (event) => dealt(event, 'bind'),
    answer: (event) => (called(event, 'RunPodSandbox', 'node-2') ? 'cri-dockerd' : null),
    options: () => ['dockerd', 'cri-dockerd', 'dockershim'],
  },
  {
    id: 'no-image',
    opens: (event) => broke(event, 'registry-down'),
    answer: (event) => (event.type === 'PullRetried' ? 'tries-again' : null),
    options: () => ['fails', 'deleted', 'tries-again', 'other-node'],
  },
  {
    id: 'same-image',
    opens: (event) => broke(event, 'registry-up'),
    answer: (event) => (pulled(event, 'node-1') ? 'yes' : null),
    options: () => ['yes', 'no'],
  },
];

export const crashQuestions: readonly LessonQuestion[] = [
  {
    id: 'who-starts-again',
    opens: (event) => dealt(event, 'mission'),
    answer: (event, state) => (called(event, 'CreateContainer') && hasEnded(state) ? 'kubelet' : null),
    options: () => ['replication-controller', 'kubelet', 'nobody'],
  },
  {
    id: 'next-pause',
    opens: (event, state) => event.type === 'ContainerExited' && restartsOf(state) === 2,
    answer: (event, state) => (called(event, 'CreateContainer') && restartsOf(state) === 2 ? '20' : null),
    options: () => ['5', '10', '20'],
  },
];

export const imageQuestions: readonly LessonQuestion[] = [
  {
    id: 'image-changed',
    opens: (event) => dealt(event, 'mission'),
    answer: (event) => (event.type === 'ContainerStarted' ? 'same-pod' : null),
    options: () => ['same-pod', 'new-pod', 'refused'],
  },
];

export const endQuestions: readonly LessonQuestion[] = [
  {
    id: 'pod-after-end',
    opens: (event) => event.type === 'ContainerExited',
    answer: (event) => (event.type === 'ContainerStarted' ? 'same-pod-same-ip' : null),
    options: () => ['same-pod-same-ip', 'same-pod-new-ip', 'new-pod'],
  },
];

function dealt(event: ClusterEvent, kind: CardKind): boolean {
  return event.type === 'CardDealt' && event.card.kind === kind;
}

function broke(event: ClusterEvent, kind: Fault['kind']): boolean {
  return event.type === 'FaultInjected' && event.fault.kind === kind;
}

function called(event: ClusterEvent, verb: CriVerb, node?: string): boolean {
  return event.type === 'RuntimeCalled' && event.verb === verb && (node === undefined || event.node === node);
}

function pulled(event: ClusterEvent, node: string): boolean {
  return (
    event.type === 'RuntimeAnswered' && event.verb === 'PullImage' && event.error === undefined && event.node === node
  );
}

/** What the pod's own status says, as etcd has it. */
function shopContainer(state: ClusterState) {
  const stored = readObject(state, `${POD_PREFIX}default/${SHOP}`);
  return stored === null ? undefined : asPod(stored.object).status?.containerStatuses?.[0];
}

function restartsOf(state: ClusterState): number {
  return shopContainer(state)?.restartCount ?? 0;
}

function hasEnded(state: ClusterState): boolean {
  const container = shopContainer(state);
  return container?.lastState?.terminated !== undefined || container?.state?.terminated !== undefined;
}
