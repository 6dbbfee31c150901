import { networkInterfaces } from 'node:os';

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { databasePath, openDatabase } from '../../server/store/database.ts';
import {
  BIG_SCREEN,
  expectAccessible,
  expectNoSidewaysScroll,
  launchBrowser,
  PHONE,
  visit,
  watchComplaints,
} from './support/browser.ts';
import { newTeacher, signIn } from './support/teacher.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

/** By the address that other devices use, over plain http; this machine's own where it has no other. */
function lanUrl(): string {
  const { port } = new URL(inject('serverUrl'));
  const address = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
  return `http://${address ?? '127.0.0.1'}:${port}`;
}

interface Room {
  readonly classroom: string;
  readonly roomCode: string;
}

/** A room whose bots act at once, so that only the students take time. */
async function newRoom(teacher: Page): Promise<Room> {
  const room = await teacher.evaluate(async (): Promise<Room> => {
    const body = JSON.stringify({ lessonId: 'pod-creation', title: 'Class 3', locale: 'en' });
    const answer = await fetch('/api/rooms', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return answer.json();
  });
  const database = await openDatabase(databasePath(inject('dataDirectory')));
  try {
    const settings = { thinkMillis: [0, 0], pace: 'instant' };
    await database.classroom.update({ where: { id: room.classroom }, data: { settings } });
  } finally {
    await database.$disconnect();
  }
  return room;
}

/** Joins by the code and takes a seat. */
async function join(context: BrowserContext, room: Room, seat: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto('/privacy');
  await page.evaluate(async ({ roomCode, classroom }) => {
    const body = JSON.stringify({ code: roomCode, locale: 'en' });
    const answer = await fetch('/api/join', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    sessionStorage.setItem(`pass:${classroom}`, await answer.text());
  }, room);
  await page.goto(`/play/${room.classroom}`);
  await page.getByRole('button', { name: `Take the seat ${seat}` }).click();
  await page.getByRole('button', { name: `Take the seat ${seat}` }).waitFor({ state: 'detached' });
  return page;
}

interface Turn {
  readonly page: Page;
  readonly name: RegExp;
  /** Which of several buttons that are named alike. */
  readonly place?: number;
}

/** Does whatever anybody may do next, until the teacher's page says that the class has reached its goal. */
async function playOn(
  teacher: Page,
  turns: readonly Turn[],
  afterTurn: (count: number) => Promise<void>,
): Promise<void> {
  const reached = teacher.getByText(/^Round 2 of 3 · goal reached/);
  for (let count = 1; count <= 80; count += 1) {
    const next = await Promise.any([
      reached.waitFor({ timeout: 30_000 }).then(() => null),
      ...turns.map(async (turn) => {
        const button = turn.page.getByRole('button', { name: turn.name, disabled: false }).nth(turn.place ?? 0);
        await button.waitFor({ timeout: 30_000 });
        return button;
      }),
    ]);
    if (next === null) return;
    // The card may go while the hand is on its way to it: a bot or the clock was faster.
    await next.press('Enter', { timeout: 3_000 }).catch(() => undefined);
    await afterTurn(count);
  }
  throw new Error('the class did not come to its goal');
}

const COMPARE = /^The compare holds(: commit)?$/;
const COMMIT = /^Commit as revision \d+$/;
const RUNTIME =
  /^(Make the sandbox and ask CNI for an IP|Pull exactly this image|Create the container|Start the container)$/;

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

  const etcd = await join(laptops, room, 'etcd');
  const runtime = await join(phones, room, 'container-runtime@node-3');
  await teacher.getByText('Students (2)').waitFor();
  await expectAccessible(teacher);
  await playOn(
    teacher,
    [
      { page: teacher, name: /^Start: (One Pod|Three Pods)/ },
      { page: etcd, name: COMPARE },
      { page: etcd, name: COMMIT, place: 1 },
      { page: runtime, name: RUNTIME },
    ],
    async (count) => {
      if (count === 4) await etcd.reload();
      if (count === 8) await Promise.all([expectAccessible(wall), expectNoSidewaysScroll(runtime)]);
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
