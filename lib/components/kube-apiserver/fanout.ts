import type { Turn } from '../../cluster/component.ts';
import { reachable } from '../../cluster/faults.ts';
import type { Message, Weight } from '../../cluster/message.ts';
import { weigh } from '../../cluster/network.ts';
import { listObjects, readObject, selects, uidOf, type Stored } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { Stream } from '../../cluster/state.ts';
import { eventsSince } from '../../etcd/watch.ts';
import { canonicalJson } from '../../kernel/canonical.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { compactWhenDue } from './compaction.ts';
import { compareStrings } from '../../kernel/ordered.ts';
import { metadataOf } from '../../kubernetes/registry/metadata.ts';
import { buildPath, etcdPrefixOf, parseEtcdKey } from '../../kubernetes/resources-table.ts';

const WORKLOADS = ['deployments', 'replicasets', 'replicationcontrollers'];

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
  const cause = { path: message.path, weight: weightOf(message.path, before, after) };
  const streams = Object.values(turn.state.streams).sort((left, right) => compareStrings(left.id, right.id));
  for (const stream of streams) {
    if (!message.path.startsWith(etcdPrefixOf(stream.resource, stream.namespace))) continue;
    // Who cannot be reached hears of it when the watch is opened again.
    if (!reachable(turn.state, seat.id, stream.client)) continue;
    const type = watchType(stream, before, after);
    // Who loses sight of an object is told of the one they knew, even when another has taken its name.
    const subject = type === 'DELETED' ? before : after;
    if (type !== null && subject !== null)
      tell(turn, seat, { ...cause, id: message.id }, stream, type, revision, subject);
  }
  compactWhenDue(turn);
}

/**
 * A client opens its watch again. From where it had heard it is told every change that it missed; a client that starts
 * from nothing gets a list, which its own cache turns into additions. Models client-go's reflector.
 */
export function reopenStream(turn: Turn, seat: Seat, id: string): void {
  const stream = turn.state.streams[id];
  if (stream === undefined) return;
  const { cacheRevision } = turn.state.apiserver;
  const prefix = etcdPrefixOf(stream.resource, stream.namespace);
  if (stream.at === 0) {
    const listed = listObjects(turn.state, prefix, cacheRevision).filter(({ object }) => selects(stream, object));
    if (listed.length === 0) turn.emit({ type: 'StreamReopened', stream: id, at: cacheRevision });
    for (const subject of listed) {
      const cause = { path: subject.key, weight: weightOf(subject.key, null, subject) };
      tell(turn, seat, cause, stream, 'ADDED', cacheRevision, subject);
    }
    return;
  }
  const missed = eventsSince(turn.state.store, prefix, stream.at + 1);
  for (const { kv } of missed.ok ? missed.value : []) {
    if (kv.modRevision > cacheRevision) continue;
    const before = readObject(turn.state, kv.key, kv.modRevision - 1);
    const after = readObject(turn.state, kv.key, kv.modRevision);
    const type = watchType(stream, before, after);
    const subject = type === 'DELETED' ? before : after;
    const cause = { path: kv.key, weight: weightOf(kv.key, before, after) };
    if (type !== null && subject !== null) tell(turn, seat, cause, stream, type, kv.modRevision, subject);
  }
}

function tell(
  turn: Turn,
  seat: Seat,
  cause: { readonly path: string; readonly weight: Weight; readonly id?: string },
  stream: Stream,
  type: string,
  revision: number,
  subject: Stored,
): void {
  const uid = uidOf(subject.object);
  turn.send({
    kind: 'watch',
    from: seat.id,
    to: stream.client,
    verb: 'WATCH',
    path: watchPath(stream),
    weight: cause.weight,
    body: { type, key: cause.path, revision, stream: stream.id },
    ...(cause.id !== undefined && { causedBy: cause.id }),
    ...(uid !== null && { about: uid }),
  });
}

/** The resource's own weight; of a workload whose counts alone have changed nobody makes a story. */
function weightOf(key: string, before: Stored | null, after: Stored | null): Weight {
  const { resource = '' } = parseEtcdKey(key) ?? {};
  const counted = WORKLOADS.includes(resource) && before !== null && after !== null && sameWish(before, after);
  return counted ? 'support' : weigh('WATCH', buildPath({ resource }));
}

function sameWish({ object: left }: Stored, { object: right }: Stored): boolean {
  const ending = (object: JsonObject): boolean => metadataOf(object)['deletionTimestamp'] !== undefined;
  return canonicalJson(left['spec']) === canonicalJson(right['spec']) && ending(left) === ending(right);
}

function watchType(stream: Stream, before: Stored | null, after: Stored | null): string | null {
  const matched = before !== null && selects(stream, before.object);
  const matches = after !== null && selects(stream, after.object);
  if (matches) return matched ? 'MODIFIED' : 'ADDED';
  return matched ? 'DELETED' : null;
}

/** The request that a client made to open the stream. */
export function watchPath({ resource, namespace, nodeName, unfinished, labelSelector }: Stream): string {
  const fields = [
    ...(nodeName === undefined ? [] : [`spec.nodeName=${nodeName}`]),
    ...(unfinished === true ? ['status.phase!=Succeeded', 'status.phase!=Failed'] : []),
  ];
  const labels = labelSelector === undefined ? '' : `&labelSelector=${encodeURIComponent(labelSelector)}`;
  const selector =
    fields.length === 0 ? '' : `&fieldSelector=${encodeURIComponent(fields.join(',')).replaceAll('!', '%21')}`;
  return `${buildPath({ resource, ...(namespace !== undefined && { namespace }) })}?watch=1${labels}${selector}`;
}
