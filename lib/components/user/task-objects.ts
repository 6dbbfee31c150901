import { asPod, cacheOf, uidOf, type Stored } from '../../cluster/objects.ts';
import type { SeatId } from '../../cluster/seats.ts';
import type { Mission, MissionTask } from '../../cluster/mission.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import { sortedValues } from '../../kernel/ordered.ts';
import { mergeSchemaOf } from '../../kubernetes/patch/merge-schema.ts';
import { applyStrategicMergePatch } from '../../kubernetes/patch/strategic-merge.ts';
import { etcdKey, resourceInfo } from '../../kubernetes/resources-table.ts';
import { labelMapMatches } from '../../kubernetes/selectors.ts';
import { metadataOf, textOf } from '../../kubernetes/registry/metadata.ts';
import type { StringMap } from '../../kubernetes/types/meta.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';

/** A task that is about an object of the API. */
export type ObjectTask = Exclude<MissionTask, { readonly do: 'connect' | 'ask' }>;
export type CreateTask = Extract<MissionTask, { readonly do: 'create' }>;

/** The mission's task when it is about an object; null for the form of a pod, for connections and for single requests. */
export function objectTask({ task }: Mission): ObjectTask | null {
  return task === undefined || task.do === 'connect' || task.do === 'ask' ? null : task;
}

/** The name of the object that the task is about. */
export function nameOf(task: ObjectTask): string {
  return task.do === 'create' ? textOf(metadataOf(task.manifest), 'name') : task.name;
}

/** Where a task's objects of this resource are: in the default namespace, or in none. */
export function placeOf(resource: string): { readonly namespace?: string } {
  return resourceInfo(resource)?.namespaced === false ? {} : { namespace: 'default' };
}

/** The object that a task means by this name, as the user's own watch shows it. */
export function seenObject(state: ClusterState, seat: SeatId, resource: string, name: string): Stored | null {
  return (
    cacheOf(state, seat, resource).find(({ key }) => key === etcdKey(resource, name, placeOf(resource).namespace)) ??
    null
  );
}

/** The object with this uid, as the user's own watch shows it. */
export function seenByUid(state: ClusterState, seat: SeatId, resource: string, uid: string): Stored | null {
  return cacheOf(state, seat, resource).find(({ object }) => uidOf(object) === uid) ?? null;
}

/** True when every member of the wanted value stands in the other, which may have more: defaults were filled in. */
export function contains(actual: JsonValue | undefined, wanted: JsonValue | undefined): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(actual) &&
      actual.length === wanted.length &&
      wanted.every((item, index) => contains(actual[index], item))
    );
  }
  if (!isJsonObject(wanted)) return actual === wanted;
  return isJsonObject(actual) && Object.keys(wanted).every((name) => contains(actual[name], wanted[name]));
}

/** The labels that a Service or a workload selects its pods by. */
export function selectorOf(spec: JsonValue | undefined): StringMap | null {
  const selector = isJsonObject(spec) ? spec['selector'] : undefined;
  if (!isJsonObject(selector)) return null;
  const labels = isJsonObject(selector['matchLabels']) ? selector['matchLabels'] : selector;
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value)]));
}

/** Tasks of any user about the same object that were given after this one, in their order. */
export function laterTasks(state: ClusterState, mission: Mission, task: ObjectTask): ObjectTask[] {
  return sortedValues(state.users)
    .flatMap(({ missions }) => sortedValues(missions))
    .filter(({ given = 0 }) => given > (mission.given ?? 0))
    .toSorted((left, right) => (left.given ?? 0) - (right.given ?? 0))
    .flatMap((other) => {
      const later = objectTask(other);
      const same = later !== null && later.resource === task.resource && nameOf(later) === nameOf(task);
      const one = later?.do !== 'delete' || later.labels === undefined;
      return same && one ? [later] : [];
    });
}

