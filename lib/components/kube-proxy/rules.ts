import type { Card, CardView } from '../../cluster/card.ts';
import type { SeatAction } from '../../cluster/commands.ts';
import {
  refuse,
  type Advice,
  type ComponentRules,
  type Knowledge,
  type Outcome,
  type Turn,
} from '../../cluster/component.ts';
import type { Fault } from '../../cluster/faults.ts';
import type { Message } from '../../cluster/message.ts';
import type { Seat } from '../../cluster/seats.ts';
import { proxyOf } from '../../cluster/services.ts';
import type { ClusterState, Timer } from '../../cluster/state.ts';
import { leaveRules, programRules } from './actions.ts';
import { adviseRules } from './advise.ts';
import { refreshAll, refreshDesk } from './duty.ts';
import { iptablesText, ipvsText } from './kernel-text.ts';
import { showRules } from './show.ts';

/**
 * kube-proxy: turns Services and EndpointSlices into rules of its own node's kernel. No connection ever passes
 * through it, and it writes nothing to the API.
 */
export const kubeProxy: ComponentRules = {
  begin(turn: Turn, seat: Seat): void {
    refreshAll(turn, seat);
  },

  receive(turn: Turn, seat: Seat, message: Message): void {
    if (message.kind === 'watch') refreshAll(turn, seat);
  },

  disturb(turn: Turn, seat: Seat, fault: Fault): void {
    if (fault.kind !== 'power-off') return;
    // The kernel's rules are in memory; what the node starts with is empty.
    const { rules } = proxyOf(turn.state.machines[seat.node ?? '']);
    for (const service of new Set(Object.values(rules).map((rule) => rule.service))) {
      turn.emit({ type: 'RulesProgrammed', node: seat.node ?? '', service, rules: {} });
    }
  },

  wake(turn: Turn, seat: Seat, timer: Timer): void {
    turn.emit({ type: 'RulesSettled', node: seat.node ?? '', service: timer.about });
    refreshDesk(turn, seat, timer.about);
  },

  act(turn: Turn, seat: Seat, action: SeatAction, card: Card | null): Outcome {
    if (card === null) return refuse('UnknownCard');
    switch (action.type) {
      case 'ProgramRules':
        if (action.node !== undefined && action.node !== seat.node) return refuse('NotYourNode', { node: action.node });
        return programRules(turn, seat, card, action.endpoints);
      case 'LeaveRules':
        return leaveRules(turn, seat, card);
      default:
        return refuse('NotYourDecision', { seat: seat.id });
    }
  },

  show(state: ClusterState, card: Card): CardView {
    return showRules(state, card);
  },

  knows(state: ClusterState, seat: Seat): Knowledge {
    const { rules } = proxyOf(state.machines[seat.node ?? '']);
    return { kernel: { iptables: iptablesText(rules), ipvs: ipvsText(rules) } };
  },

  advise(state: ClusterState, card: Card): Advice {
    return adviseRules(state, card);
  },
};
