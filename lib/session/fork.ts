import type { Board, SessionState, StripRow } from './state.ts';

/** The position of the entry that begins a fork: everything from before is told to have happened there. */
const FIRST = 1;

/**
 * What a fork starts from: the cluster, its clock, wire and dice and the wall come from the past; people, seats and
 * the rules of the room from the present. Always paused.
 */
export function forkSnapshot(past: SessionState, present: SessionState): SessionState {
  return {
    ...past,
    board: atFirstEntry(past.board),
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

/** Positions of the parent's record mean other entries in the fork's own. */
function atFirstEntry(board: Board): Board {
  return {
    ...board,
    rows: board.rows.map((row) => ({ ...row, lit: litAtFirst(row) })),
    notices: board.notices.map((notice) => ({ ...notice, position: FIRST })),
  };
}

function litAtFirst({ lit }: StripRow): StripRow['lit'] {
  return Object.fromEntries(Object.keys(lit).map((step) => [step, FIRST]));
}
