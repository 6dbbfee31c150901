import type { Message } from '../cluster/message.ts';
import type { FlowLine } from './view.ts';

/** How many messages are shown, the newest: they are most of what a page is sent when it opens. */
const SHOWN_MAX = 96;

interface Drawn {
  readonly underway: FlowLine;
  readonly arrived: FlowLine;
}

/** The lines of a message that was drawn before: what did not change need not be compared. */
const DRAWN = new WeakMap<Message, Drawn>();

/** The newest of some messages, by id; those on the wire are under way. */
export function flowLines(
  messages: readonly Message[],
  wire: readonly Pick<Message, 'id'>[],
): Readonly<Record<string, FlowLine>> {
  const lines: Record<string, FlowLine> = {};
  const wired = new Set(wire.map(({ id }) => id));
  for (const message of messages.slice(-SHOWN_MAX)) {
    const line = DRAWN.get(message) ?? drawn(message);
    lines[message.id] = wired.has(message.id) ? line.underway : line.arrived;
  }
  return lines;
}

function drawn(message: Message): Drawn {
  const { id, from, to, kind, verb, path, status, inReplyTo, causedBy, sentAt, body } = message;
  const type = typeof body === 'object' && body !== null && 'type' in body ? String(body.type) : undefined;
  const arrived: FlowLine = {
    id,
    from,
    to,
    kind,
    verb: type ?? verb,
    // A watch's own query is noise on the wall.
    path: kind === 'watch' ? (path.split('?')[0] ?? path) : path,
    sentAt,
    ...(status !== undefined && { status }),
    ...(inReplyTo !== undefined && { inReplyTo }),
    ...(causedBy !== undefined && { causedBy }),
  };
  const lines: Drawn = { underway: { ...arrived, underway: true }, arrived };
  DRAWN.set(message, lines);
  return lines;
}
