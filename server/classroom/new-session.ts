import { assert } from '../../lib/kernel/assert.ts';
import type { Actor } from '../../lib/session/commands.ts';
import type { Decision } from '../../lib/session/decide.ts';
import { forkSnapshot } from '../../lib/session/fork.ts';
import type { SessionState } from '../../lib/session/state.ts';
import type { EntryDraft } from './entry-codec.ts';
import { findForkPoint } from './fork-point.ts';
import { foldSession, SessionJournal } from './journal.ts';
import type { ClassroomRecord, RoomPorts } from './ports.ts';

/** A session that has just begun, and its first state. */
export interface BegunSession {
  readonly journal: SessionJournal;
  readonly state: SessionState;
}

export function outcomeOf(decision: Decision): EntryDraft['outcome'] {
  return decision.accepted ? { events: decision.events, mistakes: decision.mistakes } : { refusal: decision.refusal };
}

/** Writes the first entry of a new session. Throws when the store fails. */
export async function beginSession(ports: RoomPorts, journal: SessionJournal, lesson: string): Promise<SessionState> {
  const seed = await ports.records.seedOf(journal.sessionId);
  assert(seed !== undefined, `session ${journal.sessionId} is not known`);
  return writeFirst(ports, journal, {
    commandId: ports.newId(),
    actor: { kind: 'setup' },
    command: { type: 'OpenSession', lesson, seed },
  });
}

/**
 * Begins a session that goes on from before an entry of the present one (or from before the last act), and makes it
 * the classroom's current session. Null when there is nothing to undo; throws when the store fails.
 */
export async function forkSession(
  ports: RoomPorts,
  classroom: ClassroomRecord,
  present: { readonly sessionId: string; readonly state: SessionState },
  request: { readonly commandId: string; readonly actor: Actor; readonly before: number | undefined },
): Promise<BegunSession | null> {
  const { log, records } = ports;
  const parent = await findForkPoint(log, present.sessionId, present.state.position, request.before);
  if (parent === null) return null;
  const { state: past } = await foldSession(ports, parent.sessionId, parent.position);
  assert(past !== null, 'an undo goes back to a recorded state');
  const session = await records.createSession({
    classroomId: classroom.id,
    lessonId: classroom.lessonId,
    solo: classroom.teacherId === null,
    seed: past.room.seed,
    parent,
  });
  const { journal } = await SessionJournal.open(ports, session.id);
  const state = await writeFirst(ports, journal, {
    commandId: request.commandId,
    actor: request.actor,
    command: {
      type: 'ForkSession',
      parent: parent.sessionId,
      parentPosition: parent.position,
    },
    snapshot: forkSnapshot(past, present.state),
  });
  await records.setCurrentSession(classroom.id, session.id);
  await records.endSession(present.sessionId);
  return { journal, state };
}

/** The snapshot of a fork is large: the event holds it, and the command is recorded without. */
interface FirstEntry extends Pick<EntryDraft, 'commandId' | 'actor' | 'command'> {
  readonly snapshot?: SessionState;
}

async function writeFirst(
  { play }: RoomPorts,
  journal: SessionJournal,
  { snapshot, ...first }: FirstEntry,
): Promise<SessionState> {
  const { command } = first;
  const whole = command.type === 'ForkSession' && snapshot !== undefined ? { ...command, snapshot } : command;
  const decision = play.decide(null, whole, first.actor);
  assert(decision.accepted, `${first.command.type} was refused as a first entry`);
  const written = await journal.append([{ ...first, outcome: outcomeOf(decision) }]);
  assert(written.outcome === 'ok', `the session could not be begun: ${written.outcome}`);
  return decision.state;
}
