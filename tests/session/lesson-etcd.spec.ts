import { describe, expect, test } from 'vitest';
import type { CardView } from '../../lib/cluster/card.ts';
import { stateFaults } from '../../lib/cluster/invariants.ts';
import { get } from '../../lib/etcd/store.ts';
import { canonicalJson } from '../../lib/kernel/canonical.ts';
import { deskOf } from '../../lib/session/idle.ts';
import { Play } from '../support/play.ts';

const WEB = '/registry/pods/default/web';

function playTo(wave: number, seed = 7): Play {
  const play = new Play('etcd', seed);
  for (let earlier = 0; earlier < wave; earlier += 1) {
    play.startWave(earlier);
    play.bots();
  }
  play.startWave(wave);
  return play;
}

function task(play: Play, id: string): CardView {
  play.bots(({ seat, about }) => seat === 'etcd' && about === id);
  return play.show(deskOf(play.state, 'etcd').find(({ about }) => about === id));
}

function run(play: Play, line: string) {
  return play.act('etcd', { type: 'RunEtcdctl', line });
}

function printed(play: Play): readonly string[] {
  return play.state.cluster.users['etcd']?.terminal ?? [];
}

describe('the lesson about etcd', () => {
  test.each([1, 7, 23])('bots reach every goal without a mistake, and the same way twice (seed %i)', (seed) => {
    const [first, second] = [0, 1].map(() => {
      const play = playTo(2, seed);
      play.bots();
      expect(play.state.room.goalReached).toBe(true);
      expect(play.entries.every(({ outcome }) => 'events' in outcome && outcome.mistakes.length === 0)).toBe(true);
      return canonicalJson(play.state.cluster);
    });
    expect(first).toBe(second);
  });

  test('every task says what to do with three lines or several numbers', () => {
    for (const wave of [0, 1, 2]) {
      const play = playTo(wave);
      play.bots((card) => {
        if (card.kind !== 'etcdctl' && card.kind !== 'read-number') return false;
        const { options, title } = play.show(card);
        expect(title.key).toBe(`card.etcd-task.${card.about}`);
        expect(options.length).toBeGreaterThan(card.kind === 'etcdctl' ? 2 : 1);
        return false;
      });
      expect(play.state.room.waveDone).toBe(true);
      expect(stateFaults(play.state.cluster)).toEqual([]);
    }
  });

  test('[ETCD-10] v2’s word is refused, and a line that reads does no harm and does not end the task', () => {
    const play = playTo(0);
    const refused = run(play, 'etcdctl set /demo/color red');
    expect(refused.accepted || refused.refusal).toEqual({ reason: 'WrongKeyword', params: { word: 'set' } });
    expect(run(play, 'etcdctl member list').accepted).toBe(true);
    expect(deskOf(play.state, 'etcd').map(({ about }) => about)).toEqual(['a1-put']);
    run(play, './etcdctl  put /demo/color "red"');
    expect(get(play.state.cluster.store, '/demo/color')?.value).toBe('red');
    expect(deskOf(play.state, 'etcd').map(({ about }) => about)).toEqual(['a2-get']);
  });

  test('a new key touches no other: only the revision of the store counts for all', () => {
    const play = playTo(0);
    task(play, 'a7-size');
    const before = get(play.state.cluster.store, '/demo/color');
    const { revision } = play.state.cluster.store;
    run(play, 'etcdctl put /demo/size big');
    expect(get(play.state.cluster.store, '/demo/color')).toEqual(before);
    expect(play.state.cluster.store.revision).toBe(revision + 1);
  });

  test('[ETCD-13] the numbers are data', () => {
    const play = playTo(0);
    const card = task(play, 'a6-mod');
    const { modRevision = 0, version = 0 } = get(play.state.cluster.store, '/demo/color') ?? {};
    expect(card.options.map(({ id }) => id)).toEqual(
      expect.arrayContaining([`number-${modRevision}`, `number-${version}`]),
    );
    const wrong = play.act('etcd', { type: 'ReadNumber', number: version });
    expect(wrong.accepted || wrong.refusal.reason).toBe('NumberIsData');
    expect(play.act('etcd', { type: 'ReadNumber', number: modRevision }).accepted).toBe(true);
  });

  test('a watch prints the four writes of a pod’s key, and its value grows', () => {
    const play = playTo(1);
    task(play, 'b2-pod');
    const values = printed(play).filter((_, index, lines) => lines[index - 1] === WEB);
    expect(values).toEqual([
      '<k8s protobuf v1/Pod, status.phase=Pending>',
      '<k8s protobuf v1/Pod, spec.nodeName=node-1, status.phase=Pending>',
      '<k8s protobuf v1/Pod, spec.nodeName=node-1, status.phase=Pending>',
      expect.stringMatching(/^<k8s protobuf v1\/Pod, spec.nodeName=node-1, status.phase=Running, status.podIP=10\./),
    ]);
    expect(get(play.state.cluster.store, WEB)?.version).toBe(4);
  });

  test('[ETCD-11] what is deleted past the API server is believed by everybody, and can be created again', () => {
    const play = playTo(1);
    task(play, 'b2-pod');
    const uids = () => Object.values(play.state.cluster.machines['node-1']?.kubelet.pods ?? {});
    const decision = run(play, `etcdctl del ${WEB}`);
    expect(decision.accepted && decision.mistakes).toEqual([{ rule: 'etcd.wrote-registry', params: { key: WEB } }]);
    expect(uids().map(({ orphaned }) => orphaned)).toEqual([true]);
    expect(deskOf(play.state, 'user').map(({ kind }) => kind)).toContain('mission');
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
  });

  test('[ETCD-11] only what a card offers may be done to Kubernetes’ own keys', () => {
    const play = playTo(1);
    task(play, 'b2-pod');
    const { store } = play.state.cluster;
    for (const line of [`etcdctl put ${WEB} {}`, 'etcdctl del --prefix /', 'etcdctl del /registry/minions/node-1']) {
      const decision = run(play, line);
      expect(decision.accepted || decision.refusal.reason).toBe('Invalid');
    }
    expect(play.state.cluster.store).toBe(store);
  });

  test('[ETCD-12] what was compacted cannot be read or watched any more, and the cluster goes on', () => {
    const play = playTo(2);
    task(play, 'c3-gone');
    expect(play.state.cluster.store.compactedRevision).toBe(110);
    expect(Object.values(play.state.cluster.streams).every(({ at }) => at >= 110)).toBe(true);
    run(play, 'etcdctl get /demo/color --rev=108');
    expect(printed(play).at(-1)).toBe('Error: etcdserver: mvcc: required revision has been compacted');
    expect(printed(play).at(-2)).toBe('$ etcdctl get /demo/color --rev=108');
    play.bots();
    expect(play.state.room.goalReached).toBe(true);
  });

  test('[ETCD-12] a kubelet that was cut off has to list anew', () => {
    const play = playTo(2);
    task(play, 'c2-compact');
    play.must({ type: 'InjectFault', fault: { kind: 'cut', node: 'node-1' } }, { kind: 'teacher' });
    run(play, 'etcdctl put /demo/size huge');
    run(play, `etcdctl compact ${play.state.cluster.store.revision}`);
    const stream = () => play.state.cluster.streams['kubelet@node-1/pods'];
    expect(stream()?.at).toBe(0);
    play.must({ type: 'InjectFault', fault: { kind: 'heal', node: 'node-1' } }, { kind: 'teacher' });
    play.bots();
    expect(stream()?.at).toBeGreaterThanOrEqual(play.state.cluster.store.compactedRevision);
    expect(Object.keys(play.state.cluster.machines['node-1']?.kubelet.pods ?? {})).toHaveLength(1);
  });

  test('[ETCD-14] a lease that nobody keeps alive takes its key along', () => {
    const play = playTo(0);
    run(play, 'etcdctl lease grant 60');
    run(play, 'etcdctl put /demo/hello there --lease=1');
    expect(get(play.state.cluster.store, '/demo/hello')?.lease).toBe(1);
    play.bots();
    for (let turn = 0; turn < 20 && play.advance(); turn += 1);
    expect(play.state.cluster.now).toBeGreaterThanOrEqual(60_000);
    expect(get(play.state.cluster.store, '/demo/hello')).toBeUndefined();
    expect(play.state.cluster.store.leases).toEqual({});
  });
});
