import type { Card, CardView } from '../../cluster/card.ts';
import type { SeatAction } from '../../cluster/commands.ts';
import {
  done,
  refuse,
  type Advice,
  type ComponentRules,
  type Knowledge,
  type Outcome,
  type Turn,
} from '../../cluster/component.ts';
import { hasQuorum } from '../../cluster/faults.ts';
import type { Message } from '../../cluster/message.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { present, unreachable } from '../../kernel/assert.ts';
import { get, listPrefix } from '../../etcd/store.ts';
import { noRouteOptions } from '../no-route.ts';
import { answerRange, beginHead, commit, compareHolds, enqueue, settleCompare } from './work.ts';

/** etcd: one transaction at a time; the compare is data, the next revision is arithmetic. */
export const etcd: ComponentRules = {
  receive(turn: Turn, seat: Seat, message: Message): void {
    if (message.verb === 'Range') answerRange(turn, seat, message);
    else if (message.verb === 'Txn') enqueue(turn, seat, message);
  },

  wake(): void {},

  disturb(turn: Turn, seat: Seat): void {
    const lying = Object.values(turn.state.cards).filter((card) => card.seat === seat.id);
    // Without a majority nothing on the desk can be done; with one, the transaction at the head goes on.
    if (!hasQuorum(turn.state)) for (const { id } of lying) turn.emit({ type: 'CardClosed', card: id });
    else if (lying.length === 0) beginHead(turn, seat);
  },

  act(turn: Turn, seat: Seat, action: SeatAction, card: Card | null): Outcome {
    switch (action.type) {
      case 'EvaluateCompare': {
        const holds = compareHolds(turn.state);
        if (action.holds !== holds) return refuse('CompareIsData', { holds: String(holds) });
        turn.close(seat.id, present(card, 'card').about);
        settleCompare(turn, holds);
        if (holds) turn.deal(seat.id, 'commit', present(card, 'card').about);
        else beginHead(turn, seat);
        return done;
      }
      case 'CommitTxn': {
        const next = turn.state.store.revision + 1;
        if (action.revision !== next) return refuse('RevisionIsNext', { next, given: action.revision });
        turn.close(seat.id, present(card, 'card').about);
        commit(turn, seat);
        beginHead(turn, seat);
        return done;
      }
      case 'EvaluateTxn': {
        const holds = compareHolds(turn.state);
        if (action.holds !== holds) return refuse('CompareIsData', { holds: String(holds) });
        turn.close(seat.id, present(card, 'card').about);
        settleCompare(turn, holds);
        if (holds) commit(turn, seat);
        beginHead(turn, seat);
        return done;
      }
      default:
        return refuse('NotYourDecision', { seat: seat.id });
    }
  },

  show(state: ClusterState, card: Card): CardView {
    const txn = present(state.etcd.queue[0], 'transaction at the head');
    const current = state.store.revision;
    const facts = [
      { label: { key: 'fact.key' }, value: txn.key },
      {
        label: { key: 'fact.compare' },
        value: txn.expected === null ? '—' : `mod_revision(${txn.key}) = ${txn.expected}`,
      },
      { label: { key: 'fact.found' }, value: foundText(state, txn.key) },
      { label: { key: 'fact.revision' }, value: String(current) },
    ];
    return { ...card, title: { key: `card.${card.kind}.title` }, facts, options: optionsOf(state, card) };
  },

  knows(state: ClusterState): Knowledge {
    return {
      store: {
        revision: state.store.revision,
        keys: listPrefix(state.store, '/registry/').length,
        queue: state.etcd.queue.map((txn) => txn.key),
      },
    };
  },

  advise(state: ClusterState, card: Card): Advice {
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
  },
};

function foundText(state: ClusterState, key: string): string {
  const found = get(state.store, key);
  if (!found) return '—';
  return `mod_revision ${found.modRevision}, version ${found.version}`;
}

function optionsOf(state: ClusterState, card: Card): CardView['options'] {
  const current = state.store.revision;
  switch (card.kind) {
    case 'compare':
    case 'txn': {
      const type = card.kind === 'compare' ? 'EvaluateCompare' : 'EvaluateTxn';
      return [
        { id: 'holds', label: { key: `option.${type}.holds` }, action: { type, card: card.id, holds: true } },
        { id: 'fails', label: { key: `option.${type}.fails` }, action: { type, card: card.id, holds: false } },
        ...noRouteOptions(card, [{ to: 'user', verb: 'POST', path: '/answer' }]),
      ];
    }
    case 'commit':
      return [current, current + 1, current + 2].map((revision) => ({
        id: `revision-${revision}`,
        label: { key: 'option.CommitTxn', params: { revision } },
        action: { type: 'CommitTxn', card: card.id, revision },
      }));
    default:
      return unreachable(card.kind as never);
  }
}
