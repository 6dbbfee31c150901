import type { ClusterState } from '../cluster/state.ts';
import type { RoomEvent } from './commands.ts';
import type { Predictions, RevealedAct, RoomState } from './state.ts';

/** How many revealed acts the room remembers. */
const REVEALED_MAX = 6;

const NONE: Predictions = { open: {}, revealed: [] };

export function predictionsOf(room: RoomState): Predictions {
  return room.predictions ?? NONE;
}

/** The card on which somebody has said something that is not revealed yet; null when there is none. */
export function pendingOf(room: RoomState, participant: string): string | null {
  const found = Object.entries(predictionsOf(room).open).find(([, said]) => Object.hasOwn(said, participant));
  return found?.[0] ?? null;
}

/** Keeps what somebody said until the card's player acts. */
export function withPrediction(room: RoomState, card: string, participant: string, choice: string): RoomState {
  const { open, revealed } = predictionsOf(room);
  const said = { ...open[card], [participant]: choice };
  return { ...room, predictions: { open: { ...open, [card]: said }, revealed } };
}

/** Moves what was said about a card to what is known, and counts who foresaw it. */
export function withReveal(room: RoomState, event: Extract<RoomEvent, { type: 'ActRevealed' }>): RoomState {
  const { open, revealed } = predictionsOf(room);
  const { [event.card]: answers = {}, ...still } = open;
  const { type: _type, ...told } = event;
  const act: RevealedAct = { ...told, answers };
  const participants = { ...room.participants };
  for (const [id, choice] of Object.entries(answers)) {
    const person = participants[id];
    if (person !== undefined && choice === event.choice)
      participants[id] = { ...person, foreseen: (person.foreseen ?? 0) + 1 };
  }
  return { ...room, participants, predictions: { open: still, revealed: [...revealed, act].slice(-REVEALED_MAX) } };
}

/** Forgets what was said about cards that ended without their player. */
export function withoutStale(room: RoomState, cluster: ClusterState): RoomState {
  if (room.predictions === undefined) return room;
  const { open, revealed } = room.predictions;
  const kept = Object.entries(open).filter(([card]) => Object.hasOwn(cluster.cards, card));
  if (kept.length === Object.keys(open).length) return room;
  return { ...room, predictions: { open: Object.fromEntries(kept), revealed } };
}
