import { describe, expect, test } from 'vitest';
import { membersThere } from '../../lib/cluster/faults.ts';
import { readObject } from '../../lib/cluster/objects.ts';
import { fingerprint } from '../../lib/kernel/canonical.ts';
import { deskOf } from '../../lib/session/idle.ts';
import { Play } from '../support/play.ts';

function inWave(wave: number): Play {
  const play = new Play('quorum');
  for (let earlier = 0; earlier < wave; earlier += 1) {
    play.startWave(earlier);
    play.bots();
  }
  play.startWave(wave);
  return play;
}

function terminal(play: Play, seat: string): string {
  return play.state.cluster.users[seat]?.terminal.join('\n') ?? '';
}

function tasks(play: Play, seat: string): string[] {
  return deskOf(play.state, seat).flatMap(({ kind, about }) => (kind === 'mission' ? [about] : []));
}

function runningContainers(play: Play): number {
  return Object.values(play.state.cluster.machines)
    .flatMap(({ runtime }) => Object.values(runtime.containers))
    .filter(({ state }) => state === 'running').length;
}

describe('members of etcd are lost', () => {
  test('all bots reach the goals of every round, twice alike', () => {
    const states = [0, 1].map(() => {
      const play = inWave(2);
      play.bots();
      expect(play.state.room.waveDone).toBe(true);
      expect(Object.values(play.state.room.questions).every(({ status }) => status === 'revealed')).toBe(true);
      expect(play.entries.every(({ outcome }) => 'events' in outcome && outcome.mistakes.length === 0)).toBe(true);
      return fingerprint(play.state);
    });
    expect(states[0]).toBe(states[1]);
  });

  test('ETCD-9 with two of three members a pod is created and runs', () => {
    const play = inWave(0);
    play.bots();
    expect(membersThere(play.state.cluster)).toBe(2);
    expect(terminal(play, 'user')).toContain('pod/one created');
    expect(runningContainers(play)).toBe(1);
  });

  test('ETCD-9 with one of three a write and a list time out after 30 s, a list from the cache is answered', () => {
    const play = inWave(1);
    const before = play.state.cluster.store.revision;
    const began = play.state.cluster.now;
    play.bots();
    expect(terminal(play, 'user')).toContain('etcdserver: request timed out');
    expect(terminal(play, 'user-2')).toContain('etcdserver: request timed out');
    expect(terminal(play, 'user-2')).toContain('{"items":[{"metadata":{"name":"one"}}],"kind":"PodList"}');
    expect(play.state.cluster.store.revision).toBe(before);
    expect(play.state.cluster.now - began).toBeGreaterThan(30_000);
  });

  test('ETCD-9 with one of three the container runs on', () => {
    const play = inWave(1);
    play.bots();
    expect(runningContainers(play)).toBe(1);
  });

  test('ETCD-9 what timed out was not written, and is created once a member is back', () => {
    const play = inWave(2);
    expect(readObject(play.state.cluster, '/registry/pods/default/two')).toBeNull();
    play.bots();
    expect(readObject(play.state.cluster, '/registry/pods/default/two')).not.toBeNull();
  });

  test('TASK-4 a task that waits for a number of members lies on no desk before and after', () => {
    const play = inWave(1);
    expect(tasks(play, 'user')).toEqual([]);
    play.advance();
    expect(tasks(play, 'user')).toEqual(['q1-create']);
    play.must({ type: 'InjectFault', fault: { kind: 'member-back' } }, { kind: 'teacher' });
    expect(tasks(play, 'user')).toEqual([]);
  });

  test('TASK-4 a desk that stands still gets nothing from a member that is lost', () => {
    const play = inWave(1);
    play.must({ type: 'InjectFault', fault: { kind: 'freeze', seat: 'user' } }, { kind: 'teacher' });
    play.advance();
    expect(tasks(play, 'user')).toEqual([]);
  });

  test.each(['create', 'list'])('a line of no use (%s) leaves the search for the cache open', (name) => {
    const play = inWave(1);
    play.bots(({ about }) => about === 'q3-cached');
    play.act('user-2', { type: 'RunTask', name });
    play.bots(({ about }) => about === 'q3-cached');
    expect(play.state.cluster.users['user-2']?.missions['q3-cached']).toMatchObject({ answered: 500 });
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
  });

  test('a write refused by mistake leaves the round open, and time stands still until it is tried again', () => {
    const play = inWave(1);
    play.bots(({ kind }) => kind === 'pass');
    play.act('kube-apiserver', { type: 'RefuseRequest', code: 403 });
    play.bots();
    expect(play.state.cluster.users['user']?.missions['q1-create']).toMatchObject({ answered: 500, done: true });
    expect(play.state.room.waveDone).toBe(true);
  });

  test('ETCD-15 a lost member does not answer, and of the others one leads', () => {
    const play = inWave(0);
    play.must({ type: 'InjectFault', fault: { kind: 'member-lost' } }, { kind: 'teacher' });
    play.act('etcd', { type: 'RunEtcdctl', line: 'etcdctl member list' });
    play.act('etcd', { type: 'RunEtcdctl', line: 'etcdctl endpoint status --cluster' });
    const [failure, ...rows] = terminal(play, 'etcd').split('\n').slice(-3);
    expect(failure).toBe('Failed to get the status of endpoint http://10.0.0.3:2379 (context deadline exceeded)');
    expect(rows.map((row) => row.split(', ')[8])).toEqual(['true', 'false']);
  });

  test('a first etcdctl line that is none is refused, and another that finds nothing leaves the task open', () => {
    const play = inWave(0);
    expect(play.act('etcd', { type: 'RunEtcdctl', line: 'etcdctl get members' }).accepted).toBe(true);
    expect(deskOf(play.state, 'etcd').map(({ about }) => about)).toEqual(['e1-members']);
    const refused = play.act('etcd', { type: 'RunEtcdctl', line: 'etcdctl ls' });
    expect(refused).toMatchObject({ accepted: false, refusal: { reason: 'WrongKeyword' } });
  });
});
