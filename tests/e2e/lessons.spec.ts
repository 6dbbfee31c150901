import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import {
  expectAccessible,
  expectNoSidewaysScroll,
  launchBrowser,
  open,
  PHONE,
  visit,
  watchComplaints,
} from './support/browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

/** Keys of texts that were never found show as themselves. */
const RAW_KEY = /\b(option|card|fact|because|wave|question|mistake|refusal|seat|cluster)\.[a-z][\w-]*\.[\w.-]+/;

/** Everything that the page says, to readers and to screen readers, names no key of a text. */
async function expectNoRawKeys(page: Page): Promise<void> {
  const said = await page.evaluate(() => {
    const labels = [...document.querySelectorAll('[aria-label]')].map((one) => one.getAttribute('aria-label'));
    return [document.body.innerText, ...labels].join('\n');
  });
  expect(RAW_KEY.exec(said)?.[0], `text of ${page.url()}`).toBeUndefined();
}

async function expectFine(page: Page): Promise<void> {
  await expectNoRawKeys(page);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
}

/** Comes to a seat of one's own as a visitor does: by the menu of lessons. */
async function startAlone(page: Page, lesson: string, component: string): Promise<void> {
  await open(page, '/solo');
  await page.getByRole('link', { name: lesson }).click();
  await page.waitForURL('**/solo?lesson=*');
  await page.getByRole('radio', { name: new RegExp(`^${component}`) }).check();
  await page.getByRole('button', { name: '시작하기' }).click();
  await page.waitForURL('**/play/*');
}

/** Sends the card's form with everything ticked, or presses the first of its buttons. */
async function actByFirstWay(page: Page): Promise<void> {
  const card = page.getByRole('article');
  for (const box of await card.getByRole('checkbox').all()) await box.check();
  const submit = card.locator('form button[type=submit]');
  const way = (await submit.count()) > 0 ? submit : card.getByRole('group').last().getByRole('button').first();
  await way.click();
}

test.each([
  { lesson: 'WAS가 DB에 연결되기까지', component: 'kubectl 사용자', acts: 3 },
  { lesson: '노드를 잃었을 때', component: 'node-controller', acts: 1 },
])(
  'a visitor with a phone plays $component in "$lesson"',
  async ({ lesson, component, acts }) => {
    const context = await visit(browser, { locale: 'ko', viewport: PHONE });
    const page = await context.newPage();
    const expectNoComplaints = watchComplaints(page);
    await startAlone(page, lesson, component);
    const card = page.getByRole('article');
    for (let count = 0; count < acts; count += 1) {
      await card.waitFor();
      await expectNoRawKeys(page);
      await actByFirstWay(page);
    }
    await expectFine(page);
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      await expectFine(page);
    }
    expectNoComplaints();
    await context.close();
  },
  60_000,
);
