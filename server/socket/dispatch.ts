import type { Text } from '../../lib/cluster/card.ts';
import type { Actor, SessionCommand } from '../../lib/session/commands.ts';
import { type ClientMessage, type ClientMessageType } from '../../lib/wire/client-messages.ts';
import type { Acknowledgement } from '../../lib/wire/server-messages.ts';
import { can } from '../auth/policy.ts';
import { scopedCommandId } from '../classroom/intent.ts';
import type { SignedOn } from './sign-on.ts';

/** A message as a person on a connection said it. */
export interface Said<T extends ClientMessageType> {
  readonly person: SignedOn;
  readonly connectionId: string;
  readonly message: ClientMessage<T>;
}

export type Answer = Acknowledgement | (Acknowledgement & { readonly because: Text });

type Handlers = { readonly [T in ClientMessageType]: (said: Said<T>) => Promise<Answer> };

const done: Acknowledgement = { ok: true };
const notPermitted: Acknowledgement = { ok: false, reason: 'NotPermitted', params: {} };

/** Answers one message. Who speaks comes from the connection; the payload cannot name another person. */
export async function dispatch<T extends ClientMessageType>(type: T, said: Said<T>): Promise<Answer> {
  const { actor, classroom } = said.person;
  const participantId = actor.kind === 'student' ? actor.participantId : undefined;
  if (!can(actor, type, { classroom, participantId })) return notPermitted;
  return handlers[type](said);
}

const handlers: Handlers = {
  'command.submit': (said) => {
    const { seat, action } = said.message;
    return perform(said, { type: 'Act', seat, action }, seat);
  },
  'seat.claim': (said) =>
    asParticipant(said, (participant) => ({
      type: 'AssignSeat',
      participant,
      seat: said.message.seat,
      part: 'player',
    })),
  'seat.release': (said) =>
    asParticipant(said, (participant) => ({ type: 'ReleaseSeat', participant, seat: said.message.seat })),
  'question.answer': (said) => {
    const { question, option } = said.message;
    return asParticipant(said, (participant) => ({ type: 'AnswerQuestion', participant, question, option }));
  },
  'act.predict': (said) => {
    const { card, choice } = said.message;
    return asParticipant(said, (participant) => ({ type: 'PredictAct', participant, card, choice }));
  },
  'moment.mark': (said) =>
    perform(said, { type: 'MarkMoment', participant: ownId(said) ?? 'teacher', note: said.message.note }),
  'hint.take': takeHint,
  'view.request': async ({ person, connectionId, message }) => {
    person.room.bring(connectionId, message.since);
    return done;
  },
  'teach.start': (said) => perform(said, { type: 'StartWave', wave: said.message.wave }),
  'teach.mode': (said) => perform(said, { type: 'SetMode', mode: said.message.mode, because: 'teacher' }),
  'teach.step': (said) => perform(said, { type: 'Step' }),
  'teach.pace': async ({ person, message }) => {
    await person.room.setPace(message.pace);
    return done;
  },
  'teach.assign': (said) => {
    const { participant, seat, part } = said.message;
    return perform(said, { type: 'AssignSeat', participant, seat, part });
  },
  'teach.release': (said) => {
    const { participant, seat } = said.message;
    return perform(said, { type: 'ReleaseSeat', participant, seat });
  },
  'teach.policy': (said) => {
    const { absence, mistakesShown } = said.message;
    return perform(said, { type: 'SetPolicy', absence, mistakesShown });
  },
  'teach.undo': (said) => {
    const { commandId, position } = said.message;
    return said.person.room.undo(scopedCommandId(ownerOf(said), commandId), actorOf(said), position);
  },
  'teach.fault': (said) => perform(said, { type: 'InjectFault', fault: said.message.fault }),
  'teach.lock': async ({ person: { room }, message }) => {
    await room.desk.lock(message.locked);
    room.tellRoster();
    return done;
  },
  'teach.rotate-code': async ({ person: { room } }) => {
    await room.desk.rotateCode();
    room.tellRoster();
    return done;
  },
  'teach.remove': remove,
  'teach.rename': async ({ person: { room }, message: { participant } }) => {
    if (room.state.room.participants[participant] === undefined) return unknownParticipant(participant);
    await room.desk.rename(participant);
    room.tellRoster();
    return done;
  },
  'teach.end': (said) => perform(said, { type: 'EndSession' }),
};

/** Recorded and counted; the explanation itself comes with the answer. */
async function takeHint(said: Said<'hint.take'>): Promise<Answer> {
  const { room } = said.person;
  const { card } = said.message;
  const answer = await asParticipant(said, (participant) => ({ type: 'TakeHint', participant, card }));
  if (!answer.ok) return answer;
  const because = room.explain(card);
  return because === undefined ? { ok: false, reason: 'AlreadyHandled', params: { card } } : { ...answer, because };
}

/** First the database, so that the credential is worthless; then the record; then the connections. */
async function remove(said: Said<'teach.remove'>): Promise<Answer> {
  const { room } = said.person;
  const { participant, ban } = said.message;
  if (room.state.room.participants[participant] === undefined) return unknownParticipant(participant);
  await room.desk.remove(participant, ban);
  const answer = await perform(said, { type: 'RemoveParticipant', participant });
  room.dismiss(participant, ban ? 'banned' : 'removed');
  return answer;
}

function unknownParticipant(participant: string): Acknowledgement {
  return { ok: false, reason: 'UnknownParticipant', params: { participant } };
}

type SaidCommand = Pick<Said<'teach.step'>, 'person' | 'message'>;

function asParticipant(said: SaidCommand, command: (participant: string) => SessionCommand): Promise<Acknowledgement> {
  const participant = ownId(said);
  return participant === undefined ? Promise.resolve(notPermitted) : perform(said, command(participant));
}

function perform(said: SaidCommand, command: SessionCommand, seat?: string): Promise<Acknowledgement> {
  const commandId = scopedCommandId(ownerOf(said), said.message.commandId);
  return said.person.room.perform({ commandId, actor: actorOf(said, seat), command });
}

function actorOf(said: Pick<SaidCommand, 'person'>, seat?: string): Actor {
  const participant = ownId(said);
  return {
    kind: participant === undefined ? 'teacher' : 'seat',
    ...(participant !== undefined && { participant }),
    ...(seat !== undefined && { seat }),
  };
}

function ownId({ person: { viewer } }: Pick<SaidCommand, 'person'>): string | undefined {
  return viewer.kind === 'participant' ? viewer.participant : undefined;
}

function ownerOf(said: Pick<SaidCommand, 'person'>): string {
  return ownId(said) ?? 'teacher';
}
