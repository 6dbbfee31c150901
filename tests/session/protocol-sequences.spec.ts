import { describe, expect, test } from 'vitest';
import type { Message } from '../../lib/cluster/message.ts';
import type { Mission, MissionTask } from '../../lib/cluster/mission.ts';
import { asPod, listObjects, POD_PREFIX } from '../../lib/cluster/objects.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../lib/kernel/json.ts';
import { parsePath } from '../../lib/kubernetes/resources-table.ts';
import { giveMission } from '../support/give-mission.ts';
import { pod, PODS, post, SERVICES, settle } from '../support/api-play.ts';
import { Play } from '../support/play.ts';
import { eventsOf, sent } from '../support/spec-play.ts';

// Sequences that a real control plane makes, where no recording of one is at hand: who writes what, in which order.

/** A cluster with the lesson's Deployment `shop`, whose two pods run. */
function begun(...changes: readonly MissionTask[]): Play {
  const play = new Play('rolling-update');
  play.startWave(0);
  rest(play);
  for (const change of changes) played(play, change);
  return play;
}

function rest(play: Play, look: () => void = () => undefined): void {
  settle(play);
  play.botsThrough(() => {
    look();
    return false;
  });
}

/** What kubectl is asked to do, played to its end: the messages from then on. */
function played(play: Play, task: MissionTask, look?: () => void): Message[] {
  const id = `more-${Object.keys(play.state.cluster.users['user']?.missions ?? {}).length}`;
  const mission: Mission = { id, seat: 'user', name: 'shop', image: '', cpu: '', memory: '', aim: 'up', task };
  const before = sent(play).length;
  giveMission(play, mission);
  rest(play, look);
  return sent(play).slice(before);
}

function scale(replicas: number): MissionTask {
  return { do: 'scale', resource: 'deployments', name: 'shop', replicas };
}

function setImage(image: string): MissionTask {
  return change({ template: { spec: { containers: [{ name: 'main', image }] } } });
}

function change(spec: JsonObject): MissionTask {
  return { do: 'change', resource: 'deployments', name: 'shop', spec, line: '', printed: '' };
}

