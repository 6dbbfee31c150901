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

/** The recording does not show how a case was set up; what it takes for granted is put in place before it is used. */
function prepare(server: ReferenceServer, labels: Labels, step: Step, path: string): void {
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

function seeded(steps: readonly JsonValue[]): ReferenceServer {
  const server = new ReferenceServer();
  for (const name of ['default', 'kube-system', 'ns'])
    admin(server, 'POST', '/api/v1/namespaces', { metadata: { name } });
  for (const { request, response } of stepsOf(steps)) {
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
  prepare(server, labels, step, path);
  if (request.method === 'DELETE' || path.endsWith('/eviction'))
    bindIfGraceful(server, steps, path.replace('/eviction', ''));
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
