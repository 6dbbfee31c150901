import { historyOf } from '../../lib/etcd/store.ts';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../lib/cluster/message.ts';
import { weigh } from '../../lib/cluster/network.ts';
import { asPod, readObject } from '../../lib/cluster/objects.ts';
import { fingerprint } from '../../lib/kernel/canonical.ts';
import { deskOf } from '../../lib/session/idle.ts';
import { ask, pod, PODS, quiet, settle } from '../support/api-play.ts';
import type { Play } from '../support/play.ts';
import { eventsOf, reason, sent, started, web, WEB_KEY } from '../support/spec-play.ts';

describe('network and time', () => {
  const ways: readonly [string, string][] = [
    ['user', 'etcd'],
    ['user', 'kubelet@node-3'],
    ['kube-scheduler', 'etcd'],
    ['kube-scheduler', 'container-runtime@node-3'],
    ['kubelet@node-3', 'etcd'],
    ['kubelet@node-3', 'container-runtime@node-1'],
    ['container-runtime@node-3', 'kube-apiserver'],
    ['kube-apiserver', 'kube-scheduler'],
    ['etcd', 'user'],
    ['kube-proxy@node-1', 'etcd'],
  ];
  test.each(ways)('[NET-1] %s has no way to %s', (from, to) => {
    const play = started();
    const decision = play.give(
      { type: 'Act', seat: from, action: { type: 'SendMessage', to, verb: 'POST', path: '/' } },
      { kind: 'bot' },
    );
    expect(reason(decision)).toBe('NoRoute');
    expect(play.entries.at(-1)?.outcome).toHaveProperty('refusal');
  });

  test('[NET-2] messages of one connection arrive in the order of sending', () => {
    const play = started();
    play.bots();
    const order = new Map<string, string[]>();
    const messages = new Map(sent(play).map((message) => [message.id, message]));
    for (const event of eventsOf(play)) {
      if (event.type !== 'MessageDelivered') continue;
      const { from, to, id } = messages.get(event.message) as Message;
      order.set(`${from} ${to}`, [...(order.get(`${from} ${to}`) ?? []), id]);
    }
    for (const ids of order.values()) {
      const numbers = ids.map((id) => Number(id.slice(1)));
      expect(numbers).toEqual([...numbers].sort((left, right) => left - right));
    }
  });

  test.each([
    ['POST', '/api/v1/namespaces/default/pods', 'story'],
    ['POST', '/api/v1/namespaces/default/pods/web/binding', 'story'],
    ['PATCH', '/api/v1/namespaces/default/pods/web/status', 'story'],
    ['GET', '/api/v1/namespaces/default/pods/web', 'support'],
    ['POST', '/api/v1/namespaces/default/serviceaccounts/default/token', 'support'],
    ['POST', '/apis/events.k8s.io/v1/namespaces/default/events', 'support'],
    ['PUT', '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/node-1', 'upkeep'],
    ['Txn', '/registry/pods/default/web', 'story'],
    ['Txn', '/registry/events/default/web.1', 'support'],
    ['RunPodSandbox', 'default/web', 'story'],
    ['ImageStatus', 'default/web', 'support'],
  ] as const)('[NET-3] %s %s is %s', (verb, path, weight) => {
    expect(weigh(verb, path)).toBe(weight);
  });

  test('[NET-4] a kubelet hears ADDED at the binding, and no other kubelet hears anything', () => {
    const play = started();
    play.bots();
    const heard = sent(play).filter(({ kind, to }) => kind === 'watch' && to.startsWith('kubelet@'));
    expect(new Set(heard.map(({ to }) => to))).toEqual(new Set(['kubelet@node-3']));
    expect(heard[0]?.body).toMatchObject({ type: 'ADDED', revision: 109 });
  });

  test('[TIME-1] people may think as long as they like', () => {
    const play = started();
    play.act('user', web);
    expect(reason(play.give({ type: 'AdvanceClock' }, { kind: 'machinery' }))).toBe('TimeStandsStill');
  });

  test('[TIME-2] the clock never runs backwards or over a due timer', () => {
    const play = started();
    play.bots();
    let now = 0;
    const due = new Map<string, number>();
    for (const event of eventsOf(play)) {
      if (event.type === 'TimerSet') due.set(event.timer.id, event.timer.due);
      if (event.type === 'TimerFired' || event.type === 'TimerCancelled') due.delete(event.timer);
      if (event.type !== 'ClockAdvanced') continue;
      expect(event.to).toBeGreaterThanOrEqual(now);
      now = event.to;
      expect(Math.min(...due.values(), Infinity)).toBeGreaterThanOrEqual(now);
    }
  });

  test('[CARD-1] a card is answered once, by its own seat', () => {
    const play = started();
    play.act('user', web);
    expect(reason(play.act('user', { ...web, card: 'c1' }))).toBe('AlreadyHandled');
    expect(reason(play.act('user', { ...web, card: 'c99' }))).toBe('UnknownCard');
    expect(reason(play.act('etcd', { type: 'EvaluateTxn', holds: true, card: 'c2' }))).toBe('WrongCard');
  });

  test('[CARD-2] a stage cannot be skipped and a decision not be taken from another component', () => {
    const play = started();
    play.act('user', web);
    expect(reason(play.act('kube-apiserver', { type: 'StoreObject', compare: true }))).toBe('StageOrder');
    expect(reason(play.act('kube-apiserver', { type: 'BindPod', node: 'node-3' }))).toBe('NotYourDecision');
  });

  test('[CARD-3] a refusal leaves the cluster as it was', () => {
    const play = started();
    play.botsUntil('etcd', 'compare');
    const before = fingerprint(play.state.cluster);
    play.act('etcd', { type: 'EvaluateCompare', holds: false });
    expect(fingerprint(play.state.cluster)).toBe(before);
    expect(play.state.position).toBe(play.entries.length);
  });
});

