import { describe, expect, test } from 'vitest';
import { asNode, NODE_PREFIX, readObject } from '../../lib/cluster/objects.ts';
import { evolveEntry } from '../../lib/session/evolve.ts';
import type { SessionState } from '../../lib/session/state.ts';
import { pressureRejection } from '../../lib/components/kubelet/pressure.ts';
import { podStatusText } from '../../lib/kubernetes/printers/pod-row.ts';
import type { Pod } from '../../lib/kubernetes/types/pod.ts';
import { waitingCards } from '../../lib/session/idle.ts';
import { KUBELET, machineNow, NODE, playWith, podNow, until } from '../support/kubelet-play.ts';
import { Play } from '../support/play.ts';
import { eventsOf, sent } from '../support/spec-play.ts';

const TAINT = 'node.kubernetes.io/memory-pressure';
const ASKED = { requests: { cpu: '100m', memory: '64Mi' } };
const FREE = { containers: [{ name: 'web', image: 'nginx:1.27' }] };

function short(play: Play, node = NODE): void {
  play.must({ type: 'InjectFault', fault: { kind: 'pressure', node } }, { kind: 'teacher' });
}

/** A pod that asked for nothing runs, and memory becomes short. */
function squeezed(): Play {
  const play = playWith({ spec: FREE });
  until(play, () => podNow(play).status?.phase === 'Running');
  play.bots();
  short(play);
  return play;
}

function nodeNow(play: Play, node = NODE) {
  return asNode(readObject(play.state.cluster, `${NODE_PREFIX}${node}`)?.object ?? { metadata: {} });
}

function memoryPressure(play: Play, node = NODE): string {
  return nodeNow(play, node).status?.conditions?.find(({ type }) => type === 'MemoryPressure')?.status ?? '';
}

/** The pods whose containers run, by the machines themselves. */
function runningPods(play: Play): { readonly uid: string; readonly name: string; readonly node: string }[] {
  return Object.values(play.state.cluster.machines).flatMap(({ name: node, kubelet, runtime }) =>
    Object.values(kubelet.pods).flatMap(({ uid, name }) =>
      Object.values(runtime.containers).some((container) => container.uid === uid && container.state === 'running')
        ? [{ uid, name, node }]
        : [],
    ),
  );
}

