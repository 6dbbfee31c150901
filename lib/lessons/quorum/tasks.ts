import type { AskLine, Mission } from '../../cluster/mission.ts';
import { ETCD, type SeatId } from '../../cluster/seats.ts';

const PODS = '/api/v1/namespaces/default/pods';

/** Of three members: one lost, two lost. */
const MAJORITY = 2;
const MINORITY = 1;

function pod(id: string, name: string): Mission {
  return {
    id,
    seat: 'user',
    name,
    image: 'nginx:1.27',
    cpu: '250m',
    memory: '128Mi',
    aim: 'up',
    members: MAJORITY,
  };
}

function task(id: string, seat: SeatId, code: number, right: string): Mission {
  return {
    id,
    seat,
    name: id,
    image: '',
    cpu: '',
    memory: '',
    aim: 'try',
    members: MINORITY,
    task: { do: 'ask', code, right, lines: [CREATE, LIST, CACHED] },
  };
}

const CREATE: AskLine = {
  id: 'create',
  line: 'kubectl run two --image=nginx:1.27',
  verb: 'POST',
  path: PODS,
  body: {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'two', namespace: 'default', labels: { run: 'two' } },
    spec: { containers: [{ name: 'two', image: 'nginx:1.27' }] },
  },
};

/** As kubectl asks: the list shall be as new as etcd. */
const LIST: AskLine = { id: 'list', line: 'kubectl get pods', verb: 'LIST', path: PODS };

/** Any list will do, as old as it may be: what informers ask for when they start. */
const CACHED: AskLine = {
  id: 'cached',
  line: `kubectl get --raw '${PODS}?resourceVersion=0'`,
  verb: 'LIST',
  path: `${PODS}?resourceVersion=0`,
  prints: 'raw',
};

/** etcd's player counts, before anything is lost. */
export const COUNT: Mission = {
  id: 'e1-members',
  seat: ETCD,
  name: 'e1-members',
  image: '',
  cpu: '',
  memory: '',
  aim: 'try',
  etcd: {
    do: 'run',
    lines: ['etcdctl get members', 'etcdctl member list', 'etcdctl get --prefix /registry/members/ --keys-only'],
    right: ['etcdctl member list'],
  },
};

/** And asks each of them how it is: one leads. */
export const LEADER: Mission = {
  ...COUNT,
  id: 'e2-leader',
  name: 'e2-leader',
  etcd: {
    do: 'run',
    lines: [
      'etcdctl endpoint status -w table',
      'etcdctl endpoint status --cluster -w table',
      'etcdctl member list -w table',
    ],
    right: ['etcdctl endpoint status --cluster -w table'],
  },
};

export const ONE: Mission = pod('one', 'one');

export const WITHOUT_MAJORITY: readonly Mission[] = [
  task('q1-create', 'user', 500, 'create'),
  task('q2-list', 'user-2', 500, 'list'),
  task('q3-cached', 'user-2', 200, 'cached'),
];

/** What could not be created is created once a member is back. */
export const TWO: Mission = pod('two', 'two');
