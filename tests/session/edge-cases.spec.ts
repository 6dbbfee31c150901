import { historyOf } from '../../lib/etcd/store.ts';
import { describe, expect, test } from 'vitest';
import { evolve } from '../../lib/cluster/evolve.ts';
import type { Card } from '../../lib/cluster/card.ts';
import { asPod, readObject } from '../../lib/cluster/objects.ts';
import { stateFaults } from '../../lib/cluster/invariants.ts';
import { fingerprint } from '../../lib/kernel/canonical.ts';
import { isJsonObject, type JsonObject } from '../../lib/kernel/json.ts';
import { evolveEntry } from '../../lib/session/evolve.ts';
import type { SessionState } from '../../lib/session/state.ts';
import { deskOf } from '../../lib/session/idle.ts';
import type { Play } from '../support/play.ts';
import { reason, sent, started, web, WEB_KEY } from '../support/spec-play.ts';

const INHERITED = ['__proto__', 'constructor', 'toString'];

function podOf(play: Play, key = WEB_KEY): ReturnType<typeof asPod> {
  return asPod(readObject(play.state.cluster, key)?.object ?? { metadata: {} });
}

/** Every create goes through its stages, so that the player may put without a compare. */
function stagedForEver(play: Play): void {
  const grain = [{ verb: 'POST', resource: 'pods', component: 'kube-apiserver', grain: 'stages' }] as const;
  play.state = { ...play.state, cluster: evolve(play.state.cluster, { type: 'GrainChanged', grain }) };
}

function answersTo(play: Play, seat: string): { readonly status?: number; readonly body: JsonObject }[] {
  return sent(play)
    .filter(({ kind, to }) => kind === 'answer' && to === seat)
    .map(({ status, body }) => ({ ...(status !== undefined && { status }), body: isJsonObject(body) ? body : {} }));
}

/** The answer to a request about `web` (part null: about pods) that the administrator sends. */
function asked(
  play: Play,
  verb: 'POST' | 'PATCH' | 'DELETE',
  part: string | null,
  body: JsonObject,
): ReturnType<typeof answersTo>[number] | undefined {
  const { now, counters } = play.state.cluster;
  const path = `/api/v1/namespaces/default/pods${part === null ? '' : `/web${part}`}`;
  const message = {
    id: `m${counters.message + 1}`,
    kind: 'request',
    from: 'etcd',
    to: 'kube-apiserver',
    verb,
  } as const;
  const sentNow = { path, body, weight: 'support', credential: 'loopback', sentAt: now, deliverAt: now + 1 } as const;
  const cluster = evolve(play.state.cluster, { type: 'MessageSent', message: { ...message, ...sentNow } });
  play.state = { ...play.state, cluster };
  play.must({ type: 'DeliverNext' }, { kind: 'machinery' });
  return answersTo(play, 'etcd').at(-1);
}

describe('names that every object inherits are no names', () => {
  test.each(INHERITED)('[SAFE-1] the credential %s is unknown', (credential) => {
    const play = started();
    play.act('user', { ...web, credential });
    play.botsUntil('user', 'mission');
    expect(answersTo(play, 'user').at(-1)?.status).toBe(401);
  });

  test.each(INHERITED)('[SAFE-1] the image %s does not exist, and the clock stays a number', (image) => {
    const play = started();
    const decision = play.act('user', { ...web, image });
    expect(decision.accepted && decision.mistakes).toMatchObject([{ rule: 'user.wrong-image' }]);
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
    expect(Number.isInteger(play.state.cluster.now)).toBe(true);
  });

  test.each(INHERITED)('[SAFE-1] seat, card, question, participant and lesson %s are refused in words', (name) => {
    const play = started();
    const teacher = { kind: 'teacher' } as const;
    play.must({ type: 'AdmitParticipant', participant: 'p1' }, { kind: 'setup' });
    const reasons = [
      play.give({ type: 'Act', seat: name, action: { type: 'GetPods' } }, teacher),
      play.give({ type: 'Act', seat: 'user', action: { ...web, card: name } }, teacher),
      play.give({ type: 'AssignSeat', participant: 'p1', seat: name, part: 'player' }, teacher),
      play.give({ type: 'AnswerQuestion', participant: 'p1', question: name, option: 'x' }, teacher),
      play.give({ type: 'RemoveParticipant', participant: name }, teacher),
      play.give({ type: 'OpenSession', lesson: name, seed: 1 }, teacher),
    ].map(reason);
    expect(reasons).toEqual([
      'UnknownSeat',
      'UnknownCard',
      'UnknownSeat',
      'UnknownQuestion',
      'UnknownParticipant',
      'NotFound',
    ]);
  });
});

