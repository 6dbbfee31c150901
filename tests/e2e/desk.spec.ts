import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import {
  expectAccessible,
  expectNoSidewaysScroll,
  launchBrowser,
  PHONE,
  visit,
  watchComplaints,
} from './support/browser.ts';
import { joinByCode, newRoom, playOn, type Room, type Student, takeSeat, turnsOfEtcd } from './support/class.ts';
import { newTeacher, signIn } from './support/teacher.ts';

let browser: Browser;
let teacher: Page;
let room: Room;
let expectNoComplaints: () => void;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

beforeEach(async () => {
  const context = await visit(browser, { locale: 'en' });
  teacher = await context.newPage();
  await signIn(teacher, await newTeacher('Kim'), 'en');
  room = await newRoom(teacher);
  expectNoComplaints = watchComplaints(teacher);
  await teacher.goto(`/rooms/${room.classroom}`);
  await teacher.getByText('Not begun yet', { exact: true }).waitFor();
});

afterEach(async () => {
  expectNoComplaints();
  await Promise.all(browser.contexts().map((context) => context.close()));
});

const press = (name: string | RegExp) => teacher.getByRole('button', { name, exact: true }).press('Enter');

/** Answers the question that a dialog asks. */
async function confirm(name: string): Promise<void> {
  await teacher.getByRole('dialog').getByRole('button', { name, exact: true }).press('Enter');
}

async function newStudent(): Promise<Student> {
  return joinByCode(await visit(browser, { locale: 'en' }), room.roomCode);
}

/** A student at etcd in the first round, with a card on the desk. */
async function studentAtEtcd(): Promise<Student> {
  const student = await newStudent();
  await takeSeat(student, 'etcd');
  await press(/^Start: One Pod/);
  await student.page.getByRole('article').waitFor();
  return student;
}

const seatOf = (student: Student, seat: string) => student.page.getByRole('heading', { level: 1, name: seat });
const playerOf = (seat: string) => teacher.getByRole('combobox', { name: `Who plays ${seat}`, exact: true });

describe('seats', () => {
  test('are given to a student, passed on to another, and given back to a bot', async () => {
    const one = await newStudent();
    const two = await newStudent();
    await playerOf('etcd').selectOption({ label: one.nickname });
    await seatOf(one, 'etcd').waitFor();
    await playerOf('etcd').selectOption({ label: two.nickname });
    await seatOf(two, 'etcd').waitFor();
    await seatOf(one, 'Observer').waitFor();
    await playerOf('etcd').selectOption({ label: 'Bot' });
    await seatOf(two, 'Observer').waitFor();
    await two.page.getByRole('button', { name: 'Take the seat etcd' }).waitFor();
    expect(await playerOf('etcd').inputValue()).toBe('');
  });

  test('are acted for by the teacher, card after card, with the focus kept in the dialog', async () => {
    const student = await studentAtEtcd();
    const row = teacher.getByRole('listitem').filter({ has: playerOf('etcd') });
    await row.getByRole('button', { name: 'Act for it' }).press('Enter');
    const dialog = teacher.getByRole('dialog', { name: 'Act for etcd' });
    await dialog.getByRole('article').waitFor();
    await expectAccessible(teacher);
    await dialog.getByRole('button', { name: 'The compare holds', exact: true }).press('Enter');
    await dialog.getByRole('heading', { name: 'Commit the transaction' }).waitFor();
    await expect.poll(() => teacher.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true);
    await student.page.getByRole('heading', { name: 'Commit the transaction' }).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await row.getByRole('button', { name: 'Act for it' }).and(teacher.locator(':focus')).waitFor();
  });
});

