import { describe, expect, test } from 'vitest';
import type { Fault } from '../../lib/cluster/faults.ts';
import { readObject } from '../../lib/cluster/objects.ts';
import { evolveEntry } from '../../lib/session/evolve.ts';
import type { SessionState } from '../../lib/session/state.ts';
import { Play } from '../support/play.ts';

const KUBELET = 'kubelet@node-3';

function started(): Play {
  const play = new Play();
  play.startWave(0);
  return play;
}

function inject(play: Play, fault: Fault): void {
  play.must({ type: 'InjectFault', fault }, { kind: 'teacher' });
}

function phaseOf(play: Play): unknown {
  const stored = readObject(play.state.cluster, '/registry/pods/default/web');
  return (stored?.object['status'] as { readonly phase?: string } | undefined)?.phase;
}

describe('faults', () => {
  test('[NET-6] a node that is cut off hears nothing, and everything it missed once the network is back', () => {
    const play = started();
    play.botsUntil('kube-scheduler', 'bind');
    inject(play, { kind: 'cut', node: 'node-3' });
    play.act('kube-scheduler', { type: 'BindPod', node: 'node-3' });
    play.bots((card) => card.kind === 'repair');
    expect(Object.keys(play.state.cluster.machines['node-3']?.kubelet.pods ?? {})).toEqual([]);
    expect(phaseOf(play)).toBe('Pending');
    inject(play, { kind: 'heal', node: 'node-3' });
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
    expect(phaseOf(play)).toBe('Running');
  });

  test('[NET-7] a request on a cut line times out, and its client tries again when it can', () => {
    const play = started();
    play.botsUntil(KUBELET, 'report-pod');
    inject(play, { kind: 'cut', node: 'node-3' });
    play.bots((card) => card.seat === KUBELET && play.state.cluster.now > 29_000);
    expect(JSON.stringify(play.entries)).toContain('RequestTimedOut');
    inject(play, { kind: 'heal', node: 'node-3' });
    play.bots();
    expect(phaseOf(play)).toBe('Running');
  });

  test('[NET-8] a seat without power has no cards and can do nothing', () => {
    const play = started();
    const card = play.botsUntil(KUBELET, 'sync-pod');
    inject(play, { kind: 'power-off', node: 'node-3' });
    expect(Object.values(play.state.cluster.cards).filter(({ seat }) => seat.endsWith('@node-3'))).toEqual([]);
    const acted = play.give(
      { type: 'Act', seat: KUBELET, action: { type: 'CallRuntime', card: card.id, call: 'RunPodSandbox' } },
      { kind: 'bot', seat: KUBELET },
    );
    expect(acted.accepted ? null : acted.refusal.reason).toBe('SeatDark');
  });

  test('[NET-9] what is broken cannot be broken again, nor what is whole be mended', () => {
    const play = started();
    const heal = play.give({ type: 'InjectFault', fault: { kind: 'heal', node: 'node-3' } }, { kind: 'teacher' });
    expect(heal.accepted ? null : heal.refusal.reason).toBe('NothingToBreak');
    const nowhere = play.give({ type: 'InjectFault', fault: { kind: 'cut', node: 'node-9' } }, { kind: 'teacher' });
    expect(nowhere.accepted ? null : nowhere.refusal.reason).toBe('NotFound');
  });

  test('[NET-10] while the registry is down, pulls fail and are tried again with back-off', () => {
    const play = started();
    play.botsUntil('container-runtime@node-3', 'runtime-call');
    inject(play, { kind: 'registry-down' });
    play.bots((card) => card.kind === 'repair' || play.state.cluster.now > 40_000);
    expect(phaseOf(play)).toBe('Pending');
    inject(play, { kind: 'registry-up' });
    play.bots();
    expect(phaseOf(play)).toBe('Running');
  });

  test('[ETCD-9] without a majority of members a write times out, and with one it works again', () => {
    const play = started();
    inject(play, { kind: 'member-lost' });
    play.bots((card) => card.kind === 'mission' && play.state.cluster.now > 0);
    expect(play.state.cluster.users['user']?.terminal.join('\n')).toContain('etcdserver: request timed out');
    inject(play, { kind: 'member-back' });
    play.bots();
    expect(phaseOf(play)).toBe('Running');
  });

  test('replaying the record of a broken day gives the same state', () => {
    const play = started();
    play.botsUntil(KUBELET, 'sync-pod');
    inject(play, { kind: 'freeze', seat: KUBELET });
    play.bots((card) => card.kind === 'repair');
    inject(play, { kind: 'thaw', seat: KUBELET });
    play.bots();
    expect(phaseOf(play)).toBe('Running');
    let folded: SessionState | null = null;
    for (const entry of play.entries) folded = evolveEntry(folded, entry);
    expect(folded).toEqual(play.state);
  });
});
