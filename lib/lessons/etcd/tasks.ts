import type { EtcdTask } from '../../cluster/etcd-task.ts';
import type { Mission } from '../../cluster/mission.ts';
import { ETCD } from '../../cluster/seats.ts';

const COLOR = '/demo/color';
const WEB = '/registry/pods/default/web';

/** Once the pod's key was written four times: created, bound, ContainerCreating, Running. */
const RUNS = { key: WEB, version: 4 };

/** Tasks come up in the order of their ids. */
function task(id: string, etcd: EtcdTask): Mission {
  return { id, seat: ETCD, name: id, image: '', cpu: '', memory: '', aim: 'try', etcd };
}

export const PUT_GET: readonly Mission[] = [
  task('a1-put', {
    do: 'run',
    lines: ['etcdctl set /demo/color red', 'etcdctl put /demo/color red', 'etcdctl put /registry/demo/color red'],
    right: ['etcdctl put /demo/color red'],
  }),
  task('a2-get', {
    do: 'run',
    lines: ['etcdctl get /demo/color', 'etcdctl get color -w json', 'etcdctl get /demo/color -w json'],
    right: ['etcdctl get /demo/color -w json'],
  }),
  task('a3-version', { do: 'read', key: COLOR, number: 'version' }),
  task('a4-again', {
    do: 'run',
    lines: ['etcdctl update /demo/color blue', 'etcdctl put /demo/colour blue', 'etcdctl put /demo/color blue'],
    right: ['etcdctl put /demo/color blue'],
  }),
  task('a5-fields', {
    do: 'run',
    lines: ['etcdctl get /demo/color -w fields', 'etcdctl get /demo/ --keys-only', 'etcdctl ls /demo'],
    right: ['etcdctl get /demo/color -w fields'],
  }),
  task('a6-mod', { do: 'read', key: COLOR, number: 'mod-revision' }),
  task('a7-size', {
    do: 'run',
    lines: ['etcdctl put /demo/color blue,big', 'etcdctl put /demo/size big', 'etcdctl get /demo/size big'],
    right: ['etcdctl put /demo/size big'],
  }),
  task('a8-prefix', {
    do: 'run',
    lines: ['etcdctl get /demo/', 'etcdctl get --prefix /demo/ --keys-only', 'etcdctl member list'],
    right: ['etcdctl get --prefix /demo/ --keys-only'],
  }),
  task('a9-port', {
    do: 'run',
    lines: [
      'etcdctl endpoint status -w table --endpoints=127.0.0.1:2380',
      'etcdctl endpoint status -w table --endpoints=127.0.0.1:6443',
      'etcdctl endpoint status -w table --endpoints=127.0.0.1:2379',
    ],
    right: ['etcdctl endpoint status -w table --endpoints=127.0.0.1:2379'],
  }),
];

export const RANGE_WATCH: readonly Mission[] = [
  task('b1-watch', {
    do: 'run',
    lines: ['etcdctl watch /registry/pods/', 'etcdctl watch --prefix /registry/pods/', 'etcdctl get /registry/pods/'],
    right: ['etcdctl watch --prefix /registry/pods/'],
  }),
  task('b2-pod', {
    do: 'run',
    lines: [`etcdctl del ${WEB}`, `etcdctl get ${WEB} -w fields`, 'etcdctl get /registry/pods/web -w fields'],
    right: [`etcdctl get ${WEB} -w fields`],
    after: RUNS,
  }),
  task('b3-writes', { do: 'read', key: WEB, number: 'version', after: RUNS }),
  task('b4-created', { do: 'read', key: WEB, number: 'create-revision', after: RUNS }),
  task('b5-nodes', {
    do: 'run',
    lines: [
      'etcdctl get --prefix /registry/nodes/ --keys-only',
      'etcdctl get --prefix /registry/minions/ --keys-only',
      'etcdctl get /registry/ --keys-only',
    ],
    right: ['etcdctl get --prefix /registry/minions/ --keys-only'],
    after: RUNS,
  }),
];

export const COMPACTION: readonly Mission[] = [
  task('c1-past', {
    do: 'run',
    lines: ['etcdctl get /demo/color --rev=108', 'etcdctl get /demo/color', 'etcdctl get /demo/color --rev=999999'],
    right: ['etcdctl get /demo/color --rev=108'],
  }),
  task('c2-compact', {
    do: 'run',
    lines: ['etcdctl del --prefix /demo/', 'etcdctl compact 110', 'etcdctl compact 999999'],
    right: ['etcdctl compact 110'],
  }),
  task('c3-gone', {
    do: 'run',
    lines: [
      'etcdctl watch --prefix /demo/ --rev=108',
      'etcdctl watch --prefix /demo/',
      'etcdctl get --prefix /demo/ --keys-only',
    ],
    right: ['etcdctl watch --prefix /demo/ --rev=108'],
  }),
  task('c4-relist', {
    do: 'run',
    lines: [
      'etcdctl watch --prefix /demo/ --rev=109',
      'etcdctl get --prefix /demo/ --rev=108',
      'etcdctl get --prefix /demo/ -w json',
    ],
    right: ['etcdctl get --prefix /demo/ -w json'],
  }),
];
