import { expect, test } from 'vitest';
import { ClusterDraft } from '../../lib/cluster/draft.ts';
import { emptyCluster } from '../../lib/cluster/evolve-world.ts';
import type { ApiRequest, Stream } from '../../lib/cluster/state.ts';

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
