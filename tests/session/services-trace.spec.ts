import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../lib/cluster/message.ts';
import { isJsonObject, type JsonObject } from '../../lib/kernel/json.ts';
import { Play } from '../support/play.ts';
import { eventsOf, sent } from '../support/spec-play.ts';

interface TraceEvent {
  readonly stream: 'api' | 'etcd';
  readonly actor?: string;
  readonly verb?: string;
  readonly path?: string;
  readonly code?: number;
  readonly key?: string;
  readonly version?: number;
  readonly change?: JsonObject;
}

const trace = JSON.parse(readFileSync(join(import.meta.dirname, 'traces/service-create.json'), 'utf8')) as {
  readonly events: readonly TraceEvent[];
};

/** The recording's Service is `shop`, the lesson's `db`. */
const ACTORS: Readonly<Record<string, string>> = {
  'kubectl (user)': 'user',
  'endpointslice-controller': 'endpointslice-controller',
};

/** What the real control plane does besides, and why the lesson does without it. */
const LEFT_OUT: readonly { readonly path: RegExp; readonly because: string }[] = [
  { path: /ipaddresses/, because: 'the API server notes an allocated ClusterIP as an object of its own' },
  { path: /serviceaccounts\/.*\/token/, because: 'controllers fetch their tokens; here they have long-lived ones' },
  { path: /\/endpoints(\/|$)/, because: 'Endpoints, the older form of EndpointSlices, are written for old clients' },
];

function kept(path: string): boolean {
  return LEFT_OUT.every((difference) => !difference.path.test(path));
}

/** Names of this Service and of slices end in what the recording has of its own. */
function plain(path: string): string {
  return path.replace(/\/(shop|db)-[a-z0-9]{5}$/, '/<service>-<suffix>').replace(/\/(shop|db)$/, '/<service>');
}

function created(): Play {
  const play = new Play('services');
  play.startWave(0);
  play.bots();
  play.startWave(1);
  play.botsUntil('kube-proxy@node-1', 'rules');
  return play;
}

const play = created();
const messages = sent(play);
const answers = new Map(
  messages.flatMap(({ inReplyTo, status }) => (inReplyTo === undefined ? [] : [[inReplyTo, status]])),
);

function isWrite({ kind, to, verb }: Message): boolean {
  return kind === 'request' && to === 'kube-apiserver' && ['POST', 'PUT', 'PATCH', 'DELETE'].includes(verb);
}

describe('one Service, against a recording of a real control plane', () => {
  test('every difference that is left out occurs in the recording', () => {
    const paths = trace.events.map(({ path, key }) => path ?? key ?? '');
    for (const { path } of LEFT_OUT) expect(paths.some((recorded) => path.test(recorded))).toBe(true);
  });

  test('the same writes reach the apiserver in the same order with the same codes', () => {
    const recorded = trace.events
      .filter(({ stream, path }) => stream === 'api' && kept(path ?? ''))
      .map(({ actor, verb, path, code }) => `${ACTORS[actor ?? '']} ${verb} ${path} ${code}`);
    const played = messages
      .filter(isWrite)
      .map(({ id, from, verb, path }) => `${from} ${verb} ${path} ${answers.get(id)}`);
    expect(played).toEqual(recorded);
  });

  test('the same keys are written', () => {
    const recorded = trace.events
      .filter(({ stream, key }) => stream === 'etcd' && kept(key ?? ''))
      .map(({ key, version }) => `${plain(key ?? '')} ${version}`);
    const played = eventsOf(play).flatMap((event) =>
      event.type === 'TxnCommitted' ? [`${plain(event.key)} ${event.keyVersion}`] : [],
    );
    expect(played).toEqual(recorded);
  });

  test('a slice says the same of its endpoints and ports', () => {
    const change = trace.events.find(({ path }) => path?.endsWith('/endpointslices') === true)?.change ?? {};
    const body = messages.find(({ kind, path }) => kind === 'request' && path.endsWith('/endpointslices'))?.body;
    const slice = isJsonObject(body) ? body : {};
    const [recordedEndpoint] = change['endpoints'] as readonly JsonObject[];
    const [endpoint] = slice['endpoints'] as readonly JsonObject[];
    const { node: _node, ...conditions } = recordedEndpoint ?? {};
    expect(endpoint?.['conditions']).toEqual(conditions);
    const shape = (ports: unknown): unknown[] =>
      (ports as readonly JsonObject[]).map(({ port: _port, ...port }) => port);
    expect(shape(slice['ports'])).toEqual(shape(change['ports']));
  });
});
