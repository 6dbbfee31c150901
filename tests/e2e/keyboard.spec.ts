import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { launchBrowser, open, settled, visit, watchComplaints } from './support/browser.ts';
import { newRoom } from './support/class.ts';
import { expectFocusSeen, tabTo } from './support/keyboard.ts';
import { newTeacher, signIn } from './support/teacher.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

/** A card by its title, and what a careful player presses on it. */
interface Habit {
  readonly card: RegExp;
  readonly press: RegExp;
}

const API_SERVER: readonly Habit[] = [
  { card: /^Who is asking/, press: /^I know this credential/ },
  { card: /^May they do this/, press: /^A binding allows it/ },
  { card: /^Is the object in order/, press: /^In order/ },
  { card: /^Store it in etcd/, press: /^Txn: only if/ },
  { card: /^Answer the client/, press: /^Answer 201/ },
  { card: /^A request has arrived/, press: /pass it on$/ },
];

/** Presses what is to be pressed on the open card, by keys alone, and waits until the card is dealt with. */
async function answerCard(page: Page, habits: readonly Habit[]): Promise<void> {
  const card = page.getByRole('article');
  const title = (await card.getByRole('heading').textContent()) ?? '';
  const habit = habits.find((one) => one.card.test(title));
  if (habit === undefined) throw new Error(`nobody taught what to do about "${title}"`);
  const before = await card.elementHandle();
  await tabTo(page, habit.press);
  await page.keyboard.press('Enter');
  await before?.waitForElementState('hidden');
}

/** Steps through the recording with the arrow keys and jumps to its end. */
async function stepThroughReplay(page: Page): Promise<void> {
  await page.waitForURL('**/replay/**');
  await page.getByRole('heading', { name: 'Entry 1', exact: true }).waitFor();
  for (const entry of [2, 3, 4]) {
    await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: `Entry ${entry}`, exact: true }).waitFor();
  }
  await page.keyboard.press('End');
  await page.getByText('the session ends').waitFor();
  await tabTo(page, 'Seen by');
  await page.keyboard.press('ArrowDown');
  await expectFocusSeen(page);
}

/** Answers every card by its habit until the text of the goal is there. */
async function playByKeys(page: Page, habits: readonly Habit[], goal: RegExp): Promise<number> {
  const reached = page.getByText(goal).first();
  const open = page.getByRole('article').getByRole('button', { disabled: false }).first();
  for (let acts = 0; acts < 40; acts += 1) {
    await reached.or(open).first().waitFor({ timeout: 60_000 });
    if (await reached.isVisible()) return acts;
    await answerCard(page, habits);
    await expectFocusSeen(page);
  }
  throw new Error('forty acts were not enough');
}

test('a run alone, from the first page to the end of the replay', { timeout: 240_000 }, async () => {
  const page = await (await visit(browser, { locale: 'en' })).newPage();
  const expectNoComplaints = watchComplaints(page);
  await open(page, '/');
  await tabTo(page, 'Play alone');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/solo');
  await settled(page);
  await tabTo(page, /How a Pod comes to run/);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/solo?lesson=pod-creation');
  await settled(page);
  await tabTo(page, /^kubectl/);
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, 'Start');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/play/*');
  await page.getByRole('heading', { level: 1, name: 'kube-apiserver' }).waitFor();

  const acts = await playByKeys(page, API_SERVER, /^Round (1 · 11\/11|2)/);
  expect(acts).toBeGreaterThan(5);

  await tabTo(page, 'Map');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await tabTo(page, /^End$/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, /^End$/);
  await page.keyboard.press('Enter');
  await page.locator('h2:focus', { hasText: 'The lesson is over' }).waitFor();
  await expectFocusSeen(page);
  await tabTo(page, 'Watch the recording');
  await page.keyboard.press('Enter');
  await stepThroughReplay(page);
  expectNoComplaints();
});

test('a class: the code, a seat, its acts and the replay', { timeout: 240_000 }, async () => {
  const teacher = await (await visit(browser, { locale: 'en' })).newPage();
  await signIn(teacher, await newTeacher('Kim'), 'en');
  const room = await newRoom(teacher);
  await teacher.goto(`/rooms/${room.classroom}`);

  const page = await (await visit(browser, { locale: 'en' })).newPage();
  const expectNoComplaints = watchComplaints(page);
  await open(page, '/');
  await tabTo(page, 'Room code');
  await page.keyboard.type(room.roomCode);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/j/*');
  await settled(page);
  await tabTo(page, /^Join$/);
  await page.keyboard.press('Enter');
  await page.locator('a:focus', { hasText: 'Go to the classroom' }).waitFor();
  await expectFocusSeen(page);
  await page.keyboard.press('Enter');
  await page.getByText('Choose your seat').waitFor();
  await tabTo(page, 'Take the seat kube-scheduler');
  await page.keyboard.press('Enter');
  await page.locator('h2:focus', { hasText: 'You have a seat!' }).waitFor();

  await teacher.getByRole('button', { name: /^Start: One Pod/ }).press('Enter');
  await page.locator('h2:focus', { hasText: 'Which nodes fit?' }).waitFor();
  await expectFocusSeen(page);
  for (const choice of ['ArrowRight', 'ArrowRight', 'Space']) {
    await tabTo(page, /^Fits$/);
    await page.keyboard.press(choice);
  }
  await tabTo(page, 'Hand in the worksheet');
  await page.keyboard.press('Enter');
  await page.locator('h2:focus', { hasText: 'Bind the Pod to a node' }).waitFor();
  await tabTo(page, 'Bind it to node-3');
  await page.keyboard.press('Enter');
  await teacher.getByText(/^Round 1 of 3 · goal reached/).waitFor();
  await expectFocusSeen(page);

  await teacher.getByRole('button', { name: 'End', exact: true }).press('Enter');
  await teacher.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).press('Enter');
  await page.locator('h2:focus', { hasText: 'The lesson is over' }).waitFor();
  await tabTo(page, 'Watch the recording');
  await page.keyboard.press('Enter');
  await stepThroughReplay(page);
  expectNoComplaints();
});
