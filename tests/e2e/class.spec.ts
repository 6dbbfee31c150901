import type { Browser, Page } from 'playwright-core';
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

/** Every frame of the big screen ends above its lower edge: nobody can scroll there. */
async function expectNothingCut(wall: Page): Promise<void> {
  const cut = await wall.evaluate(() =>
    [...document.querySelectorAll('main section')]
      .filter((frame) => frame.getBoundingClientRect().bottom > innerHeight)
      .map((frame) => frame.textContent.slice(0, 30)),
  );
  expect(cut).toEqual([]);
}

test('the big screen asks the device to stay awake, again when it comes back, and lives with a no', async () => {
  const teacher = await (await visit(browser, { locale: 'en' })).newPage();
  await signIn(teacher, await newTeacher('Kim'), 'en');
  const room = await newRoom(teacher);
  await teacher.goto(`/rooms/${room.classroom}`);
  const context = await visit(browser, { locale: 'en', viewport: BIG_SCREEN });
  await context.addInitScript(() => {
    const asked: string[] = [];
    Object.assign(window, { asked });
    const wakeLock = {
      request: (kind: string) => {
        asked.push(kind);
        return Promise.reject(new Error('the battery is low'));
      },
    };
    Object.defineProperty(navigator, 'wakeLock', { value: wakeLock });
  });
  const wall = await context.newPage();
  const expectNoComplaints = watchComplaints(wall);
  const opened = teacher.waitForEvent('popup');
  await teacher.getByRole('button', { name: 'Big screen' }).press('Enter');
  await wall.goto((await opened).url());
  const asked = () => wall.evaluate((): unknown => Reflect.get(window, 'asked'));
  await expect.poll(asked).toEqual(['screen']);
  await wall.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect.poll(asked).toEqual(['screen', 'screen']);
  expectNoComplaints();
  await Promise.all([teacher.context().close(), context.close()]);
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
  const expectNoComplaintsOfWall = watchComplaints(wall);
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
      if (count === 4) {
        await teacher.getByText(/^Step 1, done/).waitFor();
        await teacher.getByText(/^Step 11, still to come/).waitFor();
        await etcd.page.reload();
      }
      if (count === 8)
        await Promise.all([expectAccessible(wall), expectNothingCut(wall), expectNoSidewaysScroll(runtime.page)]);
    },
  );
  await expectAccessible(teacher);

  await teacher.getByRole('button', { name: 'End', exact: true }).press('Enter');
  await teacher.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).press('Enter');
  await teacher.getByRole('link', { name: 'Watch the replay' }).press('Enter');
  await teacher.waitForURL('**/replay/**');
  await teacher.getByRole('heading', { name: 'Entry 1', exact: true }).waitFor();
  const firstSteps = teacher.getByRole('button', { name: /^Step 1, / });
  await firstSteps.first().waitFor();
  for (const step of await firstSteps.all()) expect(await step.getAttribute('aria-label')).toContain('next');
  for (const entry of [2, 3, 4, 5]) {
    await teacher.keyboard.press('ArrowRight');
    await teacher.getByRole('heading', { name: `Entry ${entry}`, exact: true }).waitFor();
  }
  await teacher.keyboard.press('End');
  await teacher.getByText('the session ends').waitFor();
  for (const step of await firstSteps.all()) expect(await step.getAttribute('aria-label')).toContain('done');
  await teacher.getByLabel('Seen by').selectOption('etcd');
  await expectAccessible(teacher);
  expectNoComplaints();
  expectNoComplaintsOfWall();
  expect(teacher.url()).toMatch(/\?e=\d+$/);
  await Promise.all([teachers, laptops, phones, walls].map((context) => context.close()));
});
