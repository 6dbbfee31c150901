import { err, ok, type Result } from '../../kernel/result.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { withDefaultTolerations } from '../default-tolerations.ts';
import { withoutNulls } from '../decode.ts';
import { withoutUnknown } from '../decoding/check-body.ts';
import { defaultObject, storable } from '../object-defaulting.ts';
import { preparePodForCreate, withDefaultPriority } from '../pod-strategy.ts';
import { apiVersionOf, type ResourceInfo } from '../resources-table.ts';
import { withServiceAccount } from '../service-account.ts';
import { forbidden, invalid } from '../status-error.ts';
import type { KubernetesObject, Status } from '../types/meta.ts';
import type { Pod } from '../types/pod.ts';
import type { Service } from '../types/service.ts';
import { validateNew } from '../validation/objects.ts';
import {
  checkKind,
  checkPlace,
  checkTypes,
  generatedName,
  groupResource,
  metadataOf,
  textOf,
  type WriteContext,
} from './metadata.ts';

/** Members that only the server sets. */
const SERVER_ONLY = [
  'resourceVersion',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'selfLink',
  'generation',
];
const COUNTS_GENERATIONS = [
  'Pod',
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'PodDisruptionBudget',
  'EndpointSlice',
];
const SERVER_STATUS = [
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'Service',
  'ResourceQuota',
  'Namespace',
  'PodDisruptionBudget',
];

/**
 * The object that a POST stores, or the Status that refuses it: decoding, defaulting, mutating admission, preparation
 * and validation, in that order. Authorization, quota and the namespace's life are the caller's.
 * Models staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go Create.
 */
export function createObject(info: ResourceInfo, body: JsonObject, context: WriteContext): Result<JsonObject, Status> {
  const given = withoutNulls(body);
  const wrong = checkKind(info, given) ?? checkTypes(info, given, context) ?? checkPlace(given, context);
  if (wrong !== null) return err(wrong);
  const named = withServerMetadata(info, withoutUnknown(info.kind, given), context);
  const refusal = context.admit?.(storable(named), null) ?? null;
  if (refusal !== null) return err(refusal);
  const unranked = info.kind === 'Pod' ? priorityRefusal(named) : null;
  if (unranked !== null) return err(forbidden(groupResource(info), named.metadata.name ?? '', unranked));
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
  if (info.kind === 'Service') return { ...withAddressList(object), ...emptyStatus(info.kind) };
  if (!SERVER_STATUS.includes(info.kind)) return object;
  return { ...object, ...emptyStatus(info.kind) };
}

/** The list of addresses follows the one address. Models NormalizeClusterIPs. */
function withAddressList(service: Service): Service {
  const { clusterIP = '', clusterIPs } = service.spec ?? {};
  if (clusterIP === '' || clusterIPs !== undefined) return service;
  return { ...service, spec: { ...service.spec, clusterIPs: [clusterIP] } };
}

/** There are no priority classes here, so that a pod can only have the default priority. Models plugin/pkg/admission/priority. */
function priorityRefusal(pod: Pod): string | null {
  const { priorityClassName = '', priority } = pod.spec ?? {};
  if (priorityClassName !== '') return `no PriorityClass with name ${priorityClassName} was found`;
  if (priority === undefined || priority === 0) return null;
  return `the integer value of priority (${priority}) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name`;
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
    case 'PodDisruptionBudget':
      return { status: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 } };
    default:
      return { status: {} };
  }
}
