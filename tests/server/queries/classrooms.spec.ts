import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { parseRoomCode } from '../../../lib/wire/room-code.ts';
import { joinToken } from '../../../server/auth/tokens.ts';
import {
  createClassroom,
  endClassroom,
  findClassroom,
  findOpenClassroomByCode,
  findOpenClassroomByJoinToken,
  listClassroomsOfTeacher,
  listOpenClassrooms,
  rotateCode,
  setCurrentSession,
  setLocked,
  setSettings,
} from '../../../server/queries/classrooms.ts';
import { createParticipant } from '../../../server/queries/participants.ts';
import {
  createProjectorLink,
  revokeProjectorLinks,
  verifyProjectorToken,
} from '../../../server/queries/projector-links.ts';
import { openTestDatabase, type TestDatabase } from './open-test-database.ts';

const SECRET = 'a secret of the server';

let database: TestDatabase;
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(() => database.dispose());

async function open(overrides: { teacherId?: string | null; title?: string } = {}) {
  return createClassroom(database.client, database.sources, SECRET, {
    teacherId: database.teacherId,
    title: '1반',
    locale: 'ko',
    lessonId: 'pod-creation',
    settings: { grain: { story: 'one' }, seats: ['user'] },
    ...overrides,
  });
}

describe('room codes', () => {
  test('a new room has a six-digit code by which it is found, with its settings as they were', async () => {
    const { id, roomCode } = await open();
    expect(roomCode).toMatch(/^[1-9]\d{5}$/);
    expect(await findOpenClassroomByCode(database.client, roomCode ?? '')).toMatchObject({
      id,
      title: '1반',
      locked: false,
      settings: { grain: { story: 'one' }, seats: ['user'] },
    });
  });

  test('given a code drawn a second time, then the second room gets another', async () => {
    const same = Uint8Array.of(0, 0, 0, 0, 0, 7);
    const id = new Uint8Array(12);
    database.sources.script(id, same);
    const first = await open();
    database.sources.script(
      Uint8Array.from({ length: 12 }, () => 1),
      same,
      same,
    );
    const second = await open();
    expect(first.roomCode).toBe('100007');
    expect(second.roomCode).not.toBe('100007');
  });

  test('when every draw is taken, then no room is made', async () => {
    const same = Uint8Array.of(0, 0, 0, 0, 0, 7);
    database.sources.script(new Uint8Array(12), same);
    await open();
    database.sources.script(
      Uint8Array.from({ length: 12 }, () => 1),
      ...Array.from({ length: 20 }, () => same),
    );
    await expect(open()).rejects.toThrow('no free room code');
    expect(await listOpenClassrooms(database.client)).toHaveLength(1);
  });

  test('rotating makes the old code and the old QR token worthless', async () => {
    const { id, roomCode: old } = await open();
    const fresh = await rotateCode(database.client, database.sources, SECRET, id);
    expect(fresh).not.toBe(old);
    expect(await findOpenClassroomByCode(database.client, old ?? '')).toBeNull();
    expect(await findOpenClassroomByJoinToken(database.client, joinToken(SECRET, id, old ?? ''))).toBeNull();
    expect(await findOpenClassroomByCode(database.client, fresh ?? '')).toMatchObject({ id });
    expect(await findOpenClassroomByJoinToken(database.client, joinToken(SECRET, id, fresh ?? ''))).toMatchObject({
      id,
    });
  });

  test('an ended room is not found by its code, and its code is free for another room', async () => {
    const same = Uint8Array.of(0, 0, 0, 0, 0, 7);
    database.sources.script(new Uint8Array(12), same);
    const { id } = await open();
    await endClassroom(database.client, database.sources, id);
    expect(await findOpenClassroomByCode(database.client, '100007')).toBeNull();
    expect(await rotateCode(database.client, database.sources, SECRET, id)).toBeUndefined();
    database.sources.script(
      Uint8Array.from({ length: 12 }, () => 1),
      same,
    );
    expect((await open()).roomCode).toBe('100007');
  });

  test('a solo room has no code, and rotating gives it none', async () => {
    const { id, roomCode } = await open({ teacherId: null });
    expect(roomCode).toBeNull();
    expect(await rotateCode(database.client, database.sources, SECRET, id)).toBeUndefined();
  });

  test.each([
    ['482913', '482913'],
    ['482 913', '482913'],
    [' 482-913 ', '482913'],
    ['４８２　９１３', '482913'],
    ['48291', undefined],
    ['4829134', undefined],
    ['48291a', undefined],
    ['ㅁㄴㅇㄹㅎㅋ', undefined],
    ['', undefined],
  ])('typed %j is the code %s', (typed, code) => {
    expect(parseRoomCode(typed)).toBe(code);
  });
});

describe('classrooms', () => {
  test('locking, settings and the current session are kept; an ended room stays as it was', async () => {
    const { id } = await open();
    await setLocked(database.client, id, true);
    await setSettings(database.client, id, { pace: 10 });
    await setCurrentSession(database.client, id, 'session-1');
    await endClassroom(database.client, database.sources, id);
    const ended = database.sources.now();
    database.sources.advance(1000);
    await setLocked(database.client, id, false);
    await setSettings(database.client, id, {});
    await endClassroom(database.client, database.sources, id);
    expect(await findClassroom(database.client, id)).toMatchObject({
      locked: true,
      settings: { pace: 10 },
      sessionId: 'session-1',
      endedAt: ended,
      roomCode: null,
    });
  });

  test("a teacher's rooms are listed newest first with their participants counted; others' are not", async () => {
    const first = await open({ title: 'first' });
    database.sources.advance(1000);
    await open({ title: 'second' });
    await open({ teacherId: null });
    await createParticipant(database.client, database.sources, first.id, 'ko');
    const rooms = await listClassroomsOfTeacher(database.client, database.teacherId);
    expect(rooms.map(({ title, _count }) => [title, _count.participants])).toEqual([
      ['second', 0],
      ['first', 1],
    ]);
    expect(await listClassroomsOfTeacher(database.client, 'somebody else')).toEqual([]);
  });

  test('a projector token opens its own room until it is revoked', async () => {
    const { id } = await open();
    const token = await createProjectorLink(database.client, database.sources, id);
    expect(await verifyProjectorToken(database.client, token)).toBe(id);
    expect(await verifyProjectorToken(database.client, `${token}x`)).toBeUndefined();
    await revokeProjectorLinks(database.client, database.sources, id);
    expect(await verifyProjectorToken(database.client, token)).toBeUndefined();
  });
});
