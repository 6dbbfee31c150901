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
import { runtimeOf, type Seat } from '../../cluster/seats.ts';
import type { ClusterState, RuntimeContainer, Timer } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { admitPod, confirmDelete, rejectPod, reportStatus } from './actions.ts';
import { advisePod } from './advise.ts';
import { callRuntime } from './calls.ts';
import { objectOf, refreshDesk } from './duty.ts';
import { probePod } from './probes.ts';
import { receiveApiAnswer, receiveRuntimeAnswer, observePod } from './receive.ts';
import { disturbKubelet, recheckNode } from './resume.ts';
import { relist, retryPull } from './relist.ts';
import { showPod } from './show.ts';

/** kubelet: the captain of a node. Admits pods bound to it, drives its runtime over CRI, reports what it sees. */
export const kubelet: ComponentRules = {
  receive(turn: Turn, seat: Seat, message: Message): void {
    const node = nodeOf(seat);
    if (message.kind === 'watch') observePod(turn, seat, node, message);
    else if (message.from === runtimeOf(node)) receiveRuntimeAnswer(turn, seat, node, message);
    else receiveApiAnswer(turn, seat, node, message);
  },

  wake(turn: Turn, seat: Seat, timer: Timer): void {
    const node = nodeOf(seat);
    if (timer.kind === 'relist') relist(turn, seat, node);
    else if (timer.kind === 'pull-backoff') retryPull(turn, seat, node, timer.about);
    else if (timer.kind === 'sync' && timer.about === node) recheckNode(turn, seat, node);
    else if (timer.kind === 'sync') {
      probePod(turn, seat, node, timer.about, objectOf(turn.state, node, timer.about));
      refreshDesk(turn, seat, node, timer.about);
    }
  },

  disturb(turn: Turn, seat: Seat, fault: Fault): void {
    disturbKubelet(turn, seat, nodeOf(seat), fault);
  },

  act(turn: Turn, seat: Seat, action: SeatAction, card: Card | null): Outcome {
    if (card === null) return refuse('UnknownCard');
    const node = nodeOf(seat);
    switch (action.type) {
      case 'AdmitPod':
        return admitPod(turn, seat, node, card);
      case 'RejectPod':
        return rejectPod(turn, seat, node, card);
      case 'ReportStatus':
        return reportStatus(turn, seat, node, card, action.phase);
      case 'CallRuntime':
        return callRuntime(turn, seat, node, card, action.call);
      case 'ConfirmDelete':
        return confirmDelete(turn, seat, node, card);
      default:
        return refuse('NotYourDecision', { seat: seat.id });
    }
  },

  show(state: ClusterState, card: Card): CardView {
    return showPod(state, card);
  },

  knows(state: ClusterState, seat: Seat): Knowledge {
    const pods = Object.values(state.machines[nodeOf(seat)]?.kubelet.pods ?? {});
    return {
      kubelet: {
        pods: pods.map(({ namespace, name, verdict, sandbox, containers, seen = {} }) => ({
          namespace,
          name,
          verdict,
          sandbox,
          containers,
          ...restartsOf(seen),
        })),
      },
    };
  },

  advise(state: ClusterState, card: Card): Advice {
    return advisePod(state, card);
  },
};

/** How often each container was restarted; nothing while none was. */
function restartsOf(seen: Readonly<Record<string, RuntimeContainer>>): JsonObject {
  const restarted = Object.entries(seen).flatMap(([name, { attempt }]) =>
    attempt === undefined ? [] : [[name, attempt]],
  );
  return restarted.length === 0 ? {} : { restarts: Object.fromEntries(restarted) };
}

function nodeOf(seat: Seat): string {
  return present(seat.node, `node of ${seat.id}`);
}
