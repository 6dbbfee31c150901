import { describe, expect, test } from 'vitest';
import { parseEtcdctl } from '../../lib/etcd/etcdctl/parse.ts';
import { runEtcdctl } from '../../lib/etcd/etcdctl/run.ts';
import { shellWords } from '../../lib/etcd/etcdctl/words.ts';
import { emptyStore, put, type EtcdStore } from '../../lib/etcd/store.ts';

/** Runs lines one after the other on a fresh etcd; the output of the last one. */
function session(...lines: readonly string[]): readonly string[] {
  return sessionFrom(emptyStore(), lines).output;
}

function sessionFrom(start: EtcdStore, lines: readonly string[], members = 1, running = members) {
  let store = start;
  let output: readonly string[] = [];
  lines.forEach((line, index) => {
    const parsed = parseEtcdctl(line);
    if (parsed.kind !== 'command') throw new Error(`${line}: ${JSON.stringify(parsed)}`);
    const outcome = runEtcdctl(store, parsed.command, { now: index * 1000, members, running });
    store = outcome.store;
    output = outcome.lines;
  });
  return { store, output };
}

/** The cells of a line of a table. */
function columnsOf(line: string): string[] {
  return line.split('|').map((text) => text.trim());
}

function cell(heading: string, row: string, column: string): string | undefined {
  return columnsOf(row)[columnsOf(heading).indexOf(column)];
}

const RED = 'etcdctl put /demo/color red';
const BLUE = './etcdctl put /demo/color "sky blue"';

