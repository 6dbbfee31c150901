import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Locale, LOCALES } from '../../lib/i18n/locales.ts';
import {
  BIG_SCREEN,
  expectAccessible,
  expectNoSidewaysScroll,
  LAPTOP,
  launchBrowser,
  open,
  PHONE,
  settled,
  visit,
  type Visitor,
  watchComplaints,
} from './support/browser.ts';
import { tabTo } from './support/keyboard.ts';
import { newSetupToken, newTeacher, signIn } from './support/teacher.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

async function withPage(visitor: Visitor, use: (page: Page) => Promise<void>): Promise<void> {
  const context = await visit(browser, visitor);
  try {
    const page = await context.newPage();
    const expectNoComplaints = watchComplaints(page);
    await use(page);
    expectNoComplaints();
  } finally {
    await context.close();
  }
}

const openPages = [
  { path: '/', title: { ko: '우리가 클러스터예요.', en: 'Be the cluster.' } },
  { path: '/?code=12a', title: { ko: '우리가 클러스터예요.', en: 'Be the cluster.' } },
  { path: '/j/482913', title: { ko: '방에 들어가기', en: 'Join the room' } },
  { path: '/solo', title: { ko: '혼자 해 보기', en: 'Play alone' } },
  { path: '/solo?lesson=services', title: { ko: 'WAS가 DB에 연결되기까지', en: 'A WAS reaches its DB' } },
  { path: '/login', title: { ko: '선생님 로그인', en: 'Teacher sign-in' } },
  { path: '/setup?token=used', title: { ko: '쓸 수 없는 설정 링크예요', en: 'This set-up link does not work' } },
  { path: '/privacy', title: { ko: '무엇을 보관하나요', en: 'What we keep' } },
  { path: '/no-such-page', title: { ko: '그런 화면이 없어요', en: 'There is no such page' } },
] as const;

const devices = [
  { viewport: PHONE, colorScheme: 'light' },
  { viewport: PHONE, colorScheme: 'dark' },
  { viewport: LAPTOP, colorScheme: 'dark' },
  { viewport: BIG_SCREEN, colorScheme: 'light' },
] as const;

describe.each(LOCALES)('pages that anybody may open, in %s', (locale: Locale) => {
  test.each(devices)('fit $viewport.width × $viewport.height, $colorScheme, and are accessible', async (device) => {
    await withPage({ ...device, locale }, async (page) => {
      for (const { path, title } of openPages) {
        await open(page, path);
        expect(await page.getByRole('heading', { level: 1 }).textContent(), path).toBe(title[locale]);
        expect(await page.locator('html').getAttribute('lang')).toBe(locale);
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      }
    });
  });
});

describe('the room code', () => {
  test('is taken with spaces and full-width digits', async () => {
    await withPage({ locale: 'ko' }, async (page) => {
      await open(page, '/');
      await page.getByLabel('방 코드').fill('４８２ 913');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/j/482913');
      await page.getByText('482 913').waitFor();
    });
  });

  test('keeps what was typed when it is no code, says so and puts the cursor there', async () => {
    await withPage({ locale: 'en' }, async (page) => {
      await open(page, '/');
      const field = page.getByLabel('Room code');
      await field.fill('4829');
      await page.getByRole('button', { name: 'Join' }).click();
      await page.getByText('A room code has six digits.').waitFor();
      expect(await field.inputValue()).toBe('4829');
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    });
  });

  test('works before any script does', async () => {
    await withPage({ locale: 'ko', javaScriptEnabled: false }, async (page) => {
      await page.goto('/');
      await page.getByLabel('방 코드').fill('482 913');
      await page.getByRole('button', { name: '참가하기' }).click();
      await page.waitForURL('**/j/482913');
      await page.goto('/');
      await page.getByLabel('방 코드').fill('abc');
      await page.getByRole('button', { name: '참가하기' }).click();
      await page.getByText('방 코드는 숫자 여섯 자리예요.').waitFor();
    });
  });

  test('of no room is answered in words, and the way on is there', async () => {
    await withPage({ locale: 'en' }, async (page) => {
      await open(page, '/j/100000');
      await page.getByRole('button', { name: 'Join' }).click();
      await page.getByRole('alert').getByText('No room has this code.').waitFor();
      await page.getByRole('link', { name: 'Type another code' }).click();
      await page.getByLabel('Room code').waitFor();
    });
  });
});

describe('language and theme', () => {
  test('are switched on any page and kept', async () => {
    await withPage({ locale: 'ko', colorScheme: 'light' }, async (page) => {
      await open(page, '/privacy');
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('heading', { level: 1, name: 'What we keep' }).waitFor();
      await page.getByRole('button', { name: 'Use dark colours' }).click();
      await open(page, '/');
      await page.getByRole('heading', { level: 1, name: 'Be the cluster.' }).waitFor();
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark');
    });
  });
});

describe('playing alone', () => {
  test('asks for a component first, then goes to the seat', async () => {
    await withPage({ locale: 'en', viewport: PHONE }, async (page) => {
      await open(page, '/solo');
      await page.getByRole('link', { name: /How a Pod comes to run/ }).click();
      await page.waitForURL('**/solo?lesson=pod-creation');
      await page.getByRole('button', { name: 'Start' }).click();
      await page.getByRole('alert').getByText('Pick a component first.').waitFor();
      await expectAccessible(page);
      await page.getByRole('radio', { name: /kube-scheduler/ }).check();
      await page.getByRole('button', { name: 'Start' }).click();
      await page.waitForURL('**/play/*');
    });
  });
});

