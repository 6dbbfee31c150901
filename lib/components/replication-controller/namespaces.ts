import type { Turn } from '../../cluster/component.ts';
import { listedObjects, referredObject } from '../../cluster/listed.ts';
import type { Message } from '../../cluster/message.ts';
import { asPod, cacheOf, listObjects, readObject, timestamp } from '../../cluster/objects.ts';
import { namespaceWork, type NamespaceStep, type NamespaceSync, type NamespaceWork } from '../../cluster/namespaces.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import { canonicalJson, fingerprint } from '../../kernel/canonical.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { sortedKeys } from '../../kernel/ordered.ts';
import { metadataOf, textOf } from '../../kubernetes/registry/metadata.ts';
import {
  apiVersionOf,
  buildPath,
  etcdKey,
  etcdPrefixOf,
  parsePath,
  RESOURCES,
  resourceInfo,
} from '../../kubernetes/resources-table.ts';
import { parseRfc3339 } from '../../kubernetes/rfc3339.ts';
import type { Namespace } from '../../kubernetes/types/config.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { callApi, type ApiCall } from '../api-request.ts';
import { CONTROLLER, epochMillis } from './knowledge.ts';
import { namespaceConditions } from './namespace-conditions.ts';
import { plain } from './status.ts';

/** The controller's mark among the finalizers of a namespace's spec. */
const FINALIZER = 'kubernetes';
/** Its own account, as every controller has one. */
const CREDENTIAL = 'token:namespace-controller';

/** How long it lets a namespace rest after a change, so that everybody has heard of the deletion. */
const REST_MILLIS = 5_000;
/** How long it gives the holders of finalizers. */
const FINALIZER_SECONDS = 15;
const RETRY_MILLIS = 5;
const RETRY_MAX_MILLIS = 60_000;

/** What namespaces contain: pods first, and the rest when no pod is left. */
const CONTENT = [
  'pods',
  ...RESOURCES.flatMap(({ namespaced, resource }) => (namespaced && resource !== 'pods' ? [resource] : [])),
];

/**
 * The namespace controller, machinery of kube-controller-manager: it empties a namespace that is being deleted and then
 * takes its finalizer off, which lets it go. Here: no namespace that waits for it is forgotten.
 * Models pkg/controller/namespace/namespace_controller.go.
 */
export function refreshNamespaces(turn: Turn, seat: Seat): void {
  const waiting = waitingNamespaces(turn.state);
  for (const uid of sortedKeys(namespaceWork(turn.state))) {
    if (waiting.some(({ metadata }) => metadata.uid === uid)) continue;
    turn.cancelTimers('namespace', seat.id, uid);
    turn.emit({ type: 'NamespaceWorked', uid });
  }
  for (const { metadata } of waiting) {
    const { uid = '', name = '' } = metadata;
    const work = namespaceWork(turn.state)[uid];
    if (work === undefined) turn.emit({ type: 'NamespaceWorked', uid, work: { name, failures: 0 } });
    if (work?.sync === undefined && timerOf(turn.state, uid) === undefined) enqueue(turn, seat, uid, REST_MILLIS);
  }
}

/** What the own watch tells of a namespace: one that has changed is looked at again after a rest. */
export function noteNamespace(turn: Turn, seat: Seat, { about = '', path }: Message): void {
  if (parsePath(path)?.resource !== 'namespaces') return;
  refreshNamespaces(turn, seat);
  if (namespaceWork(turn.state)[about] !== undefined) enqueue(turn, seat, about, REST_MILLIS);
}

/** It is time for a pass. It begins with a look past the own cache. */
export function wakeNamespace(turn: Turn, seat: Seat, uid: string): void {
  const work = namespaceWork(turn.state)[uid];
  if (work === undefined) return;
  if (work.sync !== undefined) {
    enqueue(turn, seat, uid, REST_MILLIS);
    return;
  }
  // Folded: the real controller passes over all of it again, and finds what it found.
  if (work.held !== undefined && work.held === contentMark(turn.state, work.name)) {
    enqueue(turn, seat, uid, delayOf(FINALIZER_SECONDS));
    return;
  }
  const sync = { revision: 0, grace: 0, estimate: 0, remaining: {}, finalizers: {}, errors: [] };
  ask(turn, seat, uid, sync, 'look', { verb: 'GET', path: pathOf(work) });
}