describe('what a line prints', () => {
  const cases: readonly (readonly [lines: readonly string[], output: readonly string[]])[] = [
    [[RED], ['OK']],
    [
      [RED, 'etcdctl get /demo/color'],
      ['/demo/color', 'red'],
    ],
    [[RED, BLUE, 'etcdctl get --print-value-only /demo/color'], ['sky blue']],
    [['etcdctl get /nothing'], []],
    [
      [RED, 'etcdctl get --prefix /demo --keys-only'],
      ['/demo/color', ''],
    ],
    [
      [RED, 'etcdctl get / --from-key --limit=1 --keys-only'],
      ['/demo/color', ''],
    ],
    [[RED, 'etcdctl get /demo/a /demo/b'], []],
    [
      [RED, BLUE, 'etcdctl get /demo/color -w json'],
      [
        '{"header":{"cluster_id":14841639068965178418,"member_id":10276657743932975437,"revision":3,"raft_term":2},"kvs":[{"key":"L2RlbW8vY29sb3I=","create_revision":2,"mod_revision":3,"version":2,"value":"c2t5IGJsdWU="}],"count":1}',
      ],
    ],
    [
      ['etcdctl get /demo/color -w=json'],
      ['{"header":{"cluster_id":14841639068965178418,"member_id":10276657743932975437,"revision":1,"raft_term":2}}'],
    ],
    [
      [RED, BLUE, 'etcdctl get /demo/color --rev 2'],
      ['/demo/color', 'red'],
    ],
    [['etcdctl get /a --rev=7'], ['Error: etcdserver: mvcc: required revision is a future revision']],
    [[RED, BLUE, 'etcdctl compact 3'], ['compacted revision 3']],
    [[RED, 'etcdctl compaction 9'], ['Error: etcdserver: mvcc: required revision is a future revision']],
    [
      [RED, BLUE, 'etcdctl compact 3', 'etcdctl get /demo/color --rev=2'],
      ['Error: etcdserver: mvcc: required revision has been compacted'],
    ],
    [
      [RED, BLUE, 'etcdctl compact 3', 'etcdctl watch --prefix / --rev=2'],
      [
        'watch was canceled (etcdserver: mvcc: required revision has been compacted)',
        'Error: watch is canceled by the server',
      ],
    ],
    [
      [RED, 'etcdctl del /demo/color', 'etcdctl watch /demo/color --rev=2'],
      ['PUT', '/demo/color', 'red', 'DELETE', '/demo/color', ''],
    ],
    [[RED, 'etcdctl del --prefix /demo/'], ['1']],
    [['etcdctl del /nothing'], ['0']],
    [
      ['etcdctl member list'],
      ['8e9e05c52164694d, started, default, http://localhost:2380, http://localhost:2379, false'],
    ],
    [
      ['etcdctl endpoint status --endpoints=http://127.0.0.1:6443'],
      ['Failed to get the status of endpoint http://127.0.0.1:6443 (context deadline exceeded)'],
    ],
    [['etcdctl lease grant 60'], ['lease 0000000000000001 granted with TTL(60s)']],
    [
      ['etcdctl lease grant 60', 'etcdctl put /l x --lease=1', 'etcdctl lease timetolive 0000000000000001'],
      ['lease 0000000000000001 granted with TTL(60s), remaining(58s)'],
    ],
    [
      ['etcdctl lease grant 60', 'etcdctl lease keep-alive 1 --once'],
      ['lease 0000000000000001 keepalived with TTL(60)'],
    ],
    [['etcdctl lease keep-alive 5'], ['lease 0000000000000005 expired or revoked.']],
    [['etcdctl lease grant 60', 'etcdctl put /l x --lease=1', 'etcdctl lease revoke 1', 'etcdctl get /l'], []],
    [['etcdctl put /l x --lease=9'], ['Error: etcdserver: requested lease not found']],
    [
      [String.raw`etcdctl txn <<< $'mod("/demo/color") = "0"\n\nput /demo/color red\nget /demo/color\n\n'`],
      ['SUCCESS', '', 'OK', '', '/demo/color', 'red'],
    ],
    [
      [RED, String.raw`etcdctl txn <<< $'val("/demo/color") = "blue"\n\n\n\ndel /demo/color'`],
      ['FAILURE', '', '1'],
    ],
  ];

  test.each(cases)('[ETCD-10] %j', (lines, output) => {
    expect(session(...lines)).toEqual(output);
  });

  test('what the API server stores is protobuf: only its readable parts are shown', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', spec: { nodeName: 'node-1' }, status: { phase: 'Running' } };
    const { store } = put(emptyStore(), '/registry/pods/default/web', pod);
    expect(sessionFrom(store, ['etcdctl get /registry/pods/default/web']).output[1]).toBe(
      '<k8s protobuf v1/Pod, spec.nodeName=node-1, status.phase=Running>',
    );
    expect(sessionFrom(store, ['etcdctl get /registry/pods/default/web -w json']).output[0]).toContain('"azhzA…"');
  });

  test('every member has a name and an address of its own', () => {
    const { output } = sessionFrom(emptyStore(), ['etcdctl member list'], 3);
    expect(new Set(output.map((line) => line.split(', ')[0])).size).toBe(3);
    expect(output[2]).toContain('http://10.0.0.3:2379');
  });

  test('[ETCD-15] the status of one member is a table with who leads and in which term', () => {
    const { output } = sessionFrom(emptyStore(), [RED, 'etcdctl endpoint status -w table']);
    const [rule = '', heading = '', below, row = '', last] = output;
    expect([below, last, output.length]).toEqual([rule, rule, 5]);
    expect(rule).toMatch(/^\+(-+\+){16}$/);
    expect(columnsOf(heading)).toContain('IS LEADER');
    expect(cell(heading, row, 'ENDPOINT')).toBe('127.0.0.1:2379');
    expect(cell(heading, row, 'IS LEADER')).toBe('true');
    expect(cell(heading, row, 'RAFT TERM')).toBe('2');
    expect(heading).toContain('|    ENDPOINT    |        ID        | VERSION |');
    expect(row).toContain('| 127.0.0.1:2379 | 8e9e05c52164694d |   3.6.5 |           3.6.0 |');
  });

  test('[ETCD-15] of three members one leads, in the same term; one that is lost does not answer', () => {
    const { output } = sessionFrom(emptyStore(), ['etcdctl endpoint status --cluster -w table'], 3, 2);
    const [failure, , heading = '', , ...rows] = output.slice(0, -1);
    expect(failure).toBe('Failed to get the status of endpoint http://10.0.0.3:2379 (context deadline exceeded)');
    expect(rows.map((row) => cell(heading, row, 'IS LEADER'))).toEqual(['true', 'false']);
    expect(new Set(rows.map((row) => cell(heading, row, 'RAFT TERM'))).size).toBe(1);
    expect(new Set(rows.map((row) => cell(heading, row, 'ID'))).size).toBe(2);
  });

  test('[ETCD-15] endpoints are asked one by one, in the order in which they are given', () => {
    const line = 'etcdctl endpoint status --endpoints=10.0.0.2:2379,10.0.0.1:2379';
    const { output } = sessionFrom(emptyStore(), [line], 3);
    expect(output.map((row) => row.split(', ')).map(([endpoint, , , , , , , , leads]) => [endpoint, leads])).toEqual([
      ['10.0.0.2:2379', 'false'],
      ['10.0.0.1:2379', 'true'],
    ]);
  });

  test('[ETCD-15] members as a table', () => {
    expect(sessionFrom(emptyStore(), ['etcdctl member list -w table']).output).toEqual([
      '+------------------+---------+---------+-----------------------+-----------------------+------------+',
      '|        ID        | STATUS  |  NAME   |      PEER ADDRS       |     CLIENT ADDRS      | IS LEARNER |',
      '+------------------+---------+---------+-----------------------+-----------------------+------------+',
      '| 8e9e05c52164694d | started | default | http://localhost:2380 | http://localhost:2379 |      false |',
      '+------------------+---------+---------+-----------------------+-----------------------+------------+',
    ]);
  });
});

