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
import { hasQuorum, isDark } from '../../cluster/faults.ts';
import type { Message } from '../../cluster/message.ts';
import { ETCD, type Seat } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import { listPrefix } from '../../etcd/store.ts';
import { adviseEtcd } from './advise.ts';
import { endLeases, readNumber, runLine } from './etcdctl.ts';
import { showEtcd } from './show.ts';
import { isTaskCard, refreshTasks } from './tasks.ts';
import { answerRange, beginHead, commit, compareHolds, enqueue, settleCompare } from './work.ts';

/** etcd: one transaction at a time; the compare is data, the next revision is arithmetic. */
export const etcd: ComponentRules = {
  begin(turn: Turn, seat: Seat): void {
    refreshTasks(turn, seat);
  },

  receive(turn: Turn, seat: Seat, message: Message): void {
    if (message.verb === 'Range') answerRange(turn, seat, message);
    else if (message.verb === 'Txn') enqueue(turn, seat, message);
  },

  wake(turn: Turn, seat: Seat): void {
    endLeases(turn, seat);
  },

  disturb(turn: Turn, seat: Seat): void {
    if (isDark(turn.state, seat)) return;
    const lying = Object.values(turn.state.cards).filter((card) => card.seat === seat.id);
    // Without a majority nothing on the desk can be done; with one, the transaction at the head goes on.
    if (!hasQuorum(turn.state)) for (const { id } of lying) turn.emit({ type: 'CardClosed', card: id });
    else if (!lying.some(({ kind }) => !isTaskCard(kind))) {
      beginHead(turn, seat);
      refreshTasks(turn, seat);
    }
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
      case 'RunEtcdctl':
        return runLine(turn, seat, present(card, 'card'), action.line);
      case 'ReadNumber':
        return readNumber(turn, seat, present(card, 'card'), action.number);
      default:
        return refuse('NotYourDecision', { seat: seat.id });
    }
  },

  show(state: ClusterState, card: Card): CardView {
    return showEtcd(state, card);
  },

  knows(state: ClusterState): Knowledge {
    const terminal = state.users[ETCD]?.terminal;
    return {
      store: {
        revision: state.store.revision,
        keys: listPrefix(state.store, '/registry/').length,
        queue: state.etcd.queue.map((txn) => txn.key),
      },
      ...(terminal !== undefined && { etcdctl: { terminal } }),
    };
  },

  advise(state: ClusterState, card: Card): Advice {
    return adviseEtcd(state, card);
  },
};
