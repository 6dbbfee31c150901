import { describe, expect, test } from 'vitest';
import type { Message } from '../../lib/cluster/message.ts';
import { asPod, listObjects } from '../../lib/cluster/objects.ts';
import { isJsonObject, type JsonObject } from '../../lib/kernel/json.ts';
import { giveMission } from '../support/give-mission.ts';
import { ask, pod, quiet, replicaSet, settle, storedObject } from '../support/api-play.ts';
import type { Play } from '../support/play.ts';
import { sent } from '../support/spec-play.ts';

const TEAM = '/api/v1/namespaces/team';

/** A namespace of its own with what a test puts there, at rest. */
function begun(...bodies: readonly (readonly [path: string, body: JsonObject])[]): Play {
  const play = quiet();
  ask(play, { verb: 'POST', path: '/api/v1/namespaces', body: { metadata: { name: 'team' } } });
  for (const [path, body] of bodies) {
    settle(play);
    expect(ask(play, { verb: 'POST', path, body }).status).toBe(201);
  }
  rest(play);
  return play;
}

function rest(play: Play): void {
  settle(play);
  play.botsThrough(() => false);
}

function content({ state }: Play): string[] {
  return listObjects(state.cluster, '/registry/').flatMap(({ key, object }) =>
    asPod(object).metadata?.namespace === 'team' ? [key] : [],
  );
}

/** What the namespace controller asked for: `DELETE /api/v1/namespaces/team/pods 200`. */
function asked(play: Play): string[] {
  const messages = sent(play);
  const status = ({ id }: Message): number | undefined => messages.find(({ inReplyTo }) => inReplyTo === id)?.status;
  return messages
    .filter(({ kind, credential }) => kind === 'request' && credential === 'token:namespace-controller')
    .map((message) => `${message.verb} ${message.path} ${status(message)}`);
}

function conditionsOf(message: Message | undefined): string[] {
  const { status } = isJsonObject(message?.body) ? message.body : {};
  const conditions = isJsonObject(status) && Array.isArray(status['conditions']) ? status['conditions'] : [];
  return conditions.flatMap((condition) =>
    isJsonObject(condition) && condition['status'] === 'True'
      ? [`${String(condition['type'])}: ${String(condition['message'])}`]
      : [],
  );
}

/** Lets students delete namespaces, and see them. */
function allowStudents(play: Play): void {
  const group = 'rbac.authorization.k8s.io';
  const base = `/apis/${group}/v1`;
  const rules = [{ apiGroups: [''], resources: ['namespaces'], verbs: ['delete'] }];
  const bound = {
    metadata: { name: 'clean-up' },
    roleRef: { apiGroup: group, kind: 'ClusterRole', name: 'clean-up' },
    subjects: [{ apiGroup: group, kind: 'Group', name: 'students' }],
  };
  ask(play, { verb: 'POST', path: `${base}/clusterroles`, body: { metadata: { name: 'clean-up' }, rules } });
  settle(play);
  ask(play, { verb: 'POST', path: `${base}/clusterrolebindings`, body: bound });
  settle(play);
  const { cluster } = play.state;
  const id = 'user/namespaces';
  const stream = { id, client: 'user', resource: 'namespaces', at: cluster.store.revision };
  play.state = { ...play.state, cluster: { ...cluster, streams: { ...cluster.streams, [id]: stream } } };
}

