import { isDark } from '../cluster/faults.ts';
import { asPod, listObjects, POD_PREFIX, readObject } from '../cluster/objects.ts';
import type { ClusterState } from '../cluster/state.ts';
import { isJsonObject } from '../kernel/json.ts';
import { etcdKey } from '../kubernetes/resources-table.ts';
import type { Pod } from '../kubernetes/types/pod.ts';

/** The pods of the default namespace with this label `app`, as etcd has them. */
export function podsOfApp(state: ClusterState, app: string): Pod[] {
  return listObjects(state, `${POD_PREFIX}default/`)
    .map(({ object }) => asPod(object))
    .filter(({ metadata }) => metadata.labels?.['app'] === app);
}

/** True when the pod runs as etcd knows it and as a machine with power really has it. */
export function reallyRuns(state: ClusterState, { metadata, spec, status }: Pod): boolean {
  const node = spec?.nodeName ?? '';
  const kubelet = state.seats[`kubelet@${node}`];
  if (status?.phase !== 'Running' || kubelet === undefined || isDark(state, kubelet)) return false;
  const started = Object.values(state.machines[node]?.runtime.containers ?? {}).filter(
    ({ uid, state: now }) => uid === metadata.uid && now === 'running',
  );
  return started.length === spec?.containers?.length;
}

/** True when exactly so many pods of the app exist, and every one of them runs; what has ended does not count. */
export function settledAt(state: ClusterState, app: string, count: number): boolean {
  const pods = podsOfApp(state, app).filter(
    ({ metadata, status }) =>
      metadata.deletionTimestamp !== undefined || (status?.phase !== 'Failed' && status?.phase !== 'Succeeded'),
  );
  return pods.length === count && pods.every((pod) => reallyRuns(state, pod));
}

/** What a workload of the default namespace asks for; null when there is none. */
export function wantedReplicas(state: ClusterState, resource: string, name: string): number | null {
  const spec = readObject(state, etcdKey(resource, name, 'default'))?.object['spec'];
  return isJsonObject(spec) && typeof spec['replicas'] === 'number' ? spec['replicas'] : null;
}

/** True when the user has seen that the mission's task is done. */
export function missionDone(state: ClusterState, seat: string, mission: string): boolean {
  return state.users[seat]?.missions[mission]?.done === true;
}
