import type { Card } from '../../cluster/card.ts';
import type { Advice } from '../../cluster/component.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { numberOf, taskOf } from './tasks.ts';
import { compareHolds } from './work.ts';

/** What etcd does with the transaction on the card, or what its keeper types. */
export function adviseEtcd(state: ClusterState, card: Card): Advice {
  if (card.kind === 'etcdctl' || card.kind === 'read-number') return adviseTask(state, card);
  const holds = compareHolds(state);
  const next = state.store.revision + 1;
  switch (card.kind) {
    case 'compare':
      return {
        action: { type: 'EvaluateCompare', card: card.id, holds },
        because: { key: holds ? 'because.etcd.compare-holds' : 'because.etcd.compare-fails' },
      };
    case 'commit':
      return {
        action: { type: 'CommitTxn', card: card.id, revision: next },
        because: { key: 'because.etcd.commit', params: { revision: next } },
      };
    default:
      return {
        action: { type: 'EvaluateTxn', card: card.id, holds },
        because: { key: holds ? 'because.etcd.txn-holds' : 'because.etcd.compare-fails', params: { revision: next } },
      };
  }
}

function adviseTask(state: ClusterState, card: Card): Advice {
  const { task } = taskOf(state, card.about);
  if (task.do === 'read') {
    const number = numberOf(state, task);
    return {
      action: { type: 'ReadNumber', card: card.id, number },
      because: { key: `because.etcd.${task.number}`, params: { number } },
    };
  }
  return {
    action: { type: 'RunEtcdctl', card: card.id, line: task.right[0] ?? '' },
    because: { key: `because.etcd-task.${card.about}` },
  };
}
