import type { Turn } from '../../cluster/component.ts';
import type { Grain, Message } from '../../cluster/message.ts';
import { grainOf } from '../../cluster/network.ts';
import { APISERVER, ETCD, type Seat } from '../../cluster/seats.ts';
import type { ClusterState, PendingTxn } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { get } from '../../etcd/store.ts';
import { printToWatches } from './etcdctl.ts';
import { refreshTasks } from './tasks.ts';

/** A transaction arrives. Models etcd's serialised apply loop: from compare to commit the next ones queue. */
export function enqueue(turn: Turn, seat: Seat, message: Message): void {
  const body = present(isJsonObject(message.body) ? message.body : null, 'body of a Txn');
  const value = body['value'];
  const txn: PendingTxn = {
    id: message.id,
    key: message.path,
    expected: typeof body['expected'] === 'number' ? body['expected'] : null,
    value: isJsonObject(value) ? value : null,
    weight: message.weight,
    grain: grainFor(turn.state, seat, message),
    ...(message.causedBy !== undefined && { request: message.causedBy }),
  };
  const idle = turn.state.etcd.queue.length === 0;
  turn.emit({ type: 'TxnReceived', txn });
  if (idle) beginHead(turn, seat);
}

/** Starts on the transaction at the head: a card, or everything at once where nobody plays this. */
export function beginHead(turn: Turn, seat: Seat): void {
  const head = turn.state.etcd.queue[0];
  if (head === undefined) return;
  switch (head.grain) {
    case 'stages':
      turn.deal(seat.id, 'compare', head.id);
      return;
    case 'one':
      turn.deal(seat.id, 'txn', head.id);
      return;
    case 'auto': {
      const holds = compareHolds(turn.state);
      settleCompare(turn, holds);
      if (holds) commit(turn, seat);
      beginHead(turn, seat);
    }
  }
}

/** Evaluates `mod(key) = expected` of the transaction at the head. Models etcd's Compare on MOD. */
export function compareHolds(state: ClusterState): boolean {
  const head = present(state.etcd.queue[0], 'transaction at the head');
  if (head.expected === null) return true;
  return (get(state.store, head.key)?.modRevision ?? 0) === head.expected;
}

/** Records what the compare came to; a failed one is answered with the key's present revision. */
export function settleCompare(turn: Turn, succeeded: boolean): void {
  const head = present(turn.state.etcd.queue[0], 'transaction at the head');
  turn.emit({
    type: 'TxnCompared',
    txn: head.id,
    key: head.key,
    succeeded,
    ...(head.request !== undefined && { request: head.request }),
  });
  if (succeeded) return;
  turn.emit({ type: 'TxnRefused', txn: head.id, key: head.key });
  answer(turn, head, { succeeded: false, revision: get(turn.state.store, head.key)?.modRevision ?? 0 });
}

/** Commits the transaction at the head with the next revision and tells whoever watches: the apiserver. */
export function commit(turn: Turn, seat: Seat): void {
  const head = present(turn.state.etcd.queue[0], 'transaction at the head');
  const before = get(turn.state.store, head.key);
  const revision = turn.state.store.revision + 1;
  turn.emit({
    type: 'TxnCommitted',
    txn: head.id,
    key: head.key,
    revision,
    keyVersion: head.value === null ? 0 : (before?.version ?? 0) + 1,
    ...(head.request !== undefined && { request: head.request }),
  });
  printToWatches(turn, head.key);
  answer(turn, head, { succeeded: true, revision });
  turn.send({
    kind: 'watch',
    from: seat.id,
    to: APISERVER,
    verb: 'WatchEvent',
    path: head.key,
    weight: 'support',
    body: { type: head.value === null ? 'DELETE' : 'PUT', revision },
    causedBy: head.id,
  });
  refreshTasks(turn, seat);
}

/** A linearizable read: answered at once from the newest revision. */
export function answerRange(turn: Turn, seat: Seat, message: Message): void {
  const found = get(turn.state.store, message.path);
  turn.send({
    kind: 'answer',
    from: seat.id,
    to: message.from,
    verb: 'Range',
    path: message.path,
    weight: message.weight,
    status: 200,
    body: { revision: found?.modRevision ?? 0 },
    inReplyTo: message.id,
    ...(message.causedBy !== undefined && { causedBy: message.causedBy }),
  });
}

function answer(turn: Turn, txn: PendingTxn, body: JsonObject): void {
  turn.send({
    kind: 'answer',
    from: ETCD,
    to: APISERVER,
    verb: 'Txn',
    path: txn.key,
    weight: txn.weight,
    status: 200,
    body,
    inReplyTo: txn.id,
    ...(txn.request !== undefined && { causedBy: txn.request }),
  });
}

function grainFor(state: ClusterState, seat: Seat, message: Message): Grain {
  const request = message.causedBy === undefined ? undefined : state.apiserver.requests[message.causedBy];
  const own = grainOf(state, seat, 'Txn', message.path, message.weight);
  if (own === 'auto') return 'auto';
  return request?.grain === 'stages' ? 'stages' : 'one';
}
