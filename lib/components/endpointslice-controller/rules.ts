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
import { cacheOf } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import { endpointSlicesOf } from '../../cluster/services.ts';
import type { ClusterState, Timer } from '../../cluster/state.ts';
import { isJsonObject } from '../../kernel/json.ts';
import { sortedKeys } from '../../kernel/ordered.ts';
import { asEndpointSlice } from '../service-objects.ts';
import { writeSlice } from './actions.ts';
import { adviseSlices } from './advise.ts';
import { endSeenWrites, refreshAll, refreshDesk } from './duty.ts';
import { collectGarbage } from './garbage.ts';
import { CONTROLLER } from './knowledge.ts';
import { showSlices, sliceText } from './show.ts';

/**
 * The EndpointSlice controller: keeps for every Service with a selector the list of pods that serve it. It tells no
 * kube-proxy anything; they watch.
 */
export const endpointSliceController: ComponentRules = {
  begin(turn: Turn, seat: Seat): void {
    refreshAll(turn, seat);
  },

  /** A process that stood still has lost its timers: what was taken to be done is looked at again. */
  disturb(turn: Turn, seat: Seat, fault: Fault): void {
    if (fault.kind !== 'thaw') return;
    const { settled } = endpointSlicesOf(turn.state);
    for (const service of sortedKeys(settled)) turn.emit({ type: 'EndpointsSettled', service });
    refreshAll(turn, seat);
  },

  receive(turn: Turn, seat: Seat, message: Message): void {
    if (message.kind === 'answer') noteAnswer(turn, message);
    refreshAll(turn, seat);
    if (message.kind === 'watch') collectGarbage(turn, seat);
  },

  wake(turn: Turn, seat: Seat, timer: Timer): void {
    turn.emit({ type: 'EndpointsSettled', service: timer.about });
    refreshDesk(turn, seat, timer.about);
  },

  act(turn: Turn, seat: Seat, action: SeatAction, card: Card | null): Outcome {
    if (card === null) return refuse('UnknownCard');
    if (action.type !== 'WriteSlice') return refuse('NotYourDecision', { seat: seat.id });
    return writeSlice(turn, seat, card, action.pods);
  },

  show(state: ClusterState, card: Card): CardView {
    return showSlices(state, card);
  },

  knows(state: ClusterState): Knowledge {
    const slices = cacheOf(state, CONTROLLER, 'endpointslices').map(({ object }) => sliceText(asEndpointSlice(object)));
    return { endpointslices: { slices } };
  },

  advise(state: ClusterState, card: Card): Advice {
    return adviseSlices(state, card);
  },
};

/** What was written counts as seen once the own watch shows it; a refused write ends at once and is looked at again. */
function noteAnswer(turn: Turn, message: Message): void {
  const write = message.inReplyTo ?? '';
  if (endpointSlicesOf(turn.state).writes[write] === undefined) return;
  const body = isJsonObject(message.body) ? message.body : {};
  const { revision } = body;
  if ((message.status ?? 500) < 300 && typeof revision === 'number') {
    turn.emit({ type: 'SliceWriteAnswered', message: write, revision });
    endSeenWrites(turn);
  } else turn.emit({ type: 'SliceWriteEnded', message: write });
}
