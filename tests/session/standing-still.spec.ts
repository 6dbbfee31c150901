import { describe, expect, test } from 'vitest';
import { disturbancesOf } from '../../lib/record/disturbances.ts';
import { deskOf, idleUntil, waitingCards } from '../../lib/session/idle.ts';
import { Play } from '../support/play.ts';

const CONTROL_PLANE = [
  'kube-apiserver',
  'etcd',
  'kube-scheduler',
  'node-controller',
  'replication-controller',
  'endpointslice-controller',
];
/** Not as long as it takes until a standby takes the lead. */
const STILL_MILLIS = 10_000;

/** Bots play until nothing more happens before this cluster time. */
function botsUntil(play: Play, millis: number): void {
  for (let turn = 0; turn < 500; turn += 1) {
    const card = waitingCards(play.state)[0];
    if (card !== undefined) play.bot(card);
    else if ((idleUntil(play.state) ?? Infinity) > millis) return;
    else play.advance();
  }
}

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
    botsUntil(play, thawAt);
    expect(play.state.room.waveDone).toBe(false);
    play.must({ type: 'InjectFault', fault: { kind: 'thaw', seat } }, { kind: 'teacher' });
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
  });
});

describe('[NET-13] the standby of a leader that stands still', () => {
  const LEASE_MILLIS = 15_000;

  function frozen(seat: string): { readonly play: Play; readonly since: number } {
    const play = new Play('all-hands');
    play.startWave(0);
    play.botsUntil('kube-scheduler', 'worksheet');
    play.must({ type: 'InjectFault', fault: { kind: 'freeze', seat } }, { kind: 'teacher' });
    return { play, since: play.state.cluster.now };
  }

  test('takes the lead once the Lease is over, and does what waited', () => {
    const { play, since } = frozen('kube-scheduler');
    play.bots();
    const elected = play.entries.find(
      ({ outcome }) => 'events' in outcome && outcome.events.some(({ type }) => type === 'StandbyElected'),
    );
    expect(elected?.clock).toBeLessThanOrEqual(since + LEASE_MILLIS);
    expect(play.state.cluster.now).toBeGreaterThanOrEqual(since + LEASE_MILLIS);
    expect(play.state.room.waveDone).toBe(true);
    expect(play.entries.flatMap(disturbancesOf)).toContainEqual({
      by: 'standby',
      fault: { kind: 'thaw', seat: 'kube-scheduler' },
    });
  });

  test('leaves the lead to one that goes on in time', () => {
    const { play } = frozen('kube-scheduler');
    play.must({ type: 'InjectFault', fault: { kind: 'thaw', seat: 'kube-scheduler' } }, { kind: 'teacher' });
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
    expect(JSON.stringify(play.entries)).not.toContain('StandbyElected');
  });

  test.each([
    { seat: 'kube-scheduler', waits: true },
    { seat: 'replication-controller', waits: true },
    { seat: 'etcd', waits: false },
    { seat: 'kubelet@node-1', waits: false },
  ])('is there only where the lesson has one: $seat $waits', ({ seat, waits }) => {
    const timers = Object.values(frozen(seat).play.state.cluster.timers);
    expect(timers.some(({ kind, about }) => kind === 'election' && about === seat)).toBe(waits);
  });
});
