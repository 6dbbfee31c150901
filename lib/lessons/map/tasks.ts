import type { AskLine, Mission } from '../../cluster/mission.ts';
import { ETCD, type SeatId } from '../../cluster/seats.ts';
import { A_PROXY } from './world.ts';

function mission(id: string, seat: SeatId, rest: Pick<Mission, 'task' | 'etcd'>): Mission {
  return { id, seat, name: id, image: '', cpu: '', memory: '', aim: 'try', ...rest };
}

const SYSTEM_PODS = '/api/v1/namespaces/kube-system/pods';

/** One read that finds something, and one that does not. */
function look(id: string, found: Omit<AskLine, 'id'>, missing: Omit<AskLine, 'id' | 'verb'>): Mission {
  const lines: AskLine[] = [
    { id: 'missing', verb: 'GET', ...missing },
    { id: 'found', ...found },
  ];
  return mission(id, 'user', { task: { do: 'ask', code: 200, right: 'found', lines } });
}

export const LOOK_AROUND: readonly Mission[] = [
  look(
    'm1-nodes',
    { line: 'kubectl get nodes', verb: 'LIST', path: '/api/v1/nodes' },
    { line: 'kubectl get node kubernetes', path: '/api/v1/nodes/kubernetes' },
  ),
  look(
    'm2-system',
    { line: 'kubectl get pods -A -o wide', verb: 'LIST', path: '/api/v1/pods', prints: 'wide' },
    { line: 'kubectl get pod kube-scheduler', path: '/api/v1/namespaces/default/pods/kube-scheduler' },
  ),
  look(
    'm3-owner',
    {
      line: `kubectl get pod ${A_PROXY} -n kube-system -o jsonpath={.metadata.ownerReferences[0].kind}`,
      verb: 'GET',
      path: `${SYSTEM_PODS}/${A_PROXY}`,
      prints: 'owner',
    },
    { line: 'kubectl get pod kubelet -n kube-system', path: `${SYSTEM_PODS}/kubelet` },
  ),
];

/** The Pod whose way through the cluster is followed. */
export const WEB: Mission = {
  id: 'web',
  seat: 'user',
  name: 'web',
  image: 'nginx:1.27',
  cpu: '250m',
  memory: '128Mi',
  aim: 'up',
};

/** Which key is it? Only the right one is found. */
function sort(id: string, keys: readonly string[], right: string, flags = ' --keys-only'): Mission {
  const line = (key: string): string => `etcdctl get ${key}${flags}`;
  return mission(id, ETCD, { etcd: { do: 'run', lines: keys.map(line), right: [line(right)] } });
}

export const SORT: readonly Mission[] = [
  sort(
    'n1-node',
    ['/registry/nodes/node-1', '/registry/minions/node-1', '/registry/kubelets/node-1'],
    '/registry/minions/node-1',
  ),
  sort(
    'n2-pod',
    ['/registry/pods/node-1/web', '/registry/pods/web', '/registry/pods/default/web'],
    '/registry/pods/default/web',
  ),
  sort(
    'n3-service',
    [
      '/registry/services/default/kubernetes',
      '/registry/services/specs/default/kubernetes',
      '/registry/kube-proxy/kubernetes',
    ],
    '/registry/services/specs/default/kubernetes',
  ),
  sort(
    'n4-secret',
    [
      '/registry/secrets/default/db-password',
      '/registry/configmaps/default/db-password',
      '/registry/secrets/db-password',
    ],
    '/registry/secrets/default/db-password',
    // With the value: it can be read.
    '',
  ),
  sort(
    'n5-role',
    ['/registry/roles/default/edit', '/registry/clusterroles/default/edit', '/registry/clusterroles/edit'],
    '/registry/clusterroles/edit',
  ),
  sort(
    'n6-binding',
    ['/registry/users/student-1', '/registry/rolebindings/default/students-edit', '/registry/accounts/students'],
    '/registry/rolebindings/default/students-edit',
  ),
];
