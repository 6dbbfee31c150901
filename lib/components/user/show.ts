import type { Card, CardView } from '../../cluster/card.ts';
import { asPod } from '../../cluster/objects.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { noRouteOptions } from '../no-route.ts';
import { missionOf, podFor, stuckBecause } from './missions.ts';

export function showMission(state: ClusterState, card: Card): CardView {
  const mission = missionOf(state, card.seat, card.about);
  const { name, image, cpu, memory } = mission;
  const goal = { label: { key: 'fact.mission' }, value: `${name}: ${image || '""'}, cpu ${cpu}, memory ${memory}` };
  if (card.kind === 'mission') {
    return {
      ...card,
      title: { key: mission.aim === 'try' ? 'card.mission.try' : 'card.mission.title', params: { name } },
      facts: [goal],
      options: noRouteOptions(card, [
        { to: 'kubelet@node-3', verb: 'POST', path: `/pods/${name}` },
        { to: 'etcd', verb: 'Txn', path: `/registry/pods/default/${name}` },
        { to: 'kube-scheduler', verb: 'POST', path: `/pods/${name}` },
      ]).filter(({ id }) => state.seats[id.replace('tell-', '')] !== undefined),
      form: { kind: 'manifest', name, image, cpu, memory },
    };
  }
  const stored = podFor(state, card.seat, name);
  const seen = stored === null ? '—' : (stuckBecause(asPod(stored.object)) ?? asPod(stored.object).status?.phase ?? '—');
  return {
    ...card,
    title: { key: 'card.repair.title', params: { name } },
    facts: [goal, { label: { key: 'fact.seen' }, value: seen }],
    options: [
      { id: 'wait', label: { key: 'option.KeepWaiting' }, action: { type: 'KeepWaiting', card: card.id } },
      { id: 'delete', label: { key: 'option.DeletePod', params: { name } }, action: { type: 'DeletePod', card: card.id, name } },
      {
        id: 'force',
        label: { key: 'option.ForceDeletePod', params: { name } },
        action: { type: 'DeletePod', card: card.id, name, force: true },
      },
    ],
  };
}
