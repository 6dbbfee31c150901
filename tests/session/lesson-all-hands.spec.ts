import { describe, expect, test } from 'vitest';
import type { Fault } from '../../lib/cluster/faults.ts';
import { asPod, listObjects } from '../../lib/cluster/objects.ts';
import { fingerprint } from '../../lib/kernel/canonical.ts';
import { Play } from '../support/play.ts';

function inWave(wave: number, seed = 7): Play {
  const play = new Play('all-hands', seed);
  for (let earlier = 0; earlier < wave; earlier += 1) {
    play.startWave(earlier);
    play.bots();
  }
  play.startWave(wave);
  return play;
}

function inject(play: Play, fault: Fault): void {
  play.must({ type: 'InjectFault', fault }, { kind: 'teacher' });
}

function webPods(play: Play) {
  return listObjects(play.state.cluster, '/registry/pods/default/web-').map(({ object }) => asPod(object));
}

describe('all hands', () => {
  test.each([7, 8, 9])('all bots reach the goals of every round, twice alike, with seed %i', (seed) => {
    const states = [0, 1].map(() => {
      const play = inWave(2, seed);
      play.bots();
      expect(play.state.room).toMatchObject({ waveDone: true, goalReached: true });
      expect(Object.values(play.state.room.questions).every(({ status }) => status === 'revealed')).toBe(true);
      expect(play.entries.every(({ outcome }) => 'events' in outcome && outcome.mistakes.length === 0)).toBe(true);
      return fingerprint(play.state);
    });
    expect(states[0]).toBe(states[1]);
  });

  test('while kube-scheduler stands still its standby finds a node for the fifth Pod', () => {
    const play = inWave(3);
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
    expect(webPods(play)).toHaveLength(5);
    expect(play.state.room.questions['who-schedules']).toMatchObject({ status: 'revealed', answer: 'standby' });
  });

  test('[KUB-9] a process that dies costs no pod', () => {
    const play = inWave(0);
    const uids = webPods(play).map(({ metadata }) => metadata.uid);
    play.bots();
    expect(webPods(play)).toHaveLength(3);
    expect(webPods(play).map(({ metadata }) => metadata.uid)).toEqual(expect.arrayContaining(uids));
  });

  test('a storm ends with as many pods as asked for, none of them on a node without power', () => {
    const play = inWave(1);
    play.bots();
    expect(webPods(play)).toHaveLength(3);
    expect(webPods(play).map(({ metadata }) => metadata.name)).not.toContain('web-x4m9d');
  });

  const breaks: readonly { readonly name: string; readonly fault: Fault; readonly mended: Fault | null }[] = [
    { name: 'a node cut off', fault: { kind: 'cut', node: 'node-1' }, mended: { kind: 'heal', node: 'node-1' } },
    { name: 'no power', fault: { kind: 'power-off', node: 'node-3' }, mended: { kind: 'power-on', node: 'node-3' } },
    { name: 'no registry', fault: { kind: 'registry-down' }, mended: { kind: 'registry-up' } },
    {
      name: 'a kubelet that stands still',
      fault: { kind: 'freeze', seat: 'kubelet@node-1' },
      mended: { kind: 'thaw', seat: 'kubelet@node-1' },
    },
    {
      name: 'a process that dies',
      fault: { kind: 'crash', node: 'node-1', pod: 'web-b7k2p', exitCode: 1 },
      mended: null,
    },
  ];

  test.each(breaks)('free play comes back from $name', ({ fault, mended }) => {
    const play = inWave(2);
    inject(play, fault);
    const began = play.state.cluster.now;
    play.bots(() => play.state.cluster.now > began + 120_000);
    if (mended !== null) {
      expect(play.state.room.waveDone).toBe(false);
      inject(play, mended);
      play.bots();
    }
    expect(play.state.room.waveDone).toBe(true);
    expect(webPods(play).filter(({ status }) => status?.phase === 'Running')).toHaveLength(4);
  });
});
