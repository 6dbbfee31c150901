import { FROM_KEY, prefixEnd, type KeyRange } from '../range.ts';
import type { TxnRequest } from '../txn.ts';
import { parseTxn } from './parse-txn.ts';
import { shellWords, sortWords, type SortedWords } from './words.ts';

export type OutputFormat = 'simple' | 'json' | 'fields';
/** What members and endpoints are listed as: values with commas between, or a table. */
export type MembersFormat = 'simple' | 'table';

/** One line of etcdctl for etcd's third API, understood. Revision and limit 0 mean now and no limit. */
export type EtcdctlCommand =
  | { readonly do: 'put'; readonly key: string; readonly value: string; readonly lease: number }
  | {
      readonly do: 'get';
      readonly range: KeyRange;
      readonly revision: number;
      readonly limit: number;
      readonly keysOnly: boolean;
      readonly valuesOnly: boolean;
      readonly format: OutputFormat;
    }
  | { readonly do: 'del'; readonly range: KeyRange }
  | { readonly do: 'watch'; readonly range: KeyRange; readonly revision: number }
  | { readonly do: 'compact'; readonly revision: number }
  | { readonly do: 'txn'; readonly request: TxnRequest }
  | { readonly do: 'lease-grant'; readonly ttlSeconds: number }
  | { readonly do: 'lease-keep-alive' | 'lease-revoke' | 'lease-timetolive'; readonly lease: number }
  | { readonly do: 'member-list'; readonly format: MembersFormat }
  | {
      readonly do: 'endpoint-status';
      readonly format: MembersFormat;
      readonly endpoints: readonly string[] | 'cluster';
    };

/** `unknown`: the word is no command of etcdctl v3. `usage`: etcdctl's complaint about the rest. */
export type EtcdctlParsed =
  | { readonly kind: 'command'; readonly command: EtcdctlCommand }
  | { readonly kind: 'unknown'; readonly word: string }
  | { readonly kind: 'usage'; readonly error: string };

export const CLIENT_PORT = 2379;

/** Reads a line such as `etcdctl get --prefix /registry/ --keys-only`. Models etcd etcdctl/ctlv3/command. */
export function parseEtcdctl(line: string): EtcdctlParsed {
  const words = shellWords(line);
  if (words === null) return usage('unexpected end of line: a quote is open');
  const [program = '', ...rest] = words.filter((word) => word !== 'ETCDCTL_API=3');
  if (!/^(\.\/)?etcdctl$/.test(program)) return { kind: 'unknown', word: program };
  const sorted = sortWords(rest);
  if ('error' in sorted) return usage(sorted.error);
  const [verb = '', ...args] = sorted.plain;
  switch (verb) {
    case 'put':
      return parsePut(args, sorted);
    case 'get':
      return parseGet(args, sorted);
    case 'del':
    case 'watch':
      return parseRanged(verb, args, sorted);
    case 'compact':
    case 'compaction':
      return parseCompact(args);
    case 'txn':
      return fromTxn(parseTxn(args));
    case 'lease':
      return parseLease(args);
    case 'member':
      return args[0] === 'list' ? memberList(sorted) : unknown(verb, args);
    case 'endpoint':
      return args[0] === 'status' ? status(sorted) : unknown(verb, args);
    default:
      return { kind: 'unknown', word: verb };
  }
}

function command(parsed: EtcdctlCommand): EtcdctlParsed {
  return { kind: 'command', command: parsed };
}

function usage(error: string): EtcdctlParsed {
  return { kind: 'usage', error };
}

function unknown(...words: readonly (string | readonly string[])[]): EtcdctlParsed {
  return { kind: 'unknown', word: words.flat().slice(0, 2).join(' ') };
}

function parsePut(args: readonly string[], { flags }: SortedWords): EtcdctlParsed {
  const [key, value] = args;
  if (key === undefined || value === undefined || args.length > 2)
    return usage('put command needs 1 argument and input from stdin or 2 arguments');
  const lease = parseInt(flags.get('lease') ?? '0', 16);
  if (!Number.isSafeInteger(lease)) return usage(`bad lease ID arg (${flags.get('lease') ?? ''}), expecting ID in Hex`);
  return command({ do: 'put', key, value, lease });
}

