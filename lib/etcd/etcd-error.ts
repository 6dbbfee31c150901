/** A request that etcd refuses, with etcd's own message. Models etcd api/v3rpc/rpctypes/error.go. */
export type EtcdErrorCode = keyof typeof MESSAGES;

export interface EtcdError {
  readonly code: EtcdErrorCode;
  readonly message: string;
}

const MESSAGES = {
  EmptyKey: 'etcdserver: key is not provided',
  KeyNotFound: 'etcdserver: key not found',
  ValueProvided: 'etcdserver: value is provided',
  LeaseProvided: 'etcdserver: lease is provided',
  DuplicateKey: 'etcdserver: duplicate key given in txn request',
  TooManyOperations: 'etcdserver: too many operations in txn request',
  Compacted: 'etcdserver: mvcc: required revision has been compacted',
  FutureRevision: 'etcdserver: mvcc: required revision is a future revision',
  LeaseNotFound: 'etcdserver: requested lease not found',
  LeaseTooLong: 'etcdserver: too large lease TTL',
  LeaseExists: 'etcdserver: lease already exists',
} as const;

export function etcdError(code: EtcdErrorCode): EtcdError {
  return { code, message: MESSAGES[code] };
}
