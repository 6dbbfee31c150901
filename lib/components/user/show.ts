import type { Card, CardView } from '../../cluster/card.ts';
import { asPod } from '../../cluster/objects.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { noRouteOptions } from '../no-route.ts';
import { askTask, showAsk } from './ask.ts';
import { podInTheWay } from './make-room.ts';
import { connectTask, showConnection } from './connections.ts';
import { missionOf, missionOfLook, podFor } from './missions.ts';
import { stuckBecause } from './pod-trouble.ts';
import { showTask } from './show-task.ts';
import { objectTask } from './task-objects.ts';

export function showMission(state: ClusterState, card: Card): CardView {
  if (card.kind === 'look') return showLook(state, card);
  const mission = missionOf(state, card.seat, card.about);
  const task = objectTask(mission);
  if (task !== null) return showTask(state, card, mission, task);
  const ask = askTask(mission);
  if (ask !== null) return showAsk(state, card, mission, ask);
  const connect = connectTask(mission);
  if (connect !== null) return showConnection(state, card, mission, connect);
  const { name, image, cpu, memory } = mission;
  const goal = { label: { key: 'fact.mission' }, value: `${name}: ${image || '""'}, cpu ${cpu}, memory ${memory}` };
  if (card.kind === 'mission') {
    return {
      ...card,
      title: { key: mission.aim === 'try' ? 'card.mission.try' : 'card.mission.title', params: { name } },
      facts: [goal],
      options: noRouteOptions(card, [
        { to: firstKubelet(state), verb: 'POST', path: `/pods/${name}` },
        { to: 'etcd', verb: 'Txn', path: `/registry/pods/default/${name}` },
        { to: 'kube-scheduler', verb: 'POST', path: `/pods/${name}` },
      ]),
      form: { kind: 'manifest', name, image, cpu, memory },
    };
  }
  const stored = podFor(state, card.seat, name);
  const seen =
    stored === null ? '—' : (stuckBecause(asPod(stored.object)) ?? asPod(stored.object).status?.phase ?? '—');
  return {
    ...card,
    title: { key: 'card.repair.title', params: { name } },
    facts: [goal, { label: { key: 'fact.seen' }, value: seen }],
    options: [
      { id: 'wait', label: { key: 'option.KeepWaiting' }, action: { type: 'KeepWaiting', card: card.id } },
      {
        id: 'delete',
        label: { key: 'option.DeletePod', params: { name } },
        action: { type: 'DeletePod', card: card.id, name },
      },
      {
        id: 'force',
        label: { key: 'option.ForceDeletePod', params: { name } },
        action: { type: 'DeletePod', card: card.id, name, force: true },
      },
      ...otherPods(state, card, name),
    ],
  };
}

/** Another pod may hold the room that this one lacks. */
function otherPods(state: ClusterState, card: Card, name: string): CardView['options'] {
  const other = podInTheWay(state, card.seat, name);
  if (other === null) return [];
  return [
    {
      id: 'delete-other',
      label: { key: 'option.DeletePod', params: { name: other } },
      action: { type: 'DeletePod', card: card.id, name: other },
    },
  ];
}

function showLook(state: ClusterState, card: Card): CardView {
  const { name } = missionOf(state, card.seat, missionOfLook(card.about));
  const printed = state.users[card.seat]?.terminal.at(-1) ?? '—';
  return {
    ...card,
    title: { key: 'card.look.title', params: { name } },
    facts: [{ label: { key: 'fact.printed' }, value: printed }],
    options: [
      ...noRouteOptions(card, [
        { to: 'etcd', verb: 'Range', path: `/registry/pods/default/${name}` },
        { to: firstKubelet(state), verb: 'GET', path: '/pods' },
      ]),
      { id: 'get', label: { key: 'option.GetPods' }, action: { type: 'GetPods', card: card.id } },
    ],
  };
}

function firstKubelet(state: ClusterState): string {
  return Object.values(state.seats).find(({ component }) => component === 'kubelet')?.id ?? 'kubelet';
}
