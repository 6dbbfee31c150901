import { humanDuration } from '../human-duration.ts';
import { parseRfc3339 } from '../rfc3339.ts';
import type { KubernetesObject, LabelSelector, StringMap } from '../types/meta.ts';
import type { PodTemplateSpec } from '../types/pod.ts';
import type { Deployment, ReplicaSet, ReplicationController } from '../types/workload.ts';
import {
  age,
  containerCells,
  labelsText,
  selectorCell,
  type Cell,
  type PrintedRow,
  type PrintOptions,
} from './cells.ts';

function line(
  object: KubernetesObject,
  cells: readonly Cell[],
  wide: readonly Cell[],
  options: PrintOptions,
): PrintedRow {
  return { cells: [object.metadata.name ?? '', ...cells, ...(options.wide ? wide : [])] };
}

/** Models printDeployment. */
export function printDeployment(deployment: Deployment, options: PrintOptions): PrintedRow {
  const { spec = {}, status = {}, metadata } = deployment;
  const ready = `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}`;
  const cells = [
    ready,
    status.updatedReplicas ?? 0,
    status.availableReplicas ?? 0,
    age(metadata.creationTimestamp, options.now),
  ];
  return line(deployment, cells, [...containerCells(spec.template), selectorCell(spec.selector)], options);
}

/** Models printReplicaSet. */
export function printReplicaSet(replicaSet: ReplicaSet, options: PrintOptions): PrintedRow {
  const { spec = {}, status = {}, metadata } = replicaSet;
  const cells = [
    spec.replicas ?? 0,
    status.replicas ?? 0,
    status.readyReplicas ?? 0,
    age(metadata.creationTimestamp, options.now),
  ];
  return line(replicaSet, cells, [...containerCells(spec.template), selectorCell(spec.selector)], options);
}

/** Models printReplicationController. */
export function printReplicationController(controller: ReplicationController, options: PrintOptions): PrintedRow {
  const { spec = {}, status = {}, metadata } = controller;
  const cells = [
    spec.replicas ?? 0,
    status.replicas ?? 0,
    status.readyReplicas ?? 0,
    age(metadata.creationTimestamp, options.now),
  ];
  return line(controller, cells, [...containerCells(spec.template), labelsText(spec.selector)], options);
}

/** Kinds that real clusters have and this one does not store; their columns are known all the same. */
export interface StatefulSet extends KubernetesObject {
  readonly spec?: { readonly replicas?: number; readonly template?: PodTemplateSpec };
  readonly status?: { readonly readyReplicas?: number };
}

export function printStatefulSet(set: StatefulSet, options: PrintOptions): PrintedRow {
  const ready = `${set.status?.readyReplicas ?? 0}/${set.spec?.replicas ?? 0}`;
  return line(
    set,
    [ready, age(set.metadata.creationTimestamp, options.now)],
    containerCells(set.spec?.template),
    options,
  );
}

export interface DaemonSet extends KubernetesObject {
  readonly spec?: { readonly selector?: LabelSelector; readonly template?: PodTemplateSpec };
  readonly status?: {
    readonly desiredNumberScheduled?: number;
    readonly currentNumberScheduled?: number;
    readonly numberReady?: number;
    readonly updatedNumberScheduled?: number;
    readonly numberAvailable?: number;
  };
}

export function printDaemonSet(set: DaemonSet, options: PrintOptions): PrintedRow {
  const { spec = {}, status = {} } = set;
  const nodes: StringMap | undefined = spec.template?.spec?.nodeSelector;
  const cells = [
    status.desiredNumberScheduled ?? 0,
    status.currentNumberScheduled ?? 0,
    status.numberReady ?? 0,
    status.updatedNumberScheduled ?? 0,
    status.numberAvailable ?? 0,
    labelsText(nodes),
    age(set.metadata.creationTimestamp, options.now),
  ];
  return line(set, cells, [...containerCells(spec.template), selectorCell(spec.selector)], options);
}

export interface CronJob extends KubernetesObject {
  readonly spec?: {
    readonly schedule?: string;
    readonly timeZone?: string;
    readonly suspend?: boolean;
    readonly jobTemplate?: { readonly spec?: Job['spec'] };
  };
  readonly status?: { readonly active?: readonly unknown[]; readonly lastScheduleTime?: string };
}

/** Models printCronJob. */
export function printCronJob(job: CronJob, options: PrintOptions): PrintedRow {
  const { spec = {}, status = {}, metadata } = job;
  const { suspend, jobTemplate } = spec;
  const cells = [
    spec.schedule ?? '',
    spec.timeZone ?? '<none>',
    suspend === undefined ? '<unset>' : suspend ? 'True' : 'False',
    (status.active ?? []).length,
    status.lastScheduleTime === undefined ? '<none>' : age(status.lastScheduleTime, options.now),
    age(metadata.creationTimestamp, options.now),
  ];
  const template = jobTemplate?.spec;
  return line(job, cells, [...containerCells(template?.template), selectorCell(template?.selector)], options);
}

export interface Job extends KubernetesObject {
  readonly spec?: {
    readonly completions?: number;
    readonly parallelism?: number;
    readonly selector?: LabelSelector;
    readonly template?: PodTemplateSpec;
  };
  readonly status?: {
    readonly succeeded?: number;
    readonly startTime?: string;
    readonly completionTime?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

export function printJob(job: Job, options: PrintOptions): PrintedRow {
  const { spec = {}, status = {} } = job;
  const done = status.succeeded ?? 0;
  const parallel = (spec.parallelism ?? 0) > 1 ? `${done}/1 of ${spec.parallelism}` : `${done}/1`;
  const completions = spec.completions === undefined ? parallel : `${done}/${spec.completions}`;
  const start = parseRfc3339(status.startTime);
  const end = parseRfc3339(status.completionTime) ?? options.now;
  const duration = start === null ? '' : humanDuration(end - start);
  const cells = [jobStatus(job), completions, duration, age(job.metadata.creationTimestamp, options.now)];
  return line(job, cells, [...containerCells(spec.template), selectorCell(spec.selector)], options);
}

function jobStatus(job: Job): string {
  const holds = (wanted: string): boolean =>
    (job.status?.conditions ?? []).some(({ type, status }) => type === wanted && status === 'True');
  if (holds('Complete')) return 'Complete';
  if (holds('Failed')) return 'Failed';
  if (job.metadata.deletionTimestamp !== undefined) return 'Terminating';
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(holds) ?? 'Running';
}
