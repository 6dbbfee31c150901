import type { SessionState } from './state.ts';

/**
 * What a fork starts from: the cluster, its clock, wire and dice and the wall come from the past; people, seats and
 * the rules of the room from the present. Always paused.
 */
export function forkSnapshot(past: SessionState, present: SessionState): SessionState {
  return {
    ...past,
    room: {
      ...past.room,
      mode: 'paused',
      ended: false,
      participants: present.room.participants,
      assignments: present.room.assignments,
      absence: present.room.absence,
      mistakesShown: present.room.mistakesShown,
    },
  };
}
