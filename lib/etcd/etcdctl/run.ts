import { compact } from '../compaction.ts';
import type { EtcdError } from '../etcd-error.ts';
import { grantLease, keepAlive, leaseDetails, revokeLease } from '../lease.ts';
import { range, type KeyRange } from '../range.ts';
import type { EtcdStore } from '../store.ts';
import { deleteRange, execute, txn, type TxnResponse } from '../txn.ts';
import { eventsInRange } from '../watch.ts';
import type { EtcdctlCommand } from './parse.ts';
import { leaseText, printChange, printGet, valueLine } from './print.ts';
import { printMembers, printStatus, type Members } from './print-members.ts';

/** What a command did and printed. A command that fails leaves the store as it was. */
export interface EtcdctlOutcome {
  readonly store: EtcdStore;
  readonly lines: readonly string[];
  /** Of a watch: what it goes on to listen to. */
  readonly watching?: KeyRange;
}

export interface EtcdctlContext extends Members {
  /** Cluster milliseconds. */
  readonly now: number;
}

/** Runs one command of etcdctl v3 on a store. */
export function runEtcdctl(store: EtcdStore, command: EtcdctlCommand, context: EtcdctlContext): EtcdctlOutcome {
  switch (command.do) {
    case 'put': {
      const { key, value, lease } = command;
      const done = execute(store, { type: 'put', request: { key, value, lease } });
      return done.ok ? { store: done.value.store, lines: ['OK'] } : failed(store, done.error);
    }
    case 'get': {
      const { range: asked, revision, limit, keysOnly } = command;
      const found = range(store, { ...asked, revision, limit, keysOnly });
      return found.ok ? { store, lines: printGet(command, store, found.value) } : failed(store, found.error);
    }
    case 'del': {
      const { store: after, deleted } = deleteRange(store, command.range);
      return { store: after, lines: [String(deleted.length)] };
    }
    case 'watch':
      return watch(store, command.range, command.revision);
    case 'compact': {
      const compacted = compact(store, command.revision);
      if (!compacted.ok) return failed(store, compacted.error);
      return { store: compacted.value, lines: [`compacted revision ${command.revision}`] };
    }
    case 'txn': {
      const done = txn(store, command.request);
      return done.ok ? { store: done.value.store, lines: txnLines(done.value.response) } : failed(store, done.error);
    }
    case 'member-list':
      return { store, lines: printMembers(context, command.format) };
    case 'endpoint-status':
      return { store, lines: printStatus(command.endpoints, command.format, store, context) };
    default:
      return runLease(store, command, context.now);
  }
}

function failed(store: EtcdStore, { message }: EtcdError): EtcdctlOutcome {
  return { store, lines: [`Error: ${message}`] };
}

/** First what happened since the revision, then it stays open. */
function watch(store: EtcdStore, covered: KeyRange, revision: number): EtcdctlOutcome {
  if (revision === 0 || revision > store.revision) return { store, lines: [], watching: covered };
  const events = eventsInRange(store, covered, revision);
  if (!events.ok) {
    return { store, lines: [`watch was canceled (${events.error.message})`, 'Error: watch is canceled by the server'] };
  }
  return { store, lines: events.value.flatMap(printChange), watching: covered };
}

/** Models etcdctl's simple printer of a transaction: the branch, then each answer after an empty line. */
function txnLines({ succeeded, responses }: TxnResponse): string[] {
  const answers = responses.flatMap((response) => {
    switch (response.type) {
      case 'put':
        return ['', 'OK'];
      case 'deleteRange':
        return ['', String(response.deleted)];
      case 'range':
        return ['', ...response.kvs.flatMap(({ key, value }) => [key, valueLine(value)])];
      case 'txn':
        return ['', ...txnLines(response)];
    }
  });
  return [succeeded ? 'SUCCESS' : 'FAILURE', ...answers];
}

type LeaseCommand = Extract<EtcdctlCommand, { readonly do: `lease-${string}` }>;

function runLease(store: EtcdStore, command: LeaseCommand, now: number): EtcdctlOutcome {
  switch (command.do) {
    case 'lease-grant': {
      const granted = grantLease(store, { id: 0, ttlSeconds: command.ttlSeconds }, now);
      if (!granted.ok) return failed(store, granted.error);
      const { id, ttlSeconds } = granted.value.lease;
      return { store: granted.value.store, lines: [`lease ${leaseText(id)} granted with TTL(${ttlSeconds}s)`] };
    }
    case 'lease-keep-alive': {
      const kept = keepAlive(store, command.lease, now);
      if (!kept.ok) return { store, lines: [`lease ${leaseText(command.lease)} expired or revoked.`] };
      const { id, ttlSeconds } = kept.value.lease;
      return { store: kept.value.store, lines: [`lease ${leaseText(id)} keepalived with TTL(${ttlSeconds})`] };
    }
    case 'lease-revoke': {
      const revoked = revokeLease(store, command.lease);
      if (!revoked.ok) return failed(store, revoked.error);
      return { store: revoked.value.store, lines: [`lease ${leaseText(command.lease)} revoked`] };
    }
    case 'lease-timetolive': {
      const details = leaseDetails(store, command.lease);
      const id = leaseText(command.lease);
      if (details === null) return { store, lines: [`lease ${id} already expired`] };
      const left = Math.max(0, Math.ceil((details.expiresAt - now) / 1000));
      return { store, lines: [`lease ${id} granted with TTL(${details.ttlSeconds}s), remaining(${left}s)`] };
    }
  }
}