describe('the grain of play', () => {
  test('[CARD-4] one pod takes 27 acts, and only story messages become cards', () => {
    const play = started();
    play.bots();
    expect(play.state.board.acts).toEqual({
      user: 1,
      'kube-apiserver': 8,
      etcd: 5,
      'kube-scheduler': 2,
      'kubelet@node-3': 7,
      'container-runtime@node-3': 4,
    });
    const weights = new Map(sent(play).map(({ id, weight }) => [id, weight]));
    const dealt = eventsOf(play).flatMap((event) => (event.type === 'CardDealt' ? [event.card.about] : []));
    expect(new Set(dealt.flatMap((about) => weights.get(about) ?? []))).toEqual(new Set(['story']));
  });
});

describe('kube-apiserver', () => {
  test('[API-1] the stages come in their order', () => {
    const play = started();
    play.bots();
    const stages = eventsOf(play)
      .filter((event) => 'request' in event && event.request === 'm1')
      .map(({ type }) => type);
    expect(stages).toEqual([
      'RequestAuthenticated',
      'RequestAuthorized',
      'ObjectAdmitted',
      'StorageRequested',
      'TxnCompared',
      'TxnCommitted',
      'StorageAnswered',
      'RequestAnswered',
    ]);
  });

  test.each([
    ['cert:stranger', 'nginx:1.27', 401],
    ['token:kube-proxy', 'nginx:1.27', 403],
    ['cert:student-1', '', 422],
  ])('[API-2] credential %s with image "%s" is answered %i', (credential, image, code) => {
    const play = started();
    play.act('user', { ...web, image, credential });
    play.botsUntil('user', 'mission');
    expect(sent(play).find(({ kind, to }) => kind === 'answer' && to === 'user')?.status).toBe(code);
    expect(readObject(play.state.cluster, WEB_KEY)).toBeNull();
  });

  test('[API-3] a taken name is 409 and puts nothing', () => {
    const play = started();
    play.bots();
    const revision = play.state.cluster.store.revision;
    play.startWave(1);
    play.act('user', web);
    play.botsUntil('user', 'mission');
    expect(
      sent(play)
        .filter(({ kind, to, verb }) => kind === 'answer' && to === 'user' && verb === 'POST')
        .at(-1)?.status,
    ).toBe(409);
    expect(readObject(play.state.cluster, WEB_KEY)?.modRevision).toBeLessThanOrEqual(revision);
  });

  test('[API-4] a write that lost the race is read again and done', () => {
    const play = started();
    play.botsUntil('kubelet@node-3', 'sync-pod');
    play.act('kubelet@node-3', { type: 'ReportStatus', phase: 'Pending' });
    play.act('user', { type: 'DeletePod', name: 'web', card: undefined });
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
    const compares = eventsOf(play).filter((event) => event.type === 'TxnCompared');
    expect(compares.some((event) => event.type === 'TxnCompared' && !event.succeeded)).toBe(true);
  });

  test('[API-5] a binding writes node and condition together', () => {
    const play = started();
    play.botsUntil('kubelet@node-3', 'admit-pod');
    const stored = readObject(play.state.cluster, WEB_KEY, 109);
    const pod = asPod(stored?.object ?? {});
    expect(pod.spec?.nodeName).toBe('node-3');
    expect(pod.status?.conditions).toMatchObject([{ type: 'PodScheduled', status: 'True' }]);
  });

  test('[API-6] kubectl has its 201 while the pod is Pending and unscheduled', () => {
    const play = started();
    play.botsUntil('kube-scheduler', 'worksheet');
    expect(play.state.cluster.users['user']?.terminal).toContain('pod/web created');
    expect(asPod(readObject(play.state.cluster, WEB_KEY)?.object ?? {}).status?.phase).toBe('Pending');
  });

  test('[API-7] a bound pod is marked first and goes when its kubelet confirms', () => {
    const play = started();
    play.bots();
    play.give({ type: 'Act', seat: 'user', action: { type: 'DeletePod', name: 'web' } }, { kind: 'bot' });
    const card = play.botsThrough((candidate) => candidate.kind === 'stop-pod');
    expect(card?.seat).toBe('kubelet@node-3');
    expect(asPod(readObject(play.state.cluster, WEB_KEY)?.object ?? {}).metadata.deletionTimestamp).toBeDefined();
    play.botsThrough((candidate) => candidate.kind === 'mission');
    expect(readObject(play.state.cluster, WEB_KEY)).toBeNull();
  });

  test('[API-8] what a reader gets carries the ModRevision, what is stored does not', () => {
    const play = started();
    play.bots();
    const stored = readObject(play.state.cluster, WEB_KEY);
    expect(stored?.object['metadata']).toMatchObject({ resourceVersion: String(stored?.modRevision) });
    expect(JSON.stringify(historyOf(play.state.cluster.store, WEB_KEY))).not.toContain('resourceVersion');
  });
});

