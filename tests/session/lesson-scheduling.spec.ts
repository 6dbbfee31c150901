import { describe, expect, test } from 'vitest';
import { asPod, listObjects, POD_PREFIX } from '../../lib/cluster/objects.ts';
import type { Fact } from '../../lib/cluster/card.ts';
import { canonicalJson } from '../../lib/kernel/canonical.ts';
import { isJsonObject } from '../../lib/kernel/json.ts';
import { prepareWrite } from '../../lib/components/kube-apiserver/prepare-write.ts';
import { deskOf } from '../../lib/session/idle.ts';
import type { Pod } from '../../lib/kubernetes/types/pod.ts';
import { Play } from '../support/play.ts';
import { sent } from '../support/spec-play.ts';

function playTo(wave: number, seed = 7): Play {
  const play = new Play('scheduling', seed);
  for (let earlier = 0; earlier < wave; earlier += 1) {
    play.startWave(earlier);
    play.bots();
  }
  play.startWave(wave);
  return play;
}

function pod(play: Play, name: string): Pod | undefined {
  return listObjects(play.state.cluster, `${POD_PREFIX}default/`)
    .map(({ object }) => asPod(object))
    .find(({ metadata }) => metadata.name === name);
}

function nodeOf(play: Play, name: string): string | undefined {
  return pod(play, name)?.spec?.nodeName;
}

function factOf(facts: readonly Fact[], key: string, node?: string): string | undefined {
  return facts.find(({ label }) => label.key === key && (node === undefined || label.params?.['node'] === node))?.value;
}

/** Bots play until the scheduler's player has this card for this pod. */
function until(play: Play, kind: 'worksheet' | 'score' | 'bind' | 'preempt', name: string) {
  const card = play.botsThrough((candidate) => {
    return candidate.kind === kind && candidate.about === pod(play, name)?.metadata.uid;
  });
  if (card === null) throw new Error(`no ${kind} card for ${name}`);
  return play.show(card);
}

