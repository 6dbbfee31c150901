import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { type Locale, LOCALES } from '../../lib/i18n/locales.ts';
import { joinAnswerSchema } from '../../lib/wire/http.ts';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  LAPTOP,
  launchBrowser,
  PHONE,
  visit,
  type Visitor,
  watchComplaints,
} from './support/browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

/** A room of one's own with this seat, opened as its player. */
async function playAlone(visitor: Visitor, seat: string, use: (page: Page) => Promise<void>): Promise<void> {
  const response = await fetch(`${inject('serverUrl')}/api/solo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ lesson: 'pod-creation', seat, locale: visitor.locale }),
  });
  const pass = joinAnswerSchema.parse(await response.json());
  const context = await visit(browser, visitor);
  try {
    const page = await context.newPage();
    const expectNoComplaints = watchComplaints(page);
    await page.goto('/privacy');
    await page.evaluate((text) => {
      const key = `pass:${JSON.parse(text).classroom}`;
      sessionStorage.setItem(key, text);
      localStorage.setItem(key, text);
    }, JSON.stringify(pass));
    await page.goto(`/play/${pass.classroom}`);
    await use(page);
    expectNoComplaints();
  } finally {
    await context.close();
  }
}

const WORDS = {
  ko: {
    tabs: ['할 일', '지도', '메시지', '도움'],
    send: 'API 서버로 보내기',
    predict: '다음에는 무엇을 할까요?',
    hint: '힌트 보기',
    understood: '알겠어요',
    offline: '인터넷이 끊겼어요. 볼 수는 있지만 보낼 수 없어요.',
    resume: '계속하기',
  },
  en: {
    tabs: ['To do', 'Map', 'Messages', 'Help'],
    send: 'Send to the API server',
    predict: 'What will they do next?',
    hint: 'Give me a hint',
    understood: 'I see',
    offline: 'You are offline. You can read, but not send.',
    resume: 'Continue',
  },
} as const;

describe.each(LOCALES)('a seat in a lesson, in %s', (locale: Locale) => {
  const words = WORDS[locale];

  test.each([
    { viewport: PHONE, colorScheme: 'light' },
    { viewport: PHONE, colorScheme: 'dark' },
    { viewport: LAPTOP, colorScheme: 'dark' },
  ] as const)('fits $viewport.width, $colorScheme, and is accessible on every tab', async (device) => {
    await playAlone({ ...device, locale }, 'user', async (page) => {
      await page.getByRole('article').waitFor();
      for (const tab of await page.getByRole('tab').all()) {
        await tab.click();
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      }
    });
  });

  test('explains a refusal until it is read, and gives a hint', async () => {
    await playAlone({ locale, viewport: PHONE }, 'user', async (page) => {
      const card = page.getByRole('article');
      await card.getByRole('group').last().getByRole('button').first().click();
      const refusal = page.getByRole('alert').filter({ has: page.getByRole('button') });
      await refusal.waitFor();
      await refusal.getByRole('button', { name: words.understood }).click();
      await refusal.waitFor({ state: 'detached' });
      await card.getByRole('button', { name: words.hint }).click();
      await card.getByRole('status').waitFor();
      await expectAccessible(page);
    });
  });

  test('takes a step, is still there after a reload, and is found again by a new tab', async () => {
    await playAlone({ locale }, 'user', async (page) => {
      await page.getByRole('button', { name: words.send }).click();
      await page.locator('header').getByText('1/11').or(page.locator('header').getByText('2/11')).waitFor();
      await page.reload();
      await page.getByRole('tab', { name: words.tabs[1] }).waitFor();
      const tab = await page.context().newPage();
      await tab.goto(page.url());
      await tab.getByRole('button', { name: words.resume }).click();
      await tab.getByRole('tab', { name: words.tabs[1] }).waitFor();
    });
  });

  test('says so when the device is offline, and goes on by itself afterwards', async () => {
    await playAlone({ locale, viewport: PHONE }, 'kube-scheduler', async (page) => {
      await page.getByRole('tab', { name: words.tabs[1] }).waitFor();
      await page.context().setOffline(true);
      await page.getByRole('alert').getByText(words.offline).waitFor();
      await page.context().setOffline(false);
      await page.getByRole('alert').getByText(words.offline).waitFor({ state: 'detached' });
      await page.getByRole('article').waitFor();
    });
  });

  test('asks whoever has nothing to do what another seat will do next', async () => {
    await playAlone({ locale, viewport: PHONE }, 'container-runtime@node-1', async (page) => {
      await page.getByRole('region', { name: words.predict }).getByRole('button').first().waitFor();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    });
  });

  test('is played by keyboard alone', async () => {
    await playAlone({ locale }, 'user', async (page) => {
      const send = page.getByRole('button', { name: words.send });
      await send.waitFor();
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press('Tab');
        if (await send.evaluate((element) => element === document.activeElement)) break;
      }
      await page.keyboard.press('Enter');
      await send.waitFor({ state: 'detached' });
    });
  });
});

test('a device without a seat in the room is shown the way to the code', async () => {
  const context = await visit(browser, { locale: 'en', viewport: PHONE });
  const page = await context.newPage();
  await page.goto('/play/no-such-room');
  await page.getByRole('link', { name: 'Type the room code' }).waitFor();
  await expectAccessible(page);
  await context.close();
});

test('plays over plain requests where WebSocket is blocked', async () => {
  const response = await fetch(`${inject('serverUrl')}/api/solo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ lesson: 'pod-creation', seat: 'user', locale: 'en' }),
  });
  const pass = joinAnswerSchema.parse(await response.json());
  const context = await visit(browser, { locale: 'en' });
  await context.routeWebSocket(/socket/, (socket) => socket.close());
  const page = await context.newPage();
  await page.goto('/privacy');
  await page.evaluate(
    (text) => sessionStorage.setItem(`pass:${JSON.parse(text).classroom}`, text),
    JSON.stringify(pass),
  );
  await page.goto(`/play/${pass.classroom}`);
  const send = page.getByRole('button', { name: WORDS.en.send });
  await send.click();
  await send.waitFor({ state: 'detached' });
  expect(await page.getByRole('alert').filter({ hasText: 'connection' }).count()).toBe(0);
  await context.close();
});
