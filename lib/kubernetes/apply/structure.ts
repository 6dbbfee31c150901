/** What tells the elements of a list apart: a member, and what it is when it is not given. */
export interface ListKey {
  readonly name: string;
  readonly otherwise?: string;
}

/** How the parts of a value are owned: each for itself, or all as one. */
export interface Structure {
  /** A map whose members belong together, and change hands together. */
  readonly atomic: boolean;
  /** Of a list: one value, a set of scalars, or elements with these keys. */
  readonly list: 'atomic' | 'set' | readonly ListKey[];
  readonly member: (name: string) => Structure;
  /** The structure of a list's elements. */
  readonly element: () => Structure;
}

type Rule = 'atomic' | 'set' | readonly ListKey[];
type Rules = Readonly<Record<string, Rule>>;

/** Maps that are one value wherever they stand (x-kubernetes-map-type: atomic). */
const ATOMIC_MEMBERS: ReadonlySet<string> = new Set([
  'nodeSelector',
  'labelSelector',
  'secretKeyRef',
  'configMapKeyRef',
  'fieldRef',
  'resourceFieldRef',
  'secretRef',
  'involvedObject',
  'roleRef',
]);

const METADATA: Rules = { '.ownerReferences': keys('uid'), '.ownerReferences[]': 'atomic', '.finalizers': 'set' };

const CONTAINER_LISTS = ['.containers', '.initContainers', '.ephemeralContainers'];

const POD_SPEC: Rules = {
  '.volumes': keys('name'),
  ...Object.assign(
    {},
    ...CONTAINER_LISTS.map((list): Rules => ({
      [list]: keys('name'),
      [`${list}[].ports`]: [{ name: 'containerPort' }, { name: 'protocol', otherwise: 'TCP' }],
      [`${list}[].env`]: keys('name'),
      [`${list}[].volumeMounts`]: keys('mountPath'),
      [`${list}[].volumeDevices`]: keys('devicePath'),
      [`${list}[].resources.claims`]: keys('name'),
    })),
  ),
  '.imagePullSecrets': keys('name'),
  '.imagePullSecrets[]': 'atomic',
  '.hostAliases': keys('ip'),
  '.topologySpreadConstraints': keys('topologyKey', 'whenUnsatisfiable'),
  '.schedulingGates': keys('name'),
  '.resourceClaims': keys('name'),
  '.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution': 'atomic',
};

const CONDITIONS: Rules = { '.status.conditions': keys('type') };
const SELECTOR: Rules = { '.spec.selector': 'atomic' };
const WORKLOAD: Rules = {
  ...SELECTOR,
  ...CONDITIONS,
  ...below('.spec.template.metadata', METADATA),
  ...below('.spec.template.spec', POD_SPEC),
};

/** Models the listType, listMapKey and mapType tags of k8s.io/api, as far as they differ from the default. */
const KINDS: Readonly<Record<string, Rules>> = {
  Pod: {
    ...below('.spec', POD_SPEC),
    ...CONDITIONS,
    '.status.podIPs': keys('ip'),
  },
  ReplicationController: WORKLOAD,
  ReplicaSet: WORKLOAD,
  Deployment: WORKLOAD,
  Service: {
    ...SELECTOR,
    ...CONDITIONS,
    '.spec.ports': [{ name: 'port' }, { name: 'protocol', otherwise: 'TCP' }],
  },
  PodDisruptionBudget: { ...SELECTOR, ...CONDITIONS },
  Node: { ...CONDITIONS, '.spec.podCIDRs': 'set', '.status.addresses': keys('type') },
  Namespace: CONDITIONS,
  ServiceAccount: { '.secrets': keys('name') },
};

/** The structure of a kind; kinds without rules of their own have those of metadata. */
export function structureOf(kind: string): Structure {
  const own = Object.hasOwn(KINDS, kind) ? KINDS[kind] : {};
  return structureAt({ ...below('.metadata', METADATA), ...own }, '', '');
}

function structureAt(rules: Rules, path: string, name: string): Structure {
  const rule = Object.hasOwn(rules, path) ? rules[path] : undefined;
  return {
    atomic: rule === 'atomic' || ATOMIC_MEMBERS.has(name),
    list: rule ?? 'atomic',
    member: (next) => structureAt(rules, `${path}.${next}`, next),
    element: () => structureAt(rules, `${path}[]`, ''),
  };
}

function keys(...names: readonly string[]): ListKey[] {
  return names.map((name) => ({ name }));
}

function below(prefix: string, rules: Rules): Rules {
  return Object.fromEntries(Object.entries(rules).map(([path, rule]) => [`${prefix}${path}`, rule]));
}
