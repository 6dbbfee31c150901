import { describe, expect, test } from 'vitest';

import { clientMessages } from '../../../lib/wire/client-messages.ts';
import {
  can,
  POLICY_ACTIONS,
  type PolicyAction,
  type PolicyActor,
  type PolicyResource,
} from '../../../server/auth/policy.ts';

const ROOM = { id: 'room', teacherId: 'owner' };
const SOLO = { id: 'solo', teacherId: null };

/** One letter a case, in the order of the columns below. */
const CASES: readonly (readonly [letter: string, actor: PolicyActor, resource: PolicyResource])[] = [
  ['O', { kind: 'teacher', teacherId: 'owner' }, { classroom: ROOM, participantId: 'p1' }],
  ['T', { kind: 'teacher', teacherId: 'another' }, { classroom: ROOM, participantId: 'p1' }],
  ['I', { kind: 'student', participantId: 'p1', classroomId: 'room' }, { classroom: ROOM, participantId: 'p1' }],
  ['S', { kind: 'student', participantId: 'p2', classroomId: 'room' }, { classroom: ROOM, participantId: 'p1' }],
  ['F', { kind: 'student', participantId: 'p1', classroomId: 'elsewhere' }, { classroom: ROOM, participantId: 'p1' }],
  ['1', { kind: 'student', participantId: 'p1', classroomId: 'solo' }, { classroom: SOLO, participantId: 'p1' }],
  ['2', { kind: 'student', participantId: 'p2', classroomId: 'solo' }, { classroom: SOLO, participantId: 'p1' }],
  ['t', { kind: 'teacher', teacherId: 'owner' }, { classroom: SOLO, participantId: 'p1' }],
  ['P', { kind: 'projector', classroomId: 'room' }, { classroom: ROOM, participantId: 'p1' }],
  ['p', { kind: 'projector', classroomId: 'elsewhere' }, { classroom: ROOM, participantId: 'p1' }],
  ['A', { kind: 'anonymous' }, { classroom: ROOM, participantId: 'p1' }],
  ['0', { kind: 'anonymous' }, {}],
];

/**
 * Who may, by letter. O owner, T another teacher, I student on the student's own, S student on another's, F student of
 * another room, 1 and 2 soloist on own and on no own, t teacher on a solo room, P and p projector of this and of
 * another room, A and 0 anonymous with and without a room.
 */
const EXPECTED: Readonly<Record<PolicyAction, string>> = {
  'classroom.create': 'OTt',
  'classroom.list': 'OTt',
  'classroom.settings': 'O',
  'desk.open': 'O',
  'room.watch': 'OIS12P',
  'room.reopen': 'O',
  join: 'OTISF12tPpA0',
  'solo.start': 'OTISF12tPpA0',
  'projector.create': 'O',
  'participant.forget': 'O',
  'participant.readmit': 'O',
  'teacher.invite': 'OTt',
  'replay.full': 'O12',
  'replay.class': 'OIS12',
  'replay.seat': 'OI1',
  'replay.share': 'O',
  'replay.fork': 'O12',
  'export.full': 'O12',
  'command.submit': 'OI1',
  'seat.claim': 'IS12',
  'seat.release': 'I1',
  'question.answer': 'IS12',
  'act.predict': 'IS12',
  'moment.mark': 'OIS12',
  'hint.take': 'I1',
  'view.request': 'OIS12P',
  'teach.start': 'O12',
  'teach.mode': 'O12',
  'teach.step': 'O12',
  'teach.pace': 'O12',
  'teach.policy': 'O12',
  'teach.fault': 'O12',
  'teach.undo': 'O12',
  'teach.end': 'O12',
  'teach.assign': 'O',
  'teach.release': 'O',
  'teach.lock': 'O',
  'teach.rotate-code': 'O',
  'teach.remove': 'O',
  'teach.rename': 'O',
};

const isAction = (name: string): name is PolicyAction => name in EXPECTED;
const actions = Object.keys(EXPECTED).filter(isAction);

describe('the policy', () => {
  test.each(actions.map((action) => [action, EXPECTED[action]] as const))('%s: %s', (action, letters) => {
    const allowed = CASES.filter(([, actor, resource]) => can(actor, action, resource)).map(([letter]) => letter);
    expect(allowed.join('')).toBe(letters);
  });

  test('has a row for every message a client can send', () => {
    expect(POLICY_ACTIONS).toEqual(expect.arrayContaining(Object.keys(clientMessages)));
    expect([...POLICY_ACTIONS].sort()).toEqual([...actions].sort());
  });

  test('a seat that nobody holds is nobody’s own', () => {
    const student: PolicyActor = { kind: 'student', participantId: 'p1', classroomId: 'room' };
    expect(can(student, 'command.submit', { classroom: ROOM })).toBe(false);
    expect(can(student, 'command.submit', { classroom: ROOM, participantId: undefined })).toBe(false);
  });
});
