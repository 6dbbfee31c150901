import type { Entry, EntryOutcome, SessionCommand, SessionEvent } from '../../lib/session/commands.ts';
import type { Predictions, SessionState } from '../../lib/session/state.ts';

/**
 * An entry as a class may see it: without other people's predictions and notes. What is left out leaves an entry
 * with fewer events behind, so that positions stay gapless and the rest replays as it was.
 */
export function forClass<E extends Pick<Entry, 'command' | 'outcome'>>(entry: E, me: string | null): E {
  return { ...entry, command: commandForClass(entry.command, me), outcome: outcomeForClass(entry.outcome, me) };
}

function commandForClass(command: SessionCommand, me: string | null): SessionCommand {
  switch (command.type) {
    case 'AnswerQuestion':
      return command.participant === me ? command : { ...command, option: '' };
    case 'PredictAct':
      return command.participant === me ? command : { ...command, choice: '' };
    case 'MarkMoment':
      return command.participant === me ? command : { ...command, note: '' };
    case 'ForkSession':
      return { ...command, ...(command.snapshot !== undefined && { snapshot: stateForClass(command.snapshot, me) }) };
    default:
      return command;
  }
}

function outcomeForClass(outcome: EntryOutcome, me: string | null): EntryOutcome {
  if ('refusal' in outcome) return outcome;
  return { ...outcome, events: outcome.events.flatMap((event) => eventForClass(event, me)) };
}

function eventForClass(event: SessionEvent, me: string | null): SessionEvent[] {
  switch (event.type) {
    case 'QuestionAnswered':
    case 'ActPredicted':
    case 'MomentMarked':
      return event.participant === me ? [event] : [];
    case 'SessionForked':
      return [{ ...event, snapshot: stateForClass(event.snapshot, me) }];
    default:
      return [event];
  }
}

function stateForClass(state: SessionState, me: string | null): SessionState {
  const questions = Object.fromEntries(
    Object.entries(state.room.questions).map(([id, question]) => {
      return [id, { ...question, answers: answersOf(question.answers, me) }];
    }),
  );
  const predictions = predictionsForClass(state.room.predictions, me);
  const notices = state.board.notices.filter(({ kind, participant }) => kind !== 'mark' || participant === me);
  return {
    ...state,
    room: { ...state.room, questions, ...(predictions && { predictions }) },
    board: { ...state.board, notices },
  };
}

function predictionsForClass(predictions: Predictions | undefined, me: string | null): Predictions | undefined {
  if (predictions === undefined) return undefined;
  const open = Object.entries(predictions.open).map(([card, answers]) => [card, answersOf(answers, me)] as const);
  const revealed = predictions.revealed.map((act) => ({ ...act, answers: answersOf(act.answers, me) }));
  return { open: Object.fromEntries(open), revealed };
}

/** What one person said themselves. */
function answersOf(answers: Readonly<Record<string, string>>, me: string | null): Readonly<Record<string, string>> {
  const mine = me === null ? undefined : answers[me];
  return me !== null && mine !== undefined ? { [me]: mine } : {};
}
