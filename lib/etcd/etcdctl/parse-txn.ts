import type { Compare, CompareTarget, TxnOperation, TxnRequest } from '../txn.ts';
import { prefixEnd } from '../range.ts';
import { shellWords, sortWords } from './words.ts';

const RESULTS = ['=', '!=', '<', '>'] as const;

const TARGETS: Readonly<Record<string, CompareTarget>> = {
  ver: 'VERSION',
  version: 'VERSION',
  c: 'CREATE',
  create: 'CREATE',
  m: 'MOD',
  mod: 'MOD',
  val: 'VALUE',
  value: 'VALUE',
};

/**
 * Reads what `etcdctl txn` takes from its standard input, given as a here-string: compares, then the operations of
 * success, then those of failure, each part ended by an empty line. A text is etcdctl's complaint.
 * Models etcd etcdctl/ctlv3/command/txn_command.go.
 */
export function parseTxn(args: readonly string[]): TxnRequest | string {
  const [arrow, input, ...more] = args;
  if (arrow !== '<<<' || input === undefined || more.length > 0) return 'txn command does not accept argument';
  const [compares = '', success = '', failure = ''] = input.split(/\n\n/);
  const compare: Compare[] = [];
  for (const line of linesOf(compares)) {
    const parsed = parseCompare(line);
    if (parsed === null) return `malformed comparison: ${line}`;
    compare.push(parsed);
  }
  const branches: TxnOperation[][] = [];
  for (const part of [success, failure]) {
    const operations = linesOf(part).map(parseOperation);
    const usable = operations.filter((operation) => operation !== null);
    if (usable.length < operations.length) return `unknown command in txn: ${part.trim()}`;
    branches.push(usable);
  }
  return { compare, success: branches[0] ?? [], failure: branches[1] ?? [] };
}

function linesOf(part: string): string[] {
  return part.split('\n').filter((line) => line.trim() !== '');
}

/** `mod("/demo/color") = "0"` */
function parseCompare(line: string): Compare | null {
  const [, name = '', key = '', result = '', value = ''] =
    /^\s*(\w+)\("([^"]*)"\)\s*(=|!=|<|>)\s*"([^"]*)"\s*$/.exec(line) ?? [];
  const target = TARGETS[name];
  const compared = RESULTS.find((sign) => sign === result);
  if (target === undefined || compared === undefined) return null;
  if (target !== 'VALUE' && !/^\d{1,15}$/.test(value)) return null;
  const wanted = target === 'VALUE' ? value : Number(value);
  return { target, key, result: compared, value: wanted };
}

function parseOperation(line: string): TxnOperation | null {
  const words = shellWords(line);
  const sorted = words === null ? null : sortWords(words);
  if (sorted === null || 'error' in sorted) return null;
  const [verb, key, value] = sorted.plain;
  if (key === undefined) return null;
  const range = sorted.flags.has('prefix') ? { key, rangeEnd: prefixEnd(key) } : { key };
  switch (verb) {
    case 'put':
      return value === undefined ? null : { type: 'put', request: { key, value } };
    case 'get':
      return { type: 'range', request: range };
    case 'del':
      return { type: 'deleteRange', request: range };
    default:
      return null;
  }
}