describe('the baton', () => {
  test('pauses the class and lets it go on', async () => {
    const student = await studentAtEtcd();
    await press('Pause');
    await student.page.getByText('The lesson is paused').waitFor();
    const option = student.page.getByRole('article').getByRole('group').getByRole('button').first();
    expect(await option.getAttribute('aria-disabled')).toBe('true');
    await teacher.locator('p:focus', { hasText: 'Round 1 of 3' }).waitFor();
    await press('Go on');
    await student.page.getByText('The lesson is paused').waitFor({ state: 'detached' });
    await student.page.getByRole('button', { name: 'The compare holds', exact: true, disabled: false }).waitFor();
  });

  test('lets one message after the other through', async () => {
    const student = await studentAtEtcd();
    await press('Step by step');
    await teacher.getByRole('button', { name: 'Next message' }).waitFor();
    await student.page.getByRole('button', { name: 'The compare holds', exact: true }).press('Enter');
    await student.page
      .getByRole('button', { name: /^Commit as revision \d+$/ })
      .nth(1)
      .press('Enter');
    // etcd's answer stays on its way until the teacher lets it through.
    const underway = teacher.getByRole('listitem').filter({ hasText: 'on its way' });
    const oldest = await underway.last().textContent();
    await press('Next message');
    await expect.poll(() => underway.allTextContents()).not.toContain(oldest);
    await press('Go on');
    await teacher.getByRole('button', { name: 'Pause' }).waitFor();
  });

  test('sets how fast idle time passes', async () => {
    const pace = teacher.getByLabel('Pace of idle time');
    expect(await pace.inputValue()).toBe('instant');
    await pace.selectOption('60x');
    await expect.poll(() => pace.inputValue()).toBe('60x');
    await teacher.reload();
    await teacher.getByText('Not begun yet', { exact: true }).waitFor();
    expect(await pace.inputValue()).toBe('60x');
  });

  test('takes the last act back, and the class goes on to its goal', async () => {
    const student = await studentAtEtcd();
    await student.page.getByRole('button', { name: 'The compare holds', exact: true }).press('Enter');
    await student.page.getByRole('heading', { name: 'Commit the transaction' }).waitFor();
    await press('Take back');
    await confirm('Take back');
    await teacher.getByText('Round 1 of 3 · paused').waitFor();
    await student.page.getByRole('heading', { name: 'Does the compare hold?' }).waitFor();
    await expectAccessible(teacher);
    await press('Go on');
    await playOn(teacher, 1, turnsOfEtcd(student.page));
    await teacher.goto('/rooms');
    await teacher
      .getByRole('listitem')
      .filter({ hasText: 'After going back' })
      .getByRole('link', { name: /^Replay/ })
      .waitFor();
    expect(await teacher.getByRole('link', { name: /^Replay/ }).count()).toBe(2);
  });

  test('leads from the end to the debrief, and from there to the place in the replay', async () => {
    const student = await studentAtEtcd();
    for (const wrong of [/^The compare fails$/, /^The compare fails$/]) {
      await student.page.getByRole('button', { name: wrong }).press('Enter');
      const refusal = student.page.getByRole('alert').filter({ has: student.page.getByRole('button') });
      await refusal.getByRole('button', { name: 'I see' }).press('Enter');
      await refusal.waitFor({ state: 'detached' });
    }
    await playOn(teacher, 1, turnsOfEtcd(student.page));
    await press('End');
    await confirm('End');
    await teacher.getByRole('link', { name: 'Debrief' }).press('Enter');
    await teacher.getByRole('heading', { level: 1, name: 'Debrief · Class 3' }).waitFor();
    const row = teacher.getByRole('row').filter({ hasText: student.nickname });
    expect(await row.getByRole('cell').allTextContents()).toEqual([student.nickname, '5', '0', '0', '2', '0']);
    await teacher.getByText('Round 1: One Pod, step by step').waitFor();
    const fault = teacher.getByRole('listitem').filter({ hasText: '2 times' });
    await fault.getByText('That did not work').waitFor();
    await expectAccessible(teacher);
    await expectNoSidewaysScroll(teacher);
    await fault.getByRole('link', { name: /^See it in the replay/ }).press('Enter');
    await teacher.waitForURL(/\/replay\/.+\?e=\d+$/);
    await teacher.getByText('That did not work').waitFor();
  });

  test('ends the class when asked twice, not when asked once', async () => {
    const student = await studentAtEtcd();
    await press('End');
    await confirm('Cancel');
    await teacher.getByRole('button', { name: 'Pause' }).waitFor();
    await press('End');
    await confirm('End');
    await teacher.getByText('This class has ended.').waitFor();
    await student.page.getByRole('heading', { name: 'The lesson is over. Well played!' }).waitFor();
    await expectAccessible(student.page);
  });

  test('opens the big screen in a window of its own', async () => {
    const opened = teacher.waitForEvent('popup');
    await press('Big screen');
    const wall = await opened;
    await wall
      .getByText(`${room.roomCode.slice(0, 3)} ${room.roomCode.slice(3)}`)
      .first()
      .waitFor();
    expect(wall.url()).toContain('/screen/');
  });
});

