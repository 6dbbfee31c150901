/** A column of a table. Priority 0 is always shown, 1 only with `-o wide`. */
export interface TableColumn {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'boolean';
  readonly format: string;
  readonly priority: number;
}

type Short = readonly [names: string, wide: string, integers: string];

/** What stands for kinds without columns of their own. Models the default table of an API server. */
const CREATED: Short = ['Name|Created At', '', ''];

/** Models the column definitions of pkg/printers/internalversion/printers.go AddHandlers. */
const COLUMNS: Readonly<Record<string, Short>> = {
  Namespace: ['Name|Status|Age', '', ''],
  Node: ['Name|Status|Roles|Age|Version', 'Internal-IP|External-IP|OS-Image|Kernel-Version|Container-Runtime', ''],
  Pod: ['Name|Ready|Status|Restarts|Age', 'IP|Node|Nominated Node|Readiness Gates', ''],
  ReplicationController: ['Name|Desired|Current|Ready|Age', 'Containers|Images|Selector', 'Desired|Current|Ready'],
  ReplicaSet: ['Name|Desired|Current|Ready|Age', 'Containers|Images|Selector', 'Desired|Current|Ready'],
  Deployment: ['Name|Ready|Up-to-date|Available|Age', 'Containers|Images|Selector', ''],
  StatefulSet: ['Name|Ready|Age', 'Containers|Images', ''],
  DaemonSet: [
    'Name|Desired|Current|Ready|Up-to-date|Available|Node Selector|Age',
    'Containers|Images|Selector',
    'Desired|Current|Ready|Up-to-date|Available',
  ],
  Job: ['Name|Status|Completions|Duration|Age', 'Containers|Images|Selector', ''],
  Service: ['Name|Type|Cluster-IP|External-IP|Port(s)|Age', 'Selector', ''],
  Endpoints: ['Name|Endpoints|Age', '', ''],
  EndpointSlice: ['Name|AddressType|Ports|Endpoints|Age', '', ''],
  ConfigMap: ['Name|Data|Age', '', ''],
  Secret: ['Name|Type|Data|Age', '', ''],
  ServiceAccount: ['Name|Secrets|Age', '', ''],
  RoleBinding: ['Name|Role|Age', 'Users|Groups|ServiceAccounts', ''],
  ClusterRoleBinding: ['Name|Role|Age', 'Users|Groups|ServiceAccounts', ''],
  Lease: ['Name|Holder|Age', '', ''],
  PodDisruptionBudget: ['Name|Min Available|Max Unavailable|Allowed Disruptions|Age', '', 'Allowed Disruptions'],
  PersistentVolume: [
    'Name|Capacity|Access Modes|Reclaim Policy|Status|Claim|StorageClass|VolumeAttributesClass|Reason|Age',
    'VolumeMode',
    '',
  ],
  PersistentVolumeClaim: [
    'Name|Status|Volume|Capacity|Access Modes|StorageClass|VolumeAttributesClass|Age',
    'VolumeMode',
    '',
  ],
  Ingress: ['Name|Class|Hosts|Address|Ports|Age', '', ''],
  CronJob: ['Name|Schedule|Timezone|Suspend|Active|Last Schedule|Age', 'Containers|Images|Selector', 'Active'],
  PriorityClass: ['Name|Value|Global-Default|Age|PreemptionPolicy', '', 'Value'],
  ResourceQuota: ['Name|Request|Limit|Age', '', ''],
};

const BOOLEANS = ['Global-Default', 'Suspend'];

const EVENT: readonly (readonly [string, number])[] = [
  ['Last Seen', 0],
  ['Type', 0],
  ['Reason', 0],
  ['Object', 0],
  ['Subobject', 1],
  ['Source', 1],
  ['Message', 0],
  ['First Seen', 1],
  ['Count', 1],
  ['Name', 1],
];

/** The columns of a kind's table, in the order of the cells. */
export function columnsOf(kind: string, wide: boolean): readonly TableColumn[] {
  if (kind === 'Event')
    return EVENT.filter(([, priority]) => wide || priority === 0).map(([name, priority]) => column(name, priority, ''));
  const [names, extra, integers] = COLUMNS[kind] ?? CREATED;
  const first = names.split('|').map((name) => column(name, 0, integers));
  if (!wide || extra === '') return first;
  return [...first, ...extra.split('|').map((name) => column(name, 1, integers))];
}

function column(name: string, priority: number, integers: string): TableColumn {
  const type = integers.split('|').includes(name) ? 'integer' : BOOLEANS.includes(name) ? 'boolean' : 'string';
  return { name, type, format: name === 'Name' ? 'name' : '', priority };
}
