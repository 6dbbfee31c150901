import { isJsonObject, type JsonObject, type JsonValue } from '../../../lib/kernel/json.ts';
import { parsePath } from '../../../lib/kubernetes/resources-table.ts';
import { Labels } from '../labels.ts';
import { ReferenceServer, type Request, type Response } from '../reference-server.ts';
import type { CaseResult, Handler, Vector } from '../vector-file.ts';
import { playObservation } from './observations.ts';

const PLAIN_POD = { schedulerName: 'manual', containers: [{ name: 'c', image: 'nginx:1.27' }] };
const PODS = '/api/v1/namespaces/ns/pods';

interface Step {
  readonly request: Request;
  readonly response: { readonly code: number; readonly body?: JsonValue; readonly warning?: string };
}

function isStep(value: unknown): value is Step {
  return isJsonObject(value) && isJsonObject(value['request']) && isJsonObject(value['response']);
}

function stepsOf(steps: readonly unknown[]): Step[] {
  return steps.filter(isStep);
}

function admin(server: ReferenceServer, method: string, path: string, body: JsonObject): void {
  server.handle({ user: 'admin', method, path, body });
}

/** Pods that the requests of nodes are about were bound: to the node itself where it may, else to another one. */
function prepareForNode(server: ReferenceServer, step: Step, path: string): void {
  const { resource, name } = parsePath(path) ?? {};
  if (resource !== 'pods' || name === undefined || server.read('pods', name, 'ns') !== null) return;
  const nodeName = step.response.code < 300 ? step.request.user : 'fake-a';
  admin(server, 'POST', PODS, { metadata: { name }, spec: { ...PLAIN_POD, nodeName } });
}

function patch(server: ReferenceServer, path: string, body: JsonObject): void {
  server.handle({ user: 'admin', method: 'PATCH', path, body, contentType: 'application/merge-patch+json' });
}

/** The recording does not show how a case was set up; what it takes for granted is put in place before it is used. */
function prepare(server: ReferenceServer, labels: Labels, step: Step, path: string): void {
  if (step.request.user.startsWith('node-') && step.response.code !== 404) prepareForNode(server, step, path);
  const target = parsePath(path);
  const { name, namespace } = target ?? {};
  if (target === null || name === undefined || step.response.code === 404 || step.request.user !== 'admin') return;
  if (server.read(target.resource, name, namespace) === null) {
    if (target.resource === 'pods') admin(server, 'POST', PODS, { metadata: { name }, spec: PLAIN_POD });
    if (target.resource === 'deployments') {
      const template = { metadata: { labels: { app: name } }, spec: { containers: PLAIN_POD.containers } };
      const spec = { replicas: 0, selector: { matchLabels: { app: name } }, template };
      admin(server, 'POST', '/apis/apps/v1/namespaces/ns/deployments', { metadata: { name }, spec });
    }
  }
  const metadata = server.read(target.resource, name, namespace)?.['metadata'];
  if (step.request.method === 'PUT' && isJsonObject(metadata)) {
    labels.offer('<uid-1>', String(metadata['uid']));
    labels.offer('<rv-1>', String(metadata['resourceVersion']));
  }
}

/** A pod that shows no condition but the one of its eviction was not bound by a scheduler: it named its node itself. */
function prepareForEviction(server: ReferenceServer, path: string): void {
  const { name } = parsePath(path) ?? {};
  if (name === undefined || server.read('pods', name, 'ns') !== null) return;
  admin(server, 'POST', PODS, { metadata: { name }, spec: { ...PLAIN_POD, nodeName: 'fake-a' } });
}

/** Pods that take their time to end were bound, out of the recording's sight. */
function bindIfGraceful(server: ReferenceServer, steps: readonly JsonValue[], path: string): void {
  const { resource, name } = parsePath(path) ?? {};
  const graceful = stepsOf(steps).some(({ response }) => {
    const metadata = isJsonObject(response.body) ? response.body['metadata'] : undefined;
    return isJsonObject(metadata) && Number(metadata['deletionGracePeriodSeconds'] ?? 0) > 0;
  });
  if (!graceful || resource !== 'pods' || name === undefined) return;
  const body = { metadata: { name }, target: { kind: 'Node', name: 'fake-a' } };
  admin(server, 'POST', `${PODS}/${name}/binding`, body);
}

