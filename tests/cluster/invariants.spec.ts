import { historyOf, type KeyVersion } from '../../lib/etcd/store.ts';
import { describe, expect, test } from 'vitest';
import { stateFaults, turnFaults } from '../../lib/cluster/invariants.ts';
import type { ClusterEvent } from '../../lib/cluster/events.ts';
import type { ClusterState } from '../../lib/cluster/state.ts';
import { isRoomEvent } from '../../lib/session/evolve-room.ts';
import { Play } from '../support/play.ts';

function played(): Play {
  const play = new Play();
  play.startWave(0);
  play.botsUntil('container-runtime@node-3', 'runtime-call');
  return play;
}

const healthy = played().state.cluster;
const wired: ClusterState = {
  ...healthy,
  wire: ['m1', 'm2'].map((id, index) => ({
    id,
    kind: 'request',
    from: 'user',
    to: 'kube-apiserver',
    verb: 'GET',
    path: '/',
    weight: 'support',
    sentAt: 0,
    deliverAt: 10 + index,
  })),
};
const history = historyOf(healthy.store, '/registry/pods/default/web');
const last = history.at(-1)!;
const card = Object.values(healthy.cards).find(({ kind }) => kind === 'runtime-call')!;

function withHistory(web: readonly KeyVersion[]): ClusterState {
  const { store } = healthy;
  return { ...healthy, store: { ...store, recent: { ...store.recent, '/registry/pods/default/web': web } } };
}

describe('the invariants of a state', () => {
  test('a state of play breaks none', () => {
    expect(stateFaults(healthy)).toEqual([]);
    expect(stateFaults(wired)).toEqual([]);
  });

  const broken: readonly [name: string, state: ClusterState, fault: RegExp][] = [
    ['a revision used twice', withHistory([...history, last]), /written twice/],
    ['a write lost', withHistory(history.slice(0, -1)), /is missing|last write/],
    [
      'a pod moved to another node',
      withHistory([
        ...history.slice(0, -1),
        { ...last, value: { metadata: { uid: uidOf(last.value) }, spec: { nodeName: 'node-2' } } },
      ]),
      /was bound to node-3, then node-2/,
    ],
    [
      'a resourceVersion in storage',
      withHistory([...history.slice(0, -1), { ...last, value: { metadata: { resourceVersion: '7' } } }]),
      /stores a resourceVersion/,
    ],
    [
      'a stream ahead of the cache',
      { ...healthy, apiserver: { ...healthy.apiserver, cacheRevision: 100 } },
      /ahead of the watch cache/,
    ],
    ['overtaking on a connection', { ...wired, wire: wired.wire.toReversed() }, /overtakes/],
    [
      'a timer in the past',
      { ...healthy, now: 99, timers: { t1: { id: 't1', kind: 'cri', seat: 'user', about: '', due: 98 } } },
      /overdue/,
    ],
    ['a card on no desk', { ...healthy, cards: { c1: { ...card, id: 'c1', seat: 'nobody' } } }, /no desk/],
    ['two cards for one matter', { ...healthy, cards: { ...healthy.cards, c1: { ...card, id: 'c1' } } }, /two cards/],
    ['a card about nothing', { ...healthy, cards: { c1: { ...card, about: 'm999' } } }, /about nothing/],
  ];

  test.each(broken)('tell of %s', (_name, state, fault) => {
    expect(stateFaults(state).join('; ')).toMatch(fault);
  });
});

describe('the invariants of a turn', () => {
  const play = played();
  const before = play.state.cluster;
  const { events } = play.must(
    { type: 'Act', seat: card.seat, action: { type: 'RunCall', card: card.id } },
    { kind: 'bot', seat: card.seat },
  );
  const told = events.filter((event) => !isRoomEvent(event));
  const after = play.state.cluster;

  test('a turn of play breaks none', () => {
    expect(turnFaults(before, told, after)).toEqual([]);
  });

  const message = { ...wired.wire[0]!, id: 'm900', from: 'kube-scheduler', to: 'etcd', verb: 'Txn' } as const;
  const broken: readonly [name: string, events: readonly ClusterEvent[], after: ClusterState, fault: RegExp][] = [
    ['a clock that goes back', [], { ...after, now: -1 }, /clock went back/],
    ['a counter that goes back', [], { ...after, counters: { ...after.counters, card: 0 } }, /card counter/],
    ['a store that changed by itself', [], { ...after, store: { ...after.store, revision: 500 } }, /without a commit/],
    ['somebody else at etcd', [{ type: 'MessageSent', message }], after, /kube-scheduler spoke to etcd/],
    [
      'a commit nobody asked for',
      [{ type: 'TxnCommitted', txn: 'm900', key: '/a', revision: before.store.revision + 1, keyVersion: 1 }],
      after,
      /without the apiserver/,
    ],
    ['a delivery of nothing', [{ type: 'MessageDelivered', message: 'm901' }], after, /without having been sent/],
    [
      'a stream that forgets',
      [],
      { ...after, streams: Object.fromEntries(Object.entries(after.streams).map(([id, s]) => [id, { ...s, at: 1 }])) },
      /went back/,
    ],
  ];

  test.each(broken)('tell of %s', (_name, faultyEvents, state, fault) => {
    expect(turnFaults(before, faultyEvents, state).join('; ')).toMatch(fault);
  });
});

function uidOf(value: unknown): string {
  const { metadata } = value as { metadata: { uid: string } };
  return metadata.uid;
}
