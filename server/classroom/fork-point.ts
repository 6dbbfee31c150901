import { assert } from '../../lib/kernel/assert.ts';
import type { Entry } from '../../lib/session/commands.ts';
import type { EventLog } from '../store/event-log.ts';
import { decodeEntry } from './entry-codec.ts';

/** A place in a record: the state after that many entries. */
export interface ForkPoint {
  readonly sessionId: string;
  readonly position: number;
}

const PAGE_LINES = 200;

/**
 * Where an undo goes back to: just before the given entry, or else before the last accepted act of a person (of
 * anybody, when no person acted). A fork without acts of its own is looked through into what it was forked from.
 * Null when there is nothing to undo.
 */
export async function findForkPoint(
  log: EventLog,
  sessionId: string,
  head: number,
  before?: number,
): Promise<ForkPoint | null> {
  if (before !== undefined) return before >= 2 && before <= head ? { sessionId, position: before - 1 } : null;
  return (await lastAct(log, sessionId, head, isActOfPerson)) ?? (await lastAct(log, sessionId, head, isAct));
}

async function lastAct(
  log: EventLog,
  sessionId: string,
  head: number,
  wanted: (entry: Entry) => boolean,
): Promise<ForkPoint | null> {
  let place: ForkPoint | null = { sessionId, position: head };
  while (place !== null) {
    const first: Entry | ForkPoint = await searchBack(log, place, wanted);
    if (!('command' in first)) return first;
    const { command } = first;
    place = command.type === 'ForkSession' ? { sessionId: command.parent, position: command.parentPosition } : null;
  }
  return null;
}

/** The place before the last wanted entry up to `from`, or the session's first entry when there is none. */
async function searchBack(
  log: EventLog,
  from: ForkPoint,
  wanted: (entry: Entry) => boolean,
): Promise<ForkPoint | Entry> {
  const { sessionId } = from;
  let upTo = from.position;
  let first: Entry | undefined;
  while (upTo > 0) {
    const after = Math.max(0, upTo - PAGE_LINES);
    const entries = (await log.read(sessionId, after, upTo - after)).map((line) => decodeEntry(sessionId, line));
    const found = entries.findLast(wanted);
    if (found !== undefined) return { sessionId, position: found.position - 1 };
    first = entries[0];
    upTo = after;
  }
  assert(first?.position === 1, `session ${sessionId} has no first entry`);
  return first;
}

function isAct({ command, outcome }: Entry): boolean {
  return command.type === 'Act' && 'events' in outcome;
}

function isActOfPerson(entry: Entry): boolean {
  return isAct(entry) && (entry.actor.kind === 'seat' || entry.actor.kind === 'teacher');
}