describe('a name that is taken by somebody else', () => {
  function overwritten(): Play {
    const play = started();
    play.bots();
    stagedForEver(play);
    play.startWave(1);
    stagedForEver(play);
    play.act('user', web);
    play.botsUntil('kube-apiserver', 'store');
    play.act('kube-apiserver', { type: 'StoreObject', compare: false });
    return play;
  }

  test('[API-9] who loses sight of an object is told of the one it knew', () => {
    const play = overwritten();
    const before = Object.keys(play.state.cluster.machines['node-3']?.kubelet.pods ?? {});
    play.botsThrough(() => sent(play).some(({ to, body }) => to === 'kubelet@node-3' && typeOf(body) === 'DELETED'));
    const told = sent(play).filter(({ to, body }) => to === 'kubelet@node-3' && typeOf(body) === 'DELETED');
    expect(before).toContain(told[0]?.about);
  });

  test('[KUB-7] the pod that was overwritten is stopped on its machine and the new one runs', () => {
    const play = overwritten();
    const [old] = Object.keys(play.state.cluster.machines['node-3']?.kubelet.pods ?? {});
    play.bots();
    play.botsThrough(() => false);
    const containers = Object.values(play.state.cluster.machines['node-3']?.runtime.containers ?? {});
    expect(containers.filter(({ uid, state }) => uid === old && state === 'running')).toEqual([]);
    expect(podOf(play).status?.phase).toBe('Running');
  });

  test.each([
    ['PATCH', '/status', 'kubelet@node-3', 'admit-pod', { metadata: { uid: 'another' }, status: { phase: 'Running' } }],
    ['DELETE', '', 'kubelet@node-3', 'admit-pod', { gracePeriodSeconds: 0, preconditions: { uid: 'another' } }],
    [
      'POST',
      '/binding',
      'kube-scheduler',
      'worksheet',
      { metadata: { uid: 'another' }, target: { kind: 'Node', name: 'node-2' } },
    ],
  ] as const)(
    '[API-10] a %s%s that means a pod which was replaced is 409 and changes nothing',
    (verb, part, seat, kind, body) => {
      const play = started();
      play.botsUntil(seat, kind);
      const before = podOf(play);
      expect(asked(play, verb, part, body)).toMatchObject({ status: 409, body: { reason: 'Conflict' } });
      expect(podOf(play)).toEqual(before);
    },
  );

  test('[API-3] a name is still taken while its pod terminates', () => {
    const play = started();
    play.bots();
    play.give({ type: 'Act', seat: 'user', action: { type: 'DeletePod', name: 'web' } }, { kind: 'bot' });
    play.botsThrough(({ kind }) => kind === 'stop-pod');
    const body = { metadata: { name: 'web' }, spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] } };
    const refusal = asked(play, 'POST', null, body);
    expect(refusal?.status).toBe(409);
    expect(String(refusal?.body['message'])).toContain('object is being deleted');
  });
});

