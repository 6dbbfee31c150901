import type { ClosedBecause } from '../../lib/wire/server-messages.ts';

/** `moved`: another process owns the session. `quarantined`: a bug showed in this room; its record is kept. */
export type RoomStatus = 'open' | 'moved' | 'quarantined' | 'closed';

export interface RoomHooks {
  /** The room has left or lost its session and answers nothing any more. */
  gone(status: RoomStatus): void;
  /** Nobody has looked at the room for a long time. */
  idle(): void;
}

/** What connections are told by a room that is not open. */
export function closedBecause(status: RoomStatus): ClosedBecause {
  return status === 'quarantined' ? 'quarantined' : 'moved';
}
