import { listObjects, readObject } from '../../cluster/objects.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { withDefaultTolerations } from '../../kubernetes/default-tolerations.ts';
import { applyLimitDefaults, limitViolations } from '../../kubernetes/limit-ranger.ts';
import { withDefaultPriority } from '../../kubernetes/pod-strategy.ts';
import { metadataOf } from '../../kubernetes/registry/metadata.ts';
import { etcdKey, etcdPrefixOf } from '../../kubernetes/resources-table.ts';
import { withServiceAccount } from '../../kubernetes/service-account.ts';
import { forbidden, notFound, type GroupResource } from '../../kubernetes/status-error.ts';
import type { LimitRange } from '../../kubernetes/types/config.ts';
import type { Status } from '../../kubernetes/types/meta.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { overQuota } from '../quota.ts';

/** What the plugins look up beside the pod. */
export interface AdmissionContext {
  readonly state: ClusterState;
  readonly namespace: string;
  /** Five letters for the volume of the service account's token. */
  readonly suffix: string;
}

/** A plugin hands the pod on, changed or not, or says why it is forbidden. */
type Plugin = (pod: Pod, context: AdmissionContext) => Result<Pod, string>;

/** Namespaces that lessons have without storing them. */
const GIVEN_NAMESPACES = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];
const NOT_READY = 'node.kubernetes.io/not-ready';
const MIRROR = 'kubernetes.io/config.mirror';
const PODS: GroupResource = { group: '', resource: 'pods' };

/** Plugins that may change a new pod, in the order of pkg/kubeapiserver/options/plugins.go AllOrderedPlugins. */
const MUTATING: readonly Plugin[] = [limitDefaults, serviceAccount, priority, defaultTolerationSeconds];

/** What may only refuse comes after validation. */
const VALIDATING: readonly Plugin[] = [limits, resourceQuota];

/** The mutating plugins one after the other; the first that refuses ends it. */
export function mutatePod(pod: Pod, context: AdmissionContext): Result<Pod, Status> {
  return throughAll(MUTATING, pod, context);
}

/** The plugins that look at the pod as it would be stored. */
export function approvePod(pod: Pod, context: AdmissionContext): Result<Pod, Status> {
  return throughAll(VALIDATING, pod, context);
}

function throughAll(plugins: readonly Plugin[], pod: Pod, context: AdmissionContext): Result<Pod, Status> {
  let admitted = pod;
  for (const plugin of plugins) {
    const next = plugin(admitted, context);
    if (!next.ok) return err(forbidden(PODS, pod.metadata.name ?? '', next.error));
    admitted = next.value;
  }
  return ok(admitted);
}

/**
 * Nothing is made in a namespace that does not exist or is ending.
 * Models staging/src/k8s.io/apiserver/pkg/admission/plugin/namespace/lifecycle.
 */
export function namespaceRefusal(
  state: ClusterState,
  of: GroupResource,
  name: string,
  namespace: string | undefined,
): Status | null {
  if (namespace === undefined) return null;
  const stored = readObject(state, etcdKey('namespaces', namespace), state.apiserver.cacheRevision);
  if (stored === null) {
    return GIVEN_NAMESPACES.includes(namespace) ? null : notFound({ group: '', resource: 'namespaces' }, namespace);
  }
  if (metadataOf(stored.object)['deletionTimestamp'] === undefined) return null;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  const message = `namespace ${namespace} is being terminated`;
  return forbidden(of, name, why, [{ reason: 'NamespaceTerminating', message, field: 'metadata.namespace' }]);
}

function limitRanges({ state, namespace }: AdmissionContext): LimitRange[] {
  const found = listObjects(state, etcdPrefixOf('limitranges', namespace), state.apiserver.cacheRevision);
  return found.map(({ object }) => ({ ...object, metadata: metadataOf(object) }));
}

/** Models plugin/pkg/admission/limitranger, Admit. */
function limitDefaults(pod: Pod, context: AdmissionContext): Result<Pod, string> {
  return ok(limitRanges(context).reduce((filled, range) => applyLimitDefaults(range, filled), pod));
}

/** Models plugin/pkg/admission/limitranger, Validate. */
function limits(pod: Pod, context: AdmissionContext): Result<Pod, string> {
  const violations = limitRanges(context).flatMap((range) => limitViolations(range, pod));
  if (violations.length === 0) return ok(pod);
  return err(violations.length === 1 ? (violations[0] ?? '') : `[${violations.join(', ')}]`);
}

/** The account must exist; `default` always does here. Models plugin/pkg/admission/serviceaccount. */
function serviceAccount(pod: Pod, { state, namespace, suffix }: AdmissionContext): Result<Pod, string> {
  if (pod.metadata.annotations?.[MIRROR] !== undefined) return ok(pod);
  const account = pod.spec?.serviceAccountName ?? 'default';
  const key = etcdKey('serviceaccounts', account, namespace);
  if (account !== 'default' && readObject(state, key, state.apiserver.cacheRevision) === null) {
    return err(`error looking up service account ${namespace}/${account}: serviceaccount "${account}" not found`);
  }
  return ok(withServiceAccount(pod, suffix));
}

/**
 * A node starts out without pods, until the node controller finds it ready.
 * Models plugin/pkg/admission/nodetaint (TaintNodesByCondition).
 */
export function taintNewNode(node: JsonObject): JsonObject {
  const spec = isJsonObject(node['spec']) ? node['spec'] : {};
  const taints = Array.isArray(spec['taints']) ? spec['taints'] : [];
  if (taints.some((taint) => isJsonObject(taint) && taint['key'] === NOT_READY && taint['effect'] === 'NoSchedule')) {
    return node;
  }
  return { ...node, spec: { ...spec, taints: [...taints, { key: NOT_READY, effect: 'NoSchedule' }] } };
}

/** Models plugin/pkg/admission/priority. */
function priority(pod: Pod, { state }: AdmissionContext): Result<Pod, string> {
  const { priorityClassName = '', ...spec } = pod.spec ?? {};
  if (priorityClassName === '') return ok(withDefaultPriority(pod));
  const found = readObject(state, `/registry/priorityclasses/${priorityClassName}`);
  const value = isJsonObject(found?.object) ? found.object['value'] : undefined;
  if (typeof value !== 'number') return err(`no PriorityClass with name ${priorityClassName} was found`);
  return ok({
    ...pod,
    spec: { preemptionPolicy: 'PreemptLowerPriority', ...spec, priorityClassName, priority: value },
  });
}

/** Models plugin/pkg/admission/defaulttolerationseconds. */
function defaultTolerationSeconds(pod: Pod): Result<Pod, string> {
  return ok(withDefaultTolerations(pod));
}

/** Models plugin/pkg/admission/resourcequota. */
function resourceQuota(pod: Pod, { state, namespace }: AdmissionContext): Result<Pod, string> {
  const excess = overQuota(state, namespace, pod);
  return excess === null ? ok(pod) : err(excess);
}
