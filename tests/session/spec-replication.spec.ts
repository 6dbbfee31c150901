import { describe, expect, test } from 'vitest';
import type { Card } from '../../lib/cluster/card.ts';
import type { ClusterEvent } from '../../lib/cluster/events.ts';
import type { Mission, MissionTask } from '../../lib/cluster/mission.ts';
import { asPod, listObjects, POD_PREFIX } from '../../lib/cluster/objects.ts';
import { newTurn } from '../../lib/cluster/turn.ts';
import { minAvailable, maxSurge } from '../../lib/components/replication-controller/deployment-math.ts';
import { asDeployment, asOwner } from '../../lib/components/replication-controller/knowledge.ts';
import { deskOf } from '../../lib/session/idle.ts';
import { knownDeployment } from '../../lib/components/replication-controller/deployments.ts';
import { put } from '../../lib/etcd/store.ts';
import type { JsonObject } from '../../lib/kernel/json.ts';
import { NEW_IMAGE } from '../../lib/lessons/rolling-update/world.ts';
import { replicaSet } from '../../lib/lessons/replicas/world.ts';
import type { Pod } from '../../lib/kubernetes/types/pod.ts';
import { giveMission } from '../support/give-mission.ts';
import { Play } from '../support/play.ts';
import { eventsOf, reason, sent } from '../support/spec-play.ts';

const SEAT = 'replication-controller';

const OLD_FORM = {
  apiVersion: 'v1',
  kind: 'ReplicationController',
  metadata: { name: 'old', namespace: 'default' },
  spec: {
    replicas: 2,
    selector: { app: 'old' },
    template: {
      metadata: { labels: { app: 'old' } },
      spec: { containers: [{ name: 'main', image: 'nginx:1.27' }] },
    },
  },
};

/** The lesson up to the end of so many of its rounds. */
function played(waves: number, lesson = 'replicas'): Play {
  const play = new Play(lesson);
  for (let wave = 0; wave < waves; wave += 1) {
    play.startWave(wave);
    play.bots();
  }
  return play;
}

function begun(wave: number, lesson = 'replicas'): Play {
  const play = played(wave, lesson);
  play.startWave(wave);
  return play;
}

function pods({ state }: Play): Pod[] {
  return listObjects(state.cluster, `${POD_PREFIX}default/`).map(({ object }) => asPod(object));
}

function livingPods(play: Play): Pod[] {
  return pods(play).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
}

function objects({ state }: Play, prefix: string): JsonObject[] {
  return listObjects(state.cluster, `/registry/${prefix}/default/`).map(({ object }) => object);
}

function dealt(play: Play, kind: Card['kind']): ClusterEvent[] {
  return eventsOf(play).filter((event) => event.type === 'CardDealt' && event.card.kind === kind);
}

/** Something that the lesson does not ask for. */
function ask(play: Play, task: MissionTask): void {
  const mission: Mission = {
    id: 'more',
    seat: 'user',
    name: 'more',
    image: '',
    cpu: '',
    memory: '',
    aim: 'up',
    task,
  };
  giveMission(play, mission);
}

function rest(play: Play): void {
  play.botsThrough(() => false);
}

