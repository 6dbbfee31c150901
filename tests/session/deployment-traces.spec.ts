import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ClusterEvent } from '../../lib/cluster/events.ts';
import type { Message } from '../../lib/cluster/message.ts';
import type { Mission } from '../../lib/cluster/mission.ts';
import { giveMission } from '../support/give-mission.ts';
import { Play } from '../support/play.ts';
import { eventsOf } from '../support/spec-play.ts';

interface TraceEvent {
  readonly stream: 'api' | 'etcd';
  readonly actor?: string;
  readonly verb?: string;
  readonly path?: string;
  readonly code?: number;
  readonly key?: string;
  readonly version?: number;
}

interface Request {
  readonly actor: string;
  readonly verb: string;
  readonly path: string;
  readonly code: number | undefined;
}

interface Write {
  readonly key: string;
  readonly version: number;
}

function recorded(name: string): { readonly requests: Request[]; readonly writes: Write[] } {
  const file = readFileSync(join(import.meta.dirname, 'traces', `${name}.json`), 'utf8');
  const { events } = JSON.parse(file) as { readonly events: readonly TraceEvent[] };
  return {
    requests: events.flatMap(({ stream, actor = '', verb = '', path = '', code }) =>
      stream === 'api' ? [{ actor: seatFor(actor), verb, path, code }] : [],
    ),
    writes: events.flatMap(({ stream, key = '', version = 0 }) => (stream === 'etcd' ? [{ key, version }] : [])),
  };
}

/** The controllers of the recording are one seat here; which node a pod went to is the scheduler's affair. */
function seatFor(actor: string): string {
  if (actor.startsWith('kubectl')) return 'user';
  if (actor.startsWith('kubelet')) return 'kubelet';
  return actor.endsWith('-controller') ? 'replication-controller' : actor.replace(' (itself)', '');
}

function played(events: readonly ClusterEvent[]): { readonly requests: Request[]; readonly writes: Write[] } {
  const messages = events.flatMap((event): Message[] => (event.type === 'MessageSent' ? [event.message] : []));
  const codes = new Map(messages.map(({ inReplyTo, status }) => [inReplyTo, status]));
  return {
    requests: messages.flatMap(({ kind, to, from, verb, path, id }) =>
      kind === 'request' && to === 'kube-apiserver'
        ? [{ actor: from.replace(/@.*/, ''), verb, path, code: codes.get(id) }]
        : [],
    ),
    writes: events.flatMap((event) =>
      event.type === 'TxnCommitted' ? [{ key: event.key, version: event.keyVersion }] : [],
    ),
  };
}

/** Names without what differs from one cluster to the next: the template's hash, and five letters a pod. */
function plain(text: string): string {
  return text
    .replace(/shop-[a-z0-9]{8,10}/, 'shop-<hash>')
    .replace(/<hash>-[a-z0-9]{5}/, '<hash>-<pod>')
    .replace(/(\/events\/default\/[^.]+)\..*/, '$1.<event-suffix>');
}

function linesOf(requests: readonly Request[], actor: string, events: boolean): string[] {
  return requests
    .filter((request) => request.actor === actor && request.path.endsWith('/events') === events)
    .map(({ verb, path, code }) => `${verb} ${plain(path)} ${code}`);
}

/** How often keys were written; the recording tells Events of one object apart no better than this. */
function counts(writes: readonly Write[], of: RegExp): string[] {
  const sums = new Map<string, number>();
  for (const { key } of writes) if (of.test(key)) sums.set(plain(key), (sums.get(plain(key)) ?? 0) + 1);
  return [...sums].map(([key, sum]) => `${key} ${sum}`).toSorted();
}

const CONTROLLERS = 'replication-controller';
const WORKLOADS = /^\/registry\/(deployments|replicasets|pods)\//;

const play = new Play('rolling-update');
play.startWave(0);
play.bots();
const creation = played(eventsOf(play));

const scaling: Mission = {
  id: 'scale',
  seat: 'user',
  name: 'shop',
  image: '',
  cpu: '',
  memory: '',
  aim: 'up',
  task: { do: 'scale', resource: 'deployments', name: 'shop', replicas: 4 },
};

/** The same cluster, scaled: a mission that the lesson does not have. */
function scaledUp(): ReturnType<typeof played> {
  const before = eventsOf(play).length;
  giveMission(play, scaling);
  play.botsThrough(() => false);
  return played(eventsOf(play).slice(before));
}

const growth = scaledUp();

describe('a Deployment with two replicas, against a recording of a real control plane', () => {
  const trace = recorded('deployment-create');

  test('the user asks once', () => {
    expect(linesOf(creation.requests, 'user', false)).toEqual(linesOf(trace.requests, 'user', false));
  });

  test('the controllers make the same requests', () => {
    const real = trace.requests.filter(
      ({ path, code }) =>
        // Tokens of the controllers' own accounts, and a status that was older than what it should replace:
        // here it is not sent before the own watch has shown the last one.
        !path.endsWith('/token') && code !== 409,
    );
    // Deployments and ReplicaSets are synced side by side: each of them in its own order.
    for (const resource of ['deployments', 'replicasets', 'pods']) {
      const of = (requests: readonly Request[]): string[] =>
        linesOf(requests, CONTROLLERS, false).filter((line) => line.includes(`/${resource}`));
      expect(of(creation.requests)).toEqual(of(real));
    }
    expect(linesOf(creation.requests, CONTROLLERS, true)).toEqual(linesOf(real, CONTROLLERS, true));
  });

  test('the scheduler makes the same requests in the same order', () => {
    for (const events of [false, true]) {
      const real = linesOf(trace.requests, 'kube-scheduler', events);
      expect(linesOf(creation.requests, 'kube-scheduler', events)).toEqual(real);
    }
  });

  test('every key is written as often', () => {
    expect(counts(creation.writes, /^\/registry\//)).toEqual(counts(trace.writes, /^\/registry\//));
  });

  test('the first write of each kind comes in the same order', () => {
    const first = (writes: readonly Write[]): string[] => {
      const kinds = writes.filter(({ key }) => WORKLOADS.test(key)).map(({ key }) => key.split('/')[2] ?? '');
      return [...new Set(kinds)];
    };
    expect(first(creation.writes)).toEqual(first(trace.writes));
  });
});

describe('the same Deployment scaled from two to four', () => {
  const trace = recorded('deployment-scale-up');

  test('the user patches the scale', () => {
    expect(linesOf(growth.requests, 'user', false)).toEqual(linesOf(trace.requests, 'user', false));
  });

  test('the controllers make the same requests', () => {
    const of = (requests: readonly Request[], resource: string): string[] =>
      linesOf(requests, CONTROLLERS, false).filter((line) => line.includes(`/${resource}`));
    for (const resource of ['replicasets', 'pods']) {
      expect(of(growth.requests, resource)).toEqual(of(trace.requests, resource));
    }
    // The real controller says twice that not enough are available: once before its cache has the new size.
    const statuses = of(trace.requests, 'deployments');
    expect(of(growth.requests, 'deployments')).toEqual(statuses.slice(1));
    expect(linesOf(growth.requests, CONTROLLERS, true)).toEqual(linesOf(trace.requests, CONTROLLERS, true));
  });

  test('the ReplicaSet and its pods are written as often', () => {
    const of = /^\/registry\/(replicasets|pods)\//;
    expect(counts(growth.writes, of)).toEqual(counts(trace.writes, of));
  });
});
