import { present } from '../kernel/assert.ts';
import type { RoomEvent, SessionEvent } from './commands.ts';
import { withPrediction, withReveal } from './room-predictions.ts';
import type { Assignment, RoomQuestion, RoomState } from './state.ts';

const ROOM_EVENTS: Readonly<Record<RoomEvent['type'], true>> = {
  SessionOpened: true,
  SessionForked: true,
  WaveStarted: true,
  WaveFinished: true,
  GoalReached: true,
  ModeChanged: true,
  ParticipantAdmitted: true,
  ParticipantRemoved: true,
  SeatAssigned: true,
  SeatReleased: true,
  QuestionAsked: true,
  QuestionAnswered: true,
  AnswerRevealed: true,
  ActPredicted: true,
  ActRevealed: true,
  MomentMarked: true,
  HintTaken: true,
  PolicySet: true,
  SessionEnded: true,
};

const roomEvents: ReadonlySet<string> = new Set(Object.keys(ROOM_EVENTS));

export function isRoomEvent(event: SessionEvent): event is RoomEvent {
  return roomEvents.has(event.type);
}

export function newRoom(): RoomState {
  return {
    lesson: '',
    seed: 0,
    wave: -1,
    waveDone: false,
    goalReached: false,
    mode: 'paused',
    ended: false,
    participants: {},
    assignments: [],
    questions: {},
    absence: 'bot',
    mistakesShown: 'at-once',
  };
}

/** Applies one fact about the room. `SessionForked` replaces the whole session and is handled above. */
export function evolveRoom(room: RoomState, event: Exclude<RoomEvent, { type: 'SessionForked' }>): RoomState {
  switch (event.type) {
    case 'SessionOpened':
      return { ...room, lesson: event.lesson, seed: event.seed };
    case 'WaveStarted':
      return { ...room, wave: event.wave, waveDone: false };
    case 'WaveFinished':
      return { ...room, waveDone: true };
    case 'GoalReached':
      return { ...room, goalReached: true };
    case 'ModeChanged':
      return { ...room, mode: event.mode };
    case 'ParticipantAdmitted':
      return withParticipant(room, event.participant, { removed: false });
    case 'ParticipantRemoved':
      return {
        ...withParticipant(room, event.participant, { removed: true }),
        assignments: room.assignments.filter(({ participant }) => participant !== event.participant),
      };
    case 'SeatAssigned':
      return { ...room, assignments: assign(room.assignments, event) };
    case 'SeatReleased':
      return {
        ...room,
        assignments: room.assignments.filter(
          ({ participant, seat }) => participant !== event.participant || seat !== event.seat,
        ),
      };
    case 'QuestionAsked':
      return withQuestion(room, event.question, {
        id: event.question,
        status: 'open',
        options: event.options,
        answers: {},
      });
    case 'QuestionAnswered': {
      const question = present(room.questions[event.question], event.question);
      const answered = withQuestion(room, event.question, {
        ...question,
        answers: { ...question.answers, [event.participant]: event.option },
      });
      const count = (answered.participants[event.participant]?.questions ?? 0) + 1;
      return withParticipant(answered, event.participant, { questions: count });
    }
    case 'AnswerRevealed':
      return withQuestion(room, event.question, {
        ...present(room.questions[event.question], event.question),
        status: 'revealed',
        answer: event.answer,
      });
    case 'ActPredicted': {
      const predicted = withPrediction(room, event.card, event.participant, event.choice);
      const count = (predicted.participants[event.participant]?.predictions ?? 0) + 1;
      return withParticipant(predicted, event.participant, { predictions: count });
    }
    case 'ActRevealed':
      return withReveal(room, event);
    case 'PolicySet':
      return { ...room, absence: event.absence, mistakesShown: event.mistakesShown };
    case 'SessionEnded':
      return { ...room, ended: true, mode: 'paused' };
    case 'MomentMarked':
    case 'HintTaken':
      return room;
  }
}

/** A seat has one player at a time: assigning a new one relieves the old. */
function assign(assignments: readonly Assignment[], next: Assignment): Assignment[] {
  const kept = assignments.filter(
    ({ participant, seat, part }) =>
      !(participant === next.participant && seat === next.seat) &&
      !(seat === next.seat && part === 'player' && next.part === 'player'),
  );
  return [...kept, { participant: next.participant, seat: next.seat, part: next.part }];
}

function withQuestion(room: RoomState, id: string, question: RoomQuestion): RoomState {
  return { ...room, questions: { ...room.questions, [id]: question } };
}

function withParticipant(room: RoomState, id: string, change: Partial<RoomState['participants'][string]>): RoomState {
  const before = room.participants[id] ?? { id, acts: 0, refusals: 0, mistakes: 0, questions: 0, removed: false };
  return { ...room, participants: { ...room.participants, [id]: { ...before, ...change } } };
}
