import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ClusterEvent } from '../../lib/cluster/events.ts';
import type { Message } from '../../lib/cluster/message.ts';
import type { AskLine, Mission } from '../../lib/cluster/mission.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../lib/kernel/json.ts';
import { giveMission } from '../support/give-mission.ts';
import { Play } from '../support/play.ts';
import { eventsOf } from '../support/spec-play.ts';

interface Step {
  readonly ms: number;
  readonly stream: 'api' | 'etcd';
  readonly actor?: string;
  readonly verb?: string;
  readonly path?: string;
  readonly code?: number;
  readonly key?: string;
  readonly change?: JsonObject;
}

interface Request {
  readonly line: string;
  readonly body: JsonObject;
}

function recorded(name: string): readonly Step[] {
  const file = readFileSync(join(import.meta.dirname, 'traces', `${name}.json`), 'utf8');
  const { events } = JSON.parse(file) as { readonly events: readonly Step[] };
  return events;
}

interface Difference {
  readonly what: RegExp;
  readonly because: string;
}

/** What the recording has besides, and why it is not compared. */
const ONLY_RECORDED: readonly Difference[] = [
  { what: /\/deployments\//, because: 'the lesson’s ReplicaSet has no Deployment above it' },
  { what: /\/(endpointslices|services\/endpoints)\//, because: 'the lesson has no Service' },
  { what: /ha-59f7c9769c-(w4n8q|fkvc2)/, because: 'a second pod on the node, and the one for it: the same again' },
  {
    what: /\/minions\/node-2$/,
    because: 'the other kubelet’s report every five minutes: upkeep, which is folded away',
  },
];

/** What both have, in another number or form. */
const IN_BOTH: readonly Difference[] = [
  { what: /\/replicasets\//, because: 'how often a status is written depends on how many pods a node had' },
  { what: /\/events(\/|$)/, because: 'Events are compared by themselves: when they are sent is of no matter' },
];

/** What the play has besides. */
const ONLY_PLAYED: readonly Difference[] = [
  { what: /\/limitranges$/, because: 'the real apiserver had asked before, and keeps the answer for a while' },
  { what: /\/(token|configmaps\/.*)$/, because: 'the recording leaves tokens and ConfigMaps out' },
];

function without(places: readonly Difference[], text: string): boolean {
  return places.every(({ what }) => !what.test(text));
}

function inRecording(text: string): boolean {
  return without([...ONLY_RECORDED, ...IN_BOTH], text);
}

function inPlay(text: string): boolean {
  return without([...ONLY_PLAYED, ...IN_BOTH], text);
}

/** The lost node, its pod and the pod that comes for it, by what they are. */
function plain(text: string): string {
  return text
    .replace(/\/nodes\/(node-1|node-2)(\/|$)/, '/nodes/<lost>$2')
    .replace(/\/minions\/node-[12]$/, '/minions/<lost>')
    .replace(/ha-59f7c9769c-r89zt|web-x4m9d/, '<old-pod>')
    .replace(/ha-59f7c9769c-[a-z0-9]{5}|web-[a-z0-9]{5}/, '<new-pod>');
}

/** The lost node and its pods, whichever they are, in a text for people. */
function plainText(text: JsonValue | undefined): string {
  return String(text)
    .replace(/node-[12]/, '<lost>')
    .replace(/(ha-59f7c9769c|web)-[a-z0-9]{5}/, '<old-pod>');
}

function actorOf(actor: string): string {
  if (actor.startsWith('kubectl')) return 'user';
  if (actor.startsWith('kubelet')) return 'kubelet';
  return actor === 'replicaset-controller' ? 'replication-controller' : actor.replace(/@.*/, '');
}

function realLines(steps: readonly Step[]): string[] {
  return steps
    .filter(({ stream, path = '' }) => stream === 'api' && inRecording(path))
    .map(({ actor = '', verb, path = '', code }) => `${actorOf(actor)} ${verb} ${plain(path)} ${code}`);
}

/** Without the second of two pods that were made: its path does not tell which it is. */
function onePod(lines: readonly string[]): string[] {
  return lines.filter((line, index) => !line.includes(' POST ') || lines.indexOf(line) === index);
}

function requestsOf(events: readonly ClusterEvent[]): Request[] {
  const messages = events.flatMap((event): Message[] => (event.type === 'MessageSent' ? [event.message] : []));
  const codes = new Map(messages.map(({ inReplyTo, status }) => [inReplyTo, status]));
  return messages.flatMap(({ kind, to, from, verb, path, id, body }) =>
    kind === 'request' && to === 'kube-apiserver' && inPlay(path)
      ? [
          {
            line: `${actorOf(from)} ${verb} ${plain(path)} ${codes.get(id)}`,
            body: isJsonObject(body) ? body : {},
          },
        ]
      : [],
  );
}

/** How often each key was written, in the order of the first writes. */
function writeCounts(keys: readonly string[]): string[] {
  const sums = new Map<string, number>();
  for (const key of keys.map(plain)) sums.set(key, (sums.get(key) ?? 0) + 1);
  return [...sums].map(([key, sum]) => `${key} ${sum}`);
}

function keysOf(events: readonly ClusterEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'TxnCommitted' && inPlay(event.key) ? [event.key] : []));
}

/** The conditions of a status as the recordings have them: `Ready False`. */
function conditionsIn(body: JsonObject): string[] {
  const status = isJsonObject(body['status']) ? body['status'] : {};
  const conditions = Array.isArray(status['conditions']) ? status['conditions'] : [];
  return conditions.filter(isJsonObject).map(({ type, status: value }) => `${String(type)} ${String(value)}`);
}

function conditionsRecorded(step: Step | undefined): string[] {
  const conditions = step?.change?.['conditions'];
  if (!isJsonObject(conditions)) return [];
  return Object.entries(conditions).map(
    ([type, value]) => `${type} ${String(Array.isArray(value) ? value[0] : value)}`,
  );
}

/** Taints as `key:effect`, and whether the patch names the revision it was made from. */
function taintsIn(patch: JsonValue | undefined): { readonly taints: string[] | null; readonly guarded: boolean } {
  const { spec, metadata } = isJsonObject(patch) ? patch : {};
  const taints = isJsonObject(spec) ? spec['taints'] : undefined;
  return {
    taints: Array.isArray(taints)
      ? taints
          .filter(isJsonObject)
          .map(({ key, effect, timeAdded }) => `${String(key)}:${String(effect)} ${typeof timeAdded}`)
      : null,
    guarded: isJsonObject(metadata) && metadata['resourceVersion'] !== undefined,
  };
}

describe('a node is lost, against a recording of a real control plane', () => {
  const steps = recorded('node-failure');
  const play = new Play('lost-node');
  play.startWave(0);
  play.bots();
  const events = eventsOf(play);
  const requests = requestsOf(events);

  test('every difference that is left out occurs in the recording', () => {
    const places = steps.map(({ path, key }) => path ?? key ?? '');
    for (const { what } of [...ONLY_RECORDED, ...IN_BOTH]) expect(places.some((place) => what.test(place))).toBe(true);
  });

  test('[NODEC-3] the same requests in the same order with the same codes, from silence to the new pod', () => {
    expect(requests.map(({ line }) => line)).toEqual(onePod(realLines(steps)));
  });

  test('the same keys are written as often', () => {
    const real = steps.flatMap(({ stream, key = '' }) => (stream === 'etcd' && inRecording(key) ? [key] : []));
    expect(writeCounts(keysOf(events))).toEqual(writeCounts(real));
  });

  test('[NODEC-3] the same conditions become Unknown, False and True', () => {
    const writes = ['PUT /api/v1/nodes', 'PUT /api/v1/namespaces', 'PATCH /api/v1/namespaces'];
    for (const write of writes) {
      const mine = requests.find(({ line }) => line.startsWith(`node-controller ${write}`));
      const real = steps.find(
        ({ actor, verb = '', path = '' }) =>
          actor === 'node-controller' && inRecording(path) && `${verb} ${path}`.startsWith(write),
      );
      const said = conditionsIn(mine?.body ?? {});
      expect(said.length).toBeGreaterThan(0);
      expect(conditionsRecorded(real)).toEqual(expect.arrayContaining(said));
    }
  });

  test('[NODEC-3] the same taints, NoSchedule before NoExecute, each guarded by the revision it was made from', () => {
    const mine = requests.filter(({ line }) => line.startsWith('node-controller PATCH /api/v1/nodes'));
    const real = steps.filter(({ verb, path = '' }) => verb === 'PATCH' && path === '/api/v1/nodes/node-1');
    expect(mine.map(({ body }) => taintsIn(body))).toEqual(real.map(({ change }) => taintsIn(change?.['patch'])));
  });

  test('[NODEC-9] the same Events, by the same controllers', () => {
    const about = ({ reason, type, message }: JsonObject): string => [reason, type, plainText(message)].join(' ');
    const isEvent = (path = ''): boolean => path === '/api/v1/namespaces/default/events';
    const mine = events.flatMap((event) => {
      if (event.type !== 'MessageSent' || event.message.kind !== 'request') return [];
      const { from, path, body } = event.message;
      return from === 'node-controller' && isEvent(path) && isJsonObject(body) ? [about(body)] : [];
    });
    const real = steps.flatMap(({ actor, path, change }) =>
      actor === 'node-controller' && isEvent(path) ? [about(change ?? {})] : [],
    );
    expect(mine).toEqual([...new Set(real)]);
  });

  test('[NODEC-4] five minutes lie between the second taint and the deletion', () => {
    const deletion = steps.find(({ verb }) => verb === 'DELETE');
    const taint = steps.findLast(({ verb, path }) => verb === 'PATCH' && path === '/api/v1/nodes/node-1');
    const real = Math.round(((deletion?.ms ?? 0) - (taint?.ms ?? 0)) / 1000);
    const evicted = play.entries.find(({ command }) => command.type === 'Act' && command.action.type === 'EvictPod');
    const tainted = play.entries.find(({ command }) => command.type === 'Act' && command.action.type === 'TaintNode');
    expect(Math.round(((evicted?.clock ?? 0) - (tainted?.clock ?? 0)) / 1000)).toBe(real);
    expect(real).toBe(300);
  });
});

/** The lesson’s cluster with an administrator in it: students may not change nodes. */
function withAdmin(): Play {
  const play = new Play('lost-node');
  // No round: nothing is broken, and nothing but this happens.
  play.must({ type: 'SetMode', mode: 'running', because: 'teacher' }, { kind: 'teacher' });
  const { cluster } = play.state;
  const credentials = {
    ...cluster.settings.credentials,
    'cert:admin': { user: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] },
  };
  play.state = { ...play.state, cluster: { ...cluster, settings: { ...cluster.settings, credentials } } };
  return play;
}

