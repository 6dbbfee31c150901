import { describe, expect, test } from 'vitest';
import { evolve } from '../../lib/cluster/evolve.ts';
import { newTurn } from '../../lib/cluster/turn.ts';
import type { ClusterState } from '../../lib/cluster/state.ts';
import type { Fault } from '../../lib/cluster/faults.ts';
import { ask, post, quiet, settle } from '../support/api-play.ts';
import { Play } from '../support/play.ts';
import { eventsOf } from '../support/spec-play.ts';

const QUIET = 'kubelet@node-2/pods';
const MINUTE = 60_000;

/** So many writes that no kubelet hears of. */
function written(count: number): Play {
  const play = quiet();
  for (let index = 0; index < count; index += 1) {
    const body = { metadata: { name: `words-${index}` } };
    ask(play, { verb: 'POST', path: '/api/v1/namespaces/default/configmaps', body });
    settle(play);
  }
  return play;
}

function streamAt(cluster: ClusterState, id = QUIET): number {
  return cluster.streams[id]?.at ?? -1;
}

function at(cluster: ClusterState, to: number): ClusterState {
  return evolve(cluster, { type: 'ClockAdvanced', to });
}

/** Lets so much time pass, whoever may be thinking. */
function pass(play: Play, until: number): void {
  play.state = { ...play.state, cluster: at(play.state.cluster, until) };
}

function inject(play: Play, fault: Fault): void {
  play.must({ type: 'InjectFault', fault }, { kind: 'teacher' });
}

describe('bookmarks', () => {
  test('[NET-11] once a minute a watch without changes hears how far the cache is', () => {
    const { cluster } = written(3).state;
    const { cacheRevision } = cluster.apiserver;
    expect(streamAt(cluster)).toBeLessThan(cacheRevision);
    expect(streamAt(at(cluster, MINUTE - 1))).toBe(streamAt(cluster));
    expect(streamAt(at(cluster, MINUTE))).toBe(cacheRevision);
  });

  test('[NET-11] they make no entry, no message and no card: the clock that moves is all there is', () => {
    const play = new Play('replicas');
    play.startWave(0);
    play.bots();
    play.botsThrough(() => false);
    const before = eventsOf(play).length;
    const turn = newTurn(play.state.cluster);
    turn.setTimer('resync', 'replication-controller', 'nothing', 5 * MINUTE);
    play.state = { ...play.state, cluster: turn.state };
    expect(play.advance()).toBe(true);
    const { streams, apiserver } = play.state.cluster;
    expect(streams['kube-scheduler/nodes']?.at).toBe(apiserver.cacheRevision);
    const types = eventsOf(play)
      .slice(before)
      .map(({ type }) => type);
    expect(types).toEqual(['ClockAdvanced', 'TimerFired']);
  });

  test('[NET-11] not twice in the same minute', () => {
    const play = written(1);
    pass(play, MINUTE);
    const heard = streamAt(play.state.cluster);
    ask(play, { verb: 'POST', path: '/api/v1/namespaces/default/configmaps', body: { metadata: { name: 'late' } } });
    settle(play);
    expect(streamAt(at(play.state.cluster, 2 * MINUTE - 1))).toBe(heard);
    expect(streamAt(at(play.state.cluster, 2 * MINUTE))).toBeGreaterThan(heard);
  });

  test.each<[string, (play: Play) => void, string]>([
    ['kubectl does not ask for them', () => undefined, 'user/pods'],
    ['none overtakes what is on the wire', (play) => post(play, { verb: 'GET', path: '/api/v1/nodes/node-1' }), QUIET],
    ['a client that is cut off hears none', (play) => inject(play, { kind: 'cut', node: 'node-2' }), QUIET],
    ['one without power begins with a list', (play) => inject(play, { kind: 'power-off', node: 'node-2' }), QUIET],
  ])('[NET-11] %s', (_, given, stream) => {
    const play = written(3);
    given(play);
    const { cluster } = play.state;
    expect(streamAt(at(cluster, MINUTE), stream)).toBe(streamAt(cluster, stream));
  });

  test.each([
    ['goes on where the last one was, though the rest was compacted', MINUTE],
    ['without one in time, has to list anew', MINUTE - 1],
  ])('[NET-11] a watch that broke %s', (_, until) => {
    const play = new Play('etcd');
    play.startWave(0);
    play.bots();
    play.startWave(1);
    play.bots();
    play.startWave(2);
    play.bots(({ seat, about }) => seat === 'etcd' && about === 'c2-compact');
    const { cacheRevision } = play.state.cluster.apiserver;
    const stream = 'kube-proxy@node-1/services';
    expect(streamAt(play.state.cluster, stream)).toBeLessThan(cacheRevision);
    pass(play, until);
    inject(play, { kind: 'cut', node: 'node-1' });
    play.act('etcd', { type: 'RunEtcdctl', line: `etcdctl compact ${cacheRevision}` });
    expect(streamAt(play.state.cluster, stream)).toBe(until === MINUTE ? cacheRevision : 0);
  });
});
