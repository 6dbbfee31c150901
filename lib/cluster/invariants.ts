import { leaseKeyOf } from './leases.ts';
import { compareNumbered, compareStrings } from '../kernel/ordered.ts';
import { isJsonObject, type JsonValue } from '../kernel/json.ts';
import { historyOf, keysOf, type KeyVersion } from '../etcd/store.ts';
import type { Card } from './card.ts';
import type { ClusterEvent } from './events.ts';
import { machineFaults } from './machine-invariants.ts';
import { POD_PREFIX } from './objects.ts';
import { APISERVER, ETCD } from './seats.ts';
import type { ClusterState, Counters } from './state.ts';

/**
 * Every broken invariant of the machinery, in words; empty for each state that play can reach. These hold whatever
 * anybody plays, mistakes included: a sentence here is a bug of the program, never of a player.
 */
export function stateFaults(state: ClusterState): string[] {
  return [
    ...storeFaults(state),
    ...streamFaults(state),
    ...wireFaults(state),
    ...timerFaults(state),
    ...cardFaults(state),
    ...machineFaults(state),
  ];
}

/** Every rule about change that the events between two states break, in words. */
export function turnFaults(before: ClusterState, events: readonly ClusterEvent[], after: ClusterState): string[] {
  const faults: string[] = [];
  if (after.now < before.now) faults.push(`the clock went back from ${before.now} to ${after.now}`);
  for (const counter of COUNTERS) {
    if (after.counters[counter] < before.counters[counter]) faults.push(`the ${counter} counter went back`);
  }
  faults.push(
    ...commitFaults(before, events, after),
    ...deliveryFaults(before, events),
    ...advanceFaults(before, after),
  );
  return faults;
}

const COUNTERS: readonly Exclude<keyof Counters, 'staged'>[] = ['message', 'card', 'timer', 'container'];

/** Each revision is one write, or one transaction: keys share the numbers, and nothing skips or repeats one. */
function storeFaults({ store }: ClusterState): string[] {
  const faults: string[] = [];
  const seen = new Set<number>();
  const places = new Set<string>();
  for (const key of keysOf(store).sort(compareStrings)) {
    const history = historyOf(store, key);
    history.forEach((version, index) => {
      const previous = history[index - 1];
      const forgotten = previous === undefined && version.modRevision <= store.compactedRevision;
      const place = `${version.modRevision}/${version.sub}`;
      if (places.has(place)) faults.push(`revision ${version.modRevision} was written twice`);
      places.add(place);
      const times = timesWritten(key, version, previous);
      for (let write = 0; write < times; write += 1) seen.add(version.modRevision - write);
      if (version.modRevision > store.revision) faults.push(`${key} is ahead of the store's revision`);
      if (previous !== undefined && version.modRevision <= previous.modRevision) {
        faults.push(`the revisions of ${key} do not grow`);
      }
      if (version.version !== 0 && !forgotten && version.version !== (previous?.version ?? 0) + times) {
        faults.push(`the writes of ${key} are miscounted at revision ${version.modRevision}`);
      }
      if (memberOf(version.value, 'metadata', 'resourceVersion') !== undefined) {
        faults.push(`${key} stores a resourceVersion of its own: it is the revision of the write`);
      }
    });
    if (key.startsWith(POD_PREFIX)) faults.push(...bindingFaults(key, history));
  }
  const kept = [...seen].filter((revision) => revision > store.compactedRevision);
  if (kept.length > 0 && Math.max(...kept) - Math.min(...kept) + 1 !== kept.length)
    faults.push('a revision is missing');
  if (seen.size > 0 && Math.max(...seen) !== store.revision) faults.push("the store's revision is not its last write");
  return faults;
}

/** Renewals of a node's Lease are folded: the last of several is kept. Any other write is one. */
function timesWritten(key: string, { version }: KeyVersion, previous: KeyVersion | undefined): number {
  if (!key.startsWith(leaseKeyOf('')) || previous === undefined || version === 0) return 1;
  return Math.max(1, version - previous.version);
}

