import {
  adoptionPatch,
  claimObjects,
  controllerRef,
  releasePatch,
} from '../../../lib/components/replication-controller/controller-ref.ts';
import { planReplicas } from '../../../lib/components/replication-controller/replicaset.ts';
import type { JsonObject, JsonValue } from '../../../lib/kernel/json.ts';
import { labelSelectorAsSelector, NOTHING } from '../../../lib/kubernetes/selectors.ts';
import type { Pod } from '../../../lib/kubernetes/types/pod.ts';
import type { ReplicaSet } from '../../../lib/kubernetes/types/workload.ts';
import { objectOf } from '../reference-objects.ts';
import type { ReferenceServer } from '../reference-server.ts';

const PODS = '/api/v1/namespaces/ns/pods';
const SETS = '/apis/apps/v1/namespaces/ns/replicasets';
const SPEC = { schedulerName: 'manual', containers: [{ name: 'c', image: 'nginx:1.27' }] };
const STRATEGIC = 'application/strategic-merge-patch+json';

function send(server: ReferenceServer, method: string, path: string, body: JsonObject): void {
  server.handle({ user: 'admin', method, path, body, ...(method === 'PATCH' && { contentType: STRATEGIC }) });
}

function podsOf(server: ReferenceServer): Pod[] {
  return server.list('pods', 'ns').map(objectOf);
}

/** One sync of the replica set controller: adopt and let go, then make up for what is missing. */
function sync(server: ReferenceServer): void {
  const set: ReplicaSet = objectOf(server.read('replicasets', 'r', 'ns') ?? {});
  const selector = labelSelectorAsSelector(set.spec?.selector);
  const { adoptable, releasable } = claimObjects(set, selector.ok ? selector.value : NOTHING, podsOf(server));
  for (const pod of adoptable) send(server, 'PATCH', `${PODS}/${pod.metadata.name}`, adoptionPatch(set, pod));
  for (const pod of releasable) send(server, 'PATCH', `${PODS}/${pod.metadata.name}`, releasePatch(set, pod));
  const { owned } = claimObjects(set, selector.ok ? selector.value : NOTHING, podsOf(server));
  const plan = planReplicas(set, owned, owned, 0);
  if (plan.do !== 'create') return;
  for (let count = 0; count < plan.count; count += 1) {
    const metadata = { generateName: 'r-', labels: { app: 'r' }, ownerReferences: [{ ...controllerRef(set) }] };
    send(server, 'POST', PODS, { metadata, spec: SPEC });
  }
}

/** Every pod with who owns it: `["orphan", ["ReplicaSet/r"]]`. */
function ownersByPod(server: ReferenceServer): JsonValue {
  return podsOf(server).map(({ metadata }) => [
    metadata.name ?? '',
    (metadata.ownerReferences ?? []).map(({ kind, name }) => `${kind}/${name}`),
  ]);
}

/** A pod that matches is there before the set of two. */
export function observeAdoption(server: ReferenceServer): JsonValue {
  const labels = { app: 'r' };
  send(server, 'POST', PODS, { metadata: { name: 'orphan', labels }, spec: SPEC });
  const spec = { replicas: 2, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: SPEC } };
  send(server, 'POST', SETS, { metadata: { name: 'r' }, spec });
  sync(server);
  return ownersByPod(server);
}

/** The adopted pod gets a label that the set does not select. */
export function observeRelease(server: ReferenceServer): JsonValue {
  send(server, 'PATCH', `${PODS}/orphan`, { metadata: { labels: { app: 'other' } } });
  sync(server);
  return ownersByPod(server);
}
