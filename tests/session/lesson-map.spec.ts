import { describe, expect, test } from 'vitest';
import { routed } from '../../lib/cluster/network.ts';
import { fingerprint } from '../../lib/kernel/canonical.ts';
import { deskOf } from '../../lib/session/idle.ts';
import { Play } from '../support/play.ts';

function inWave(wave: number): Play {
  const play = new Play('map');
  for (let earlier = 0; earlier < wave; earlier += 1) {
    play.startWave(earlier);
    play.bots();
  }
  play.startWave(wave);
  return play;
}

function terminal(play: Play, seat: string): readonly string[] {
  return play.state.cluster.users[seat]?.terminal ?? [];
}

function answers(play: Play): Record<string, string | undefined> {
  return Object.fromEntries(Object.values(play.state.room.questions).map(({ id, answer }) => [id, answer]));
}

describe('the map', () => {
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

  test('TASK-5 kubectl prints a table of what it listed, with namespaces and nodes where they were asked for', () => {
    const play = inWave(0);
    play.bots();
    const lines = terminal(play, 'user').map((line) => line.split(/ {2,}/));
    expect(lines).toContainEqual(expect.arrayContaining(['control-plane', 'Ready']));
    expect(lines).toContainEqual(expect.arrayContaining(['NAMESPACE', 'NODE']));
    const placed = lines.filter(([namespace]) => namespace === 'kube-system').map((cells) => [cells[1], cells[7]]);
    expect(placed).toContainEqual(['kube-scheduler-control-plane', 'control-plane']);
    expect(placed.filter(([name]) => name?.startsWith('kube-proxy')).map(([, node]) => node)).toEqual([
      'control-plane',
      'node-1',
      'node-2',
    ]);
  });

  test('TASK-5 kubectl prints one object, its owner or nothing', () => {
    const play = inWave(0);
    play.act('user', { type: 'RunTask', name: 'missing' });
    expect(terminal(play, 'user').at(-1)).toBe('Error from server (NotFound): nodes "kubernetes" not found');
    play.bots();
    expect(terminal(play, 'user').at(-1)).toBe('DaemonSet');
  });

  test('a look at what is not there leaves each task open', () => {
    const play = inWave(0);
    for (const task of ['m1-nodes', 'm2-system', 'm3-owner']) {
      play.act('user', { type: 'RunTask', name: 'missing' });
      expect(deskOf(play.state, 'user').map(({ about }) => about)).toEqual([task]);
      play.act('user', { type: 'RunTask', name: 'found' });
    }
    expect(play.state.room.waveDone).toBe(true);
  });

  test('NET-1 what the questions about routes reveal is what the one table says', () => {
    const play = inWave(1);
    play.bots();
    const { seats } = play.state.cluster;
    const reaches = (from: string): string[] =>
      Object.values(seats)
        .filter((to) => seats[from] !== undefined && routed(seats[from], to))
        .map(({ id }) => id);
    expect(answers(play)).toMatchObject({ 'kubectl-calls': 'kube-apiserver', 'scheduler-calls': 'kube-apiserver' });
    expect(reaches('user')).toEqual(['kube-apiserver']);
    expect(reaches('kube-scheduler')).toEqual(['kube-apiserver']);
    expect(reaches('kubelet@node-1')).toEqual(['kube-apiserver', 'container-runtime@node-1']);
    const callers = Object.keys(seats).filter((from) => reaches(from).includes('etcd'));
    expect(callers).toEqual([answers(play)['calls-etcd']]);
  });

  test('nothing is placed on the node of the control plane', () => {
    const play = inWave(1);
    const card = play.botsUntil('kube-scheduler', 'worksheet');
    const { form } = play.show(card);
    expect(form?.kind === 'worksheet' && form.nodes.map(({ node }) => node)).toContain('control-plane');
    play.bots();
    expect(terminal(play, 'user').join('\n')).toContain('pod/web created');
    const bound = play.entries.flatMap(({ command }) =>
      command.type === 'Act' && command.action.type === 'BindPod' ? [command.action.node] : [],
    );
    expect(bound).toHaveLength(1);
    expect(bound).not.toContain('control-plane');
  });

  test.each(['n1-node', 'n2-pod', 'n3-service', 'n4-secret', 'n5-role', 'n6-binding'])(
    'only one of the keys of %s is there',
    (id) => {
      const play = inWave(2);
      play.bots(({ about }) => about === id);
      const [card] = deskOf(play.state, 'etcd');
      const lines = play.show(card).options.flatMap(({ label }) => label.params?.['line'] ?? []);
      expect(lines).toHaveLength(3);
      const found = lines.filter((line) => {
        if (deskOf(play.state, 'etcd')[0]?.about !== id) return false;
        const before = terminal(play, 'etcd').length;
        play.act('etcd', { type: 'RunEtcdctl', line: String(line) });
        return terminal(play, 'etcd').length > before + 1;
      });
      expect(found).toHaveLength(1);
      expect(play.state.cluster.users['etcd']?.missions[id]?.done).toBe(true);
    },
  );

  test('ETCD-10 the value of a Secret can be read', () => {
    const play = inWave(2);
    play.bots(({ about }) => about === 'n5-role');
    expect(terminal(play, 'etcd').join('\n')).toContain('data.password=not-so-secret');
  });
});
