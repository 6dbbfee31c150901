import { choicesOf } from './foreseeable.ts';
import { cardToPredict, hasCard } from './predictions.ts';
import { predictionsOf } from './room-predictions.ts';
import type { SessionRules } from './rules.ts';
import type { RevealedAct, SessionState } from './state.ts';
import type { Eyes, PredictionLine } from './view.ts';

/**
 * A participant without a card is asked at most one thing, and is told of the last act that they had predicted; the
 * teacher and the projector are told of the last act that anybody had.
 */
export function predictionLines(
  state: SessionState,
  viewer: Eyes,
  rules: SessionRules,
): Readonly<Record<string, PredictionLine>> {
  if (viewer.kind === 'seat') return {};
  const { open, revealed } = predictionsOf(state.room);
  const lines: Record<string, PredictionLine> = {};
  if (viewer.kind === 'participant' && hasCard(state, viewer.participant)) return {};
  const last = revealed.findLast(
    ({ answers }) => viewer.kind !== 'participant' || Object.hasOwn(answers, viewer.participant),
  );
  if (last !== undefined) lines[last.card] = revealedLine(state, last, viewer);
  const asked = viewer.kind === 'participant' ? cardToPredict(state, viewer.participant, rules) : null;
  if (viewer.kind === 'participant' && asked !== null) {
    const { id, seat, title } = asked;
    const mine = open[id]?.[viewer.participant];
    // A card of which the last act is shown can lie there again; what is asked now comes first.
    lines[id] = {
      card: id,
      seat,
      status: 'open',
      title,
      choices: choicesOf(asked),
      ...(mine !== undefined && { mine }),
    };
  }
  return lines;
}

function revealedLine({ room }: SessionState, act: RevealedAct, viewer: Eyes): PredictionLine {
  const { answers, asReference, ...told } = act;
  const mine = viewer.kind === 'participant' ? answers[viewer.participant] : undefined;
  const tally: Record<string, number> = {};
  for (const choice of Object.values(answers)) tally[choice] = (tally[choice] ?? 0) + 1;
  const tellMistakes = viewer.kind === 'teacher' || room.mistakesShown === 'at-once' || room.ended;
  const worded = act.choices.filter(({ id }) => id === act.choice || id === mine || tally[id] !== undefined);
  return {
    ...told,
    status: 'revealed',
    choices: worded,
    tally,
    ...(tellMistakes && { asReference }),
    ...(mine !== undefined && { mine }),
  };
}