/** An answer to one of its requests; false when it is none. Models namespaced_resources_deleter.go Delete. */
export function noteNamespaceAnswer(turn: Turn, seat: Seat, message: Message): boolean {
  const works = namespaceWork(turn.state);
  const uid = sortedKeys(works).find((each) => works[each]?.sync?.message === message.inReplyTo);
  const sync = works[uid ?? '']?.sync;
  if (uid === undefined || sync === undefined) return false;
  switch (sync.step) {
    case 'look':
      noteLook(turn, seat, uid, sync, message);
      break;
    case 'estimate':
      noteEstimate(turn, seat, uid, sync, message);
      break;
    case 'delete':
      noteDeletion(turn, seat, uid, sync, message);
      break;
    case 'list':
      noteList(turn, seat, uid, sync, message);
      break;
    case 'status':
      finish(turn, seat, uid, { ...sync, revision: revisionOf(message) ?? sync.revision });
      break;
    case 'finalize':
      // What is gone, or does not wait for this controller any longer, is forgotten when the own watch shows it.
      if (!wentWell(message) && message.status !== 404) fail(turn, seat, uid);
  }
  return true;
}

function noteLook(turn: Turn, seat: Seat, uid: string, sync: NamespaceSync, message: Message): void {
  const object = wentWell(message) ? referredObject(turn.state, message.body)?.object : undefined;
  if (object === undefined) {
    if (message.status === 404) rest(turn, uid);
    else fail(turn, seat, uid);
    return;
  }
  if (metadataOf(object)['uid'] === uid && isWaiting(asNamespace(object))) {
    estimate(turn, seat, uid, { ...sync, revision: revisionOf(message) ?? 0 });
  } else rest(turn, uid);
}

/** Pods may take their grace period. Models estimateGracefulTerminationForPods. */
function estimate(turn: Turn, seat: Seat, uid: string, sync: NamespaceSync): void {
  const path = contentPath(turn.state, uid, 'pods');
  ask(turn, seat, uid, { ...sync, resource: 'pods' }, 'estimate', { verb: 'LIST', path });
}

function noteEstimate(turn: Turn, seat: Seat, uid: string, sync: NamespaceSync, message: Message): void {
  if (!wentWell(message)) {
    conclude(turn, seat, uid, withError(sync, message));
    return;
  }
  const pods = (listedObjects(turn.state, message.body)?.objects ?? []).map(({ object }) => asPod(object));
  const longest = Math.max(0, ...pods.map(graceOf));
  const deletedAt = parseRfc3339(namespaceOf(turn.state, uid, sync)?.metadata.deletionTimestamp) ?? 0;
  const over = epochMillis(turn.state) - deletedAt >= longest * 1000;
  deleteContent(turn, seat, uid, { ...sync, grace: over ? 0 : longest }, 'pods');
}

function graceOf({ spec, status }: Pod): number {
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return 0;
  return spec?.terminationGracePeriodSeconds ?? 30;
}

function deleteContent(turn: Turn, seat: Seat, uid: string, sync: NamespaceSync, resource: string): void {
  const path = contentPath(turn.state, uid, resource);
  ask(turn, seat, uid, { ...sync, resource }, 'delete', {
    verb: 'DELETE',
    path,
    body: { propagationPolicy: 'Background' },
  });
}

function noteDeletion(turn: Turn, seat: Seat, uid: string, sync: NamespaceSync, message: Message): void {
  const { resource = '' } = sync;
  const unsupported = message.status === 404 || message.status === 405;
  if (!wentWell(message) && !unsupported) {
    goOn(turn, seat, uid, withError(sync, message));
    return;
  }
  ask(turn, seat, uid, sync, 'list', { verb: 'LIST', path: contentPath(turn.state, uid, resource) });
}

