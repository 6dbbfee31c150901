import { describe, expect, test } from 'vitest';
import { asNode, asPod, listObjects, readObject } from '../../lib/cluster/objects.ts';
import { historyOf } from '../../lib/etcd/store.ts';
import { fingerprint } from '../../lib/kernel/canonical.ts';
import { Play } from '../support/play.ts';

const LEASE = '/registry/leases/kube-node-lease/node-2';

function lost(): Play {
  const play = new Play('lost-node');
  play.startWave(0);
  return play;
}

function taintsOf(play: Play, node: string): string[] {
  const stored = readObject(play.state.cluster, `/registry/minions/${node}`);
  const taints = stored === null ? [] : (asNode(stored.object).spec?.taints ?? []);
  return taints.map(({ key, effect }) => `${key.replace('node.kubernetes.io/', '')}:${effect}`);
}

function pods(play: Play): string[] {
  return listObjects(play.state.cluster, '/registry/pods/default/').map(({ object }) => {
    const { metadata, spec, status } = asPod(object);
    const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status;
    const ending = metadata.deletionTimestamp === undefined ? '' : ' ending';
    return `${spec?.nodeName ?? '-'} ${status?.phase ?? '-'} ${ready ?? '-'}${ending}`;
  });
}

describe('a node is lost', () => {
  test('all bots reach the goals of every round, twice alike', () => {
    const states = [0, 1].map(() => {
      const play = lost();
      for (const wave of [0, 1, 2]) {
        if (wave > 0) play.startWave(wave);
        play.bots();
        expect(play.state.room.waveDone).toBe(true);
      }
      return fingerprint(play.state);
    });
    expect(states[0]).toBe(states[1]);
  });

  test('[NODEC-1] Leases are renewed without a message, counted by revision, and end with the power', () => {
    const play = lost();
    play.botsUntil('node-controller', 'node-silent');
    const history = historyOf(play.state.cluster.store, LEASE);
    // Renewed at 0 only: the power went at 3 s, the next renewal would have been at 10 s.
    expect(history).toHaveLength(1);
    const alive = historyOf(play.state.cluster.store, LEASE.replace('node-2', 'node-1'));
    expect(alive.at(-1)?.version).toBe(5);
    expect(JSON.stringify(play.entries)).not.toContain('"path":"/apis/coordination.k8s.io');
  });

  test('[NODEC-2] the first look strictly after the grace period finds the silence, and no look before', () => {
    const play = lost();
    play.botsUntil('node-controller', 'node-silent');
    expect(play.state.cluster.now).toBe(45_000);
    expect(play.entries.every(({ clock }) => clock === 0 || clock === 3_000)).toBe(true);
  });

  test('[NODEC-3] Unknown, then pods not ready, then NoSchedule, then NoExecute', () => {
    const play = lost();
    play.botsUntil('node-controller', 'node-pods');
    expect(pods(play)).toEqual(['node-1 Running True', 'node-2 Running True']);
    play.botsUntil('node-controller', 'node-taints');
    expect(pods(play)).toEqual(['node-1 Running True', 'node-2 Running False']);
    expect(taintsOf(play, 'node-2')).toEqual([]);
    play.botsUntil('node-controller', 'evict-pod');
    expect(taintsOf(play, 'node-2')).toEqual(['unreachable:NoSchedule', 'unreachable:NoExecute']);
  });

  test('[NODEC-4] a pod is evicted when its toleration is over: 300 s after the NoExecute taint', () => {
    const play = lost();
    play.botsUntil('node-controller', 'evict-pod');
    expect(Math.floor(play.state.cluster.now / 1000)).toBe(345);
  });

  test('[NODEC-5] the evicted pod ends only when its kubelet is back; its owner does not wait for that', () => {
    const play = lost();
    play.bots();
    expect(pods(play)).toHaveLength(3);
    expect(pods(play)).toContain('node-2 Running False ending');
    play.startWave(1);
    play.bots();
    expect(pods(play)).toHaveLength(2);
    expect(taintsOf(play, 'node-2')).toEqual([]);
  });

  test('[NODEC-6] what a cut leaves running is stopped once the line is back', () => {
    const play = lost();
    play.bots();
    play.startWave(1);
    play.bots();
    play.startWave(2);
    play.botsUntil('node-controller', 'evict-pod');
    const running = (): number =>
      Object.values(play.state.cluster.machines['node-1']?.runtime.containers ?? {}).filter(
        ({ state }) => state === 'running',
      ).length;
    expect(running()).toBe(1);
    play.bots();
    expect(running()).toBe(0);
  });

  test('[NODEC-8] a pod bound to a node that does not exist is collected, and replaced by its owner', () => {
    const play = lost();
    play.botsUntil('kube-scheduler', 'bind');
    play.act('kube-scheduler', { type: 'BindPod', node: 'node-9' });
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
    expect(pods(play).filter((pod) => pod.startsWith('node-9'))).toEqual([]);
    expect(JSON.stringify(play.entries)).toContain('DeletionByPodGC');
  });

  test('[NODEC-7] when every node is silent nobody is driven off: the controller may be the one that is cut', () => {
    const play = lost();
    for (const node of ['node-1', 'node-2', 'node-3']) {
      play.must({ type: 'InjectFault', fault: { kind: 'cut', node } }, { kind: 'teacher' });
    }
    play.bots();
    for (const node of ['node-1', 'node-2', 'node-3']) {
      expect(taintsOf(play, node)).not.toContain('unreachable:NoExecute');
    }
    expect(pods(play)).toEqual(['node-1 Running False', 'node-2 Running False']);
  });
});
