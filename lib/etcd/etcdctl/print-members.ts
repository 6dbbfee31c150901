import type { EtcdStore } from '../store.ts';
import { CLIENT_PORT, type MembersFormat } from './parse.ts';

/** The last two digits count up from member to member. */
const FIRST_MEMBER_ID = { head: '8e9e05c5216469', tail: 0x4d };
export const RAFT_TERM = 2;
const VERSION = '3.6.5';
const STORAGE_VERSION = '3.6.0';
/** Of a fresh database file; how it grows is not modelled. */
const DB_SIZE = '20 kB';
const TIMED_OUT = 'context deadline exceeded';

const MEMBER_COLUMNS = ['ID', 'STATUS', 'NAME', 'PEER ADDRS', 'CLIENT ADDRS', 'IS LEARNER'];
const STATUS_COLUMNS = [
  'ENDPOINT',
  'ID',
  'VERSION',
  'STORAGE VERSION',
  'DB SIZE',
  'IN USE',
  'PERCENTAGE NOT IN USE',
  'QUOTA',
  'IS LEADER',
  'IS LEARNER',
  'RAFT TERM',
  'RAFT INDEX',
  'RAFT APPLIED INDEX',
  'ERRORS',
  'DOWNGRADE TARGET VERSION',
  'DOWNGRADE ENABLED',
];

/** How many members the cluster has, and how many of them run: those that are lost are the last ones. */
export interface Members {
  readonly members: number;
  /** Absent = all. */
  readonly running?: number;
}

/** Members of a cluster: `default`, then `default-2`, … Models `etcdctl member list`. */
export function printMembers({ members }: Members, format: MembersFormat): string[] {
  const rows = Array.from({ length: members }, (_, index) => [
    memberId(index),
    'started',
    index === 0 ? 'default' : `default-${index + 1}`,
    `http://${hostOf(index, members)}:2380`,
    clientUrl(index, members),
    'false',
  ]);
  return printed(MEMBER_COLUMNS, rows, format);
}

/**
 * What each endpoint says of itself. Only the client port of a member that runs answers: 2380 is for the other members,
 * and 6443 is the API server's. The first member leads. Models epStatusCommandFunc of
 * etcdctl/ctlv3/command/ep_command.go.
 */
export function printStatus(
  endpoints: readonly string[] | 'cluster',
  format: MembersFormat,
  store: EtcdStore,
  cluster: Members,
): string[] {
  const { members, running = members } = cluster;
  const asked =
    endpoints === 'cluster' ? Array.from({ length: members }, (_, index) => clientUrl(index, members)) : endpoints;
  const reached = asked.map((endpoint) => ({ endpoint, member: memberAt(endpoint, members) }));
  const answering = reached.filter(({ member }) => member >= 0 && member < running);
  const silent = reached.filter((one) => !answering.includes(one));
  const failures = silent.map(({ endpoint }) => `Failed to get the status of endpoint ${endpoint} (${TIMED_OUT})`);
  const rows = answering.map(({ endpoint, member }) => statusRow(endpoint, member, members, store));
  return [...failures, ...printed(STATUS_COLUMNS, rows, format)];
}

function statusRow(endpoint: string, member: number, members: number, store: EtcdStore): string[] {
  // Raft's log also holds who joined, under which name, the leader's first entry and the cluster's version.
  const index = String(store.revision + 2 * members + 1);
  const leads = String(member === 0);
  const sizes = [DB_SIZE, DB_SIZE, '0%', '0 B'];
  return [
    endpoint,
    memberId(member),
    VERSION,
    STORAGE_VERSION,
    ...sizes,
    leads,
    'false',
    String(RAFT_TERM),
    index,
    index,
    '',
    '',
    'false',
  ];
}

function memberId(index: number): string {
  return `${FIRST_MEMBER_ID.head}${(FIRST_MEMBER_ID.tail + index).toString(16)}`;
}

function hostOf(index: number, members: number): string {
  return members === 1 ? 'localhost' : `10.0.0.${index + 1}`;
}

function clientUrl(index: number, members: number): string {
  return `http://${hostOf(index, members)}:${CLIENT_PORT}`;
}

/** Which member listens there, from 0; -1 when none does. The terminal stands beside the first. */
function memberAt(endpoint: string, members: number): number {
  const [host = '', port] = endpoint.replace(/^https?:\/\//, '').split(':');
  if (port !== String(CLIENT_PORT)) return -1;
  if (host === '127.0.0.1' || host === 'localhost') return 0;
  return Array.from({ length: members }, (_, index) => hostOf(index, members)).indexOf(host);
}

function printed(columns: readonly string[], rows: readonly (readonly string[])[], format: MembersFormat): string[] {
  return format === 'table' ? table(columns, rows) : rows.map((row) => row.join(', '));
}

/** Headings in the middle, cells at the right. Models olekukonko/tablewriter v0.0.5 as etcdctl sets it up. */
function table(columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map((heading, at) => Math.max(heading.length, ...rows.map((row) => (row[at] ?? '').length)));
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const heading = line(columns.map((text, at) => centred(text, widths[at] ?? 0)));
  const body = rows.map((row) => line(row.map((cell, at) => cell.padStart(widths[at] ?? 0))));
  return [rule, heading, rule, ...body, rule];
}

function centred(text: string, width: number): string {
  const left = Math.floor((width - text.length) / 2);
  return text.padStart(text.length + left).padEnd(width);
}
