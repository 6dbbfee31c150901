import { isJsonObject } from '../kernel/json.ts';
import { buildPath, parseEtcdKey } from '../kubernetes/resources-table.ts';
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
  const { id, from, to, kind, verb, status, inReplyTo, causedBy, sentAt, body } = message;
  const type = isJsonObject(body) && 'type' in body ? String(body['type']) : undefined;
  const arrived: FlowLine = {
    id,
    from,
    to,
    kind,
    verb: type ?? verb,
    path: pathOf(message),
    sentAt,
    ...(status !== undefined && { status }),
    ...(inReplyTo !== undefined && { inReplyTo }),
    ...(causedBy !== undefined && { causedBy }),
  };
  const lines: Drawn = { underway: { ...arrived, underway: true }, arrived };
  DRAWN.set(message, lines);
  return lines;
}

/** What a watch tells is about one object; the path of the watch and its query say less. */
function pathOf({ kind, path, body }: Message): string {
  if (kind !== 'watch') return path;
  const key = isJsonObject(body) ? body['key'] : undefined;
  const object = typeof key === 'string' ? parseEtcdKey(key) : null;
  return object === null ? (path.split('?')[0] ?? path) : buildPath(object);
}
