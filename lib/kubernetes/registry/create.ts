import { err, ok, type Result } from '../../kernel/result.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { withDefaultTolerations } from '../default-tolerations.ts';
import { withoutNulls } from '../decode.ts';
import { defaultObject, storable } from '../object-defaulting.ts';
import { preparePodForCreate, withDefaultPriority } from '../pod-strategy.ts';
import { apiVersionOf, type ResourceInfo } from '../resources-table.ts';
import { withServiceAccount } from '../service-account.ts';
import { invalid } from '../status-error.ts';
import type { KubernetesObject, Status } from '../types/meta.ts';
import type { Pod } from '../types/pod.ts';
import { validateNew } from '../validation/objects.ts';
import { checkKind, checkPlace, generatedName, metadataOf, textOf, type WriteContext } from './metadata.ts';

/** Members that only the server sets. */
const SERVER_ONLY = [
  'resourceVersion',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'selfLink',
  'generation',
];
const COUNTS_GENERATIONS = ['Pod', 'Deployment', 'ReplicaSet', 'ReplicationController'];
const SERVER_STATUS = ['Deployment', 'ReplicaSet', 'ReplicationController', 'Service', 'ResourceQuota', 'Namespace'];

/**
 * The object that a POST stores, or the Status that refuses it: decoding, defaulting, mutating admission, preparation
 * and validation, in that order. Authorization, quota and the namespace's life are the caller's.
 * Models staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go Create.
 */
export function createObject(info: ResourceInfo, body: JsonObject, context: WriteContext): Result<JsonObject, Status> {
  const given = withoutNulls(body);
  const wrong = checkKind(info, given) ?? checkPlace(given, context);
  if (wrong !== null) return err(wrong);
  const named = withServerMetadata(info, given, context);
  const prepared = preparedObject(info, defaultObject(named), context);
  const errors = validateNew(prepared);
  if (errors.length > 0)
    return err(invalid({ group: info.group, kind: info.kind }, prepared.metadata.name ?? '', errors));
  return ok(storable(prepared));
}

function withServerMetadata(info: ResourceInfo, body: JsonObject, context: WriteContext): KubernetesObject {
  const metadata = metadataOf(body);
  const kept = Object.fromEntries(Object.entries(metadata).filter(([member]) => !SERVER_ONLY.includes(member)));
  const prefix = textOf(metadata, 'generateName');
  const name = textOf(metadata, 'name') || (prefix === '' ? '' : generatedName(prefix, context.suffix));
  return {
    ...body,
    kind: info.kind,
    apiVersion: apiVersionOf(info),
    metadata: {
      ...kept,
      ...(name !== '' && { name }),
      ...(info.namespaced && context.namespace !== undefined && { namespace: context.namespace }),
      uid: context.uid,
      ...(COUNTS_GENERATIONS.includes(info.kind) && { generation: 1 }),
      creationTimestamp: context.now,
    },
  };
}

function preparedObject(info: ResourceInfo, object: KubernetesObject, context: WriteContext): KubernetesObject {
  if (info.kind === 'Pod') return admittedPod(object, context);
  if (!SERVER_STATUS.includes(info.kind)) return object;
  return { ...object, ...emptyStatus(info.kind) };
}

/** ServiceAccount, Priority and DefaultTolerationSeconds, then the strategy. */
function admittedPod(pod: Pod, context: WriteContext): Pod {
  const admitted = withDefaultTolerations(withDefaultPriority(withServiceAccount(pod, context.suffix)));
  return preparePodForCreate(admitted, context.now);
}

function emptyStatus(kind: string): { readonly status: JsonObject } {
  switch (kind) {
    case 'Namespace':
      return { status: { phase: 'Active' } };
    case 'Service':
      return { status: { loadBalancer: {} } };
    case 'ReplicaSet':
    case 'ReplicationController':
      return { status: { replicas: 0 } };
    default:
      return { status: {} };
  }
}
