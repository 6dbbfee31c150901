import type { Text } from '../cluster/card.ts';
import type { Fault } from '../cluster/faults.ts';
import type { Entry } from '../session/commands.ts';

type Line = Pick<Entry, 'actor' | 'command' | 'outcome'>;

/** Something that broke or was mended outside of every component's decision, and who saw to it. */
export interface Disturbance {
  /** The teacher at the desk, the lesson at its own time, or the standby of a process that stood still. */
  readonly by: 'teacher' | 'lesson' | 'standby';
  readonly fault: Fault;
}

/** What broke or was mended in an entry, in its order. */
export function disturbancesOf({ actor, command, outcome }: Line): Disturbance[] {
  if ('refusal' in outcome) return [];
  const by = command.type === 'InjectFault' && actor.kind === 'teacher' ? 'teacher' : 'lesson';
  return outcome.events.flatMap((event): Disturbance[] => {
    if (event.type === 'StandbyElected') return [{ by: 'standby', fault: { kind: 'thaw', seat: event.seat } }];
    return event.type === 'FaultInjected' ? [{ by, fault: event.fault }] : [];
  });
}

/** A whole sentence about it: who did what, and to what. */
export function tellDisturbance({ by, fault }: Disturbance): Text {
  const { kind, ...params } = fault;
  return { key: `disturbance.${by}.${kind}`, params };
}
