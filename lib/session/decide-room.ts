import type { Refusal } from '../cluster/commands.ts';
import { nextOnTheWire } from '../cluster/decide.ts';
import type { Actor, RoomCommand, RoomEvent } from './commands.ts';
import type { SessionTurn } from './decide.ts';
import { present } from '../kernel/assert.ts';
import { ownValue } from '../kernel/ordered.ts';
import { choicesOf } from './foreseeable.ts';
import { playsSeat, shownCard } from './predictions.ts';
import { pendingOf } from './room-predictions.ts';
import type { RoomState } from './state.ts';

/** Decides a command about the room; who may give it has been decided by policy before. */
export function decideRoom(turn: SessionTurn, command: RoomCommand, actor: Actor): Refusal | null {
  const { room } = turn.state;
  switch (command.type) {
    case 'OpenSession':
      return openSession(turn, command.lesson, command.seed);
    case 'ForkSession':
      turn.emit({
        type: 'SessionForked',
        parent: command.parent,
        parentPosition: command.parentPosition,
        snapshot: present(command.snapshot, 'what a fork goes on from'),
      });
      return null;
    case 'StartWave':
      return startWave(turn, command.wave);
    case 'SetMode':
      return room.mode === command.mode
        ? null
        : emit(turn, { type: 'ModeChanged', mode: command.mode, because: command.because });
    case 'Step':
      return step(turn);
    case 'AdmitParticipant':
      return emit(turn, { type: 'ParticipantAdmitted', participant: command.participant });
    case 'RemoveParticipant':
      return (
        known(room, command.participant) ?? emit(turn, { type: 'ParticipantRemoved', participant: command.participant })
      );
    case 'AssignSeat':
      return assignSeat(turn, command, actor);
    case 'ReleaseSeat':
      return (
        known(room, command.participant) ??
        emit(turn, { type: 'SeatReleased', participant: command.participant, seat: command.seat })
      );
    case 'AnswerQuestion':
      return answerQuestion(turn, command);
    case 'PredictAct':
      return predictAct(turn, command);
    case 'MarkMoment':
      return markMoment(turn, command, actor);
    case 'TakeHint':
      return takeHint(turn, command);
    case 'SetPolicy':
      return emit(turn, { type: 'PolicySet', absence: command.absence, mistakesShown: command.mistakesShown });
    case 'EndSession':
      return emit(turn, { type: 'SessionEnded' });
  }
}

function emit(turn: SessionTurn, event: RoomEvent): null {
  turn.emit(event);
  return null;
}

function refusal(reason: Refusal['reason'], params: Refusal['params'] = {}): Refusal {
  return { reason, params };
}

function known(room: RoomState, participant: string): Refusal | null {
  const found = ownValue(room.participants, participant);
  return found === undefined || found.removed ? refusal('UnknownParticipant', { participant }) : null;
}

function openSession(turn: SessionTurn, lessonId: string, seed: number): Refusal | null {
  const lesson = ownValue(turn.rules.lessons, lessonId);
  if (lesson === undefined) return refusal('NotFound', { lesson: lessonId });
  if (turn.state.room.lesson !== '') return refusal('AlreadyExists', { lesson: turn.state.room.lesson });
  turn.emit({ type: 'SessionOpened', lesson: lessonId, seed });
  turn.emit({ type: 'ClusterInitialized', initial: lesson.initial(seed) });
  return null;
}

function startWave(turn: SessionTurn, index: number): Refusal | null {
  const { room } = turn.state;
  const wave = turn.rules.lessons[room.lesson]?.waves[index];
  const ready = index === room.wave + 1 && (room.wave === -1 || room.waveDone);
  if (wave === undefined || !ready) return refusal('WaveNotReady', { wave: index + 1 });
  turn.emit({ type: 'WaveStarted', wave: index });
  turn.emit({ type: 'GrainChanged', grain: wave.grain });
  for (const mission of wave.missions) turn.emit({ type: 'MissionGiven', mission });
  for (const { afterMillis, fault } of wave.disturbances ?? []) {
    const { now, counters } = turn.state.cluster;
    const id = `t${counters.timer + 1}`;
    const timer = { id, kind: 'disturbance', seat: '', about: fault.kind, due: now + afterMillis, fault } as const;
    turn.emit({ type: 'TimerSet', timer });
  }
  if (room.mode === 'paused') turn.emit({ type: 'ModeChanged', mode: 'running', because: 'lesson' });
  turn.begin();
  return null;
}

