import { present } from '../kernel/assert.ts';
import { withEntry, without } from '../kernel/ordered.ts';
import { replicationOf, type ReplicationEvent, type ReplicationState } from './replication.ts';
import type { ClusterState } from './state.ts';

/** How many deleted owners are remembered. */
const GONE_MAX = 50;

export function evolveReplication(state: ClusterState, event: ReplicationEvent): Partial<ClusterState> {
  const { writes, batches, settled, gone } = replicationOf(state);
  switch (event.type) {
    case 'ReplicaWriteStarted': {
      const { message, owner, kind, resource } = event;
      return withReplication(state, { writes: withEntry(writes, message, { owner, kind, resource }) });
    }
    case 'ReplicaWriteAnswered': {
      const write = present(writes[event.message], event.message);
      return withReplication(state, {
        writes: withEntry(writes, event.message, { ...write, revision: event.revision }),
      });
    }
    case 'ReplicaWriteEnded':
      return withReplication(state, { writes: without(writes, event.message) });
    case 'ReplicaBatchChanged': {
      const { owner, batch } = event;
      return withReplication(state, {
        batches: batch === undefined ? without(batches, owner) : { ...batches, [owner]: batch },
      });
    }
    case 'ReplicasSettled': {
      const { matter, fingerprint } = event;
      return withReplication(state, {
        settled: fingerprint === undefined ? without(settled, matter) : { ...settled, [matter]: fingerprint },
      });
    }
    case 'OwnerGone':
      return withReplication(state, {
        gone: [...gone, event.uid].slice(-GONE_MAX),
        settled: without(settled, event.uid),
        batches: without(batches, event.uid),
      });
  }
}

function withReplication(state: ClusterState, change: Partial<ReplicationState>): Partial<ClusterState> {
  return { replication: { ...replicationOf(state), ...change } };
}