function parseGet(args: readonly string[], sorted: SortedWords): EtcdctlParsed {
  const range = rangeOf(args, sorted);
  if (range === null) return usage('get command needs one argument as key and an optional argument as range_end');
  const { flags } = sorted;
  const format = flags.get('write-out') ?? 'simple';
  if (format !== 'simple' && format !== 'json' && format !== 'fields') {
    return usage(`unsupported output format: ${format}`);
  }
  const [revision, limit] = [wholeNumber(flags.get('rev') ?? '0'), wholeNumber(flags.get('limit') ?? '0')];
  if (revision === null || limit === null) return usage('invalid argument: strconv.ParseInt: invalid syntax');
  const keysOnly = flags.has('keys-only');
  const valuesOnly = flags.has('print-value-only');
  return command({ do: 'get', range, revision, limit, keysOnly, valuesOnly, format });
}

function parseRanged(verb: 'del' | 'watch', args: readonly string[], sorted: SortedWords): EtcdctlParsed {
  const range = rangeOf(args, sorted);
  if (range === null) return usage(`${verb} command needs one argument as key and an optional argument as range_end`);
  if (verb === 'del') return command({ do: 'del', range });
  const revision = wholeNumber(sorted.flags.get('rev') ?? '0');
  if (revision === null) return usage('invalid argument: strconv.ParseInt: invalid syntax');
  return command({ do: 'watch', range, revision });
}

function rangeOf([key, end, ...more]: readonly string[], { flags }: SortedWords): KeyRange | null {
  if (key === undefined || more.length > 0) return null;
  if (flags.has('prefix')) return { key, rangeEnd: prefixEnd(key) };
  if (flags.has('from-key')) return { key, rangeEnd: FROM_KEY };
  return end === undefined ? { key } : { key, rangeEnd: end };
}

function parseCompact([text = '', ...more]: readonly string[]): EtcdctlParsed {
  const revision = wholeNumber(text);
  if (revision === null || more.length > 0) return usage('compaction command needs 1 argument');
  return command({ do: 'compact', revision });
}

function fromTxn(parsed: TxnRequest | string): EtcdctlParsed {
  return typeof parsed === 'string' ? usage(parsed) : command({ do: 'txn', request: parsed });
}

function parseLease([verb = '', text = '']: readonly string[]): EtcdctlParsed {
  if (verb === 'grant') {
    const ttlSeconds = wholeNumber(text);
    return ttlSeconds === null || ttlSeconds < 1
      ? usage(`bad TTL (strconv.ParseInt: parsing "${text}": invalid syntax)`)
      : command({ do: 'lease-grant', ttlSeconds });
  }
  if (verb !== 'keep-alive' && verb !== 'revoke' && verb !== 'timetolive') return unknown('lease', verb);
  const lease = /^[0-9a-f]{1,12}$|^0+[0-9a-f]{1,12}$/i.test(text) ? parseInt(text, 16) : Number.NaN;
  if (Number.isNaN(lease)) return usage(`bad lease ID arg (${text}), expecting ID in Hex`);
  return command({ do: `lease-${verb}`, lease });
}

function memberList(sorted: SortedWords): EtcdctlParsed {
  const format = membersFormat(sorted);
  return format === null ? unsupported(sorted) : command({ do: 'member-list', format });
}

function status(sorted: SortedWords): EtcdctlParsed {
  const format = membersFormat(sorted);
  if (format === null) return unsupported(sorted);
  const asked = sorted.flags.get('endpoints') ?? `127.0.0.1:${CLIENT_PORT}`;
  return command({
    do: 'endpoint-status',
    format,
    endpoints: sorted.flags.has('cluster') ? 'cluster' : asked.split(','),
  });
}

function membersFormat({ flags }: SortedWords): MembersFormat | null {
  const format = flags.get('write-out') ?? 'simple';
  return format === 'simple' || format === 'table' ? format : null;
}

function unsupported({ flags }: SortedWords): EtcdctlParsed {
  return usage(`unsupported output format: ${flags.get('write-out') ?? ''}`);
}

function wholeNumber(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
