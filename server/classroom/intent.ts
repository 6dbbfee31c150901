import { fingerprint } from '../../lib/kernel/canonical.ts';
import type { Actor, Entry, SessionCommand } from '../../lib/session/commands.ts';
import type { Acknowledgement } from '../../lib/wire/server-messages.ts';

/** A command on its way to the room's decision. */
export interface Intent {
  /** Unique in the session: the client's own id behind who sent it. */
  readonly commandId: string;
  readonly actor: Actor;
  readonly command: SessionCommand;
  readonly causedBy?: string;
  /** The card that a bot acts on; not part of the record. */
  readonly forCard?: string;
}

/** Ids are the client's to choose, so each person has a space of their own. */
export function scopedCommandId(owner: string, commandId: string): string {
  return `${owner}/${commandId}`;
}

/** What the sender is told of an entry. */
export function answerOf(entry: Pick<Entry, 'position' | 'outcome'>): Acknowledgement {
  const { position, outcome } = entry;
  if ('events' in outcome) return { ok: true, position };
  return { ok: false, reason: outcome.refusal.reason, params: outcome.refusal.params, position };
}

export const roomUnavailable: Acknowledgement = { ok: false, reason: 'RoomUnavailable', params: {} };
export const storageUnavailable: Acknowledgement = { ok: false, reason: 'StorageUnavailable', params: {} };
export const commandIdReused: Acknowledgement = { ok: false, reason: 'CommandIdReused', params: {} };

/** Tells one command from another, whatever its id. */
export function intentPrint({ actor, command }: Pick<Intent, 'actor' | 'command'>): string {
  const about = command.type === 'ForkSession' ? command.type : command;
  return fingerprint([actor.kind, actor.participant ?? null, about]);
}

const ANSWERS_MAX = 1_000;

/** The latest answers, so that a repeated command gets its first answer without being decided again. */
export class AnswerBook {
  readonly #answers = new Map<string, { readonly print: string; readonly answer: Acknowledgement }>();

  /** The first answer, `CommandIdReused` when the id was another command's, or undefined when it is new. */
  find(intent: Pick<Intent, 'commandId' | 'actor' | 'command'>): Acknowledgement | undefined {
    const known = this.#answers.get(intent.commandId);
    if (known === undefined) return undefined;
    return known.print === intentPrint(intent) ? known.answer : commandIdReused;
  }

  remember(intent: Pick<Intent, 'commandId' | 'actor' | 'command'>, answer: Acknowledgement): void {
    this.#answers.set(intent.commandId, { print: intentPrint(intent), answer });
    if (this.#answers.size <= ANSWERS_MAX) return;
    for (const oldest of this.#answers.keys()) {
      this.#answers.delete(oldest);
      break;
    }
  }
}