describe('the lesson about scheduling', () => {
  test.each([1, 7, 23])('bots reach every goal without a mistake, and the same way twice (seed %i)', (seed) => {
    const [first, second] = [0, 1].map(() => {
      const play = playTo(2, seed);
      play.bots();
      expect(play.state.room.goalReached).toBe(true);
      expect(play.entries.every(({ outcome }) => 'events' in outcome && outcome.mistakes.length === 0)).toBe(true);
      return canonicalJson(play.state.cluster);
    });
    expect(first).toBe(second);
  });

  test('each wish leaves one node: room, a tolerated taint with an affinity, a label', () => {
    const play = playTo(0);
    play.bots();
    expect(['web', 'db', 'cache'].map((name) => nodeOf(play, name))).toEqual(['node-3', 'node-2', 'node-3']);
  });

  test('the worksheet shows what a node has, how it is labelled and who is there', () => {
    const { form, facts } = until(playTo(0), 'worksheet', 'db');
    const rows = form?.kind === 'worksheet' ? form.nodes : [];
    const node2 = rows.find(({ node }) => node === 'node-2')?.facts ?? [];
    expect(factOf(node2, 'fact.free-cpu')).toBe('1000m');
    expect(factOf(node2, 'fact.taints')).toBe('dedicated=db:NoSchedule');
    expect(factOf(node2, 'fact.node-labels')).toContain('disktype=nvme');
    expect(factOf(node2, 'fact.pods-there')).toBe('mirror (run=mirror)');
    expect(factOf(facts, 'fact.node-affinity')).toBe('dedicated In (db)');
  });

  test('[SCH-7] the highest total is arithmetic, and its parts stand on the card', () => {
    const play = playTo(1);
    const card = until(play, 'score', 'api');
    expect(factOf(card.facts, 'fact.node-scores', 'node-3')).toContain('NodeAffinity 100×2');
    expect(factOf(card.facts, 'fact.node-scores', 'node-3')).not.toContain('=');
    const wrong = play.give(
      { type: 'Act', seat: 'kube-scheduler', action: { type: 'ScoreNodes', card: card.id, node: 'node-1' } },
      { kind: 'bot', seat: 'kube-scheduler' },
    );
    expect(wrong.accepted || wrong.refusal.reason).toBe('HighestIsData');
    const bind = until(play, 'bind', 'api');
    const totals = ['node-1', 'node-3', 'node-4'].map((node) =>
      Number(factOf(bind.facts, 'fact.node-scores', node)?.split('= ')[1]),
    );
    expect(Math.max(...totals)).toBe(totals[1]);
  });

  test('[SCH-7] with one feasible node nothing is scored', () => {
    const play = playTo(0);
    expect(play.botsThrough(({ kind }) => kind === 'score')).toBeNull();
  });

  test('an anti-affinity keeps two pods apart, whichever comes first', () => {
    const play = playTo(1);
    play.bots();
    expect(nodeOf(play, 'api')).not.toBe(nodeOf(play, 'api-2'));
  });

  test('[SCH-6] a pod that fits nowhere says why, rests, and comes back by itself when room was made', () => {
    const play = playTo(2);
    play.bots(({ kind, about }) => kind === 'repair' && about === 'big');
    const { conditions = [], phase } = pod(play, 'big')?.status ?? {};
    const { reason, message } = conditions.find(({ type }) => type === 'PodScheduled') ?? {};
    expect([phase, reason]).toEqual(['Pending', 'Unschedulable']);
    expect(message).toMatch(
      /^0\/4 nodes are available: 1 node\(s\) had untolerated taint\(s\), 3 Insufficient cpu\. no new claims to deallocate, preemption: 0\/4 nodes are available: /,
    );
    const uid = pod(play, 'big')?.metadata.uid ?? '';
    const since = play.state.cluster.scheduler.attempts?.[uid];
    expect(since?.count).toBe(1);
    play.bots(({ kind, about }) => kind === 'worksheet' && about === uid);
    expect(play.state.cluster.now).toBe((since?.at ?? 0) + 1000);
    play.bots();
    expect(nodeOf(play, 'big')).toBe('node-4');
  });

  test('[SCH-8] the least important pod makes room, ends with its grace, and its place is kept', () => {
    const play = playTo(2);
    const card = until(play, 'preempt', 'urgent');
    expect(factOf(card.facts, 'fact.victims', 'node-3')).toBe('crunch (-100)');
    expect(factOf(card.facts, 'fact.victims', 'node-2')).toBe('mirror (-10)');
    play.act('kube-scheduler', { type: 'PreemptPods', node: 'node-3' });
    play.botsThrough(() => pod(play, 'crunch')?.metadata.deletionTimestamp !== undefined);
    expect(pod(play, 'crunch')?.status?.conditions).toContainEqual(
      expect.objectContaining({ type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler' }),
    );
    const told = sent(play).flatMap(({ body }) => (isJsonObject(body) && body['reason'] === 'Preempted' ? [body] : []));
    expect(told).toMatchObject([
      {
        regarding: { name: 'crunch' },
        note: `Preempted by pod ${pod(play, 'urgent')?.metadata.uid ?? ''} on node node-3`,
      },
    ]);
    expect(pod(play, 'urgent')?.status?.nominatedNodeName).toBe('node-3');
    expect(nodeOf(play, 'urgent')).toBeUndefined();
    play.bots();
    expect(nodeOf(play, 'urgent')).toBe('node-3');
    expect(pod(play, 'mirror')?.status?.phase).toBe('Running');
  });

  test('[SCH-8] where nobody could make room nobody is deleted', () => {
    const play = playTo(2);
    until(play, 'preempt', 'urgent');
    const refused = play.act('kube-scheduler', { type: 'PreemptPods', node: 'node-4' });
    expect(refused.accepted || refused.refusal.reason).toBe('NoVictims');
  });

  test('[SCH-9] a pod gets the value of its priority class', () => {
    const play = playTo(2);
    until(play, 'worksheet', 'urgent');
    expect(pod(play, 'urgent')?.spec?.priority).toBe(1000);
    expect(pod(play, 'big')?.spec?.priority).toBe(0);
    expect(deskOf(play.state, 'kube-scheduler').length).toBeGreaterThan(0);
  });

  test('[SCH-9] a priority class that does not exist is 403', () => {
    const spec = { priorityClassName: 'royal', containers: [{ name: 'main', image: 'nginx:1.27' }] };
    const prepared = prepareWrite(
      playTo(0).state.cluster,
      {
        id: 'm1',
        from: 'user',
        verb: 'POST',
        path: '/api/v1/namespaces/default/pods',
        body: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'king', namespace: 'default' }, spec },
        weight: 'story',
        grain: 'one',
        stage: 'admit',
      },
      false,
    );
    expect(prepared).toMatchObject({
      code: 403,
      body: { message: 'pods "king" is forbidden: no PriorityClass with name royal was found' },
    });
  });
});
