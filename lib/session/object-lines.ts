import { asNode, asPod, type Stored } from '../cluster/objects.ts';
import { connectionsOf, type Connection } from '../cluster/services.ts';
import type { ClusterState } from '../cluster/state.ts';
import { asEndpointSlice, asService } from '../components/service-objects.ts';
import type { JsonObject } from '../kernel/json.ts';
import { printNode } from '../kubernetes/printers/cluster-rows.ts';
import { podStatusText, printPod } from '../kubernetes/printers/pod-row.ts';
import { etcdPrefixOf } from '../kubernetes/resources-table.ts';
import { taintText } from '../kubernetes/taints.ts';
import type { ObjectLine } from './view.ts';

/** The kinds of objects that are drawn or listed, by resource. */
const LINES: Readonly<Record<string, (object: JsonObject) => ObjectLine>> = {
  pods: podLine,
  nodes: nodeLine,
  services: serviceLine,
  endpointslices: sliceLine,
};

export const SHOWN_RESOURCES: readonly string[] = Object.keys(LINES);

/** The line of an object that was drawn before: nothing else is in it, and what did not change need not be compared. */
const DRAWN = new WeakMap<JsonObject, ObjectLine>();

/** The lines of the objects that lessons are about, by `resource/namespace/name`; others have none. */
export function objectLines(objects: readonly Stored[]): Record<string, ObjectLine> {
  const lines: Record<string, ObjectLine> = {};
  for (const { key, object } of objects) {
    const line = DRAWN.get(object) ?? drawn(key, object);
    if (line !== undefined) lines[keyOf(line)] = line;
  }
  return lines;
}

function drawn(key: string, object: JsonObject): ObjectLine | undefined {
  const resource = SHOWN_RESOURCES.find((shown) => key.startsWith(etcdPrefixOf(shown)));
  const line = resource === undefined ? undefined : LINES[resource]?.(object);
  if (line !== undefined) DRAWN.set(object, line);
  return line;
}

/** The connections that somebody opened: no objects of the API, but what the lesson is about. */
export function connectionLines(state: ClusterState): Record<string, ObjectLine> {
  const lines = connectionsOf(state).recent.map(connectionLine);
  return Object.fromEntries(lines.map((line) => [keyOf(line), line]));
}

function keyOf({ resource, namespace, name }: ObjectLine): string {
  return [resource, namespace, name].filter((part) => part !== undefined).join('/');
}

function podLine(object: JsonObject): ObjectLine {
  const pod = asPod(object);
  const { namespace = 'default', name = '', resourceVersion = '' } = pod.metadata;
  const [, ready = ''] = printPod(pod, { now: 0, wide: false }).cells;
  return {
    resource: 'pods',
    namespace,
    name,
    status: podStatusText(pod),
    resourceVersion,
    ...(pod.spec?.nodeName && { node: pod.spec.nodeName }),
    detail: [
      ['fact.ready', String(ready)],
      ['fact.ip', pod.status?.podIP ?? '—'],
    ],
  };
}

function nodeLine(object: JsonObject): ObjectLine {
  const node = asNode(object);
  const { name = '', resourceVersion = '' } = node.metadata;
  const [, status = ''] = printNode(node, { now: 0, wide: false }).cells;
  const taints = (node.spec?.taints ?? []).map(taintText);
  return {
    resource: 'nodes',
    name,
    status: String(status),
    resourceVersion,
    detail: [
      ['fact.cpu', node.status?.allocatable?.['cpu'] ?? '—'],
      ['fact.taints', taints.join(', ') || '—'],
    ],
  };
}

function serviceLine(object: JsonObject): ObjectLine {
  const { metadata, spec = {} } = asService(object);
  const { namespace = 'default', name = '', resourceVersion = '' } = metadata;
  const selector = Object.entries(spec.selector ?? {}).map(([key, value]) => `${key}=${value}`);
  const ports = (spec.ports ?? []).map(({ port }) => `${spec.clusterIP ?? ''}:${port}`);
  return {
    resource: 'services',
    namespace,
    name,
    status: spec.type ?? 'ClusterIP',
    resourceVersion,
    detail: [
      ['fact.cluster-ip', ports.join(', ') || '—'],
      ['fact.label-selector', selector.join(', ') || '—'],
    ],
  };
}

function sliceLine(object: JsonObject): ObjectLine {
  const { metadata, endpoints = [] } = asEndpointSlice(object);
  const { namespace = 'default', name = '', resourceVersion = '' } = metadata;
  const ready = endpoints.filter(({ conditions }) => conditions?.ready !== false);
  const listed = endpoints.map(
    ({ addresses, conditions }) => `${addresses.join(', ')}${conditions?.ready === false ? ' (not ready)' : ''}`,
  );
  return {
    resource: 'endpointslices',
    namespace,
    name,
    status: `${ready.length}/${endpoints.length}`,
    resourceVersion,
    detail: [['fact.endpoints', listed.join(', ') || '—']],
  };
}

function connectionLine({ id, pod, node, host, port, route, outcome }: Connection): ObjectLine {
  return {
    resource: 'connections',
    name: id,
    node,
    status: outcome ?? 'Waiting',
    resourceVersion: '',
    detail: [
      ['fact.client', `${pod} → ${host}:${port}`],
      ['fact.endpoint', route?.endpoint ?? '—'],
    ],
  };
}
