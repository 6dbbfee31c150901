import { describe, expect, test } from 'vitest';
import { deskOf } from '../../lib/session/idle.ts';
import { Play } from '../support/play.ts';

const CONTROL_PLANE = [
  'kube-apiserver',
  'etcd',
  'kube-scheduler',
  'node-controller',
  'replication-controller',
  'endpointslice-controller',
];
const STILL_MILLIS = 20_000;

describe('[NET-12] a process of the control plane that stood still goes on with what had waited', () => {
  const moments = CONTROL_PLANE.flatMap((seat) => [0, 7, 15, 25].map((acts) => ({ seat, acts })));

  test.each(moments)('$seat, after $acts acts', ({ seat, acts }) => {
    const play = new Play('all-hands');
    play.startWave(0);
    let seen = 0;
    play.bots(() => seen++ >= acts);
    expect(play.state.room.waveDone).toBe(false);
    play.must({ type: 'InjectFault', fault: { kind: 'freeze', seat } }, { kind: 'teacher' });
    expect(deskOf(play.state, seat)).toEqual([]);
    const thawAt = play.state.cluster.now + STILL_MILLIS;
    play.bots(() => play.state.cluster.now > thawAt);
    expect(play.state.room.waveDone).toBe(false);
    play.must({ type: 'InjectFault', fault: { kind: 'thaw', seat } }, { kind: 'teacher' });
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
  });
});
