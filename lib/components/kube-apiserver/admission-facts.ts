import type { Fact } from '../../cluster/card.ts';
import { asPod } from '../../cluster/objects.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { metadataOf, textOf } from '../../kubernetes/registry/metadata.ts';
import { resourceInfo } from '../../kubernetes/resources-table.ts';
import { changesOf } from './object-changes.ts';
import { currentOf, prepareWrite } from './prepare-write.ts';
import type { Prepared } from './prepared.ts';
import { target } from './target.ts';

/** What the player of the gate judges: the object that is meant, what would change, and what was filled in. */
export function admissionFacts(state: ClusterState, request: ApiRequest): Fact[] {
  const prepared = prepareWrite(state, request, true);
  return [
    ...objectFact(request, prepared),
    ...podFacts(request),
    ...changeFacts(state, request, prepared),
    ...invalidFacts(request, prepared),
    ...mutationFacts(prepared),
  ];
}

/** `ReplicaSet default/web`. */
function objectFact(request: ApiRequest, prepared: Prepared): Fact[] {
  const { resource, namespace, name } = target(request.path);
  const info = resourceInfo(resource);
  if (info === undefined) return [];
  const stored = prepared.kind === 'write' && prepared.object !== null ? prepared.object : (request.body ?? {});
  const called = name ?? textOf(metadataOf(stored), 'name');
  const place = namespace === undefined ? called : `${namespace}/${called}`;
  return [{ label: { key: 'fact.object' }, value: `${info.kind} ${place}` }];
}

function podFacts(request: ApiRequest): Fact[] {
  const { subresource } = target(request.path);
  const body = request.body ?? {};
  if (isPodCreation(request)) {
    const containers = asPod(body).spec?.containers ?? [];
    return containers.map(({ name, image = '""' }) => ({
      label: { key: 'fact.container' },
      value: `${name}: ${image}`,
    }));
  }
  if (request.verb === 'POST' && subresource === 'binding') {
    const chosen = body['target'];
    return [{ label: { key: 'fact.node' }, value: isJsonObject(chosen) ? String(chosen['name']) : '—' }];
  }
  const { status } = body;
  const phase = subresource === 'status' && isJsonObject(status) ? status['phase'] : undefined;
  return phase === undefined ? [] : [{ label: { key: 'fact.phase' }, value: String(phase) }];
}

function isPodCreation({ verb, path }: ApiRequest): boolean {
  const { resource, subresource } = target(path);
  return verb === 'POST' && resource === 'pods' && subresource === undefined;
}

/** What a write changes in the object that is stored; what a new one of another kind than a pod asks for. */
function changeFacts(state: ClusterState, request: ApiRequest, prepared: Prepared): Fact[] {
  const { subresource } = target(request.path);
  if (isPodCreation(request) || subresource === 'binding') return [];
  const born = request.verb === 'POST' && subresource === undefined;
  const before = born ? {} : (currentOf(state, request)?.object ?? {});
  const lines = born ? wishesOf(request.body ?? {}) : changedLines(before, prepared);
  return lines.length === 0 ? [] : [{ label: { key: born ? 'fact.asks' : 'fact.changes' }, value: lines.join(', ') }];
}

function changedLines(before: JsonObject, prepared: Prepared): string[] {
  return prepared.kind === 'write' && prepared.object !== null ? changesOf(before, prepared.object) : [];
}

/** What a reader of a manifest looks at first. */
function wishesOf(body: JsonObject): string[] {
  const { spec, data } = body;
  const wished = isJsonObject(spec) ? spec : {};
  const { template: _template, ...short } = wished;
  return changesOf(
    {},
    { ...(Object.keys(short).length > 0 && { spec: short }), ...(isJsonObject(data) && { data }) },
  ).map((line) => line.replace(' — → ', ' '));
}

/** The fields that validation names; what is wrong with a new pod its player shall see for themselves. */
function invalidFacts(request: ApiRequest, prepared: Prepared): Fact[] {
  if (prepared.kind !== 'answered' || prepared.code !== 422 || isPodCreation(request)) return [];
  const { details } = prepared.body;
  const causes = isJsonObject(details) && Array.isArray(details['causes']) ? details['causes'] : [];
  const lines = causes.map((cause) =>
    isJsonObject(cause) ? `${String(cause['field'])}: ${String(cause['message'])}` : '',
  );
  return lines.length === 0 ? [] : [{ label: { key: 'fact.invalid' }, value: lines.join('; ') }];
}

function mutationFacts(prepared: Prepared): Fact[] {
  if (prepared.kind !== 'write' || prepared.mutations.length === 0) return [];
  return [{ label: { key: 'fact.mutations' }, value: grouped(prepared.mutations) }];
}

/** More than a card can show; plain defaults come first, what admission added last. */
const FIELDS_MAX = 7;

/** `spec: restartPolicy, dnsPolicy; status: phase`: many fields, on a small screen. */
function grouped(fields: readonly string[]): string {
  const groups = new Map<string, string[]>();
  for (const field of fields) {
    const [top = '', ...rest] = field.split('.');
    groups.set(top, [...(groups.get(top) ?? []), rest.join('.')]);
  }
  const few = (names: readonly string[]): string[] =>
    names.length <= FIELDS_MAX ? [...names] : ['…', ...names.slice(1 - FIELDS_MAX)];
  return [...groups].map(([top, names]) => `${top}: ${few(names).join(', ')}`).join('; ');
}