describe('memory is short on a node', () => {
  test('[KUB-25] the pod that asked for nothing is stopped, and fails as Evicted', () => {
    const play = squeezed();
    until(play, () => podNow(play).status?.phase === 'Failed');
    const pod = podNow(play);
    expect(pod.status).toMatchObject({
      reason: 'Evicted',
      message:
        'The node was low on resource: memory. Threshold quantity: 100Mi, available: 50Mi. Container web was using 64Mi, request is 0, has larger consumption of memory. ',
    });
    expect(pod.status?.conditions).toContainEqual(
      expect.objectContaining({ type: 'DisruptionTarget', status: 'True', reason: 'TerminationByKubelet' }),
    );
    // kubectl prefers what it finds of the container to the reason of the pod.
    expect(podStatusText(pod)).toBe('Completed');
    expect(pod.metadata.deletionTimestamp).toBeUndefined();
    expect(Object.values(machineNow(play).runtime.containers).filter(({ state }) => state === 'running')).toEqual([]);
  });

  test('[KUB-25] its containers get a second, and an Event tells why', () => {
    const play = squeezed();
    until(play, () => podNow(play).status?.phase === 'Failed');
    const stop = sent(play).find(({ verb }) => verb === 'StopContainer');
    expect(stop?.body).toMatchObject({ graceSeconds: 1 });
    const events = sent(play).filter(({ from, path }) => from === KUBELET && path.endsWith('/events'));
    expect(events.map(({ body }) => body)).toContainEqual(
      expect.objectContaining({ reason: 'Evicted', type: 'Warning' }),
    );
  });

  test('[KUB-25] its controller makes another one, which the taint keeps away from this node', () => {
    const play = new Play('replicas');
    play.startWave(0);
    play.bots();
    const before = runningPods(play);
    const node = before.find(({ name }) => name.startsWith('web-'))?.node ?? '';
    short(play, node);
    const [victim] = eventsOf(play).flatMap((event) => (event.type === 'PodEvicted' ? [event.uid] : []));
    expect(before.find(({ uid }) => uid === victim)?.node).toBe(node);
    until(
      play,
      () => runningPods(play).length === before.length && runningPods(play).every(({ uid }) => uid !== victim),
    );
    const made = runningPods(play).filter(({ uid }) => before.every((other) => other.uid !== uid));
    expect(made).toHaveLength(1);
    expect(made[0]?.node).not.toBe(node);
    expect(memoryPressure(play, node)).toBe('True');
    expect(nodeNow(play, node).spec?.taints).toContainEqual(
      expect.objectContaining({ key: TAINT, effect: 'NoSchedule' }),
    );
  });

  test('[KUB-25] a kubelet that stands still evicts when it moves again', () => {
    const play = playWith({ spec: FREE });
    until(play, () => podNow(play).status?.phase === 'Running');
    play.must({ type: 'InjectFault', fault: { kind: 'freeze', seat: KUBELET } }, { kind: 'teacher' });
    short(play);
    expect(eventsOf(play).some(({ type }) => type === 'PodEvicted')).toBe(false);
    play.must({ type: 'InjectFault', fault: { kind: 'thaw', seat: KUBELET } }, { kind: 'teacher' });
    expect(eventsOf(play).some(({ type }) => type === 'PodEvicted')).toBe(true);
  });

  test('[KUB-26] the node says so, and says so no longer five minutes later', () => {
    const play = squeezed();
    const at = play.state.cluster.now;
    until(play, () => memoryPressure(play) === 'True');
    until(play, () => memoryPressure(play) === 'False');
    expect(play.state.cluster.now).toBeGreaterThanOrEqual(at + 300_000);
  });

  test('[KUB-26] meanwhile no pod is let in that asked for nothing', () => {
    const play = playWith({ spec: FREE });
    const card = play.botsUntil(KUBELET, 'admit-pod');
    short(play);
    play.bot(card);
    until(play, () => podNow(play).status?.phase === 'Failed');
    expect(podNow(play).status).toMatchObject({
      reason: 'Evicted',
      message: 'Pod was rejected: The node had condition: [MemoryPressure]. ',
    });
  });

  const LET_IN: readonly [string, Pod, boolean][] = [
    ['asked for nothing', { metadata: {}, spec: FREE }, false],
    ['asked for what it needs', { metadata: {}, spec: { containers: [{ name: 'c', resources: ASKED }] } }, true],
    ['tolerates it', { metadata: {}, spec: { ...FREE, tolerations: [{ key: TAINT, operator: 'Exists' }] } }, true],
    ['is critical', { metadata: {}, spec: { ...FREE, priority: 2_000_001_000 } }, true],
    ['is static', { metadata: { annotations: { 'kubernetes.io/config.source': 'file' } }, spec: FREE }, true],
  ];
  test.each(LET_IN)('[KUB-26] a pod that %s', (_what, pod, isLetIn) => {
    const play = playWith({});
    expect(pressureRejection(play.state.cluster, NODE, pod)).toBeNull();
    short(play);
    expect(pressureRejection(play.state.cluster, NODE, pod) === null).toBe(isLetIn);
  });

  test('[KUB-26] whose pod finds no room until the node has recovered waits, and does not create it again and again', () => {
    const play = squeezed();
    const posts = () =>
      sent(play).filter(({ verb, path, from }) => from === 'user' && verb === 'POST' && path.endsWith('/pods')).length;
    until(play, () => podNow(play).status?.phase === 'Failed');
    play.bots();
    const before = posts();
    for (let turn = 0; turn < 1000 && podNow(play).status?.phase !== 'Running'; turn += 1) {
      const card = waitingCards(play.state)[0];
      if (card !== undefined) play.bot(card);
      else if (!play.advance()) break;
    }
    expect(podNow(play).status?.phase).toBe('Running');
    expect(posts() - before).toBeLessThan(20);
  });

  test('[KUB-25] a record of it replays to the same state', () => {
    const play = playWith({ spec: FREE });
    let folded: SessionState | null = play.state;
    const begun = play.entries.length;
    until(play, () => podNow(play).status?.phase === 'Running');
    short(play);
    until(play, () => podNow(play).status?.phase === 'Failed');
    for (const entry of play.entries.slice(begun)) folded = evolveEntry(folded, entry);
    expect(folded).toEqual(play.state);
  });
});
