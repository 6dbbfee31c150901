import { afterEach, beforeEach, expect, test } from 'vitest';

import { InvariantError } from '../../../lib/kernel/assert.ts';
import { createClassroom } from '../../../server/queries/classrooms.ts';
import {
  createSession,
  endSession,
  findSession,
  listSessionsOfClassroom,
  listSessionsOfTeacher,
  readEntries,
} from '../../../server/queries/sessions.ts';
import { SqliteEventLog } from '../../../server/store/sqlite-event-log.ts';
import { entriesAfter } from '../../store/event-log-contract.ts';
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

const create = (overrides = {}) =>
  createSession(database.client, database.sources, { classroomId, lessonId: 'map', solo: false, ...overrides });

test('given a session made by a page, then the event log can claim it and pages read what it appends', async () => {
  const { id } = await create();
  const log = await SqliteEventLog.open(database.path);
  const epoch = await log.claim(id);
  await log.append(id, 0, epoch, entriesAfter(0, 5, epoch));
  await log.close();
  expect(await readEntries(database.client, id, 1, 3)).toEqual(entriesAfter(0, 5, epoch).slice(1, 4));
  const [listed] = await listSessionsOfTeacher(database.client, database.teacherId);
  expect(listed).toMatchObject({ id, head: 5, classroom: { id: classroomId, title: '1반' } });
});

test('while the log appends, pages write to the same file and neither fails', async () => {
  const { id } = await create();
  const log = await SqliteEventLog.open(database.path);
  const epoch = await log.claim(id);
  const appends = Array.from({ length: 200 }, (_unused, index) =>
    log.append(id, index, epoch, entriesAfter(index, 1, epoch)),
  );
  const pages = Promise.all(Array.from({ length: 50 }, () => create()));
  const results = await Promise.all(appends);
  await pages;
  await log.close();
  expect(results.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
  expect(await listSessionsOfTeacher(database.client, database.teacherId)).toHaveLength(51);
});

test('a fork names its parent', async () => {
  const parent = await create({ seed: 7 });
  const fork = await create({ seed: parent.seed, parent: { sessionId: parent.id, position: 12 } });
  expect(await findSession(database.client, fork.id)).toMatchObject({
    parentSessionId: parent.id,
    parentPosition: 12,
    seed: 7,
    solo: false,
    classroom: { id: classroomId, teacherId: database.teacherId },
  });
});

test("a classroom's sessions are listed from the oldest on, without those of others", async () => {
  const first = await create();
  database.sources.advance(1_000);
  const fork = await create({ parent: { sessionId: first.id, position: 3 } });
  await create({ classroomId: null, solo: true });
  expect(await listSessionsOfClassroom(database.client, classroomId)).toEqual([{ id: first.id }, { id: fork.id }]);
});

test('a solo session without a classroom is nobody else to list', async () => {
  const { id } = await create({ classroomId: null, solo: true });
  expect(await findSession(database.client, id)).toMatchObject({ solo: true, classroom: null });
  expect(await listSessionsOfTeacher(database.client, database.teacherId)).toEqual([]);
});

test('sessions are listed newest first, at most as many as asked for', async () => {
  const ids: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    ids.unshift((await create()).id);
    database.sources.advance(1000);
  }
  const listed = await listSessionsOfTeacher(database.client, database.teacherId, 2);
  expect(listed.map(({ id, head }) => [id, head])).toEqual(ids.slice(0, 2).map((id) => [id, 0]));
});

test('ending twice keeps the first time', async () => {
  const { id } = await create();
  const first = database.sources.now();
  await endSession(database.client, database.sources, id);
  database.sources.advance(1000);
  await endSession(database.client, database.sources, id);
  expect((await findSession(database.client, id))?.endedAt).toEqual(first);
});

test.each([-1, 1.5, 2 ** 31])('seed %d is a bug', async (seed) => {
  await expect(create({ seed })).rejects.toThrow(InvariantError);
});