describe('replicas', () => {
  test('[REP-1] one card for an owner, and none while its own requests have not been seen', () => {
    const play = begun(0);
    play.botsUntil(SEAT, 'replicas');
    expect(deskOf(play.state, SEAT)).toHaveLength(1);
    play.act(SEAT, { type: 'CreateReplicas', count: 2 });
    expect(deskOf(play.state, SEAT)).toEqual([]);
    play.bots();
    expect(dealt(play, 'replicas')).toHaveLength(1);
  });

  test('[REP-1] nothing to do makes no card', () => {
    const play = played(1);
    const before = dealt(play, 'replicas').length;
    rest(play);
    expect(dealt(play, 'replicas')).toHaveLength(before);
  });

  test('[REP-2] pods are asked for one first, then two, then four', () => {
    const play = begun(0);
    ask(play, { do: 'scale', resource: 'replicasets', name: 'web', replicas: 7 });
    play.botsUntil(SEAT, 'replicas');
    play.act(SEAT, { type: 'LeaveReplicas' });
    const card = play.botsThrough(({ kind, seat }) => seat === SEAT && kind === 'replicas');
    expect(card).not.toBeNull();
    play.bots();
    rest(play);
    const sizes = eventsOf(play).flatMap((event) =>
      event.type === 'ReplicaBatchChanged' && event.batch !== undefined ? [event.batch.size] : [],
    );
    expect(sizes).toEqual([1, 2, 4]);
    expect(livingPods(play)).toHaveLength(7);
  });

  test('[REP-2] a refusal ends the sync; it is tried again later', () => {
    const play = begun(0);
    play.botsUntil(SEAT, 'replicas');
    play.act(SEAT, { type: 'CreateReplicas', count: 2 });
    play.botsUntil('kube-apiserver', 'pass');
    play.act('kube-apiserver', { type: 'RefuseRequest', code: 403 });
    expect(deskOf(play.state, SEAT)).toEqual([]);
    const resync = Object.values(play.state.cluster.timers).find(({ kind }) => kind === 'resync');
    const card = play.botsThrough(({ seat }) => seat === SEAT);
    expect(card?.kind).toBe('replicas');
    expect(card?.since).toBe(resync?.due);
    expect(eventsOf(play).filter(({ type }) => type === 'ReplicaBatchChanged')).toHaveLength(2);
  });

  test('[REP-3] a pod on its way out counts no longer', () => {
    const play = begun(1);
    play.botsUntil(SEAT, 'replicas');
    const ending = pods(play).filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
    expect(ending).toHaveLength(1);
    expect(livingPods(play)).toHaveLength(1);
  });

  test('[REP-4] a new pod is named after its owner, belongs to it, and has no node', () => {
    const play = begun(0);
    play.botsUntil('kube-scheduler', 'worksheet');
    const [pod] = pods(play);
    expect(pod?.metadata.name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(pod?.metadata.ownerReferences).toMatchObject([{ kind: 'ReplicaSet', name: 'web', controller: true }]);
    expect(pod?.spec?.nodeName).toBeUndefined();
  });

  test('[REP-5] a stray pod that the selector matches is adopted, and one is too many', () => {
    const play = played(1);
    const stray = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'stray', namespace: 'default', labels: { app: 'web' } },
      spec: { containers: [{ name: 'main', image: 'nginx:1.27' }] },
    };
    ask(play, { do: 'create', resource: 'pods', manifest: stray });
    const card = play.botsThrough(({ kind, seat }) => seat === SEAT && kind === 'replicas');
    expect(play.show(card ?? undefined).title.key).toBe('card.replicas.many');
    const adopted = pods(play).find(({ metadata }) => metadata.name === 'stray');
    expect(adopted?.metadata.ownerReferences).toMatchObject([{ name: 'web', controller: true }]);
  });

  test('[REP-6] when a ReplicaSet is deleted its pods go after it', () => {
    const play = played(1);
    ask(play, { do: 'delete', resource: 'replicasets', name: 'web' });
    rest(play);
    expect(objects(play, 'replicasets')).toEqual([]);
    expect(pods(play)).toEqual([]);
  });

  test('[REP-7] the status follows the pods, and is never written twice', () => {
    const play = played(4);
    rest(play);
    const [owner] = objects(play, 'replicasets').map(asOwner);
    expect(owner?.status).toMatchObject({ replicas: 1, readyReplicas: 1, availableReplicas: 1, observedGeneration: 3 });
    const statuses = sent(play).filter(({ kind, path }) => kind === 'request' && path.endsWith('/web/status'));
    const written = eventsOf(play).filter(
      (event) => event.type === 'TxnCommitted' && event.key === '/registry/replicasets/default/web',
    );
    // Created once, scaled twice; every other write is a status, and none was sent in vain.
    expect(written).toHaveLength(statuses.length + 3);
  });

  test.each([
    ['NotYourField', { type: 'MarkReplicasReady' }],
    ['NoRoute', { type: 'SendMessage', to: 'kubelet@node-1', verb: 'POST', path: '/pods/web' }],
    ['NoRoute', { type: 'SendMessage', to: 'etcd', verb: 'Txn', path: '/registry/pods/default/web' }],
    ['Invalid', { type: 'CreateReplicas', count: 9 }],
    ['Invalid', { type: 'CreateReplicas', count: 2, node: 'node-9' }],
    ['Invalid', { type: 'DeleteReplicas', pods: ['nobody'] }],
    ['StageOrder', { type: 'StepRollout', atOnce: false }],
  ] as const)('[REP-8] refused %s: %o', (expected, action) => {
    const play = begun(0);
    const card = play.botsUntil(SEAT, 'replicas');
    const decision = play.act(SEAT, { ...action, card: card.id });
    expect(reason(decision)).toBe(expected);
    expect(deskOf(play.state, SEAT).map(({ id }) => id)).toEqual([card.id]);
  });
});

