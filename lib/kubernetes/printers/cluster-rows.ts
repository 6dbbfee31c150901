import { sortedKeys } from '../../kernel/ordered.ts';
import type { ConfigMap, Namespace, ResourceQuota, Secret, ServiceAccount } from '../types/config.ts';
import type { Lease } from '../types/coordination.ts';
import type { KubeEvent } from '../types/event.ts';
import type { KubernetesObject } from '../types/meta.ts';
import type { Node } from '../types/node.ts';
import type { RoleBinding, Subject } from '../types/rbac.ts';
import { age, type Cell, type PrintedRow, type PrintOptions } from './cells.ts';

const ROLE_PREFIX = 'node-role.kubernetes.io/';

function row(object: KubernetesObject, ...cells: readonly Cell[]): PrintedRow {
  return { cells: [object.metadata.name ?? '', ...cells] };
}

function since(object: KubernetesObject, now: number): string {
  return age(object.metadata.creationTimestamp, now);
}

/** Models printNode. */
export function printNode(node: Node, { now, wide }: PrintOptions): PrintedRow {
  const ready = (node.status?.conditions ?? []).find(({ type }) => type === 'Ready');
  const status = ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  const shown = node.spec?.unschedulable === true ? `${status},SchedulingDisabled` : status;
  const info = node.status?.nodeInfo ?? {};
  const cells: Cell[] = [shown, rolesOf(node) || '<none>', since(node, now), info.kubeletVersion ?? ''];
  if (!wide) return row(node, ...cells);
  const address = (wanted: string): string =>
    (node.status?.addresses ?? []).find(({ type }) => type === wanted)?.address ?? '<none>';
  const system = [info.osImage, info.kernelVersion, info.containerRuntimeVersion].map((text) => text || '<unknown>');
  return row(node, ...cells, address('InternalIP'), address('ExternalIP'), ...system);
}

function rolesOf(node: Node): string {
  const labels = node.metadata.labels ?? {};
  const roles = new Set<string>();
  for (const key of sortedKeys(labels)) {
    if (key.startsWith(ROLE_PREFIX) && key.length > ROLE_PREFIX.length) roles.add(key.slice(ROLE_PREFIX.length));
    if (key === 'kubernetes.io/role' && labels[key]) roles.add(labels[key]);
  }
  return [...roles].sort().join(',');
}

export function printNamespace(namespace: Namespace, { now }: PrintOptions): PrintedRow {
  return row(namespace, namespace.status?.phase ?? '', since(namespace, now));
}

export function printConfigMap(map: ConfigMap, { now }: PrintOptions): PrintedRow {
  return row(map, Object.keys(map.data ?? {}).length + Object.keys(map.binaryData ?? {}).length, since(map, now));
}

export function printSecret(secret: Secret, { now }: PrintOptions): PrintedRow {
  return row(secret, secret.type ?? '', Object.keys(secret.data ?? {}).length, since(secret, now));
}

export function printServiceAccount(account: ServiceAccount, { now }: PrintOptions): PrintedRow {
  return row(account, (account.secrets ?? []).length, since(account, now));
}

export function printLease(lease: Lease, { now }: PrintOptions): PrintedRow {
  return row(lease, lease.spec?.holderIdentity ?? '', since(lease, now));
}

/** Models printRoleBinding and printClusterRoleBinding. */
export function printRoleBinding(binding: RoleBinding, { now, wide }: PrintOptions): PrintedRow {
  const { kind, name } = binding.roleRef;
  const cells: Cell[] = [`${kind}/${name}`, since(binding, now)];
  if (!wide) return row(binding, ...cells);
  const named = (wanted: Subject['kind']): string =>
    (binding.subjects ?? [])
      .filter((subject) => subject.kind === wanted)
      .map((subject) => (subject.namespace ? `${subject.namespace}/${subject.name}` : subject.name))
      .join(', ');
  return row(binding, ...cells, named('User'), named('Group'), named('ServiceAccount'));
}

/** Kinds without columns of their own show when they were made. */
export function printCreated(object: KubernetesObject): PrintedRow {
  return row(object, object.metadata.creationTimestamp ?? '');
}

/** Models printResourceQuota. */
export function printResourceQuota(quota: ResourceQuota, { now }: PrintOptions): PrintedRow {
  const hard = quota.status?.hard ?? {};
  const used = quota.status?.used ?? {};
  const listed = (limits: boolean): string =>
    sortedKeys(hard)
      .filter((name) => name.startsWith('limits') === limits)
      .map((name) => `${name}: ${used[name] ?? '0'}/${hard[name] ?? '0'}`)
      .join(', ');
  return row(quota, listed(false), listed(true), since(quota, now));
}

/** Models printEvent: the name comes last, and only in wide tables. */
export function printEvent(event: KubeEvent, { now, wide }: PrintOptions): PrintedRow {
  const first = age(event.firstTimestamp ?? event.eventTime, now);
  const lastOf =
    event.lastTimestamp === undefined || event.lastTimestamp === null ? first : age(event.lastTimestamp, now);
  const last = event.series === undefined ? lastOf : age(event.series.lastObservedTime, now);
  const count = event.series === undefined ? event.count || 1 : (event.series.count ?? 0);
  const { kind = '', name = '', fieldPath = '' } = event.involvedObject;
  const target = name === '' ? kind.toLowerCase() : `${kind.toLowerCase()}/${name}`;
  const { type = '', reason = '', message = '' } = event;
  if (!wide) return { cells: [last, type, reason, target, message.trim()] };
  const component = event.source?.component || (event.reportingComponent ?? '');
  const host = event.source?.host || (event.reportingInstance ?? '');
  const source = host === '' ? component : `${component}, ${host}`;
  return {
    cells: [last, type, reason, target, fieldPath, source, message.trim(), first, count, event.metadata.name ?? ''],
  };
}
