import type { ClusterEvent } from '../../lib/cluster/events.ts';
import type { Message } from '../../lib/cluster/message.ts';
import { Play } from './play.ts';

/** What the first mission asks for. */
export const web = { type: 'CreatePod', name: 'web', image: 'nginx:1.27', cpu: '500m', memory: '128Mi' } as const;
export const WEB_KEY = '/registry/pods/default/web';

/** The first wave of the lesson, not yet played. */
export function started(): Play {
  const play = new Play();
  play.startWave(0);
  return play;
}

export function eventsOf(play: Play): ClusterEvent[] {
  return play.entries.flatMap(({ outcome }) => ('events' in outcome ? (outcome.events as ClusterEvent[]) : []));
}

export function sent(play: Play): Message[] {
  return eventsOf(play).flatMap((event) => (event.type === 'MessageSent' ? [event.message] : []));
}

/** Why a decision was refused; null when it was not. */
export function reason(decision: ReturnType<Play['act']>): string | null {
  return decision.accepted ? null : decision.refusal.reason;
}