describe('the older form', () => {
  test('[REP-1] a ReplicationController keeps its number in the same way', () => {
    const play = begun(0);
    const { cluster } = play.state;
    const id = 'user/replicationcontrollers';
    const stream = { id, client: 'user', resource: 'replicationcontrollers', namespace: 'default', at: 107 };
    play.state = { ...play.state, cluster: { ...cluster, streams: { ...cluster.streams, [id]: stream } } };
    ask(play, { do: 'create', resource: 'replicationcontrollers', manifest: OLD_FORM });
    rest(play);
    const [owner] = listObjects(play.state.cluster, '/registry/controllers/default/').map(({ object }) =>
      asOwner(object),
    );
    expect(owner?.status).toMatchObject({ replicas: 2, readyReplicas: 2 });
    const owned = pods(play).filter(({ metadata }) => metadata.name?.startsWith('old-'));
    expect(owned.map(({ metadata }) => metadata.ownerReferences?.[0]?.kind)).toEqual([
      'ReplicationController',
      'ReplicationController',
    ]);
    expect(play.state.cluster.users['user']?.terminal).toContain('replicationcontroller/old created');
  });
});

describe('rollouts', () => {
  test('[REP-9] between the least that must be available and the most that may exist', () => {
    const play = begun(1, 'rolling-update');
    const [before] = objects(play, 'deployments').map(asDeployment);
    if (before === undefined) throw new Error('no Deployment');
    const wanted = before.spec?.replicas ?? 0;
    const counted: { readonly all: number; readonly ready: number }[] = [];
    play.bots(() => {
      const living = livingPods(play);
      const ready = living.filter(({ status }) =>
        status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
      );
      counted.push({ all: living.length, ready: ready.length });
      return false;
    });
    expect(Math.max(...counted.map(({ all }) => all))).toBe(wanted + maxSurge(before));
    expect(Math.min(...counted.map(({ ready }) => ready))).toBe(minAvailable(before));
  });

  test('[REP-9] everything at once leaves nobody to serve', () => {
    const play = begun(1, 'rolling-update');
    play.botsUntil(SEAT, 'rollout');
    const decision = play.act(SEAT, { type: 'StepRollout', atOnce: true });
    expect(decision.accepted && decision.mistakes.map(({ rule }) => rule)).toEqual(['replication.surge']);
    play.botsUntil('kubelet@node-3', 'admit-pod');
    expect(livingPods(play).filter(({ status }) => status?.phase === 'Running')).toEqual([]);
  });

  test('[REP-9] there is no “at once” while nothing old is there', () => {
    const play = begun(0, 'rolling-update');
    play.botsUntil(SEAT, 'rollout');
    expect(reason(play.act(SEAT, { type: 'StepRollout', atOnce: true }))).toBe('NotYourDecision');
  });

  test('[REP-10] a former template gets its former ReplicaSet, with the next revision', () => {
    const play = played(4, 'rolling-update');
    rest(play);
    const sets = objects(play, 'replicasets').map(asOwner);
    const texts = sets.map(({ spec, metadata }) => {
      const revision = metadata.annotations?.['deployment.kubernetes.io/revision'];
      return `${spec?.template?.spec?.containers?.[0]?.image} revision ${revision}: ${spec?.replicas}`;
    });
    expect(texts.toSorted()).toEqual([
      'nginx:1.25 revision 1: 0',
      `${NEW_IMAGE} revision 4: 2`,
      'nginx:1.99 revision 3: 0',
    ]);
    const [deployment] = objects(play, 'deployments').map(asDeployment);
    expect(deployment?.metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('4');
  });
});

describe('a name that is taken', () => {
  test('[REP-10] another’s ReplicaSet under the same name: the collision is counted, and the name changes', () => {
    const play = begun(0, 'rolling-update');
    const { about } = play.botsUntil(SEAT, 'rollout');
    const name = knownDeployment(play.state.cluster, about)?.plan.create?.metadata.name ?? '';
    const { cluster } = play.state;
    const other = { ...replicaSet('nginx:1.27'), metadata: { name, namespace: 'default', uid: 'other' } };
    const { store } = put(cluster.store, `/registry/replicasets/default/${name}`, other);
    play.state = { ...play.state, cluster: { ...cluster, store } };
    play.bots();
    const [deployment] = objects(play, 'deployments').map(asDeployment);
    expect(deployment?.status?.collisionCount).toBe(1);
    const owned = objects(play, 'replicasets').map(asOwner);
    expect(owned.map(({ metadata }) => metadata.name)).toHaveLength(2);
    expect(play.state.room.waveDone).toBe(true);
  });
});

describe('tasks of users', () => {
  test('[TASK-1] done when the own watch has shown it, and done for good', () => {
    const play = played(3);
    const missions = play.state.cluster.users['user']?.missions ?? {};
    expect(Object.values(missions).map(({ id, done }) => [id, done])).toEqual([
      ['web', true],
      ['one-of-them', true],
      ['web-to-3', true],
    ]);
    const asked = sent(play).filter(({ from, kind }) => from === 'user' && kind === 'request');
    expect(asked.map(({ verb }) => verb)).toEqual(['POST', 'DELETE', 'PATCH']);
  });

  test('[TASK-1] an object that is gone is created again, as the last task about it wants it', () => {
    const play = played(3);
    ask(play, { do: 'scale', resource: 'replicasets', name: 'web', replicas: 2 });
    rest(play);
    // Nobody asked for this: it is what a player may do on a card that offers to start anew.
    const { state } = play;
    const turn = newTurn(state.cluster);
    turn.deal('user', 'repair', 'web');
    play.state = { ...state, cluster: turn.state };
    play.act('user', { type: 'RunTask' });
    rest(play);
    expect(objects(play, 'replicasets').map((object) => asOwner(object).spec?.replicas)).toEqual([2]);
    expect(livingPods(play)).toHaveLength(2);
  });

  test('[TASK-1] kubectl prints its own lines', () => {
    const play = played(3);
    const terminal = play.state.cluster.users['user']?.terminal ?? [];
    expect(terminal).toContain('replicaset.apps/web created');
    expect(terminal).toContain('replicaset.apps/web scaled');
    expect(terminal.some((line) => /^pod "web-[a-z0-9]{5}" deleted from default namespace$/.test(line))).toBe(true);
    expect(terminal).toContain('replicaset.apps/web   2   2   2   3s');
  });

  test('[TASK-2] what is not as asked is deleted and created again', () => {
    const play = begun(0);
    play.act('user', { type: 'RunTask', slip: true });
    const card = play.botsUntil('user', 'repair');
    expect(play.show(card).facts.map(({ value }) => value)).toContain('replicas 2, selector app=web, image ngnix:1.27');
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
    const [owner] = objects(play, 'replicasets');
    expect(owner).toMatchObject({ spec: replicaSet('nginx:1.27')['spec'] });
  });

  test('[TASK-2] the user picks which pod to delete', () => {
    const play = begun(1);
    const card = play.botsUntil('user', 'mission');
    const [first, second] = pods(play).map(({ metadata }) => metadata.name ?? '');
    expect(play.show(card).options.map(({ label }) => label.params?.['line'])).toEqual(
      expect.arrayContaining([`kubectl delete pod ${first}`, `kubectl delete pod ${second}`]),
    );
    expect(reason(play.act('user', { type: 'RunTask', name: 'other' }))).toBe('NotFound');
    play.act('user', { type: 'RunTask', name: second ?? '' });
    play.bots();
    expect(pods(play).map(({ metadata }) => metadata.name)).toContain(first);
    expect(pods(play).map(({ metadata }) => metadata.name)).not.toContain(second);
  });
});
