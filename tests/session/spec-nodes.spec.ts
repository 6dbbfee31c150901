import { historyOf } from '../../lib/etcd/store.ts';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { asPod, readObject } from '../../lib/cluster/objects.ts';
import { deskOf } from '../../lib/session/idle.ts';
import { reason, sent, started, web, WEB_KEY } from '../support/spec-play.ts';

describe('kubelet and runtime', () => {
  test('[KUB-1] a full node refuses with OutOfcpu', () => {
    const play = started();
    play.botsUntil('kube-scheduler', 'bind');
    play.act('kube-scheduler', { type: 'BindPod', node: 'node-1' });
    play.botsUntil('user', 'repair');
    expect(asPod(readObject(play.state.cluster, WEB_KEY)?.object ?? {}).status).toMatchObject({
      phase: 'Failed',
      reason: 'OutOfcpu',
    });
  });

  test.each([
    ['CreateContainer', 'SandboxNotFound'],
    ['StartContainer', 'ContainerNotFound'],
  ])('[KUB-2] %s first is refused %s', (call, refusal) => {
    const play = started();
    play.botsUntil('kubelet@node-3', 'sync-pod');
    expect(reason(play.act('kubelet@node-3', { type: 'CallRuntime', call }))).toBe(refusal);
  });

  test('[KUB-3] the report comes at a full second after the start', () => {
    const play = started();
    play.botsUntil('kubelet@node-3', 'report-pod');
    expect(play.state.cluster.now % 1000).toBe(0);
  });

  test('[KUB-4] each report reads first, and four writes of the key are all there are', () => {
    const play = started();
    play.bots();
    const reports = sent(play).filter(
      ({ from, kind, about }) => from === 'kubelet@node-3' && kind === 'request' && about !== undefined,
    );
    expect(reports.filter(({ path }) => path.includes('/pods/web')).map(({ verb }) => verb)).toEqual([
      'GET',
      'PATCH',
      'GET',
      'PATCH',
    ]);
    expect(historyOf(play.state.cluster.store, WEB_KEY).map(({ modRevision }) => modRevision)).toEqual([
      108, 109, 111, 112,
    ]);
  });

  test('[KUB-5] nothing of a deleted pod is left on its machine', () => {
    const play = started();
    play.bots();
    const before = asPod(readObject(play.state.cluster, WEB_KEY)?.object ?? {}).metadata.uid;
    play.give({ type: 'Act', seat: 'user', action: { type: 'DeletePod', name: 'web' } }, { kind: 'bot' });
    play.botsThrough((card) => card.kind === 'mission');
    const { runtime, kubelet } = play.state.cluster.machines['node-3'] ?? { runtime: null, kubelet: null };
    expect(JSON.stringify([runtime?.containers, runtime?.sandboxes, kubelet?.pods])).not.toContain(String(before));
  });

  test('[KUB-6] a pull that fails is tried again 10, then 20 seconds later', () => {
    const play = started();
    play.act('user', { ...web, image: 'ngnix:1.27' });
    const pulls: number[] = [];
    while (pulls.length < 3) {
      play.bots((card) => card.kind === 'repair' || (card.kind === 'runtime-call' && play.asks(card) === 'PullImage'));
      const repair = deskOf(play.state, 'user').find(({ kind }) => kind === 'repair');
      const call = deskOf(play.state, 'container-runtime@node-3')[0];
      if (repair !== undefined) play.act('user', { type: 'KeepWaiting', card: repair.id });
      if (call !== undefined) {
        pulls.push(Math.floor(play.state.cluster.now / 1000));
        play.bot(call);
      }
    }
    expect(pulls).toEqual([0, 10, 30]);
  });

  test('[RUN-1] the pod has the next address of its node', () => {
    const play = started();
    play.bots();
    expect(asPod(readObject(play.state.cluster, WEB_KEY)?.object ?? {}).status?.podIP).toBe('10.244.3.2');
  });

  test('[RUN-2] saying ok makes nothing exist', () => {
    const play = started();
    play.botsUntil('container-runtime@node-3', 'runtime-call');
    play.act('container-runtime@node-3', { type: 'FakeCall' });
    expect(play.state.cluster.machines['node-3']?.runtime.sandboxes).toEqual({});
  });
});

describe('the eleven steps', () => {
  const play = started();
  play.bots();
  const [row] = play.state.board.rows;
  const expected = [3, 4, 6, 8, 9, 9, 14, 14, 30, 32, 34];
  test.each(expected.map((position, index) => [index + 1, position] as const))(
    '[STRIP-%i] lights at entry %i',
    (step, position) => {
      expect(row?.lit[step]).toBe(position);
    },
  );

  test('[STRIP-12] a status reported too early lights out of order', () => {
    const early = started();
    early.botsUntil('kubelet@node-3', 'sync-pod');
    early.act('kubelet@node-3', { type: 'ReportStatus', phase: 'Running' });
    expect(early.state.board.rows[0]?.early).toEqual([10]);
  });
});

describe('the specification', () => {
  test('every rule has a test that names it', () => {
    const root = join(import.meta.dirname, '..', '..');
    const ids = [...readFileSync(join(root, 'lib/cluster/SPEC.md'), 'utf8').matchAll(/\*\*([A-Z]+-\d+)\*\*/g)].map(
      ([, id]) => id ?? '',
    );
    const tests = readdirSync(join(root, 'tests/session')).filter((name) => name.endsWith('.spec.ts'));
    const text = tests.map((name) => readFileSync(join(root, 'tests/session', name), 'utf8')).join('\n');
    // In brackets anywhere in a title, or at its beginning.
    const named = (id: string): boolean => new RegExp(`\\[${id}\\]|['"\`]${id} `).test(text);
    const missing = ids.filter((id) => !named(id) && !(id.startsWith('STRIP-') && text.includes('[STRIP-%i]')));
    expect(ids.length).toBeGreaterThan(30);
    expect(missing).toEqual([]);
  });
});
