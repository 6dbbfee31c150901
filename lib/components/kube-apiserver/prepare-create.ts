import { timestamp, uidFor } from '../../cluster/objects.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { checkKind, checkPlace, metadataOf } from '../../kubernetes/registry/metadata.ts';
import type { ResourceInfo } from '../../kubernetes/resources-table.ts';
import { forbidden, invalid } from '../../kubernetes/status-error.ts';
import { overObjectQuota } from '../quota.ts';
import { approvePod } from './admission.ts';
import { admitPod } from './admit-pod.ts';
import { newObject } from './prepare-object.ts';
import { refused, write, type Prepared } from './prepared.ts';
import { target } from './target.ts';
import { nameSuffix, writeContext } from './write-context.ts';

/** What a POST to a collection stores; `tolerant` as in `prepareWrite`. */
export function prepareCreate(
  state: ClusterState,
  info: ResourceInfo | undefined,
  request: ApiRequest,
  tolerant: boolean,
): Prepared {
  if (info === undefined || info.kind === 'Event') return prepareEvent(state, request);
  return info.kind === 'Pod' ? preparePod(state, info, request, tolerant) : prepareObject(state, info, request);
}

function preparePod(state: ClusterState, info: ResourceInfo, request: ApiRequest, tolerant: boolean): Prepared {
  const { namespace = 'default' } = target(request.path);
  const body = request.body ?? {};
  const wrong = checkKind(info, body) ?? checkPlace(body, writeContext(state, request));
  if (wrong !== null) return refused(wrong);
  const uid = uidFor(state.rng, request.id);
  const context = { state, namespace, suffix: nameSuffix(`${uid}/token`) };
  const admitted = admitPod(
    { ...body, metadata: metadataOf(body) },
    { ...context, uid, creationTimestamp: timestamp(state.now) },
  );
  if (!admitted.ok) return refused(admitted.error);
  const { pod, object, mutations, errors } = admitted.value;
  const { name = '' } = pod.metadata;
  if (errors.length > 0 && (!tolerant || !storableName(name))) {
    return refused(invalid({ group: '', kind: 'Pod' }, name, errors));
  }
  const approved = approvePod(pod, context);
  return approved.ok ? write(object, 0, mutations) : refused(approved.error);
}

/**
 * A name is one segment of a path and of an etcd key, and stands in both as it is. Models apimachinery
 * api/validation/path IsValidPathSegmentName.
 */
function storableName(name: string): boolean {
  return /^[\w.~-]+$/.test(name) && name !== '.' && name !== '..';
}

/** A new object of any other kind: a player cannot overlook what is wrong with it, since controllers read it. */
function prepareObject(state: ClusterState, info: ResourceInfo, request: ApiRequest): Prepared {
  const created = newObject(state, info, request);
  if (!created.ok) return refused(created.error);
  const { namespace } = target(request.path);
  const excess = namespace === undefined ? null : overObjectQuota(state, namespace, info);
  const { name } = metadataOf(created.value);
  if (excess !== null) return refused(forbidden({ group: info.group, resource: info.resource }, String(name), excess));
  return write(created.value, 0, setMembers(request.body ?? {}, created.value));
}

/** Members that defaulting and allocation added, two levels deep. */
function setMembers(before: JsonObject, after: JsonObject): string[] {
  return ['spec', 'status'].flatMap((part) => {
    const left = isJsonObject(before[part]) ? before[part] : {};
    const right = isJsonObject(after[part]) ? after[part] : {};
    return Object.keys(right).flatMap((name) => (name in left ? [] : [`${part}.${name}`]));
  });
}

/** Events are stored as they are: nobody judges them. */
function prepareEvent(state: ClusterState, request: ApiRequest): Prepared {
  const body = request.body ?? {};
  const { uid, now, suffix } = writeContext(state, request);
  const metadata = metadataOf(body);
  const { generateName } = metadata;
  const named =
    metadata['name'] === undefined && typeof generateName === 'string' ? { name: generateName + suffix } : {};
  return write({ ...body, metadata: { ...metadata, ...named, uid, creationTimestamp: now } }, 0, []);
}
