import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { hashToken } from '../../../server/auth/tokens.ts';
import { createClassroom } from '../../../server/queries/classrooms.ts';
import { NICKNAME_WORDS } from '../../../server/queries/nickname-words.ts';
import {
  banParticipant,
  createParticipant,
  findParticipantByTokenHash,
  forgetParticipant,
  listParticipants,
  readmitParticipant,
  removeParticipant,
  renameParticipant,
} from '../../../server/queries/participants.ts';
import {
  countTeachers,
  createTeacher,
  disableTeacher,
  findActiveTeacher,
  findTeacherByEmail,
} from '../../../server/queries/teachers.ts';
import { openTestDatabase, type TestDatabase } from './open-test-database.ts';

let database: TestDatabase;
let classroomId: string;
beforeEach(async () => {
  database = await openTestDatabase();
  ({ id: classroomId } = await createClassroom(database.client, database.sources, 'secret', {
    teacherId: database.teacherId,
    title: '1반',
    locale: 'ko',
    lessonId: 'map',
    settings: {},
  }));
});
afterEach(() => database.dispose());

describe('teachers', () => {
  test.each(['kim@school.example', ' KIM@School.Example '])(
    '%j finds the account and cannot be taken again',
    async (email) => {
      expect((await findTeacherByEmail(database.client, email))?.id).toBe(database.teacherId);
      const again = { email, name: 'Other', passwordHash: 'y', locale: 'en' as const };
      expect(await createTeacher(database.client, database.sources, again)).toEqual({ ok: false, error: 'EmailTaken' });
      expect(await countTeachers(database.client)).toBe(1);
    },
  );

  test('a disabled account is no longer active', async () => {
    expect(await findActiveTeacher(database.client, database.teacherId)).toEqual({
      id: database.teacherId,
      email: 'kim@school.example',
      name: 'Kim',
      locale: 'ko',
    });
    await disableTeacher(database.client, database.sources, database.teacherId);
    expect(await findActiveTeacher(database.client, database.teacherId)).toBeNull();
  });
});

describe('participants', () => {
  const join = (locale: 'ko' | 'en' = 'ko') =>
    createParticipant(database.client, database.sources, classroomId, locale);

  test('the token finds its participant; the database holds only its hash', async () => {
    const { id, token, nickname } = await join();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await findParticipantByTokenHash(database.client, hashToken(token))).toMatchObject({
      id,
      nickname,
      classroomId,
    });
    expect(await findParticipantByTokenHash(database.client, token)).toBeNull();
    expect(JSON.stringify(await database.client.participant.findMany())).not.toContain(token);
  });

  test.each([
    ['ko', /^[가-힣 ]+$/],
    ['en', /^[A-Z][a-z]+ [A-Z][a-z]+$/],
  ] as const)('a nickname in %s is a pair of its words', async (locale, pattern) => {
    expect((await join(locale)).nickname).toMatch(pattern);
  });

  test('given a nickname drawn again and again, then each participant still gets one of their own', async () => {
    const zero = new Uint8Array(6);
    const names: string[] = [];
    for (let person = 0; person < 3; person += 1) {
      const id = Uint8Array.from({ length: 12 }, () => person);
      const token = Uint8Array.from({ length: 32 }, () => person);
      // Eight times the same pair, then the same pair with a number that follows from who asks.
      const draws = Array.from({ length: person === 0 ? 1 : 9 }, () => [zero, zero]).flat();
      database.sources.script(id, token, ...draws, ...(person === 0 ? [] : [Uint8Array.of(0, 0, 0, 0, 0, person)]));
      names.push((await join()).nickname);
    }
    expect(names).toEqual(['씩씩한 고래', '씩씩한 고래 3', '씩씩한 고래 4']);
  });

  test('sixty students have sixty names, and every list has enough distinct words', async () => {
    const names = new Set<string>();
    for (let person = 0; person < 60; person += 1) names.add((await join()).nickname);
    expect(names.size).toBe(60);
    for (const { adjectives, animals } of Object.values(NICKNAME_WORDS)) {
      expect(new Set(adjectives).size).toBe(30);
      expect(new Set(animals).size).toBe(30);
    }
  });

  test('renaming draws another name', async () => {
    const { id, nickname } = await join();
    const renamed = await renameParticipant(database.client, database.sources, id, 'en');
    expect(renamed).not.toBe(nickname);
    expect(await listParticipants(database.client, classroomId)).toMatchObject([{ id, nickname: renamed }]);
  });

  test('removed may be readmitted, banned may not', async () => {
    const [removed, banned] = [await join(), await join()];
    await removeParticipant(database.client, database.sources, removed.id);
    await removeParticipant(database.client, database.sources, banned.id);
    await banParticipant(database.client, database.sources, banned.id);
    expect(await readmitParticipant(database.client, removed.id)).toBe(true);
    expect(await readmitParticipant(database.client, banned.id)).toBe(false);
    expect(await readmitParticipant(database.client, 'nobody')).toBe(false);
    const now = database.sources.now();
    expect(await findParticipantByTokenHash(database.client, hashToken(removed.token))).toMatchObject({
      removedAt: null,
      bannedAt: null,
    });
    expect(await findParticipantByTokenHash(database.client, hashToken(banned.token))).toMatchObject({
      removedAt: now,
      bannedAt: now,
    });
  });

  test('a forgotten student leaves an id and no name; the token is worthless and no name comes back', async () => {
    const [first, second] = [await join(), await join()];
    for (const { id } of [first, second]) await forgetParticipant(database.client, database.sources, id);
    expect(await findParticipantByTokenHash(database.client, hashToken(first.token))).toBeNull();
    expect(await readmitParticipant(database.client, first.id)).toBe(false);
    await renameParticipant(database.client, database.sources, first.id, 'ko');
    expect((await listParticipants(database.client, classroomId)).map(({ nickname }) => nickname)).toEqual([
      null,
      null,
    ]);
  });
});
