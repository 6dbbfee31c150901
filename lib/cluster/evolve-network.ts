import { sendBookmarks } from './bookmarks.ts';
import type { NetworkEvent } from './events.ts';
import type { Writers } from './draft.ts';
import { renewLeases } from './leases.ts';
import type { Message } from './message.ts';

/** Messages, time and cards. */
export const networkWriters: Writers<NetworkEvent> = {
  MessageSent(draft, { message }) {
    draft.wire().push(message);
    draft.counters().message += 1;
  },
  MessageDelivered(draft, { message }) {
    remove(draft.wire(), message);
  },
  ClockAdvanced(draft, { to }) {
    draft.state.now = to;
    renewLeases(draft);
    sendBookmarks(draft);
  },
  TimerSet(draft, { timer }) {
    draft.timers()[timer.id] = timer;
    draft.counters().timer += 1;
  },
  TimerFired(draft, { timer }) {
    delete draft.timers()[timer];
  },
  TimerCancelled(draft, { timer }) {
    delete draft.timers()[timer];
  },
  CardDealt(draft, { card }) {
    draft.cards()[card.id] = card;
    draft.counters().card += 1;
  },
  CardClosed(draft, { card }) {
    delete draft.cards()[card];
  },
};

function remove(wire: Message[], id: string): void {
  const index = wire.findIndex((message) => message.id === id);
  // What was sent first is mostly what is delivered next.
  if (index === 0) wire.shift();
  else if (index > 0) wire.splice(index, 1);
}