describe('whatever is under way when a pod goes', () => {
  const moments: readonly [string, Card['kind']][] = [
    ['kube-scheduler', 'worksheet'],
    ['kube-scheduler', 'bind'],
    ['kubelet@node-3', 'admit-pod'],
    ['kubelet@node-3', 'sync-pod'],
    ['container-runtime@node-3', 'runtime-call'],
    ['kubelet@node-3', 'report-pod'],
  ];

  test.each(moments)('[KUB-7] a forced deletion while %s has a %s card leaves nothing behind', (seat, kind) => {
    const play = started();
    play.botsUntil(seat, kind);
    const { uid } = podOf(play).metadata;
    play.give({ type: 'Act', seat: 'user', action: { type: 'DeletePod', name: 'web', force: true } }, { kind: 'bot' });
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
    const { scheduler, machines } = play.state.cluster;
    expect(Object.keys({ ...scheduler.assumed, ...scheduler.parked, ...scheduler.worksheets })).not.toContain(uid);
    const left = Object.values(machines).flatMap(({ runtime }) => Object.values(runtime.containers));
    expect(left.filter((container) => container.uid === uid && container.state === 'running')).toEqual([]);
  });

  test('[KUB-7] a pod whose report came too late is still stopped', () => {
    const play = started();
    play.botsUntil('kubelet@node-3', 'report-pod');
    const { uid = '' } = podOf(play).metadata;
    play.act('kubelet@node-3', { type: 'ReportStatus', phase: 'Running' });
    play.give({ type: 'Act', seat: 'user', action: { type: 'DeletePod', name: 'web', force: true } }, { kind: 'bot' });
    const deletion = (card: Card): boolean => play.state.cluster.apiserver.requests[card.about]?.verb === 'DELETE';
    for (let turn = 0; turn < 20 && readObject(play.state.cluster, WEB_KEY) !== null; turn += 1) {
      const card = Object.values(play.state.cluster.cards).find(
        (lying) => lying.seat === 'etcd' || (lying.kind === 'pass' && deletion(lying)),
      );
      if (card !== undefined) play.bot(card);
    }
    expect(readObject(play.state.cluster, WEB_KEY)).toBeNull();
    play.bots();
    expect(play.state.cluster.machines['node-3']?.runtime.sandboxes[uid]).toBeUndefined();
  });
});

describe('a flood', () => {
  test('[API-11] a user who does not wait for answers is turned away with 429', () => {
    const play = started();
    for (let count = 0; count < 30; count += 1) {
      play.give({ type: 'Act', seat: 'user', action: { type: 'DeletePod', name: `x${count}` } }, { kind: 'bot' });
    }
    expect(deskOf(play.state, 'kube-apiserver').length).toBeLessThanOrEqual(20);
    expect(answersTo(play, 'user').filter(({ status }) => status === 429)).toHaveLength(10);
  });

  test('[API-12] pods beyond the quota are 403 in its words, and the class still reaches its goal', () => {
    const play = started();
    for (let count = 0; count < 45; count += 1) {
      play.botsThrough(({ kind }) => kind === 'mission');
      play.act('user', { ...web, name: `extra-${count}`, cpu: '50m', memory: '1Mi' });
    }
    play.botsThrough(({ kind }) => kind === 'mission');
    const refused = answersTo(play, 'user').filter(({ status }) => status === 403);
    expect(String(refused[0]?.body['message'])).toBe(
      'pods "extra-40" is forbidden: exceeded quota: classroom, requested: pods=1, used: pods=40, limited: pods=40',
    );
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
  });
});

