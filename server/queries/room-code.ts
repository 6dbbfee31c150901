import { randomBelow, type Sources } from './sources.ts';

/** Six digits that do not begin with 0, so that nothing on the way takes the code for a shorter number. */
export function drawRoomCode(sources: Sources): string {
  return String(100_000 + randomBelow(sources, 900_000));
}