/** `spec.nodeName` is set once in the life of a uid and never changes. Models registry/core/pod BindingREST. */
function bindingFaults(key: string, history: readonly KeyVersion[]): string[] {
  const faults: string[] = [];
  const nodeOf = new Map<JsonValue | undefined, JsonValue>();
  for (const { value } of history) {
    const uid = memberOf(value, 'metadata', 'uid');
    const node = memberOf(value, 'spec', 'nodeName');
    const bound = nodeOf.get(uid);
    if (bound !== undefined && node !== bound && value !== null)
      faults.push(`${key} was bound to ${brief(bound)}, then ${brief(node)}`);
    if (typeof node === 'string' && node !== '') nodeOf.set(uid, node);
  }
  return faults;
}

/** Nobody hears of what the apiserver's cache has not heard, and the cache never knows more than etcd. */
function streamFaults({ streams, apiserver, store, seats }: ClusterState): string[] {
  const faults: string[] = [];
  if (apiserver.cacheRevision > store.revision) faults.push('the watch cache is ahead of etcd');
  for (const { id, at, client } of Object.values(streams)) {
    if (at > apiserver.cacheRevision) faults.push(`stream ${id} is ahead of the watch cache`);
    if (seats[client] === undefined) faults.push(`stream ${id} belongs to nobody`);
  }
  return faults;
}

function wireFaults({ wire, counters, now, settings }: ClusterState): string[] {
  const faults: string[] = [];
  const lastOn = new Map<string, (typeof wire)[number]>();
  for (const message of wire) {
    const connection = `${message.from} to ${message.to}`;
    const ahead = lastOn.get(connection);
    if (ahead !== undefined && (ahead.deliverAt > message.deliverAt || compareNumbered(ahead.id, message.id) >= 0)) {
      faults.push(`${message.id} overtakes ${ahead.id} from ${connection}`);
    }
    lastOn.set(connection, message);
    if (numberOf(message.id) > counters.message) faults.push(`${message.id} was never counted`);
    if (message.sentAt > now) faults.push(`${message.id} was sent in the future`);
    if (message.deliverAt < message.sentAt + settings.wireMillis) faults.push(`${message.id} is faster than the wire`);
  }
  return faults;
}

function timerFaults({ timers, counters, now, seats }: ClusterState): string[] {
  const faults: string[] = [];
  for (const { id, due, seat, kind } of Object.values(timers)) {
    if (due < now) faults.push(`timer ${id} is ${now - due} ms overdue`);
    if (numberOf(id) > counters.timer) faults.push(`timer ${id} was never counted`);
    if (seats[seat] === undefined && kind !== 'disturbance') faults.push(`timer ${id} wakes nobody`);
  }
  return faults;
}

/** Cards lie on seats that exist, one for each matter, and each has a matter. */
function cardFaults(state: ClusterState): string[] {
  const faults: string[] = [];
  const matters = new Set<string>();
  for (const card of Object.values(state.cards)) {
    const matter = `${card.seat} about ${card.about}`;
    if (state.seats[card.seat] === undefined) faults.push(`card ${card.id} lies on no desk`);
    if (numberOf(card.id) > state.counters.card) faults.push(`card ${card.id} was never counted`);
    if (card.since > state.now) faults.push(`card ${card.id} was dealt in the future`);
    if (matters.has(matter)) faults.push(`two cards lie before ${matter}`);
    matters.add(matter);
    if (!hasMatter(state, card)) faults.push(`card ${card.id} (${card.kind}) is about nothing: ${card.about}`);
  }
  return faults;
}