describe.each(LOCALES)("a teacher's pages, in %s", (locale: Locale) => {
  test('fit every device and are accessible with rooms and recordings in them', async () => {
    const account = await newTeacher('박선생');
    for (const device of devices) {
      await withPage({ ...device, locale }, async (page) => {
        await signIn(page, account, locale);
        await openRoomWithStudent(page);
        for (const path of ['/rooms', '/rooms/new']) {
          await open(page, path);
          await expectNoSidewaysScroll(page);
          await expectAccessible(page);
        }
        await open(page, '/rooms');
        expect(await page.locator('a[href^="/replay/"]').count()).toBeGreaterThan(0);
        await page.locator('a[href$="/debrief"]').first().click();
        await page.waitForURL('**/debrief');
        await page.getByRole('heading', { level: 2 }).first().waitFor();
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      });
    }
  });
});

/** By the calls behind the pages, which other tests go through: what they make is wanted here, not how. */
async function openRoomWithStudent(page: Page): Promise<void> {
  const statuses = await page.evaluate(async () => {
    const post = async (path: string, body: object) =>
      fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const room = await post('/api/rooms', {
      lessonId: 'pod-creation',
      title: '1학년 3반 쿠버네티스 수업',
      locale: 'ko',
    });
    const { roomCode } = await room.json();
    return [room.status, (await post('/api/join', { code: roomCode })).status];
  });
  expect(statuses).toEqual([201, 200]);
}

describe('a teacher', () => {
  test('sets up, opens a room and signs out by keyboard alone', async () => {
    const token = await newSetupToken();
    await withPage({ locale: 'en', viewport: PHONE }, async (page) => {
      await open(page, `/setup?token=${token}`);
      await tabTo(page, 'Create account');
      await page.keyboard.press('Enter');
      await page.getByText('Please type a name.').waitFor();
      await expectAccessible(page);
      // The cursor is in the first field that is wrong.
      await page.keyboard.type('Ms Kim');
      await tabTo(page, 'E-mail address');
      await page.keyboard.type(
        `${token
          .slice(0, 8)
          .toLowerCase()
          .replace(/[^a-z0-9]/g, 'x')}@school.example`,
      );
      await tabTo(page, 'Password');
      await page.keyboard.type('seven wet otters');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/rooms');
      await page.getByText('No rooms yet').waitFor();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);

      await tabTo(page, 'New room');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/rooms/new');
      await page.getByRole('heading', { level: 1, name: 'New room' }).waitFor();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await tabTo(page, 'Title');
      await page.keyboard.type('Class 3');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/rooms\/(?!new)[\w-]+$/);

      await open(page, '/rooms');
      await page.getByRole('heading', { name: 'Class 3' }).waitFor();
      await expectAccessible(page);
      await tabTo(page, 'Sign out');
      await page.keyboard.press('Enter');
      await page.getByText('You are signed out.').waitFor();
    });
  });

  test('is sent to the sign-in, told when the password is wrong, and comes back to where they wanted to be', async () => {
    const account = await newTeacher('김선생');
    await withPage({ locale: 'ko' }, async (page) => {
      await open(page, '/rooms/new');
      await page.waitForURL('**/login?next=*');
      await settled(page);
      await page.getByLabel('이메일 주소').fill(account.email);
      await page.getByLabel('비밀번호').fill('not the password');
      await page.getByRole('button', { name: '로그인', exact: true }).click();
      await page.getByRole('alert').getByText('이메일 주소나 비밀번호가 맞지 않아요.').waitFor();
      await expectAccessible(page);
      await page.getByLabel('비밀번호').fill(account.password);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/rooms/new');
    });
  });

  test('lets a student in by the code, who is known again on the same device', async () => {
    const account = await newTeacher('이선생');
    await withPage({ locale: 'ko' }, async (teacher) => {
      await signIn(teacher, account);
      await open(teacher, '/rooms/new');
      await teacher.getByRole('button', { name: '방 만들기' }).click();
      await teacher.waitForURL(/\/rooms\/(?!new)[\w-]+$/);
      await open(teacher, '/rooms');
      const code = await teacher.getByText(/^\d{3} \d{3}$/).textContent();
      await withPage({ locale: 'ko', viewport: PHONE }, async (student) => {
        await open(student, '/');
        await student.getByLabel('방 코드').fill(code ?? '');
        await student.getByRole('button', { name: '참가하기' }).click();
        await student.getByRole('button', { name: '들어가기' }).click();
        await student.getByText('이 방에서 쓰는 별명').waitFor();
        const nickname = (await student.locator('main strong').last().textContent()) ?? '';
        expect(nickname).not.toBe('');
        await expectAccessible(student);
        await open(student, `/j/${(code ?? '').replace(' ', '')}`);
        await student.getByText(nickname).waitFor();
        await student.getByRole('link', { name: '이어서 하기' }).waitFor();
        await expectAccessible(student);
      });
    });
  });
});