describe('the door', () => {
  test('is locked for newcomers, not for whoever is in, and unlocked again', async () => {
    const student = await newStudent();
    await press('Lock the door');
    await teacher.getByText('Nobody else can join.').waitFor();
    const late = await (await visit(browser, { locale: 'en', viewport: PHONE })).newPage();
    await late.goto(`/j/${room.roomCode}`);
    await late.getByRole('button', { name: 'Join', exact: true }).click();
    await late.getByText('The door is closed. Ask your teacher.').waitFor();
    await student.page.reload();
    await seatOf(student, 'Observer').waitFor();
    await press('Unlock the door');
    await teacher.getByText('Anybody with the code can join.').waitFor();
    await late.getByRole('button', { name: 'Join', exact: true }).click();
    await late.getByText('You are in!').waitFor();
  });

  test('gets a new code, and the old one opens nothing any more', async () => {
    const shown = teacher.getByText(/^\d{3} \d{3}$/);
    await press('New code');
    await expect.poll(async () => (await shown.textContent())?.replace(' ', '')).not.toBe(room.roomCode);
    const fresh = (await shown.textContent())?.replace(' ', '') ?? '';
    const late = await (await visit(browser, { locale: 'en' })).newPage();
    await late.goto(`/j/${room.roomCode}`);
    await late.getByRole('button', { name: 'Join', exact: true }).click();
    await late.getByText('No room has this code.').waitFor();
    const { nickname } = await joinByCode(late.context(), fresh);
    await teacher.getByRole('listitem').filter({ hasText: nickname }).getByText('here').waitFor();
  });
});

describe('people', () => {
  test('get another name and can be sent out', async () => {
    const student = await newStudent();
    const row = teacher.getByRole('listitem').filter({ hasText: student.nickname });
    await row.getByRole('button', { name: 'Other name' }).press('Enter');
    await student.page.getByText(student.nickname).waitFor({ state: 'detached' });
    await press('Remove');
    await confirm('Remove');
    await student.page.getByRole('heading', { name: 'You were removed from the room' }).waitFor();
    await teacher.getByText('Nobody has joined yet').and(teacher.locator(':focus')).waitFor();
    await expectAccessible(student.page);
    await joinByCode(student.page.context(), room.roomCode);
    await teacher.getByText('Students (1)').waitFor();
  });
});

test('a room that an error has closed says so, and its teacher opens it again', async () => {
  let shut = true;
  // As the server answers whoever connects to such a room: the line opens, the room does not.
  await teacher.route(/\/socket\//, async (route) => {
    const asked = route.request();
    if (!shut) return route.continue();
    if (asked.method() === 'POST') return route.fulfill({ body: 'ok' });
    const opening = '0{"sid":"shut","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":100000}';
    return route.fulfill({ body: asked.url().includes('sid=') ? '44{"message":"RoomQuarantined"}' : opening });
  });
  await teacher.route('**/reopen', async (route) => {
    shut = false;
    await route.continue();
  });
  await teacher.reload();
  await teacher.getByRole('heading', { level: 1, name: 'Class 3' }).waitFor();
  await teacher.getByText('An error has closed this room').waitFor();
  await expectAccessible(teacher);
  await teacher.setViewportSize(PHONE);
  await expectNoSidewaysScroll(teacher);
  await press('Open it again');
  await teacher.getByText('Not begun yet', { exact: true }).waitFor();
});

test('a class of thirty leaves the tools of the desk in reach', async () => {
  const { roomCode } = room;
  await teacher.evaluate(async (code) => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ code, locale: 'en' });
    for (let count = 0; count < 30; count += 1) await fetch('/api/join', { method: 'POST', headers, body });
  }, roomCode);
  await teacher.getByText('30 without a seat').waitFor();
  const list = teacher.getByRole('list').filter({ has: teacher.getByRole('button', { name: 'Remove' }) });
  const [shown, whole] = await list.evaluate((element) => [element.clientHeight, element.scrollHeight] as const);
  expect(whole).toBeGreaterThan(shown);
  expect(shown).toBeLessThanOrEqual(400);
  await expectAccessible(teacher);
});

test('the desk fits a phone', async () => {
  await studentAtEtcd();
  await teacher.setViewportSize(PHONE);
  await expectNoSidewaysScroll(teacher);
  await expectAccessible(teacher);
});