/** What is still there after its deletion ends by its grace or its finalizers; anything else is an error. */
function noteList(turn: Turn, seat: Seat, uid: string, sync: NamespaceSync, message: Message): void {
  const { resource = '', grace } = sync;
  const objects = (listedObjects(turn.state, message.body)?.objects ?? []).map(({ object }) => object);
  if (!wentWell(message) || objects.length === 0) {
    goOn(turn, seat, uid, wentWell(message) ? sync : withError(sync, message));
    return;
  }
  const held = objects.flatMap((object) => metadataOf(object)['finalizers'] ?? []);
  const finalizers: Record<string, number> = { ...sync.finalizers };
  for (const holder of held) finalizers[String(holder)] = (finalizers[String(holder)] ?? 0) + 1;
  const seconds = grace > 0 || held.length === 0 ? grace : FINALIZER_SECONDS;
  const found = {
    ...sync,
    finalizers,
    estimate: Math.max(sync.estimate, seconds),
    remaining: { ...sync.remaining, [resource]: objects.length },
  };
  const { name = '' } = namespaceWork(turn.state)[uid] ?? {};
  const info = present(resourceInfo(resource), resource);
  const gvr = `${info.group}/${info.version}, Resource=${resource}`;
  const text = `unexpected items still remain in namespace: ${name} for gvr: ${gvr}`;
  goOn(turn, seat, uid, seconds > 0 ? found : { ...found, errors: [...found.errors, text] });
}

/** The next resource. While a pod remains nothing else is touched: what it uses shall outlive it. */
function goOn(turn: Turn, seat: Seat, uid: string, sync: NamespaceSync): void {
  const { resource = '', remaining, errors } = sync;
  const next = CONTENT[CONTENT.indexOf(resource) + 1];
  const blocked = resource === 'pods' && (errors.length > 0 || remaining['pods'] !== undefined);
  if (next === undefined || blocked) conclude(turn, seat, uid, sync);
  else deleteContent(turn, seat, uid, { ...sync, grace: 0 }, next);
}

/** Says in the status what remains, when it says something else than before. */
function conclude(turn: Turn, seat: Seat, uid: string, sync: NamespaceSync): void {
  const namespace = namespaceOf(turn.state, uid, sync);
  const before = namespace?.status?.conditions ?? [];
  const conditions = namespaceConditions(before, sync, timestamp(turn.state.now));
  if (namespace === null || sameJson(before, conditions)) {
    finish(turn, seat, uid, sync);
    return;
  }
  const work = present(namespaceWork(turn.state)[uid], uid);
  const body = plain({ ...typed(namespace), status: { ...namespace.status, conditions } });
  const path = buildPath({ resource: 'namespaces', name: work.name, subresource: 'status' });
  ask(turn, seat, uid, { ...sync, resource: undefined }, 'status', { verb: 'PUT', path, body });
}

/** Empty: the finalizer is taken off. Otherwise another pass, when what remains may have ended. */
function finish(turn: Turn, seat: Seat, uid: string, sync: NamespaceSync): void {
  const namespace = namespaceOf(turn.state, uid, sync);
  const work = present(namespaceWork(turn.state)[uid], uid);
  if (sync.errors.length > 0) {
    fail(turn, seat, uid);
  } else if (sync.estimate > 0 || namespace === null) {
    rest(turn, uid, sync.grace === 0 ? contentMark(turn.state, work.name) : undefined);
    enqueue(turn, seat, uid, delayOf(sync.estimate));
  } else {
    const finalizers = (namespace.spec?.finalizers ?? []).filter((name) => name !== FINALIZER);
    const body = plain({ ...typed(namespace), spec: { ...namespace.spec, finalizers } });
    const path = buildPath({ resource: 'namespaces', name: work.name, subresource: 'finalize' });
    ask(turn, seat, uid, sync, 'finalize', { verb: 'PUT', path, body });
  }
}

function ask(
  turn: Turn,
  seat: Seat,
  uid: string,
  sync: Omit<NamespaceSync, 'step' | 'message'>,
  step: NamespaceStep,
  call: ApiCall,
): void {
  const { name = '', failures = 0 } = namespaceWork(turn.state)[uid] ?? {};
  const known = turn.state.settings.credentials[CREDENTIAL] !== undefined;
  const message = callApi(turn, seat, {
    ...call,
    about: uid,
    weight: 'support',
    ...(known && { credential: CREDENTIAL }),
  });
  turn.emit({ type: 'NamespaceWorked', uid, work: { name, failures, sync: { ...sync, step, message } } });
}

