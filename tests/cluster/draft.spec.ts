import { describe, expect, test } from 'vitest';
import { ClusterDraft } from '../../lib/cluster/draft.ts';
import type { ClusterEvent } from '../../lib/cluster/events.ts';
import { evolve, writers } from '../../lib/cluster/evolve.ts';
import { emptyCluster } from '../../lib/cluster/evolve-world.ts';
import type { ApiRequest, Stream } from '../../lib/cluster/state.ts';
import { deepFrozen } from '../support/deep-frozen.ts';
import { Play } from '../support/play.ts';

test('a record that took the place of one the draft had copied is copied too', () => {
  const [first, second] = [1, 2].map((at): Stream => ({ id: 's1', client: 'kubectl', resource: 'pods', at }));
  if (first === undefined || second === undefined) throw new Error('two streams');
  const draft = new ClusterDraft({ ...emptyCluster(), streams: { s1: first } });
  draft.stream('s1').at = 5;
  const { streams } = draft.state;
  draft.take({ streams: { s1: second } });
  draft.stream('s1').at = 6;
  expect(streams['s1']?.at).toBe(5);
  expect(draft.state.streams['s1']?.at).toBe(6);
  expect([first.at, second.at]).toEqual([1, 2]);
});

test('a member that took the place of one the draft had copied is copied too', () => {
  const request = (path: string): ApiRequest => ({
    id: 'm1',
    from: 'user',
    verb: 'GET',
    path,
    weight: 'story',
    grain: 'stages',
    stage: 'authenticate',
  });
  const [first, second] = [request('/first'), request('/second')];
  const draft = new ClusterDraft(emptyCluster());
  for (const one of [first, second]) {
    draft.requests()['m1'] = one;
    draft.request('m1').stage = 'answer';
  }
  expect(draft.requests()['m1']).toEqual({ ...second, stage: 'answer' });
  expect([first.stage, second.stage]).toEqual(['authenticate', 'authenticate']);
});

describe('facts over one draft come to what they come to one by one', () => {
  const play = new Play('services');
  play.startWave(0);
  play.bots();
  const { cluster } = play.state;
  const [machine] = Object.values(cluster.machines);
  const [stream = ''] = Object.keys(cluster.streams);
  const node = machine?.name ?? '';
  const [pod] = Object.values(machine?.kubelet.pods ?? {});
  if (pod === undefined) throw new Error('no pod runs on the first node');
  const { uid } = pod;
  // As the log has them; what does not matter here is left out.
  const fact = (event: object): ClusterEvent => JSON.parse(JSON.stringify(event));
  const call = (id: string) => ({
    type: 'CallReceived',
    node,
    call: { id, verb: 'StopContainer', uid, begun: false },
  });
  const txn = (id: string, key: string, value: object | null) => ({
    type: 'TxnReceived',
    txn: { id, key, expected: null, value, weight: 'story', grain: 'auto' },
  });
  const committed = (id: string) => ({ type: 'TxnCommitted', txn: id });
  const printed = (line: string) => ({ type: 'EtcdctlRan', line, at: 0 });
  const sent = (id: string) => ({ type: 'MessageSent', message: { id, kind: 'request', weight: 'story' } });
  const facts: Readonly<Record<string, readonly object[]>> = {
    'a node whose rules are written and whose power goes': [
      call('a'),
      { type: 'PodEvicted', node, uid, message: 'x', at: 1 },
      { type: 'RulesProgrammed', node, service: 's', rules: [] },
      call('b'),
      { type: 'PodOrphaned', node, uid },
      { type: 'PodNoticed', node, pod: { ...pod, uid: 'lost-with-the-power' } },
      { type: 'MachineStopped', node, at: 5 },
      call('c'),
      { type: 'CallBegun', node, call: 'c' },
      { type: 'PodNoticed', node, pod },
      { type: 'PodEvicted', node, uid, message: 'y', at: 7 },
      { type: 'PodForgotten', node, uid },
    ],
    'a watch that is opened again': [
      { type: 'StreamAdvanced', stream, to: 99 },
      { type: 'StreamReopened', stream, at: 0 },
      { type: 'StreamAdvanced', stream, to: 101 },
    ],
    'a store that etcdctl and a compaction write to': [
      txn('t', '/registry/x', { a: 1 }),
      committed('t'),
      printed('etcdctl put __proto__ 1'),
      printed('etcdctl watch foo'),
      txn('u', '/registry/y', { a: 1 }),
      { type: 'TxnCompared', txn: 'u', succeeded: true },
      committed('u'),
      printed('etcdctl lease grant 5'),
      { type: 'KeysExpired', keys: ['/registry/x'] },
      { type: 'LeasesExpired', at: 100_000 },
      { type: 'StoreCompacted', revision: cluster.store.revision + 2 },
      txn('v', '/registry/y', null),
      committed('v'),
    ],
    'a message that is lost and a grain that changes': [
      sent('m9001'),
      { type: 'MessageDropped', message: 'm9001' },
      sent('m9002'),
      { type: 'GrainChanged', grain: [] },
      sent('m9003'),
      { type: 'ClockAdvanced', to: cluster.now + 120_000 },
      { type: 'MessageDelivered', message: 'm9002' },
    ],
  };

  test.each(Object.entries(facts))('%s', (_what, told) => {
    const events = deepFrozen(told.map(fact));
    const before = deepFrozen(structuredClone(cluster));
    const draft = new ClusterDraft(before);
    for (const event of events) writers.get(event.type)?.(draft, event);
    const oneByOne = events.reduce((state, event) => deepFrozen(evolve(state, event)), before);
    expect(JSON.stringify(draft.state)).toBe(JSON.stringify(oneByOne));
  });
});