/** The specs that the object may have by now: as it was created, and as each later task leaves it. */
export function wantedSpecs(task: CreateTask, later: readonly ObjectTask[]): JsonValue[] {
  const specs: JsonValue[] = [task.manifest['spec'] ?? {}];
  const schema = mergeSchemaOf(textOf(task.manifest, 'kind'));
  for (const other of later) {
    const change = changeBy(other);
    const before = specs.at(-1) ?? {};
    const merged = change === null ? null : applyStrategicMergePatch({ spec: before }, { spec: change }, schema);
    if (merged?.ok === true && isJsonObject(merged.value)) specs.push(merged.value['spec'] ?? {});
  }
  return specs;
}

function changeBy(task: ObjectTask): JsonObject | null {
  if (task.do === 'change') return task.spec;
  return task.do === 'scale' ? { replicas: task.replicas } : null;
}

/** Candidates of a task to delete any one of several, by name; those on their way out are none. */
export function candidates(state: ClusterState, seat: SeatId, task: ObjectTask): Stored[] {
  if (task.do !== 'delete') return [];
  const { labels } = task;
  if (labels === undefined) {
    const only = seenObject(state, seat, task.resource, task.name);
    return only === null ? [] : [only];
  }
  return cacheOf(state, seat, task.resource).filter(({ object }) => {
    const metadata = metadataOf(object);
    return metadata['deletionTimestamp'] === undefined && labelMapMatches(labels, asPod(object).metadata.labels);
  });
}

/** The pod that the task asks for, when it has ended for good: nothing but another one helps. */
export function endedPod(state: ClusterState, seat: SeatId, task: CreateTask): Pod | null {
  const stored = task.resource === 'pods' ? seenObject(state, seat, 'pods', nameOf(task)) : null;
  const phase = stored === null ? undefined : asPod(stored.object).status?.phase;
  return stored !== null && (phase === 'Failed' || phase === 'Succeeded') ? asPod(stored.object) : null;
}

/** The first pod of a workload, by name, that does not run: it waits for somebody, or for somebody's help. */
export function pendingPod(state: ClusterState, seat: SeatId, task: CreateTask): Pod | null {
  const own = task.resource === 'pods' ? seenObject(state, seat, 'pods', nameOf(task)) : null;
  if (own !== null) return settled(asPod(own.object)) ? null : asPod(own.object);
  const workload = isJsonObject(task.manifest['spec']) && task.manifest['spec']['template'] !== undefined;
  const labels = workload ? selectorOf(task.manifest['spec']) : null;
  if (labels === null) return null;
  const found = cacheOf(state, seat, 'pods')
    .map(({ object }) => asPod(object))
    .find((pod) => labelMapMatches(labels, pod.metadata.labels) && !settled(pod));
  return found ?? null;
}

/** It runs and shall, or it has failed and its controller has replaced it. */
function settled({ metadata, status }: Pod): boolean {
  if (metadata.deletionTimestamp !== undefined) return false;
  return status?.phase === 'Running' || status?.phase === 'Failed' || status?.phase === 'Succeeded';
}

/** `replicas 2, selector app=web, image nginx:1.27`: what a reader looks at first. */
export function manifestFacts(manifest: JsonObject): string {
  const spec = isJsonObject(manifest['spec']) ? manifest['spec'] : {};
  const template = isJsonObject(spec['template']) ? spec['template'] : {};
  const containers = isJsonObject(template['spec']) ? template['spec']['containers'] : undefined;
  const image = (Array.isArray(containers) ? containers : [])
    .map((container) => (isJsonObject(container) ? String(container['image']) : ''))
    .join(', ');
  const selector = Object.entries(selectorOf(spec) ?? {}).map(([name, value]) => `${name}=${value}`);
  const ports = (Array.isArray(spec['ports']) ? spec['ports'] : [])
    .map((port) => (isJsonObject(port) ? String(port['port']) : ''))
    .join(', ');
  return [
    ...(typeof spec['replicas'] === 'number' ? [`replicas ${spec['replicas']}`] : []),
    ...(selector.length > 0 ? [`selector ${selector.join(',')}`] : []),
    ...(image === '' ? [] : [`image ${image}`]),
    ...(ports === '' ? [] : [`port ${ports}`]),
  ].join(', ');
}