describe('a long session', () => {
  test('[ETCD-4] the store forgets what nobody needs, and play, watches and replay go on', () => {
    const play = started();
    play.bots();
    for (let round = 0; round < 100; round += 1) {
      play.give({ type: 'Act', seat: 'user', action: { type: 'DeletePod', name: 'web' } }, { kind: 'bot' });
      const card = play.botsThrough(({ kind }) => kind === 'mission');
      if (card !== null) play.bot(card);
      play.botsThrough(() => Object.keys(play.state.cluster.cards).length === 0);
    }
    const { store, streams } = play.state.cluster;
    expect(store.compactedRevision).toBeGreaterThan(300);
    expect(historyOf(store, WEB_KEY).length).toBeLessThan(500);
    expect(Object.values(streams).every(({ at }) => at >= store.compactedRevision)).toBe(true);
    expect(stateFaults(play.state.cluster)).toEqual([]);
    let folded: SessionState | null = null;
    for (const entry of play.entries) folded = evolveEntry(folded, entry);
    expect(fingerprint(folded)).toBe(fingerprint(play.state));
  });
});

describe('what a status says', () => {
  test('[KUB-8] conditions, generations and times are those of a real kubelet', () => {
    const play = started();
    play.bots();
    const { status } = podOf(play);
    expect(status?.conditions?.map(({ type, status: state }) => `${type}=${state}`)).toEqual([
      'PodReadyToStartContainers=True',
      'Initialized=True',
      'Ready=True',
      'ContainersReady=True',
      'PodScheduled=True',
    ]);
    expect(status?.observedGeneration).toBe(1);
    for (const condition of status?.conditions ?? []) {
      expect(condition).toMatchObject({ observedGeneration: 1, lastProbeTime: null });
      expect(condition.lastTransitionTime).toMatch(/^2026-01-01T00:00:0\dZ$/);
    }
    expect(status?.containerStatuses?.[0]).toMatchObject({ ready: true, started: true, lastState: {} });
  });

  test('[KUB-8] a report sends what differs, with the uid as a precondition', () => {
    const play = started();
    play.bots();
    const patches = sent(play).filter(({ kind, verb }) => kind === 'request' && verb === 'PATCH');
    expect(patches).toHaveLength(2);
    const [first, second] = patches.map(({ body }) => body);
    expect(first).toMatchObject({ metadata: { uid: podOf(play).metadata.uid } });
    expect(first).not.toHaveProperty('status.phase');
    expect(second).toHaveProperty('status.phase', 'Running');
    expect(second).not.toHaveProperty('status.startTime');
  });

  test('[KUB-1] a rejection says how much was lacking', () => {
    const play = started();
    play.botsUntil('kube-scheduler', 'bind');
    play.act('kube-scheduler', { type: 'BindPod', node: 'node-1' });
    play.botsUntil('user', 'repair');
    expect(podOf(play).status?.message).toBe(
      "Pod was rejected: Node didn't have enough resource: cpu, requested: 500, used: 900, capacity: 1000",
    );
  });

  test('[SCH-5] an unchanged reason is not written again', () => {
    const play = started();
    play.act('user', { ...web, cpu: '50' });
    play.botsUntil('user', 'repair');
    const conditions = podOf(play).status?.conditions;
    expect(conditions).toMatchObject([{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }]);
    expect(conditions?.[0]?.lastTransitionTime).toBeDefined();
    while (deskOf(play.state, 'kube-scheduler').length === 0) {
      const repair = deskOf(play.state, 'user').find(({ kind }) => kind === 'repair');
      if (repair !== undefined) play.act('user', { type: 'KeepWaiting', card: repair.id });
      else play.advance();
    }
    const patches = (): number => sent(play).filter(({ kind, verb }) => kind === 'request' && verb === 'PATCH').length;
    const before = patches();
    play.botsThrough(({ kind }) => kind === 'repair');
    expect(patches()).toBe(before);
  });

  test('[API-13] a patch that changes nothing takes no revision', () => {
    const play = started();
    play.bots();
    const { revision } = play.state.cluster.store;
    const { uid } = podOf(play).metadata;
    expect(asked(play, 'PATCH', '/status', { metadata: { uid }, status: { phase: 'Running' } })?.status).toBe(200);
    expect(play.state.cluster.store.revision).toBe(revision);
  });
});

function typeOf(body: unknown): unknown {
  return isJsonObject(body) ? body['type'] : undefined;
}
