import type { Card, CardView } from '../cluster/card.ts';
import type { SeatAction } from '../cluster/commands.ts';
import type { SeatId } from '../cluster/seats.ts';
import type { ClusterState } from '../cluster/state.ts';
import { canonicalJson } from '../kernel/canonical.ts';
import { ownValue } from '../kernel/ordered.ts';
import { adviseCard } from './advise.ts';
import type { RoomEvent } from './commands.ts';
import { choiceOf, choicesOf } from './foreseeable.ts';
import { waitingCards } from './idle.ts';
import { pendingOf, predictionsOf } from './room-predictions.ts';
import type { SessionRules } from './rules.ts';
import type { RoomState, SessionState } from './state.ts';

/**
 * The card whose player's next act this person is asked to predict; null when they have something else to do. It
 * follows from the state alone: nobody has to ask, so nothing waits for an answer. Who has said something sees it
 * until the act; else an understudy is asked about their own seat first, then everybody about a person's act before
 * a bot's, and about the oldest card of a desk, which is what its player has in hand.
 */
export function cardToPredict(state: SessionState, participant: string, rules: SessionRules): CardView | null {
  const { room } = state;
  const person = ownValue(room.participants, participant);
  if (person === undefined || person.removed || room.ended) return null;
  const played = seatsPlayedBy(room, participant);
  const pending = pendingOf(room, participant);
  const fronts = frontCards(state.cluster, rules);
  if (hasCard(state, participant) || isAskedByLesson(room, participant)) return null;
  if (pending !== null) return fronts.find(({ id }) => id === pending) ?? shownCard(state.cluster, pending, rules);
  const others = fronts.filter(({ seat }) => !played.includes(seat));
  const studied = (seat: SeatId): boolean => holds(room, participant, seat, ['understudy']);
  const byPerson = (seat: SeatId): boolean =>
    room.assignments.some((one) => one.seat === seat && one.part === 'player');
  return others.find(({ seat }) => studied(seat)) ?? others.find(({ seat }) => byPerson(seat)) ?? others[0] ?? null;
}

/** True when a card lies on the desk of a seat that this person plays: that comes before everything else. */
export function hasCard({ room, cluster }: SessionState, participant: string): boolean {
  const played = seatsPlayedBy(room, participant);
  return Object.values(cluster.cards).some(({ seat }) => played.includes(seat));
}

/** True when this person plays the seat, alone or with others. */
export function playsSeat(room: RoomState, participant: string, seat: SeatId): boolean {
  return holds(room, participant, seat, ['player', 'partner']);
}

/** A card as its player sees it; null when it does not lie on any desk. */
export function shownCard(cluster: ClusterState, id: string, rules: SessionRules): CardView | null {
  const card = ownValue(cluster.cards, id);
  const component = cluster.seats[card?.seat ?? '']?.component;
  return card === undefined || component === undefined ? null : rules.components[component].show(cluster, card);
}

/**
 * What is to be revealed when an action about a card is accepted; to be asked before the action. Null when nobody
 * has predicted it.
 */
export function revealOf(state: SessionState, action: SeatAction, rules: SessionRules): RoomEvent | null {
  const id = 'card' in action ? action.card : undefined;
  if (id === undefined || ownValue(predictionsOf(state.room).open, id) === undefined) return null;
  const card = shownCard(state.cluster, id, rules);
  if (card === null) return null;
  const asReference = canonicalJson(adviseCard(state, id, rules).action) === canonicalJson(action);
  const { id: choice, label } = choiceOf(card, action);
  const asked = choicesOf(card);
  const choices = asked.some((option) => option.id === choice) ? asked : [...asked, { id: choice, label }];
  return { type: 'ActRevealed', card: id, seat: card.seat, title: card.title, choices, choice, asReference };
}

function seatsPlayedBy(room: RoomState, participant: string): readonly SeatId[] {
  return Object.values(room.assignments)
    .filter((one) => one.participant === participant && (one.part === 'player' || one.part === 'partner'))
    .map(({ seat }) => seat);
}

function holds(room: RoomState, participant: string, seat: SeatId, parts: readonly string[]): boolean {
  return room.assignments.some(
    (one) => one.participant === participant && one.seat === seat && parts.includes(one.part),
  );
}

function isAskedByLesson(room: RoomState, participant: string): boolean {
  return Object.values(room.questions).some(
    ({ status, answers }) => status === 'open' && !Object.hasOwn(answers, participant),
  );
}

const FRONTS = new WeakMap<ClusterState, { readonly rules: SessionRules; readonly cards: readonly CardView[] }>();

/**
 * The oldest blocking card of each desk, the oldest first, where there is something to choose. Kept for as long as
 * the cluster is the same: everybody in a room is asked from the same few cards.
 */
function frontCards(cluster: ClusterState, rules: SessionRules): readonly CardView[] {
  const known = FRONTS.get(cluster);
  if (known?.rules === rules) return known.cards;
  const fronts = new Map<SeatId, Card>();
  for (const card of waitingCards({ cluster })) if (!fronts.has(card.seat)) fronts.set(card.seat, card);
  const cards = [...fronts.values()]
    .map(({ id }) => shownCard(cluster, id, rules))
    .filter((card) => card !== null)
    .filter((card) => choicesOf(card).length > 1);
  FRONTS.set(cluster, { rules, cards });
  return cards;
}
