/** How two versions of one member merge. Without a strategy maps merge and lists replace. */
export interface MemberMerge {
  readonly strategy: 'merge' | 'replace' | '';
  /** The patch lists in `$retainKeys` all members that may stay. */
  readonly retainKeys: boolean;
  /** The member that tells the elements of a list apart; empty for lists of scalars. */
  readonly mergeKey: string;
  /** The schema of the member, or of the elements when it is a list. */
  readonly schema: MergeSchema;
}

/** Says of every member of an object how it merges. */
export interface MergeSchema {
  readonly member: (name: string) => MemberMerge;
}

type Rule = readonly [path: string, strategies: string, mergeKey: string];

/** Models the patchStrategy and patchMergeKey tags of k8s.io/api, as far as they differ from the default. */
const METADATA: readonly Rule[] = [
  ['.ownerReferences', 'merge', 'uid'],
  ['.finalizers', 'merge', ''],
];

const CONTAINER_LISTS = ['.containers', '.initContainers', '.ephemeralContainers'];

const POD_SPEC: readonly Rule[] = [
  ['.volumes', 'merge,retainKeys', 'name'],
  ...CONTAINER_LISTS.flatMap((list): Rule[] => [
    [list, 'merge', 'name'],
    [`${list}[].ports`, 'merge', 'containerPort'],
    [`${list}[].env`, 'merge', 'name'],
    [`${list}[].volumeMounts`, 'merge', 'mountPath'],
    [`${list}[].volumeDevices`, 'merge', 'devicePath'],
  ]),
  ['.imagePullSecrets', 'merge', 'name'],
  ['.hostAliases', 'merge', 'ip'],
  ['.topologySpreadConstraints', 'merge', 'topologyKey'],
  ['.schedulingGates', 'merge', 'name'],
  ['.resourceClaims', 'merge,retainKeys', 'name'],
];

const POD_STATUS: readonly Rule[] = [
  ['.conditions', 'merge', 'type'],
  ['.hostIPs', 'merge', 'ip'],
  ['.podIPs', 'merge', 'ip'],
  ...['.initContainerStatuses', '.containerStatuses', '.ephemeralContainerStatuses'].flatMap((list): Rule[] => [
    [`${list}[].volumeMounts`, 'merge', 'mountPath'],
    [`${list}[].allocatedResourcesStatus`, 'merge', 'name'],
  ]),
  ['.resourceClaimStatuses', 'merge,retainKeys', 'name'],
];

const CONDITIONS: readonly Rule[] = [['.status.conditions', 'merge', 'type']];
const TEMPLATE: readonly Rule[] = [
  ...below('.spec.template.metadata', METADATA),
  ...below('.spec.template.spec', POD_SPEC),
];

const KINDS: Readonly<Record<string, readonly Rule[]>> = {
  Pod: [...below('.spec', POD_SPEC), ...below('.status', POD_STATUS)],
  ReplicationController: [...TEMPLATE, ...CONDITIONS],
  ReplicaSet: [...TEMPLATE, ...CONDITIONS],
  Deployment: [...TEMPLATE, ...CONDITIONS, ['.spec.strategy', 'retainKeys', '']],
  Service: [['.spec.ports', 'merge', 'port'], ...CONDITIONS],
  Node: [['.spec.podCIDRs', 'merge', ''], ['.status.addresses', 'merge', 'type'], ...CONDITIONS],
  Namespace: CONDITIONS,
  ServiceAccount: [['.secrets', 'merge', 'name']],
};

function below(prefix: string, rules: readonly Rule[]): Rule[] {
  return rules.map(([path, strategies, mergeKey]) => [`${prefix}${path}`, strategies, mergeKey]);
}

/** The schema of a kind; kinds without rules of their own have those of metadata. */
export function mergeSchemaOf(kind: string): MergeSchema {
  const own = Object.hasOwn(KINDS, kind) ? (KINDS[kind] ?? []) : [];
  const rules = new Map<string, MemberRule>();
  for (const [path, strategies, mergeKey] of [...below('.metadata', METADATA), ...own]) {
    rules.set(path.replaceAll('[]', ''), { strategies, mergeKey });
  }
  return schemaAt(rules, '');
}

interface MemberRule {
  readonly strategies: string;
  readonly mergeKey: string;
}

/** Elements of a list are addressed like members of an object: no object has both under one name. */
function schemaAt(rules: ReadonlyMap<string, MemberRule>, path: string): MergeSchema {
  return {
    member: (name) => {
      const own = `${path}.${name}`;
      const rule = rules.get(own);
      return memberMerge(rule?.strategies ?? '', rule?.mergeKey ?? '', schemaAt(rules, own));
    },
  };
}

/** Reads a patchStrategy tag: `merge`, `replace`, `retainKeys`, or `merge,retainKeys`. */
export function memberMerge(strategies: string, mergeKey: string, schema: MergeSchema): MemberMerge {
  const names = strategies.split(',');
  const strategy = names.includes('merge') ? 'merge' : names.includes('replace') ? 'replace' : '';
  return { strategy, retainKeys: names.includes('retainKeys'), mergeKey, schema };
}
