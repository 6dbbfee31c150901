import { printClock, printEvent } from '../cluster/print.ts';
import type { Actor, Entry, SessionCommand, SessionEvent } from '../session/commands.ts';
import { isRoomEvent } from '../session/evolve-room.ts';

type Line = Pick<Entry, 'position' | 'actor' | 'command' | 'outcome'>;

/**
 * One entry as text: a head with position, cluster time, actor and command, then what came of it. The same printer
 * serves tests and recordings; cluster time is that before the entry.
 */
export function printEntry(entry: Line, clock: number): string {
  const head = `[${entry.position}] ${printClock(clock)} ${printActor(entry.actor)} ${printCommand(entry.command)}`;
  if ('refusal' in entry.outcome) {
    const { reason, params } = entry.outcome.refusal;
    return `${head}\n    REFUSED ${reason}${printParams(params)}`;
  }
  const lines: string[] = [head];
  for (const { rule, params } of entry.outcome.mistakes) lines.push(`    MISTAKE ${rule}${printParams(params)}`);
  for (const event of entry.outcome.events) {
    const text = printSessionEvent(event);
    if (text !== null) lines.push(...text.split('\n').map((line) => `    ${line}`));
  }
  return lines.join('\n');
}

function printSessionEvent(event: SessionEvent): string | null {
  if (!isRoomEvent(event)) return printEvent(event);
  switch (event.type) {
    case 'SessionForked':
      return `forked from ${event.parent} at ${event.parentPosition}`;
    default: {
      const { type, ...members } = event;
      const values = Object.entries(members).map(([name, value]) => `${name}=${String(value)}`);
      return [type, ...values].join(' ');
    }
  }
}

function printActor(actor: Actor): string {
  const who = actor.kind === 'seat' ? (actor.participant ?? 'seat') : actor.kind;
  return actor.seat === undefined ? who : `${who} as ${actor.seat}`;
}

function printCommand(command: SessionCommand): string {
  if (command.type === 'Act') {
    const { type, ...members } = command.action;
    const shown = Object.entries(members).filter(([name]) => name !== 'card');
    return `${type}${printParams(Object.fromEntries(shown))}`;
  }
  if (command.type === 'ForkSession') return `ForkSession parent=${command.parent} position=${command.parentPosition}`;
  const { type, ...members } = command;
  return `${type}${printParams(members)}`;
}

function printParams(params: Readonly<Record<string, unknown>>): string {
  return Object.entries(params)
    .map(([name, value]) => ` ${name}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join('');
}