describe('what etcdctl does not take', () => {
  test.each([
    ['etcdctl set /demo/color red', 'set'],
    ['etcdctl ls /', 'ls'],
    ['etcdctl mk /a b', 'mk'],
    ['kubectl get pods', 'kubectl'],
    ['etcdctl lease list-all', 'lease list-all'],
    ['etcdctl member promote', 'member promote'],
    ['', ''],
  ])('[ETCD-10] %s: no such command', (line, word) => {
    expect(parseEtcdctl(line)).toEqual({ kind: 'unknown', word });
  });

  test.each([
    ['etcdctl put /a', 'put command needs 1 argument and input from stdin or 2 arguments'],
    ['etcdctl get', 'get command needs one argument as key and an optional argument as range_end'],
    ['etcdctl del a b c', 'del command needs one argument as key and an optional argument as range_end'],
    ['etcdctl get /a --recursive', 'unknown flag: --recursive'],
    ['etcdctl get /a --rev', 'flag needs an argument: --rev'],
    ['etcdctl get /a -w yaml', 'unsupported output format: yaml'],
    ['etcdctl get /a --rev=x', 'invalid argument: strconv.ParseInt: invalid syntax'],
    ['etcdctl compact', 'compaction command needs 1 argument'],
    ['etcdctl lease grant soon', 'bad TTL (strconv.ParseInt: parsing "soon": invalid syntax)'],
    ['etcdctl lease revoke zz', 'bad lease ID arg (zz), expecting ID in Hex'],
    ['etcdctl txn', 'txn command does not accept argument'],
    [`etcdctl txn <<< 'size("/a") = "1"'`, 'malformed comparison: size("/a") = "1"'],
    ['etcdctl put /a "b', 'unexpected end of line: a quote is open'],
  ])('%s: %s', (line, error) => {
    expect(parseEtcdctl(line)).toEqual({ kind: 'usage', error });
  });
});

test.each([
  ['a  b\tc', ['a', 'b', 'c']],
  [`put /a 'b c' "d e"f`, ['put', '/a', 'b c', 'd ef']],
  [String.raw`$'a\nb' 'a\nb'`, ['a\nb', String.raw`a\nb`]],
  [`''`, ['']],
  [`'`, null],
])('words of %s', (line, words) => {
  expect(shellWords(line)).toEqual(words);
});
