import type { Card } from '../../cluster/card.ts';
import type { Advice } from '../../cluster/component.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { asPod } from '../../cluster/objects.ts';
import { isFull } from '../quota.ts';
import { adviseAsk, askTask } from './ask.ts';
import { podInTheWay, unwantedPod } from './make-room.ts';
import { adviseConnection, connectTask } from './connections.ts';
import { missionOf, podFor } from './missions.ts';
import { adviseTask } from './show-task.ts';
import { objectTask } from './task-objects.ts';

/** What a careful user does about the mission on the card. */
export function adviseMission(state: ClusterState, card: Card): Advice {
  if (card.kind === 'look')
    return { action: { type: 'GetPods', card: card.id }, because: { key: 'because.user.look' } };
  const mission = missionOf(state, card.seat, card.about);
  const task = objectTask(mission);
  if (task !== null) return adviseTask(state, card, mission, task);
  const ask = askTask(mission);
  if (ask !== null) return adviseAsk(card, ask);
  const connect = connectTask(mission);
  if (connect !== null) return adviseConnection(state, card, connect);
  const { name, image, cpu, memory } = mission;
  const stored = podFor(state, card.seat, name);
  if (card.kind === 'repair' && stored !== null && asPod(stored.object).metadata.deletionTimestamp !== undefined) {
    return {
      action: { type: 'DeletePod', card: card.id, name, force: true },
      because: { key: 'because.user.force', params: { name } },
    };
  }
  if (card.kind === 'repair') {
    const other = podInTheWay(state, card.seat, name);
    if (other !== null) {
      return {
        action: { type: 'DeletePod', card: card.id, name: other },
        because: { key: 'because.user.make-room', params: { name, other } },
      };
    }
    return {
      action: { type: 'DeletePod', card: card.id, name },
      because: { key: 'because.user.repair', params: { name } },
    };
  }
  const surplus = isFull(state, 'default') ? unwantedPod(state, card.seat) : null;
  if (surplus !== null) {
    return {
      action: { type: 'DeletePod', card: card.id, name: surplus },
      because: { key: 'because.user.make-room', params: { name, other: surplus } },
    };
  }
  return {
    action: { type: 'CreatePod', card: card.id, name, image, cpu, memory },
    because: { key: 'because.user.create', params: { name, image } },
  };
}