/** The next story message with the support that comes before it; without one, whatever is on the wire. */
function step(turn: SessionTurn): Refusal | null {
  if (turn.state.room.mode !== 'stepping') return refusal('StageOrder', { stage: turn.state.room.mode });
  let next = nextOnTheWire(turn.state.cluster);
  if (next === null) return turn.step({ type: 'AdvanceClock' });
  while (next !== null) {
    const { id, weight } = next;
    turn.step({ type: 'DeliverNext' });
    const delivered = !turn.state.cluster.wire.some((message) => message.id === id);
    if (delivered && weight === 'story') return null;
    next = nextOnTheWire(turn.state.cluster);
  }
  return null;
}

function assignSeat(
  turn: SessionTurn,
  command: Extract<RoomCommand, { type: 'AssignSeat' }>,
  actor: Actor,
): Refusal | null {
  const { room, cluster } = turn.state;
  const unknown = known(room, command.participant);
  if (unknown !== null) return unknown;
  if (!Object.hasOwn(cluster.seats, command.seat)) return refusal('UnknownSeat', { seat: command.seat });
  const holder = room.assignments.find(({ seat, part }) => seat === command.seat && part === 'player');
  const taken = command.part === 'player' && holder !== undefined && holder.participant !== command.participant;
  if (taken && actor.kind !== 'teacher') return refusal('SeatTaken', { seat: command.seat });
  turn.emit({ type: 'SeatAssigned', participant: command.participant, seat: command.seat, part: command.part });
  return null;
}

function answerQuestion(turn: SessionTurn, command: Extract<RoomCommand, { type: 'AnswerQuestion' }>): Refusal | null {
  const unknown = known(turn.state.room, command.participant);
  if (unknown !== null) return unknown;
  const question = ownValue(turn.state.room.questions, command.question);
  if (question === undefined || !question.options.includes(command.option)) {
    return refusal('UnknownQuestion', { question: command.question });
  }
  if (question.status !== 'open' || Object.hasOwn(question.answers, command.participant)) {
    return refusal('AlreadyAnswered', { question: command.question });
  }
  const { participant, option } = command;
  return emit(turn, { type: 'QuestionAnswered', question: question.id, participant, option });
}

/** What somebody who has nothing to do expects of another seat's next act; one expectation at a time. */
function predictAct(turn: SessionTurn, command: Extract<RoomCommand, { type: 'PredictAct' }>): Refusal | null {
  const { state, rules } = turn;
  const { participant, card: id, choice } = command;
  const unknown = known(state.room, participant);
  if (unknown !== null) return unknown;
  const card = shownCard(state.cluster, id, rules);
  if (card === null) return refusal('AlreadyHandled', { card: id });
  if (playsSeat(state.room, participant, card.seat)) return refusal('NotPermitted', { seat: card.seat });
  if (!card.blocking || !choicesOf(card).some((option) => option.id === choice)) {
    return refusal('UnknownQuestion', { question: id });
  }
  if (pendingOf(state.room, participant) !== null) return refusal('AlreadyAnswered', { question: id });
  return emit(turn, { type: 'ActPredicted', card: id, participant, choice });
}

/** The teacher, who is nobody's participant, may mark a moment as well. */
function markMoment(
  turn: SessionTurn,
  command: Extract<RoomCommand, { type: 'MarkMoment' }>,
  actor: Actor,
): Refusal | null {
  const unknown = actor.kind === 'teacher' ? null : known(turn.state.room, command.participant);
  return unknown ?? emit(turn, { type: 'MomentMarked', participant: command.participant, note: command.note });
}

function takeHint(turn: SessionTurn, command: Extract<RoomCommand, { type: 'TakeHint' }>): Refusal | null {
  const card = ownValue(turn.state.cluster.cards, command.card);
  if (card === undefined) return refusal('UnknownCard', { card: command.card });
  const holds = turn.state.room.assignments.some(
    ({ participant, seat }) => participant === command.participant && seat === card.seat,
  );
  if (!holds) return refusal('NotYourSeat', { seat: card.seat });
  return emit(turn, { type: 'HintTaken', participant: command.participant, card: command.card });
}
