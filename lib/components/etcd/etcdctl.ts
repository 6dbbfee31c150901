import type { Card } from '../../cluster/card.ts';
import { done, refuse, type Outcome, type Turn } from '../../cluster/component.ts';
import { etcdctlContext } from '../../cluster/evolve-etcd.ts';
import { reachable } from '../../cluster/faults.ts';
import { APISERVER, ETCD, type Seat } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { parseEtcdctl } from '../../etcd/etcdctl/parse.ts';
import { printChange } from '../../etcd/etcdctl/print.ts';
import { runEtcdctl } from '../../etcd/etcdctl/run.ts';
import { shellWords } from '../../etcd/etcdctl/words.ts';
import { covers } from '../../etcd/range.ts';
import { historyOf, type EtcdStore } from '../../etcd/store.ts';
import { eventsSince, type WatchEvent } from '../../etcd/watch.ts';
import { isJsonObject } from '../../kernel/json.ts';
import { sortedValues } from '../../kernel/ordered.ts';
import { parseEtcdKey } from '../../kubernetes/resources-table.ts';
import { numberOf, refreshTasks, taskOf } from './tasks.ts';

const KUBERNETES = '/registry/';
const LEASES = 'leases';

/**
 * Runs a line against the store itself. Reading does no harm; a write to what belongs to Kubernetes is done, and told
 * to whoever watches, without anybody having judged it.
 */
export function runLine(turn: Turn, seat: Seat, card: Card, line: string): Outcome {
  const { mission, task } = taskOf(turn.state, card.about);
  const parsed = parseEtcdctl(line);
  if (task.do !== 'run') return refuse('StageOrder', { stage: card.kind });
  if (parsed.kind === 'unknown') return refuse('WrongKeyword', { word: parsed.word });
  if (parsed.kind === 'usage') return refuse('Invalid', { field: 'line', value: parsed.error });
  const { state } = turn;
  if (parsed.command.do === 'compact' && wouldCutOff(state, parsed.command.revision)) {
    return refuse('StageOrder', { stage: 'compact' });
  }
  const outcome = runEtcdctl(state.store, parsed.command, etcdctlContext(state, state.now));
  const changes = changesBetween(state.store, outcome.store);
  const touched = changes.find(({ kv }) => kv.key.startsWith(KUBERNETES));
  // Only what a card offers may be done to Kubernetes' own keys: its consequences are known.
  if (touched !== undefined && !task.lines.some((offered) => sameLine(offered, line))) {
    return refuse('Invalid', { field: 'line', value: touched.kv.key });
  }
  if (parsed.command.do === 'compact') catchUp(turn, outcome.store.compactedRevision);
  turn.emit({ type: 'EtcdctlRan', line, at: state.now });
  turn.emit({ type: 'KubectlPrinted', seat: seat.id, lines: [`$ ${line}`, ...outcome.lines] });
  for (const change of changes) tellApiserver(turn, change);
  watchLeases(turn, seat);
  if (task.right.some((right) => sameLine(right, line))) finish(turn, seat, card, mission.id);
  return touched === undefined
    ? done
    : { mistakes: [{ rule: 'etcd.wrote-registry', params: { key: touched.kv.key } }] };
}

/** Three numbers look alike: that of the store, that of the key's last write, and how often the key was written. */
export function readNumber(turn: Turn, seat: Seat, card: Card, number: number): Outcome {
  const { mission, task } = taskOf(turn.state, card.about);
  if (task.do !== 'read') return refuse('StageOrder', { stage: card.kind });
  if (number !== numberOf(turn.state, task)) return refuse('NumberIsData', { number, key: task.key });
  finish(turn, seat, card, mission.id);
  return done;
}

/** Wakes etcd when the next of its leases ends. */
function watchLeases(turn: Turn, seat: Seat): void {
  turn.cancelTimers('resync', seat.id, LEASES);
  const ends = Object.values(turn.state.store.leases).map(({ expiresAt }) => expiresAt);
  if (ends.length > 0) turn.setTimer('resync', seat.id, LEASES, Math.min(...ends));
}

/** A lease that nobody kept alive takes its keys along. Models etcd server/lease/lessor.go. */
export function endLeases(turn: Turn, seat: Seat): void {
  const { store, now } = turn.state;
  turn.emit({ type: 'LeasesExpired', at: now });
  for (const change of changesBetween(store, turn.state.store)) tellApiserver(turn, change);
  watchLeases(turn, seat);
}

function finish(turn: Turn, seat: Seat, card: Card, mission: string): void {
  turn.close(seat.id, card.about);
  turn.emit({ type: 'MissionDone', seat: seat.id, mission });
  refreshTasks(turn, seat);
}

function sameLine(left: string, right: string): boolean {
  const words = (line: string): string | undefined => shellWords(line)?.join('\0').replace(/^\.\//, '');
  return words(left) === words(right);
}

/** What one command wrote, in its order. */
function changesBetween(before: EtcdStore, after: EtcdStore): readonly WatchEvent[] {
  if (after.revision === before.revision) return [];
  const events = eventsSince(after, '', before.revision + 1);
  return events.ok ? events.value : [];
}

/** The API server watches the keys of its resources: it hears of a write there whoever made it. */
function tellApiserver(turn: Turn, { type, kv }: WatchEvent): void {
  printToWatches(turn, kv.key);
  if (parseEtcdKey(kv.key) === null) return;
  turn.send({
    kind: 'watch',
    from: ETCD,
    to: APISERVER,
    verb: 'WatchEvent',
    path: kv.key,
    weight: 'support',
    body: { type, revision: kv.modRevision },
  });
}

/** The newest change of a key, as etcdctl's open watches print it. */
export function printToWatches(turn: Turn, key: string): void {
  const open = turn.state.etcd.watches ?? [];
  if (!open.some((range) => covers(range, key))) return;
  const last = historyOf(turn.state.store, key).at(-1);
  const events = last === undefined ? null : eventsSince(turn.state.store, key, last.modRevision);
  const change = events?.ok === true ? events.value.find(({ kv }) => kv.key === key) : undefined;
  if (change !== undefined) turn.emit({ type: 'KubectlPrinted', seat: ETCD, lines: printChange(change) });
}

/** True while somebody still has to hear of what a compaction would forget: they would have to list anew. */
function wouldCutOff({ store, streams, wire }: ClusterState, revision: number): boolean {
  if (revision > store.revision || revision <= store.compactedRevision) return false;
  const busy = wire.flatMap(({ body }) => (isJsonObject(body) ? [body['stream']] : []));
  return Object.values(streams).some(({ id, at }) => at < revision && busy.includes(id));
}

/** Streams at rest know all there is, and are moved on as by a bookmark; a broken one has to list anew (410 Gone). */
function catchUp(turn: Turn, revision: number): void {
  const { streams, apiserver } = turn.state;
  if (apiserver.cacheRevision < revision) turn.emit({ type: 'CacheAdvanced', revision });
  for (const { id, at, client } of sortedValues(streams)) {
    if (at >= revision) continue;
    const cut = !reachable(turn.state, APISERVER, client);
    if (cut) turn.emit({ type: 'StreamReopened', stream: id, at: 0 });
    else turn.emit({ type: 'StreamAdvanced', stream: id, to: revision });
  }
}