function hasMatter(state: ClusterState, card: Card): boolean {
  const seat = state.seats[card.seat];
  const machine = state.machines[seat?.node ?? ''];
  switch (seat?.component) {
    case 'user':
      return state.users[card.seat]?.missions[card.about.replace(/^look\//, '')] !== undefined;
    case 'kube-apiserver':
      return state.apiserver.requests[card.about] !== undefined;
    case 'etcd':
      return state.etcd.queue[0]?.id === card.about || state.users[card.seat]?.missions[card.about] !== undefined;
    case 'kubelet':
      return machine?.kubelet.pods[card.about] !== undefined;
    case 'container-runtime':
      return machine?.runtime.calls[card.about] !== undefined;
    default:
      return true;
  }
}

/** Only the apiserver's transactions change the store, and each commit takes the next revision. */
function commitFaults(before: ClusterState, events: readonly ClusterEvent[], after: ClusterState): string[] {
  const faults: string[] = [];
  const asked = new Set([...before.etcd.queue.map(({ id }) => id), ...before.wire.filter(isTxn).map(({ id }) => id)]);
  let { revision } = before.store;
  const renewing = after.settings.leaseRenewMillis !== undefined;
  for (const event of events) {
    if (event.type === 'ClusterInitialized') revision = event.initial.revision;
    if (event.type === 'MessageSent' && event.message.to === ETCD && event.message.from !== APISERVER) {
      faults.push(`${event.message.from} spoke to etcd`);
    }
    if (event.type === 'MessageSent' && isTxn(event.message)) asked.add(event.message.id);
    if (event.type === 'KeysExpired') revision += 1;
    if (event.type !== 'TxnCommitted') continue;
    // Leases are renewed as the clock moves, each time as a revision of its own.
    revision = renewing ? Math.max(revision + 1, event.revision) : revision + 1;
    if (!asked.has(event.txn)) faults.push(`${event.txn} was committed without the apiserver's asking`);
    if (event.revision !== revision) faults.push(`${event.txn} was committed as ${event.revision}, not as ${revision}`);
  }
  // What etcdctl writes past the apiserver takes revisions of its own.
  const byHand = events.some(({ type }) => type === 'EtcdctlRan' || type === 'LeasesExpired');
  const changed = renewing ? after.store.revision < revision : after.store.revision !== revision;
  if (!byHand && changed) faults.push('the store changed without a commit');
  return faults;
}

function isTxn({ from, to, verb }: { readonly from: string; readonly to: string; readonly verb: string }): boolean {
  return from === APISERVER && to === ETCD && verb === 'Txn';
}

/** What is delivered was sent, once, and in order on its connection. */
function deliveryFaults(before: ClusterState, events: readonly ClusterEvent[]): string[] {
  const faults: string[] = [];
  const underway = new Map(before.wire.map(({ id, from, to }) => [id, `${from} to ${to}`]));
  for (const event of events) {
    if (event.type === 'ClusterInitialized') underway.clear();
    if (event.type === 'MessageSent') underway.set(event.message.id, `${event.message.from} to ${event.message.to}`);
    if (event.type !== 'MessageDelivered') continue;
    const connection = underway.get(event.message);
    if (connection === undefined) faults.push(`${event.message} was delivered without having been sent`);
    const first = [...underway].find(([, other]) => other === connection)?.[0];
    if (first !== event.message) faults.push(`${event.message} was delivered before ${first}`);
    underway.delete(event.message);
  }
  return faults;
}

/** Caches only ever learn. */
function advanceFaults(before: ClusterState, after: ClusterState): string[] {
  const faults: string[] = [];
  if (after.apiserver.cacheRevision < before.apiserver.cacheRevision) faults.push('the watch cache went back');
  for (const { id, at } of Object.values(before.streams)) {
    if ((after.streams[id]?.at ?? at) < at) faults.push(`stream ${id} went back`);
  }
  return faults;
}

function numberOf(id: string): number {
  return Number(id.slice(1));
}

function memberOf(value: JsonValue, section: string, name: string): JsonValue | undefined {
  const inner = isJsonObject(value) ? value[section] : undefined;
  return isJsonObject(inner) ? inner[name] : undefined;
}

function brief(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : 'nothing';
}
