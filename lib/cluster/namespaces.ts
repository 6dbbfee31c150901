import { without } from '../kernel/ordered.ts';
import type { ClusterState } from './state.ts';

/** What the namespace controller waits for: it does one thing after the other. */
export type NamespaceStep = 'look' | 'estimate' | 'delete' | 'list' | 'status' | 'finalize';

/** One pass over the content of a namespace that is being deleted, and what it has found so far. */
export interface NamespaceSync {
  readonly step: NamespaceStep;
  /** The request under way. */
  readonly message: string;
  /** The resource that it is about, as paths have it; absent: the namespace itself. */
  readonly resource?: string;
  /** The namespace as it was last read or written. */
  readonly revision: number;
  /** How long objects of this resource take to end, in seconds. */
  readonly grace: number;
  /** How long what remains will take, in seconds; 0 = nothing remains, or nothing is known. */
  readonly estimate: number;
  /** How many objects of a resource remain, and how many a finalizer holds. */
  readonly remaining: Readonly<Record<string, number>>;
  readonly finalizers: Readonly<Record<string, number>>;
  readonly errors: readonly string[];
}

/** What the namespace controller remembers of a namespace that is being deleted. */
export interface NamespaceWork {
  readonly name: string;
  /** Passes that failed, one after the other. */
  readonly failures: number;
  /** Absent between two passes. */
  readonly sync?: NamespaceSync;
  /** What a pass left that only waits for holders of finalizers; another one would find the same. */
  readonly held?: string;
}

/** `work` is absent when the namespace is gone. */
export interface NamespaceEvent {
  readonly type: 'NamespaceWorked';
  readonly uid: string;
  readonly work?: NamespaceWork;
}

export function namespaceWork(state: ClusterState): Readonly<Record<string, NamespaceWork>> {
  return state.namespaces ?? {};
}

export function evolveNamespaces(state: ClusterState, { uid, work }: NamespaceEvent): Partial<ClusterState> {
  const before = namespaceWork(state);
  return { namespaces: work === undefined ? without(before, uid) : { ...before, [uid]: work } };
}