/** The pass is over. */
function rest(turn: Turn, uid: string, held?: string): void {
  const { name = '' } = namespaceWork(turn.state)[uid] ?? {};
  turn.emit({ type: 'NamespaceWorked', uid, work: { name, failures: 0, ...(held !== undefined && { held }) } });
}

/** Half of what it will take, and a second. */
function delayOf(seconds: number): number {
  return (Math.floor(seconds / 2) + 1) * 1000;
}

/** What a namespace contains, and each object's last write. */
function contentMark(state: ClusterState, name: string): string {
  const content = CONTENT.flatMap((resource) => listObjects(state, etcdPrefixOf(resource, name)));
  return fingerprint(content.map(({ key, modRevision }) => `${key}@${modRevision}`));
}

/** Tried again, each time after twice as long. Models the rate limited queue of the controller. */
function fail(turn: Turn, seat: Seat, uid: string): void {
  const { name = '', failures = 0 } = namespaceWork(turn.state)[uid] ?? {};
  turn.emit({ type: 'NamespaceWorked', uid, work: { name, failures: failures + 1 } });
  enqueue(turn, seat, uid, Math.min(RETRY_MAX_MILLIS, RETRY_MILLIS * 2 ** failures));
}

/** Of two dates for the same namespace the earlier counts. */
function enqueue(turn: Turn, seat: Seat, uid: string, delay: number): void {
  const due = turn.state.now + delay;
  const timer = timerOf(turn.state, uid);
  if (timer !== undefined && timer.due <= due) return;
  turn.cancelTimers('namespace', seat.id, uid);
  turn.setTimer('namespace', seat.id, uid, due);
}

function timerOf({ timers }: ClusterState, uid: string) {
  return Object.values(timers).find(({ kind, about }) => kind === 'namespace' && about === uid);
}

function waitingNamespaces(state: ClusterState): Namespace[] {
  return cacheOf(state, CONTROLLER, 'namespaces')
    .map(({ object }) => asNamespace(object))
    .filter(isWaiting);
}

function isWaiting({ metadata, spec }: Namespace): boolean {
  return metadata.deletionTimestamp !== undefined && spec?.finalizers?.includes(FINALIZER) === true;
}

function asNamespace(object: JsonObject): Namespace {
  return object as unknown as Namespace;
}

/** The namespace as it was last read or written; null when its name is another's by now. */
function namespaceOf(state: ClusterState, uid: string, { revision }: NamespaceSync): Namespace | null {
  const { name = '' } = namespaceWork(state)[uid] ?? {};
  const stored = readObject(state, etcdKey('namespaces', name), revision);
  const namespace = stored === null ? null : asNamespace(stored.object);
  return namespace?.metadata.uid === uid ? namespace : null;
}

function typed(namespace: Namespace): Namespace {
  return {
    apiVersion: apiVersionOf(present(resourceInfo('namespaces'), 'namespaces')),
    kind: 'Namespace',
    ...namespace,
  };
}

function pathOf({ name }: NamespaceWork): string {
  return buildPath({ resource: 'namespaces', name });
}

function contentPath(state: ClusterState, uid: string, resource: string): string {
  return buildPath({ resource, namespace: namespaceWork(state)[uid]?.name ?? '' });
}

function wentWell({ status = 500 }: Message): boolean {
  return status < 300;
}

function revisionOf({ body }: Message): number | null {
  const revision = isJsonObject(body) ? body['revision'] : undefined;
  return typeof revision === 'number' ? revision : null;
}

function withError(sync: NamespaceSync, { body }: Message): NamespaceSync {
  const text = isJsonObject(body) ? textOf(body, 'message') : '';
  return { ...sync, errors: [...sync.errors, text] };
}

function sameJson(left: unknown, right: unknown): boolean {
  return canonicalJson(left) === canonicalJson(right);
}
