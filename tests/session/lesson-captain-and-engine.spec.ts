import { describe, expect, test } from 'vitest';
import { asPod, readObject } from '../../lib/cluster/objects.ts';
import { fingerprint } from '../../lib/kernel/canonical.ts';
import type { Pod } from '../../lib/kubernetes/types/pod.ts';
import { eventsOf } from '../support/spec-play.ts';
import { Play } from '../support/play.ts';

function inWave(wave: number): Play {
  const play = new Play('captain-and-engine');
  for (let earlier = 0; earlier < wave; earlier += 1) {
    play.startWave(earlier);
    play.bots();
  }
  play.startWave(wave);
  return play;
}

function pod(play: Play, name: string): Pod {
  const stored = readObject(play.state.cluster, `/registry/pods/default/${name}`);
  if (stored === null) throw new Error(`no pod ${name}`);
  return asPod(stored.object);
}

function container(play: Play, name: string) {
  return pod(play, name).status?.containerStatuses?.[0];
}

describe('captains and engines', () => {
  test('all bots reach the goals of every round, twice alike', () => {
    const states = [0, 1].map(() => {
      const play = inWave(3);
      play.bots();
      expect(play.state.room).toMatchObject({ waveDone: true, goalReached: true });
      expect(Object.values(play.state.room.questions).every(({ status }) => status === 'revealed')).toBe(true);
      expect(play.entries.every(({ outcome }) => 'events' in outcome && outcome.mistakes.length === 0)).toBe(true);
      return fingerprint(play.state);
    });
    expect(states[0]).toBe(states[1]);
  });

  test('[KUB-6] while the registry is silent both pods wait, each runtime with its own words', () => {
    const play = inWave(0);
    const said = new Map<string, string>();
    play.bots(() => {
      for (const name of ['north', 'south']) {
        const stored = readObject(play.state.cluster, `/registry/pods/default/${name}`);
        const waiting = stored && asPod(stored.object).status?.containerStatuses?.[0]?.state?.waiting;
        if (waiting?.reason === 'ErrImagePull') said.set(name, waiting.message ?? '');
      }
      return false;
    });
    expect(said.get('north')).toContain('rpc error: code = Unknown');
    expect(said.get('south')).toContain('Error response from daemon');
    expect(eventsOf(play).filter(({ type }) => type === 'PullRetried').length).toBeGreaterThanOrEqual(2);
  });

  test('the same image runs on either engine; only the ids tell which', () => {
    const play = inWave(0);
    play.bots();
    expect(container(play, 'north')?.containerID).toMatch(/^containerd:/);
    expect(container(play, 'south')?.containerID).toMatch(/^docker:/);
    expect(container(play, 'north')?.image).toBe(container(play, 'south')?.image);
  });

  test('[KUB-9] a process that keeps ending is restarted in the same pod until the kubelet holds it back', () => {
    const play = inWave(1);
    play.bots();
    const status = container(play, 'shop');
    expect(status?.restartCount).toBe(3);
    expect(status?.state?.waiting).toMatchObject({ reason: 'CrashLoopBackOff' });
    expect(status?.state?.waiting?.message).toContain('back-off 40s');
    expect(status?.lastState?.terminated).toMatchObject({ exitCode: 1, reason: 'Error' });
  });

  test('[KUB-10] another image is not held back by what the one before did', () => {
    const play = inWave(2);
    const { uid } = pod(play, 'shop').metadata;
    const began = play.state.cluster.now;
    play.bots();
    expect(container(play, 'shop')).toMatchObject({ image: 'shop:1.1', restartCount: 4 });
    expect(pod(play, 'shop').metadata.uid).toBe(uid);
    // The pull and the start alone; 40 s were ahead of the image that kept ending.
    expect(play.state.cluster.now - began).toBeLessThan(5_000);
  });

  test('[KUB-9] a process that dies leaves the pod, its uid and its address as they were', () => {
    const play = inWave(3);
    const before = pod(play, 'shop');
    const id = container(play, 'shop')?.containerID;
    play.bots();
    const after = pod(play, 'shop');
    expect(after.metadata.uid).toBe(before.metadata.uid);
    expect(after.status?.podIP).toBe(before.status?.podIP);
    expect(container(play, 'shop')).toMatchObject({ restartCount: 5, lastState: { terminated: { exitCode: 139 } } });
    expect(container(play, 'shop')?.containerID).not.toBe(id);
  });

  test('an image that is not there cannot be made into a container', () => {
    const play = inWave(0);
    play.botsUntil('kubelet@node-2', 'sync-pod');
    const refused = play.act('kubelet@node-2', { type: 'CallRuntime', call: 'StartContainer' });
    expect(refused).toMatchObject({ accepted: false, refusal: { reason: 'ContainerNotFound' } });
  });
});