/** Nodes that act, or that nodes ask for. */
function seedNodes(server: ReferenceServer, request: Request): void {
  const { resource, name = '' } = parsePath(request.path) ?? {};
  if (!request.user.startsWith('node-')) return;
  for (const node of new Set([request.user, resource === 'nodes' ? name : ''])) {
    if (node !== '') admin(server, 'POST', '/api/v1/nodes', { metadata: { name: node } });
  }
}

const EXHAUSTED =
  /^The disruption budget (?<budget>\S+) needs (?<needs>\d+) healthy pods and has (?<has>\d+) currently$/;

/** A budget that a recorded eviction met, as it must have stood, and the running pod that it protects. */
function seedBudget(server: ReferenceServer, request: Request, body: JsonValue | undefined): void {
  const { name } = parsePath(request.path) ?? {};
  const details = isJsonObject(body) ? body['details'] : undefined;
  const causes =
    isJsonObject(details) && Array.isArray(details['causes']) ? details['causes'].filter(isJsonObject) : [];
  const { budget, needs, has } = EXHAUSTED.exec(String(causes[0]?.['message'] ?? ''))?.groups ?? {};
  if (name === undefined || budget === undefined) return;
  const labels = { app: name };
  const spec = { minAvailable: Number(needs), selector: { matchLabels: labels } };
  const status = { desiredHealthy: Number(needs), currentHealthy: Number(has), disruptionsAllowed: 0 };
  admin(server, 'POST', '/apis/policy/v1/namespaces/ns/poddisruptionbudgets', { metadata: { name: budget }, spec });
  const path = `/apis/policy/v1/namespaces/ns/poddisruptionbudgets/${budget}/status`;
  patch(server, path, { status: { ...status, observedGeneration: 1 } });
  admin(server, 'POST', PODS, { metadata: { name, labels }, spec: { ...PLAIN_POD, nodeName: 'fake-a' } });
  const conditions = [{ type: 'Ready', status: 'True', lastProbeTime: null, lastTransitionTime: null }];
  patch(server, `${PODS}/${name}/status`, { status: { phase: 'Running', conditions } });
}

function seeded(steps: readonly JsonValue[]): ReferenceServer {
  const server = new ReferenceServer();
  for (const name of ['default', 'kube-system', 'ns'])
    admin(server, 'POST', '/api/v1/namespaces', { metadata: { name } });
  for (const { request, response } of stepsOf(steps)) {
    seedNodes(server, request);
    seedBudget(server, request, response.body);
    const { resource, name } = parsePath(request.path) ?? {};
    const status = isJsonObject(response.body) ? response.body['status'] : undefined;
    if (resource !== 'resourcequotas' || name === undefined || !isJsonObject(status)) continue;
    const quota = { metadata: { name }, spec: { hard: status['hard'] } };
    admin(server, 'POST', '/api/v1/namespaces/ns/resourcequotas', quota);
  }
  return server;
}

function playRecording(vector: Vector): CaseResult {
  const steps: readonly JsonValue[] = Array.isArray(vector['steps']) ? vector['steps'] : [];
  const labels = new Labels();
  const server = seeded(steps);
  for (const [index, step] of steps.entries()) {
    const actual = isStep(step) ? playStep(server, labels, step, steps) : playObservation(server, labels, step);
    if (actual !== null) return { name: vector.name, pass: false, expected: { index, step }, actual };
  }
  return { name: vector.name, pass: true, expected: steps, actual: 'as recorded' };
}

/** Null when the answer is the recorded one, else the answer. */
function playStep(server: ReferenceServer, labels: Labels, step: Step, steps: readonly JsonValue[]): Response | null {
  const { request, response } = step;
  const path = String(labels.fill(request.path));
  if (path.endsWith('/eviction') && response.code !== 404) prepareForEviction(server, path);
  prepare(server, labels, step, path);
  if (request.method === 'DELETE') bindIfGraceful(server, steps, path);
  const body = request.body ?? undefined;
  const actual = server.handle({ ...request, path, ...(body !== undefined && { body: labels.fill(body) }) });
  const fits = labels.matches(response.body ?? {}, actual.body);
  return fits && actual.code === response.code && actual.warning === response.warning ? null : actual;
}

export const recordedHandlers: Readonly<Record<string, Handler>> = {
  'api-recorded': (file) =>
    file.vectors.map((vector) => {
      try {
        return playRecording(vector);
      } catch (error) {
        return { name: vector.name, pass: false, expected: vector['steps'], actual: `threw ${String(error)}` };
      }
    }),
};
