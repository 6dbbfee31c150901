import { evolve } from '../../lib/cluster/evolve.ts';
import { referredObject } from '../../lib/cluster/listed.ts';
import type { HttpVerb, PatchContentType, Weight } from '../../lib/cluster/message.ts';
import { readObject } from '../../lib/cluster/objects.ts';
import { isJsonObject, type JsonObject } from '../../lib/kernel/json.ts';
import { etcdKey } from '../../lib/kubernetes/resources-table.ts';
import type { Play } from './play.ts';
import { sent, started } from './spec-play.ts';

/** A request that a test sends by hand; without a credential it is the administrator's. */
export interface HandMade {
  readonly verb: HttpVerb;
  readonly path: string;
  readonly body?: JsonObject | readonly JsonObject[];
  readonly contentType?: PatchContentType;
  readonly credential?: string;
  readonly weight?: Weight;
}

export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
  /** The object that the body refers to, as of the answer. */
  readonly object: JsonObject | null;
}

export const PODS = '/api/v1/namespaces/default/pods';
export const REPLICASETS = '/apis/apps/v1/namespaces/default/replicasets';
export const SERVICES = '/api/v1/namespaces/default/services';

/** The lesson's cluster with every request by hand running through by itself. */
export function quiet(): Play {
  const play = started();
  play.state = { ...play.state, cluster: evolve(play.state.cluster, { type: 'GrainChanged', grain: [] }) };
  return play;
}

/** Puts a request on the wire to kube-apiserver as it stands; returns its id. Nobody acts on the answer. */
export function post(play: Play, request: HandMade): string {
  const { now, counters } = play.state.cluster;
  const id = `m${counters.message + 1}`;
  const message = {
    id,
    kind: 'request',
    from: 'etcd',
    to: 'kube-apiserver',
    credential: 'loopback',
    weight: 'support',
    ...request,
    sentAt: now,
    deliverAt: now + 1,
  } as const;
  play.state = { ...play.state, cluster: evolve(play.state.cluster, { type: 'MessageSent', message }) };
  return id;
}

/** Sends a request and lets the wire run until its answer is on the way. */
export function ask(play: Play, request: HandMade): Answer {
  const id = post(play, request);
  for (let turn = 0; turn < 50; turn += 1) {
    play.must({ type: 'DeliverNext' }, { kind: 'machinery' });
    const found = sent(play).find(({ kind, inReplyTo }) => kind === 'answer' && inReplyTo === id);
    if (found !== undefined) {
      const body = isJsonObject(found.body) ? found.body : {};
      return { status: found.status ?? 0, body, object: referredObject(play.state.cluster, body)?.object ?? null };
    }
  }
  throw new Error(`${request.verb} ${request.path} was never answered`);
}

/** Lets the wire run until nothing is under way. */
export function settle(play: Play): void {
  while (play.state.cluster.wire.length > 0) play.must({ type: 'DeliverNext' }, { kind: 'machinery' });
}

/** An object as it is stored now, without a read; null when it is not. */
export function storedObject(play: Play, resource: string, name: string, namespace?: string): JsonObject | null {
  return readObject(play.state.cluster, etcdKey(resource, name, namespace))?.object ?? null;
}

export function pod(name: string, spec: JsonObject = {}): JsonObject {
  const containers = [{ name: 'main', image: 'nginx:1.27' }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app: name } }, spec: { containers, ...spec } };
}

export function replicaSet(name: string, replicas: number): JsonObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'nginx:1.27' }] } },
    },
  };
}