describe('a namespace that is deleted', () => {
  test('[NSC-1] kubectl delete namespace, as a task of a user', () => {
    const play = begun([`${TEAM}/pods`, pod('web')]);
    allowStudents(play);
    const task = { do: 'delete', resource: 'namespaces', name: 'team' } as const;
    giveMission(play, { id: 'clean-up', seat: 'user', name: 'team', image: '', cpu: '', memory: '', aim: 'up', task });
    rest(play);
    expect(storedObject(play, 'namespaces', 'team')).toBeNull();
    const user = play.state.cluster.users['user'];
    expect(user?.missions['clean-up']?.done).toBe(true);
    expect(user?.terminal).toContain('namespace "team" deleted');
  });

  test('[NSC-1] an empty one rests five seconds, then loses its finalizer and is gone', () => {
    const play = begun();
    const { now } = play.state.cluster;
    ask(play, { verb: 'DELETE', path: TEAM, body: {} });
    settle(play);
    expect(storedObject(play, 'namespaces', 'team')).toMatchObject({
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Terminating' },
    });
    rest(play);
    expect(storedObject(play, 'namespaces', 'team')).toBeNull();
    const lines = asked(play);
    expect(lines[0]).toBe(`GET ${TEAM} 200`);
    expect(lines.slice(1, 4)).toEqual([`LIST ${TEAM}/pods 200`, `DELETE ${TEAM}/pods 200`, `LIST ${TEAM}/pods 200`]);
    expect(lines.slice(-2)).toEqual([`PUT ${TEAM}/status 200`, `PUT ${TEAM}/finalize 200`]);
    const look = sent(play).find(({ credential }) => credential === 'token:namespace-controller');
    expect((look?.sentAt ?? 0) - now).toBeGreaterThanOrEqual(5000);
    expect(play.state.cluster.namespaces).toEqual({});
  });

  test('[NSC-2] pods end with their grace before anything else is touched', () => {
    const play = begun(
      [`${TEAM}/pods`, pod('web')],
      [`${TEAM}/configmaps`, { metadata: { name: 'words' }, data: { a: 'b' } }],
    );
    expect(content(play)).toContain('/registry/pods/team/web');
    ask(play, { verb: 'DELETE', path: TEAM, body: {} });
    rest(play);
    expect(content(play)).toEqual([]);
    expect(storedObject(play, 'namespaces', 'team')).toBeNull();
    const lines = asked(play);
    const pods = lines.indexOf(`DELETE ${TEAM}/pods 200`);
    const status = lines.indexOf(`PUT ${TEAM}/status 200`);
    const others = lines.indexOf(`DELETE ${TEAM}/configmaps 200`);
    expect([pods, status, others]).toEqual([pods, status, others].toSorted((left, right) => left - right));
    const said = sent(play).filter(({ path, verb }) => verb === 'PUT' && path === `${TEAM}/status`);
    expect(conditionsOf(said[0])).toEqual([
      'NamespaceContentRemaining: Some resources are remaining: pods. has 1 resource instances',
    ]);
    expect(conditionsOf(said.at(-1))).toEqual([]);
  });

  test('[NSC-2] a workload goes with all it made, and makes nothing more', () => {
    const play = begun(['/apis/apps/v1/namespaces/team/replicasets', replicaSet('web', 2)]);
    expect(content(play).filter((key) => key.startsWith('/registry/pods/'))).toHaveLength(2);
    ask(play, { verb: 'DELETE', path: TEAM, body: {} });
    rest(play);
    expect(content(play)).toEqual([]);
    expect(storedObject(play, 'namespaces', 'team')).toBeNull();
  });

  test('[NSC-3] what a finalizer holds keeps the namespace, and its status says so', () => {
    const metadata = { name: 'held', finalizers: ['example.com/hold'] };
    const play = begun([`${TEAM}/configmaps`, { metadata }]);
    ask(play, { verb: 'DELETE', path: TEAM, body: {} });
    settle(play);
    const statuses = (): Message[] =>
      sent(play).filter(({ path, verb }) => verb === 'PUT' && path === `${TEAM}/status`);
    while (statuses().length === 0) expect(play.advance()).toBe(true);
    expect(conditionsOf(statuses()[0])).toEqual([
      'NamespaceContentRemaining: Some resources are remaining: configmaps. has 1 resource instances',
      'NamespaceFinalizersRemaining: Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances',
    ]);
    // The status is a change: one more pass, and from then on only the clock moves.
    for (let turn = 0; turn < 3; turn += 1) expect(play.advance()).toBe(true);
    const passes = asked(play).length;
    for (let turn = 0; turn < 20; turn += 1) expect(play.advance()).toBe(true);
    expect(asked(play)).toHaveLength(passes);
    ask(play, {
      verb: 'PATCH',
      path: `${TEAM}/configmaps/held`,
      contentType: 'application/merge-patch+json',
      body: { metadata: { finalizers: null } },
    });
    rest(play);
    expect(storedObject(play, 'namespaces', 'team')).toBeNull();
  });

  test('[NSC-3] a pass that fails is tried again', () => {
    const play = begun();
    const role = '/apis/rbac.authorization.k8s.io/v1/clusterroles/system:controller:namespace-controller';
    const rule = { apiGroups: [''], resources: ['namespaces', 'namespaces/status'], verbs: ['get', 'update'] };
    const found = ask(play, { verb: 'GET', path: role }).object;
    const body = { ...found, rules: [rule] };
    settle(play);
    expect(ask(play, { verb: 'PUT', path: role, body }).status).toBe(200);
    settle(play);
    ask(play, { verb: 'DELETE', path: TEAM, body: {} });
    settle(play);
    while (asked(play).filter((line) => line.startsWith('GET')).length < 3) expect(play.advance()).toBe(true);
    const said = sent(play).find(({ path, verb }) => verb === 'PUT' && path === `${TEAM}/status`);
    expect(conditionsOf(said)[0]).toContain(
      'NamespaceDeletionContentFailure: Failed to delete all resource types, 1 remaining: pods is forbidden',
    );
    const stored = ask(play, { verb: 'GET', path: role }).object;
    ask(play, { verb: 'PUT', path: role, body: { ...stored, rules: found?.['rules'] } });
    rest(play);
    expect(storedObject(play, 'namespaces', 'team')).toBeNull();
  });

  test('[NSC-4] a controller that stood still goes on where it was', () => {
    const play = begun();
    ask(play, { verb: 'DELETE', path: TEAM, body: {} });
    settle(play);
    const seat = 'replication-controller';
    play.must({ type: 'InjectFault', fault: { kind: 'freeze', seat } }, { kind: 'teacher' });
    rest(play);
    expect(storedObject(play, 'namespaces', 'team')).not.toBeNull();
    play.must({ type: 'InjectFault', fault: { kind: 'thaw', seat } }, { kind: 'teacher' });
    rest(play);
    expect(storedObject(play, 'namespaces', 'team')).toBeNull();
  });

  test('[NSC-4] only the kubernetes finalizer is its own', () => {
    const play = begun();
    const found = ask(play, { verb: 'GET', path: TEAM }).object;
    const body = { ...found, spec: { finalizers: ['kubernetes', 'example.com/own'] } };
    expect(ask(play, { verb: 'PUT', path: `${TEAM}/finalize`, body }).status).toBe(200);
    settle(play);
    ask(play, { verb: 'DELETE', path: TEAM, body: {} });
    rest(play);
    expect(storedObject(play, 'namespaces', 'team')).toMatchObject({ spec: { finalizers: ['example.com/own'] } });
  });
});
