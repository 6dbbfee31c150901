import type { Turn } from '../../cluster/component.ts';
import type { Message } from '../../cluster/message.ts';
import { prefixOf, readObject, selects, type Stored } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { Stream } from '../../cluster/state.ts';
import { isJsonObject } from '../../kernel/json.ts';
import { compareStrings } from '../../kernel/ordered.ts';

/**
 * A change has reached the watch cache: every stream whose selector it touches hears of it, nobody else does.
 * Models the cacher of k8s.io/apiserver: entering a selector is ADDED, leaving it is DELETED.
 */
export function fanOut(turn: Turn, seat: Seat, message: Message): void {
  const body = isJsonObject(message.body) ? message.body : {};
  const revision = Number(body['revision']);
  const before = readObject(turn.state, message.path, revision - 1);
  const after = body['type'] === 'DELETE' ? null : readObject(turn.state, message.path, revision);
  turn.emit({ type: 'CacheAdvanced', revision });
  const streams = Object.values(turn.state.streams).sort((left, right) => compareStrings(left.id, right.id));
  for (const stream of streams) {
    if (!message.path.startsWith(prefixOf(stream.resource))) continue;
    const type = watchType(stream, before, after);
    if (type !== null) tell(turn, seat, message, stream, type, revision, before, after);
  }
}

function tell(
  turn: Turn,
  seat: Seat,
  cause: Message,
  stream: Stream,
  type: string,
  revision: number,
  before: Stored | null,
  after: Stored | null,
): void {
  const uid = uidOf(after ?? before);
  turn.send({
    kind: 'watch',
    from: seat.id,
    to: stream.client,
    verb: 'WATCH',
    path: watchPath(stream),
    weight: cause.path.startsWith('/registry/pods/') ? 'story' : 'support',
    body: { type, key: cause.path, revision, stream: stream.id },
    causedBy: cause.id,
    ...(uid !== null && { about: uid }),
  });
}

function watchType(stream: Stream, before: Stored | null, after: Stored | null): string | null {
  const matched = before !== null && selects(stream, before.object);
  const matches = after !== null && selects(stream, after.object);
  if (matches) return matched ? 'MODIFIED' : 'ADDED';
  return matched ? 'DELETED' : null;
}

/** The request that a client made to open the stream. */
export function watchPath(stream: Stream): string {
  const base = stream.resource === 'endpointslices' ? '/apis/discovery.k8s.io/v1' : '/api/v1';
  const selector = stream.nodeName === undefined ? '' : `&fieldSelector=spec.nodeName%3D${stream.nodeName}`;
  return `${base}/${stream.resource}?watch=1${selector}`;
}

function uidOf(stored: Stored | null): string | null {
  const metadata = stored?.object['metadata'];
  const uid = isJsonObject(metadata) ? metadata['uid'] : null;
  return typeof uid === 'string' ? uid : null;
}
