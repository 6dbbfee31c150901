import type { AppendResult, LogHead, StoredEntry, StoredSnapshot } from './event-log.ts';

/** One session's share of a commit. */
export interface AppendRequest {
  readonly sessionId: string;
  readonly expectedPosition: number;
  readonly epoch: number;
  readonly entries: readonly StoredEntry[];
}

/** What the event log asks of its worker thread, and the type of each answer. */
export interface WorkerCalls {
  commit: { request: readonly AppendRequest[]; answer: AppendResult[] };
  read: { request: { sessionId: string; after: number; limit: number }; answer: StoredEntry[] };
  head: { request: { sessionId: string }; answer: LogHead | undefined };
  find: { request: { sessionId: string; commandId: string }; answer: StoredEntry | undefined };
  claim: { request: { sessionId: string }; answer: number | undefined };
  saveSnapshot: { request: StoredSnapshot & { sessionId: string }; answer: undefined };
  latestSnapshot: { request: { sessionId: string; atOrBefore: number }; answer: StoredSnapshot | undefined };
  close: { request: null; answer: undefined };
}

export type WorkerCall = {
  [Kind in keyof WorkerCalls]: { readonly kind: Kind; readonly request: WorkerCalls[Kind]['request'] };
}[keyof WorkerCalls];

export type WorkerRequest = WorkerCall & { readonly id: number };

export type WorkerAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: string };
