import { isJsonObject, type JsonObject, type JsonValue } from '../../../lib/kernel/json.ts';
import { printTable } from '../../../lib/kubernetes/printers/table.ts';
import { metadataOf } from '../../../lib/kubernetes/registry/metadata.ts';
import { observeAdoption, observeRelease } from './adoption.ts';
import type { Labels } from '../labels.ts';
import type { ReferenceServer, Response } from '../reference-server.ts';

const PODS = '/api/v1/namespaces/ns/pods';
const SPEC = { schedulerName: 'manual', containers: [{ name: 'c', image: 'nginx:1.27' }] };
const MERGE = 'application/merge-patch+json';

function send(server: ReferenceServer, method: string, path: string, body: JsonObject = {}): Response {
  return server.handle({ user: 'admin', method, path, body, ...(method === 'PATCH' && { contentType: MERGE }) });
}

function create(server: ReferenceServer, name: string, labels: JsonObject = {}): void {
  send(server, 'POST', PODS, { metadata: { name, labels }, spec: SPEC });
}

function bind(server: ReferenceServer, name: string): void {
  send(server, 'POST', `${PODS}/${name}/binding`, { metadata: { name }, target: { kind: 'Node', name: 'fake-a' } });
}

function relabel(server: ReferenceServer, app: string): void {
  send(server, 'PATCH', `${PODS}/web`, { metadata: { labels: { app } } });
}

function end(server: ReferenceServer): void {
  send(server, 'DELETE', `${PODS}/web`, { gracePeriodSeconds: 0 });
}

/** What was done while the recording watched: it is told in words, so that it is written out here. */
const WATCHED: Readonly<
  Record<
    string,
    { readonly before: (server: ReferenceServer) => void; readonly during: (server: ReferenceServer) => void }
  >
> = {
  'kubelet style: fieldSelector spec.nodeName=fake-a; bind, status Running, delete': {
    before: (server) => create(server, 'web'),
    during: (server) => {
      bind(server, 'web');
      send(server, 'PATCH', `${PODS}/web/status`, { status: { phase: 'Running' } });
      end(server);
    },
  },
  'fieldSelector spec.nodeName= (empty): create w2, bind web': {
    before: (server) => create(server, 'web'),
    during: (server) => {
      create(server, 'w2');
      bind(server, 'web');
    },
  },
  'app x->y (leaves), y->z (not seen), z->x (enters), delete': {
    before: (server) => create(server, 'web', { app: 'x' }),
    during: (server) => {
      for (const app of ['y', 'z', 'x']) relabel(server, app);
      end(server);
    },
  },
  '': {
    before: (server) => create(server, 'web', { app: 'x' }),
    during: (server) => {
      relabel(server, 'x');
      send(server, 'PATCH', `${PODS}/web`);
    },
  },
};

/** Plays what a case observed instead of a request and its answer. Null when it is as recorded, else what it is. */
export function playObservation(server: ReferenceServer, labels: Labels, step: JsonValue): unknown {
  if (!isJsonObject(step)) return 'not an observation';
  const seen = observe(server, labels, step);
  return labels.matches(step, seen) ? null : seen;
}

function observe(server: ReferenceServer, labels: Labels, step: JsonObject): JsonObject {
  if (step['generateName'] !== undefined) return observeGeneratedName(server, step);
  if (step['generateNameLength'] !== undefined) {
    const wish = 'x'.repeat(Number(step['generateNameLength']));
    return {
      ...step,
      resultLength: nameOf(send(server, 'POST', PODS, { metadata: { generateName: wish }, spec: SPEC }).body).length,
    };
  }
  if (typeof step['list'] === 'string') return observeList(server, labels, step, step['list']);
  if (isJsonObject(step['watch'])) return observeWatch(server, step, step['watch']);
  if (step['columns'] !== undefined) return observeTable(server);
  if (step['nodePortInRange'] !== undefined) return observeNodePort(server);
  if (step['pods'] !== undefined) return { pods: observeAdoption(server) };
  if (step['afterRelabel'] !== undefined) return { afterRelabel: observeRelease(server) };
  return { unplayed: 'what controllers did' };
}

