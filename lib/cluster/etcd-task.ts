/** What etcd's own player is asked to do, beside the API server's transactions. */
export type EtcdTask = RunTask | ReadTask;

/** A line of etcdctl to choose; the task is done when one of the right ones ran. */
export interface RunTask {
  readonly do: 'run';
  /** In the order in which they are offered, right and wrong mixed. */
  readonly lines: readonly string[];
  readonly right: readonly string[];
  readonly after?: KeyWritten;
}

/** One of a key's numbers, or the store's own, to be read from what etcdctl printed. */
export interface ReadTask {
  readonly do: 'read';
  readonly key: string;
  readonly number: 'create-revision' | 'mod-revision' | 'version';
  readonly after?: KeyWritten;
}

/** The task comes up once this key was written this often. */
export interface KeyWritten {
  readonly key: string;
  readonly version: number;
}