describe('etcd', () => {
  test('[ETCD-1] a compare cannot be answered against the data', () => {
    const play = started();
    play.botsUntil('etcd', 'compare');
    expect(reason(play.act('etcd', { type: 'EvaluateCompare', holds: false }))).toBe('CompareIsData');
  });

  test.each([107, 109])('[ETCD-2] revision %i is not the next', (revision) => {
    const play = started();
    play.botsUntil('etcd', 'commit');
    expect(reason(play.act('etcd', { type: 'CommitTxn', revision }))).toBe('RevisionIsNext');
  });

  test('[ETCD-3] transactions queue: one card at a time', () => {
    const play = started();
    play.bots();
    play.startWave(1);
    play.bots((card) => card.seat === 'etcd' && play.state.cluster.etcd.queue.length > 1);
    expect(play.state.cluster.etcd.queue.length).toBeGreaterThan(1);
    expect(deskOf(play.state, 'etcd')).toHaveLength(1);
  });
});

describe('kube-scheduler', () => {
  test('[SCH-1] controllers hear of the pod and get no card', () => {
    const play = started();
    play.bots();
    const dealt = eventsOf(play).flatMap((event) => (event.type === 'CardDealt' ? [event.card.seat] : []));
    expect(sent(play).some(({ to }) => to === 'replication-controller')).toBe(true);
    expect(dealt).not.toContain('replication-controller');
    expect(dealt.filter((seat) => seat === 'kube-scheduler')).toHaveLength(2);
  });

  test('[SCH-2] a wrong tick binds nothing', () => {
    const play = started();
    play.botsUntil('kube-scheduler', 'worksheet');
    const verdicts = ['node-1', 'node-2', 'node-3'].map((node) => ({ node, feasible: node === 'node-1' }));
    const decision = play.act('kube-scheduler', { type: 'FileWorksheet', verdicts });
    expect(decision.accepted && decision.mistakes).toEqual([]);
    expect(play.state.cluster.scheduler.assumed).toEqual({});
  });

  test('[SCH-3] an assumed pod takes its room before anybody has seen it bound', () => {
    const play = started();
    play.bots();
    play.startWave(1);
    play.bots((card) => card.kind === 'worksheet' && Object.keys(play.state.cluster.scheduler.assumed).length > 0);
    const card = deskOf(play.state, 'kube-scheduler').find(({ kind }) => kind === 'worksheet');
    const { form } = play.show(card);
    const facts = form?.kind === 'worksheet' ? form.nodes.find(({ node }) => node === 'node-1')?.facts : undefined;
    expect(facts?.[0]?.value).toBe('50m');
  });

  describe('[SCH-10] a pod that is not to be scheduled here', () => {
    const worksheets = (play: Play): number =>
      deskOf(play.state, 'kube-scheduler').filter(({ kind }) => kind === 'worksheet').length;

    test('waits until its gates are gone', () => {
      const play = quiet();
      const { status } = ask(play, {
        verb: 'POST',
        path: PODS,
        body: pod('gated', { schedulingGates: [{ name: 'a.b/c' }] }),
      });
      settle(play);
      expect([status, worksheets(play)]).toEqual([201, 0]);
      const contentType = 'application/merge-patch+json';
      ask(play, { verb: 'PATCH', path: `${PODS}/gated`, body: { spec: { schedulingGates: null } }, contentType });
      settle(play);
      expect(worksheets(play)).toBe(1);
    });

    test('because it names another scheduler', () => {
      const play = quiet();
      const { status } = ask(play, { verb: 'POST', path: PODS, body: pod('theirs', { schedulerName: 'theirs' }) });
      settle(play);
      expect([status, worksheets(play)]).toEqual([201, 0]);
    });
  });

  test('[SCH-4] a pod kept aside is tried again after its time', () => {
    const play = started();
    play.botsUntil('kube-scheduler', 'worksheet');
    play.act('kube-scheduler', { type: 'MarkUnschedulable' });
    play.bots((card) => card.kind === 'repair');
    while (deskOf(play.state, 'kube-scheduler').length === 0) {
      const repair = deskOf(play.state, 'user').find(({ kind }) => kind === 'repair');
      if (repair !== undefined) play.act('user', { type: 'KeepWaiting', card: repair.id });
      else play.advance();
    }
    expect(play.state.cluster.now).toBeGreaterThanOrEqual(300_000);
    expect(play.state.cluster.now).toBeLessThan(301_000);
  });
});