function nameOf(body: unknown): string {
  return isJsonObject(body) ? String(metadataOf(body)['name'] ?? '') : '';
}

function observeGeneratedName(server: ReferenceServer, step: JsonObject): JsonObject {
  const wish = String(step['generateName']);
  const { body } = send(server, 'POST', PODS, { metadata: { generateName: wish }, spec: SPEC });
  const kept = isJsonObject(body) && metadataOf(body)['generateName'] === wish;
  return {
    ...step,
    observedMatches: new RegExp(String(step['nameMatches'])).test(nameOf(body)),
    generateNameKept: kept,
  };
}

function observeList(server: ReferenceServer, labels: Labels, step: JsonObject, query: string): JsonObject {
  for (const [name, app] of [
    ['a', 'x'],
    ['b', 'x'],
    ['c', 'y'],
  ] as const) {
    if (server.read('pods', name, 'ns') === null) create(server, name, { app });
  }
  const { code, body } = send(server, 'GET', `${PODS}${String(labels.fill(query))}`);
  const answer = isJsonObject(body) ? body : {};
  const { continue: token, remainingItemCount = null } = metadataOf(answer);
  if (typeof token === 'string') labels.offer('<token>', token);
  const items = answer['items'];
  const names = Array.isArray(items) ? items.map(nameOf) : null;
  return { ...step, code, names, continue: token !== undefined, remainingItemCount, reason: answer['reason'] ?? null };
}

function observeWatch(server: ReferenceServer, step: JsonObject, watch: JsonObject): JsonObject {
  const watched = String(watch['path']).replaceAll(/\bNS/g, 'ns');
  const script = WATCHED[String(step['note'] ?? '')];
  script?.before(server);
  const { revision } = server.store;
  script?.during(server);
  const query = new URLSearchParams(watched.split('?')[1] ?? '');
  const told = server.watch(
    PODS,
    { labelSelector: query.get('labelSelector') ?? '', fieldSelector: query.get('fieldSelector') ?? '' },
    revision,
  );
  const events = told.map(({ type, object }): JsonObject => {
    const metadata = metadataOf(object);
    const spec = isJsonObject(object['spec']) ? object['spec'] : {};
    const status = isJsonObject(object['status']) ? object['status'] : {};
    const given =
      isJsonObject(metadata['labels']) && Object.keys(metadata['labels']).length > 0 ? metadata['labels'] : null;
    return {
      type,
      kind: object['kind'],
      name: metadata['name'],
      resourceVersion: metadata['resourceVersion'],
      nodeName: spec['nodeName'] ?? null,
      labels: given,
      phase: status['phase'],
      deletionTimestampSet: metadata['deletionTimestamp'] !== undefined,
    };
  });
  return { ...step, watch: { ...watch, path: watched }, events };
}

function observeTable(server: ReferenceServer): JsonObject {
  create(server, 'web');
  const pod = server.read('pods', 'web', 'ns') ?? {};
  const table = printTable('Pod', [{ ...pod, metadata: metadataOf(pod) }], { now: 0, wide: true });
  return {
    columns: table.columns.map(({ name, priority }) => [name, priority]),
    row: (table.rows[0]?.cells ?? []).slice(0, 4),
  };
}

function observeNodePort(server: ReferenceServer): JsonObject {
  const spec = { type: 'NodePort', ports: [{ port: 80 }], selector: { app: 'web' } };
  send(server, 'POST', '/api/v1/namespaces/ns/services', { metadata: { name: 'a' }, spec });
  const service = server.read('services', 'a', 'ns');
  const ports = isJsonObject(service?.['spec']) ? service['spec']['ports'] : [];
  const [port] = Array.isArray(ports) ? ports : [];
  const number = isJsonObject(port) ? Number(port['nodePort']) : 0;
  return { nodePortInRange: number >= 30_000 && number <= 32_767 };
}