/** ReplicaSets by the order in which they are first named, and their pods: `set-1`, `set-1-pod`. */
function plain(path: string, names: string[]): string {
  const { name = '' } = parsePath(path) ?? {};
  const set = /^shop-[a-z0-9]{8,10}/.exec(name)?.[0];
  const short = path.replace(/.*\/namespaces\/default\//, '');
  if (set === undefined) return short;
  if (!names.includes(set)) names.push(set);
  return short.replace(/shop-[a-z0-9]+(-[a-z0-9]{5})?/, `set-${names.indexOf(set) + 1}${name === set ? '' : '-pod'}`);
}

/** Writes to the API in the order of sending: `user PATCH deployments/shop/scale 200`. */
function writes(messages: readonly Message[], names: string[] = []): string[] {
  const codes = new Map(messages.map(({ inReplyTo, status }) => [inReplyTo, status]));
  return messages.flatMap(({ id, kind, to, from, verb, path }) => {
    const write = verb === 'POST' || verb === 'PUT' || verb === 'PATCH' || verb === 'DELETE';
    if (kind !== 'request' || to !== 'kube-apiserver' || !write || /events|token/.test(path)) return [];
    return [`${from.replace(/@.*/, '')} ${verb} ${plain(path, names)} ${codes.get(id)}`];
  });
}

/** Without the statuses that controllers keep of workloads. */
function deeds(messages: readonly Message[], names: string[] = []): string[] {
  return writes(messages, names).filter((line) => !/(sets|deployments)\/\S+\/status/.test(line));
}

function bodyOf({ body }: Message): JsonObject {
  return isJsonObject(body) ? body : {};
}

/** The sizes that ReplicaSets are given, in order: `set-1 3`. */
function sizes(messages: readonly Message[], names: string[]): string[] {
  return messages.flatMap((message) => {
    const { verb, path, kind } = message;
    const { resource, subresource, name } = parsePath(path) ?? {};
    const sized = resource === 'replicasets' && subresource === undefined && (verb === 'PUT' || verb === 'POST');
    if (kind !== 'request' || !sized) return [];
    const { spec, metadata } = bodyOf(message);
    const set = name ?? String(isJsonObject(metadata) ? metadata['name'] : '');
    if (!names.includes(set)) names.push(set);
    const replicas: JsonValue | undefined = isJsonObject(spec) ? spec['replicas'] : undefined;
    return [`set-${names.indexOf(set) + 1} ${String(replicas)}`];
  });
}

function podsOf({ state }: Play): { readonly living: number; readonly available: number } {
  const pods = listObjects(state.cluster, `${POD_PREFIX}default/`)
    .map(({ object }) => asPod(object))
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const ready = pods.filter(({ status }) =>
    status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
  );
  return { living: pods.length, available: ready.length };
}

describe('a Deployment scaled from four to two', () => {
  const play = begun(scale(4));
  const messages = played(play, scale(2));

  test('its ReplicaSet is told, which deletes two pods; their kubelets end them', () => {
    expect(deeds(messages)).toEqual([
      'user PATCH deployments/shop/scale 200',
      'replication-controller PUT replicasets/set-1 200',
      'replication-controller DELETE pods/set-1-pod 200',
      'replication-controller DELETE pods/set-1-pod 200',
      'kubelet PATCH pods/set-1-pod/status 200',
      'kubelet PATCH pods/set-1-pod/status 200',
      'kubelet DELETE pods/set-1-pod 200',
      'kubelet DELETE pods/set-1-pod 200',
    ]);
  });

  test('the controller leaves the grace to the pods, the kubelets leave none', () => {
    const options = messages.filter(({ verb, kind }) => verb === 'DELETE' && kind === 'request').map(bodyOf);
    expect(options.map(({ gracePeriodSeconds }) => gracePeriodSeconds)).toEqual([undefined, undefined, 0, 0]);
    expect(
      options.slice(2).every(({ preconditions }) => isJsonObject(preconditions) && preconditions['uid'] !== ''),
    ).toBe(true);
  });

  test('pods on their way out are not counted: the status says two before a kubelet has ended one', () => {
    const lines = messages.flatMap((message) => {
      const { kind, verb, path, from } = message;
      if (kind !== 'request') return [];
      if (from.startsWith('kubelet@') && verb === 'PATCH') return ['kubelet'];
      if (verb !== 'PUT' || !/replicasets\/\S+\/status/.test(path)) return [];
      const { status } = bodyOf(message);
      return isJsonObject(status) ? [String(status['replicas'])] : [];
    });
    expect(lines.slice(0, lines.indexOf('kubelet')).at(-1)).toBe('2');
    expect(lines.slice(lines.indexOf('kubelet')).filter((line) => line !== 'kubelet')).toEqual([]);
  });
});

describe('a rolling update of four at 25 % and 25 %', () => {
  const quarter = { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } };
  const play = begun(change({ strategy: quarter }), scale(4));
  const names: string[] = [];
  const counted: { readonly living: number; readonly available: number }[] = [];
  for (const { key } of listObjects(play.state.cluster, '/registry/replicasets/default/')) {
    names.push(key.slice(key.lastIndexOf('/') + 1));
  }
  const messages = played(play, setImage('nginx:1.27'), () => counted.push(podsOf(play)));
  const back = played(play, setImage('nginx:1.25'));

  test('the new set grows and the old one shrinks by turns, as far as the fence posts allow', () => {
    // Two pods of a step are pulled side by side and serve together: then two steps may be taken at once.
    expect(sizes(messages, names)).toEqual(['set-2 1', 'set-1 3', 'set-2 2', 'set-1 1', 'set-2 4', 'set-1 0']);
  });

  test('never more than five pods, never fewer than three that serve', () => {
    expect(Math.max(...counted.map(({ living }) => living))).toBe(5);
    expect(Math.min(...counted.map(({ available }) => available))).toBe(3);
  });

  test('the Deployment is patched, the new set is created, and pods come and go one by one', () => {
    const controllers = deeds(messages, [...names]).filter((line) => !/^kubelet|^kube-scheduler/.test(line));
    expect(controllers[0]).toBe('user PATCH deployments/shop 200');
    expect(controllers[1]).toBe('replication-controller POST replicasets 201');
    const made = controllers.filter((line) => line === 'replication-controller POST pods 201');
    const ended = controllers.filter((line) => line === 'replication-controller DELETE pods/set-1-pod 200');
    expect([made.length, ended.length]).toEqual([4, 4]);
  });

  test('the old set stays, empty', () => {
    const sets = listObjects(play.state.cluster, '/registry/replicasets/default/');
    expect(sets).toHaveLength(2);
  });

  test('rolled back: no set is made, the former one gets its revision first, then its size', () => {
    const lines = deeds(back, [...names]);
    expect(lines[0]).toBe('user PATCH deployments/shop 200');
    expect(lines.filter((line) => line.includes('POST replicasets'))).toEqual([]);
    expect(sizes(back, names)).toEqual(['set-1 0', 'set-1 1', 'set-2 3', 'set-1 2', 'set-2 1', 'set-1 4', 'set-2 0']);
    const first = back.find(
      ({ verb, path, kind }) => kind === 'request' && verb === 'PUT' && path.includes('/replicasets/'),
    );
    expect(first === undefined ? null : bodyOf(first)['metadata']).toMatchObject({
      annotations: { 'deployment.kubernetes.io/revision': '3' },
    });
  });
});

