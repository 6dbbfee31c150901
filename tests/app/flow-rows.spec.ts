import { describe, expect, test } from 'vitest';

import { gatheredRows, newestRows, singleRows } from '../../app/_cluster/flow-rows.ts';
import type { FlowLine } from '../../lib/session/view.ts';

let count = 0;

function message(from: string, to: string, rest: Partial<FlowLine> = {}): FlowLine {
  count += 1;
  return {
    id: `m${count}`,
    from,
    to,
    kind: 'request',
    verb: 'GET',
    path: '/api/v1/pods',

    sentAt: 0,
    ...rest,
  };
}

const told = (to: string, verb = 'ADDED') => message('kube-apiserver', to, { kind: 'watch', verb });
const ends = (rows: ReturnType<typeof singleRows>) =>
  rows.map(({ number, messages, count: all }) => `${number} ${messages.map(({ to }) => to).join('+')} ${all}`);

describe('gathered lines', () => {
  test('put a watch event that went to several into one line, and nothing else', () => {
    const messages = [
      message('user', 'kube-apiserver'),
      message('user', 'kube-apiserver'),
      told('kube-scheduler'),
      told('user'),
      told('user', 'MODIFIED'),
      message('kube-apiserver', 'etcd'),
      told('user', 'MODIFIED'),
    ];
    expect(ends(gatheredRows(messages))).toEqual([
      '1 kube-apiserver 1',
      '2 kube-apiserver 1',
      '3 kube-scheduler+user 2',
      '5 user 1',
      '6 etcd 1',
      '7 user 1',
    ]);
    expect(singleRows(messages)).toHaveLength(7);
  });
});

describe('the newest lines', () => {
  test('are at most as many as asked for, with their numbers', () => {
    const rows = singleRows(Array.from({ length: 12 }, () => message('user', 'kube-apiserver')));
    expect(newestRows(rows, 8, 5).map(({ number }) => number)).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
  });

  test('end where another seat would be one too many', () => {
    const rows = singleRows([message('a', 'b'), message('c', 'hub'), message('d', 'hub'), message('hub', 'c')]);
    expect(newestRows(rows, 8, 3).map(({ number }) => number)).toEqual([2, 3, 4]);
  });

  test('draw an event to those who have a lane, and count everybody', () => {
    const rows = gatheredRows([
      message('kube-scheduler', 'kube-apiserver'),
      told('user'),
      told('kube-scheduler'),
      told('node-controller'),
    ]);
    expect(ends(newestRows(rows, 8, 2))).toEqual(['1 kube-apiserver 1', '2 kube-scheduler 3']);
  });

  test('draw an event to nobody who has a lane as far as there is room', () => {
    const rows = gatheredRows([message('etcd', 'kube-apiserver'), told('user'), told('node-controller')]);
    expect(ends(newestRows(rows, 8, 3))).toEqual(['1 kube-apiserver 1', '2 user 2']);
    expect(ends(newestRows(rows, 8, 2))).toEqual(['1 kube-apiserver 1']);
  });
});
