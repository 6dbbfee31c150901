import type { Advice } from '../cluster/component.ts';
import { present } from '../kernel/assert.ts';
import type { SessionRules } from './rules.ts';
import type { SessionState } from './state.ts';

/** The reference behaviour for a card that lies on a desk now: what a bot does, and what a hint explains. */
export function adviseCard(state: SessionState, cardId: string, rules: SessionRules): Advice {
  const card = present(state.cluster.cards[cardId], `card ${cardId}`);
  const seat = present(state.cluster.seats[card.seat], card.seat);
  return rules.components[seat.component].advise(state.cluster, card);
}