describe('a rolling update of four at one more and none less', () => {
  const play = begun(scale(4));
  const names: string[] = [];
  for (const { key } of listObjects(play.state.cluster, '/registry/replicasets/default/')) {
    names.push(key.slice(key.lastIndexOf('/') + 1));
  }
  const messages = played(play, setImage('nginx:1.27'));

  test('one pod comes, then one goes', () => {
    expect(sizes(messages, names)).toEqual([
      'set-2 1',
      'set-1 3',
      'set-2 2',
      'set-1 2',
      'set-2 3',
      'set-1 1',
      'set-2 4',
      'set-1 0',
    ]);
    const steps = deeds(messages, [...names]).filter((line) => line.startsWith('replication-controller'));
    expect(steps.slice(0, 5)).toEqual([
      'replication-controller POST replicasets 201',
      'replication-controller POST pods 201',
      'replication-controller PUT replicasets/set-1 200',
      'replication-controller PUT replicasets/set-2 200',
      'replication-controller DELETE pods/set-1-pod 200',
    ]);
  });
});

describe('a Deployment that is deleted', () => {
  const play = begun();
  const messages = played(play, { do: 'delete', resource: 'deployments', name: 'shop' });

  test('it goes at once, then its ReplicaSet, then the pods, which their kubelets end', () => {
    expect(deeds(messages)).toEqual([
      'user DELETE deployments/shop 200',
      'replication-controller DELETE replicasets/set-1 200',
      'replication-controller DELETE pods/set-1-pod 200',
      'replication-controller DELETE pods/set-1-pod 200',
      'kubelet PATCH pods/set-1-pod/status 200',
      'kubelet PATCH pods/set-1-pod/status 200',
      'kubelet DELETE pods/set-1-pod 200',
      'kubelet DELETE pods/set-1-pod 200',
    ]);
  });

  test('each in the background, and what is collected by its uid', () => {
    const deletions = messages.filter(
      ({ verb, kind, from }) => verb === 'DELETE' && kind === 'request' && !from.startsWith('kubelet@'),
    );
    expect(deletions.map((message) => bodyOf(message)['propagationPolicy'])).toEqual(deletions.map(() => 'Background'));
    const collected = deletions.filter(({ from }) => from === 'replication-controller');
    expect(collected.every((message) => isJsonObject(bodyOf(message)['preconditions']))).toBe(true);
  });

  test('the Deployment’s key goes with the first write, before any set’s', () => {
    const keys = eventsOf(play).flatMap((event) =>
      event.type === 'TxnCommitted' && event.keyVersion === 0 ? [event.key.split('/')[2] ?? ''] : [],
    );
    expect([...new Set(keys)].filter((kind) => kind !== 'endpointslices')).toEqual([
      'deployments',
      'replicasets',
      'pods',
    ]);
  });
});

describe('a pod that is deleted with grace', () => {
  const play = begun();
  post(play, { verb: 'POST', path: PODS, body: pod('web') });
  rest(play);
  const spec = { selector: { app: 'web' }, ports: [{ port: 80 }] };
  post(play, { verb: 'POST', path: SERVICES, body: { metadata: { name: 'web' }, spec } });
  rest(play);
  const before = eventsOf(play).length;
  const messages = played(play, { do: 'delete', resource: 'pods', name: 'web' });

  test('marked, out of the endpoints, ended, reported, confirmed with grace 0 and its uid, and gone', () => {
    expect(writes(messages).filter((line) => !line.includes('services/'))).toEqual([
      'user DELETE pods/web 200',
      expect.stringMatching(/^endpointslice-controller PUT endpointslices\/\S+ 200$/),
      'kubelet PATCH pods/web/status 200',
      'kubelet DELETE pods/web 200',
      expect.stringMatching(/^endpointslice-controller PUT endpointslices\/\S+ 200$/),
    ]);
  });

  test('first the container, then the sandbox, and only then the report', () => {
    const order = messages.flatMap(({ kind, verb, path: of }) => {
      const shown =
        ['StopContainer', 'StopPodSandbox', 'RemovePodSandbox'].includes(verb) || /pods\/web(\/|$)/.test(of);
      return kind === 'request' && shown && ['Range', 'Txn', 'GET'].includes(verb) === false ? [verb] : [];
    });
    expect(order).toEqual(['DELETE', 'StopContainer', 'StopPodSandbox', 'PATCH', 'DELETE', 'RemovePodSandbox']);
  });

  test('three writes of one key: the mark, the last status, the end', () => {
    const own = eventsOf(play).slice(before);
    const versions = own.flatMap((event) =>
      event.type === 'TxnCommitted' && event.key === '/registry/pods/default/web' ? [event.keyVersion] : [],
    );
    expect(versions).toHaveLength(3);
    expect(versions.at(-1)).toBe(0);
  });

  test('watchers hear MODIFIED until the key is gone, then DELETED', () => {
    const heard = messages.flatMap((message) => {
      const body = bodyOf(message);
      const mine = message.kind === 'watch' && message.to === 'user' && body['key'] === '/registry/pods/default/web';
      return mine ? [String(body['type'])] : [];
    });
    expect(heard).toEqual(['MODIFIED', 'MODIFIED', 'DELETED']);
  });
});
