import { networkInterfaces } from 'node:os';

import type { BrowserContext, Page } from 'playwright-core';
import { inject } from 'vitest';

import { databasePath, openDatabase } from '../../../server/store/database.ts';
import { open } from './browser.ts';

/** By the address that other devices use, over plain http; this machine's own where it has no other. */
export function lanUrl(): string {
  const { port } = new URL(inject('serverUrl'));
  const address = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
  return `http://${address ?? '127.0.0.1'}:${port}`;
}

export interface Room {
  readonly classroom: string;
  readonly roomCode: string;
}

/** A room whose bots act at once, so that only the students take time. */
export async function newRoom(teacher: Page): Promise<Room> {
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

export interface Student {
  readonly page: Page;
  readonly nickname: string;
}

/** Comes in as a student does: types the six digits, agrees, reads the nickname, goes to the classroom. */
export async function joinByCode(context: BrowserContext, roomCode: string): Promise<Student> {
  const page = await context.newPage();
  await open(page, '/');
  await page.getByLabel('Room code').fill(roomCode);
  await page.getByRole('button', { name: 'Join', exact: true }).press('Enter');
  await page.waitForURL(`**/j/${roomCode}`);
  await page.getByRole('button', { name: 'Join', exact: true }).press('Enter');
  const nickname =
    (await page.getByRole('paragraph').filter({ hasText: 'Your nickname' }).locator('strong').textContent()) ?? '';
  await page.getByRole('link', { name: 'Go to the classroom' }).press('Enter');
  await page.waitForURL('**/play/*');
  return { page, nickname };
}

/** Takes a free seat; resolves when it is taken. */
export async function takeSeat({ page }: Student, seat: string): Promise<void> {
  const take = page.getByRole('button', { name: `Take the seat ${seat}`, exact: true });
  await take.press('Enter');
  await take.waitFor({ state: 'detached' });
}

export interface Turn {
  readonly page: Page;
  readonly name: RegExp;
  /** Which of several buttons that are named alike. */
  readonly place?: number;
}

/** Does whatever anybody may do next, until the teacher's page says that the class has reached the round's goal. */
export async function playOn(
  teacher: Page,
  round: number,
  turns: readonly Turn[],
  afterTurn: (count: number) => Promise<void> = async () => undefined,
): Promise<void> {
  const reached = teacher.getByText(new RegExp(`^Round ${round} of 3 · goal reached`));
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

/** The buttons of a student at etcd who decides as etcd does. */
export function turnsOfEtcd(page: Page): Turn[] {
  return [
    { page, name: /^The compare holds(: commit)?$/ },
    { page, name: /^Commit as revision \d+$/, place: 1 },
  ];
}

/** The buttons of a student at a container runtime. */
export function turnsOfRuntime(page: Page): Turn[] {
  const name =
    /^(Make the sandbox and ask CNI for an IP|Pull exactly this image|Create the container|Start the container)$/;
  return [{ page, name }];
}