function asked(id: 'cordon' | 'uncordon', unschedulable: true | null): Mission {
  const line: AskLine = {
    id,
    line: `kubectl ${id} node-1`,
    verb: 'PATCH',
    path: '/api/v1/nodes/node-1',
    body: { spec: { unschedulable } },
    credential: 'cert:admin',
  };
  const task = { do: 'ask', code: 200, lines: [line], right: id } as const;
  return { id, seat: 'user', name: id, image: '', cpu: '', memory: '', aim: 'try', task };
}

/** Gives the user this mission and plays until the node controller has done what follows from it. */
function carryOut(play: Play, mission: Mission): void {
  giveMission(play, mission);
  play.bots();
}

describe('a node is cordoned and uncordoned, against a recording of a real control plane', () => {
  const steps = recorded('cordon-uncordon');
  const play = withAdmin();
  carryOut(play, asked('cordon', true));
  const between = play.state.cluster;
  carryOut(play, asked('uncordon', null));
  const events = eventsOf(play);
  const requests = requestsOf(events).filter(({ line }) => line.includes('PATCH /api/v1/nodes'));

  test('the user and the node controller write in turns, with the same codes', () => {
    expect(requests.map(({ line }) => line)).toEqual(realLines(steps));
    expect(between.store.revision).toBeLessThan(play.state.cluster.store.revision);
  });

  test('the taint follows the cordon, and goes with it', () => {
    const patches = steps.flatMap(({ change }) => (change === undefined ? [] : [change['patch']]));
    expect(requests.map(({ body }) => taintsIn(body))).toEqual(patches.map(taintsIn));
  });

  test('the node is written as often', () => {
    const real = steps.flatMap(({ stream, key = '' }) => (stream === 'etcd' && inRecording(key) ? [key] : []));
    expect(writeCounts(keysOf(events).filter((key) => key.endsWith('/minions/node-1')))).toEqual(writeCounts(real));
  });
});
