import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import {
  BIG_SCREEN,
  expectAccessible,
  expectNoSidewaysScroll,
  launchBrowser,
  PHONE,
  visit,
  watchComplaints,
} from './support/browser.ts';
import { joinByCode, lanUrl, newRoom, playOn, takeSeat, turnsOfEtcd, turnsOfRuntime } from './support/class.ts';
import { newTeacher, signIn } from './support/teacher.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

test('a class plays the lesson to its goal, with a phone, a big screen, a reload and a blocked WebSocket', async () => {
  const baseUrl = lanUrl();
  const teachers = await visit(browser, { locale: 'en', baseUrl });
  const laptops = await visit(browser, { locale: 'en', baseUrl });
  const phones = await visit(browser, { locale: 'en', viewport: PHONE, baseUrl });
  const walls = await visit(browser, { locale: 'en', viewport: BIG_SCREEN, baseUrl });
  await phones.routeWebSocket(/socket/, (socket) => socket.close());
  const teacher = await teachers.newPage();
  await signIn(teacher, await newTeacher('Kim'), 'en');
  const room = await newRoom(teacher);
  const token = await teacher.evaluate(async (classroom) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`/api/rooms/${classroom}/screen`, { method: 'POST', headers, body: '{}' });
    const { token: told }: { token: string } = await answer.json();
    return told;
  }, room.classroom);
  const expectNoComplaints = watchComplaints(teacher);
  await teacher.goto(`/rooms/${room.classroom}`);
  const wall = await walls.newPage();
  await wall.goto(`/screen/${token}`);
  await wall
    .getByText(`${room.roomCode.slice(0, 3)} ${room.roomCode.slice(3)}`)
    .first()
    .waitFor();
  await expectAccessible(wall);

  const etcd = await joinByCode(laptops, room.roomCode);
  const runtime = await joinByCode(phones, room.roomCode);
  await takeSeat(etcd, 'etcd');
  await takeSeat(runtime, 'container-runtime@node-3');
  await teacher.getByText('Students (2)').waitFor();
  await expectAccessible(teacher);
  await playOn(
    teacher,
    2,
    [
      { page: teacher, name: /^Start: (One Pod|Three Pods)/ },
      ...turnsOfEtcd(etcd.page),
      ...turnsOfRuntime(runtime.page),
    ],
    async (count) => {
      if (count === 4) await etcd.page.reload();
      if (count === 8) await Promise.all([expectAccessible(wall), expectNoSidewaysScroll(runtime.page)]);
    },
  );
  await expectAccessible(teacher);

  await teacher.getByRole('button', { name: 'End', exact: true }).press('Enter');
  await teacher.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).press('Enter');
  await teacher.getByRole('link', { name: 'Watch the replay' }).press('Enter');
  await teacher.waitForURL('**/replay/**');
  await teacher.getByRole('heading', { name: 'Entry 1', exact: true }).waitFor();
  for (const entry of [2, 3, 4, 5]) {
    await teacher.keyboard.press('ArrowRight');
    await teacher.getByRole('heading', { name: `Entry ${entry}`, exact: true }).waitFor();
  }
  await teacher.keyboard.press('End');
  await teacher.getByText('the session ends').waitFor();
  await teacher.getByLabel('Seen by').selectOption('etcd');
  await expectAccessible(teacher);
  expectNoComplaints();
  expect(teacher.url()).toMatch(/\?e=\d+$/);
  await Promise.all([teachers, laptops, phones, walls].map((context) => context.close()));
});
