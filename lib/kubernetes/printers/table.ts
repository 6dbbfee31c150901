import type { KubernetesObject } from '../types/meta.ts';
import type { Cell, PrintedRow, PrintOptions } from './cells.ts';
import {
  printConfigMap,
  printCreated,
  printEvent,
  printLease,
  printNamespace,
  printNode,
  printResourceQuota,
  printRoleBinding,
  printSecret,
  printServiceAccount,
} from './cluster-rows.ts';
import { columnsOf, type TableColumn } from './columns.ts';
import { printPod } from './pod-row.ts';
import { printDisruptionBudget, printPriorityClass } from './policy-rows.ts';
import { printEndpoints, printEndpointSlice, printIngress, printService } from './service-rows.ts';
import { printPersistentVolume, printPersistentVolumeClaim } from './storage-rows.ts';
import {
  printCronJob,
  printDaemonSet,
  printDeployment,
  printJob,
  printReplicaSet,
  printReplicationController,
  printStatefulSet,
} from './workload-rows.ts';

type Printer = (object: never, options: PrintOptions) => PrintedRow;

const PRINTERS: Readonly<Record<string, Printer>> = {
  Pod: printPod,
  Node: printNode,
  Namespace: printNamespace,
  ReplicationController: printReplicationController,
  ReplicaSet: printReplicaSet,
  Deployment: printDeployment,
  StatefulSet: printStatefulSet,
  DaemonSet: printDaemonSet,
  Job: printJob,
  Service: printService,
  Endpoints: printEndpoints,
  EndpointSlice: printEndpointSlice,
  ConfigMap: printConfigMap,
  Secret: printSecret,
  ServiceAccount: printServiceAccount,
  RoleBinding: printRoleBinding,
  ClusterRoleBinding: printRoleBinding,
  Lease: printLease,
  ResourceQuota: printResourceQuota,
  PersistentVolume: printPersistentVolume,
  PersistentVolumeClaim: printPersistentVolumeClaim,
  Ingress: printIngress,
  CronJob: printCronJob,
  PodDisruptionBudget: printDisruptionBudget,
  PriorityClass: printPriorityClass,
  Event: printEvent,
};

export interface PrintedTable {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly PrintedRow[];
}

/** One object as a line of its kind's table. The kind says which printer reads it. */
export function printRow(kind: string, object: KubernetesObject, options: PrintOptions): PrintedRow {
  const printer = Object.hasOwn(PRINTERS, kind) ? PRINTERS[kind] : undefined;
  return printer === undefined ? printCreated(object) : printer(object as never, options);
}

/** The table that an API server sends to `kubectl get`. */
export function printTable(kind: string, objects: readonly KubernetesObject[], options: PrintOptions): PrintedTable {
  return { columns: columnsOf(kind, options.wide), rows: objects.map((object) => printRow(kind, object, options)) };
}

/** A table as kubectl prints it: upper-case heads, columns three spaces apart. */
export function tableText(table: PrintedTable, heads = true): string[] {
  const lines: (readonly Cell[])[] = [
    ...(heads ? [table.columns.map(({ name }) => name.toUpperCase())] : []),
    ...table.rows.map(({ cells }) => cells),
  ];
  const widths = table.columns.map((_, index) => Math.max(...lines.map((cells) => String(cells[index] ?? '').length)));
  return lines.map((cells) =>
    cells
      .map((cell, index) => (index === cells.length - 1 ? String(cell) : String(cell).padEnd((widths[index] ?? 0) + 3)))
      .join(''),
  );
}
