import { randomBytes } from 'node:crypto';

import type { Page } from 'playwright-core';
import { expect, inject } from 'vitest';

import type { Locale } from '../../../lib/i18n/locales.ts';
import { completeSetup, inviteTeacher } from '../../../server/auth/setup.ts';
import type { Sources } from '../../../server/queries/sources.ts';
import { databasePath, openDatabase } from '../../../server/store/database.ts';
import { open } from './browser.ts';

const sources: Sources = { now: () => new Date(), randomBytes: (size) => randomBytes(size) };

export interface Account {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** A set-up link's token, as the server prints one at its first start. */
export async function newSetupToken(): Promise<string> {
  const database = await openDatabase(databasePath(inject('dataDirectory')));
  try {
    return await inviteTeacher(database, sources);
  } finally {
    await database.$disconnect();
  }
}

/** An account of its own for a test, made by the code behind the set-up page. */
export async function newTeacher(name: string): Promise<Account> {
  const account = { name, email: `${randomBytes(6).toString('hex')}@school.example`, password: 'seven wet otters' };
  const database = await openDatabase(databasePath(inject('dataDirectory')));
  try {
    const token = await inviteTeacher(database, sources);
    expect(await completeSetup(database, sources, { ...account, token, locale: 'ko' })).toMatchObject({ ok: true });
  } finally {
    await database.$disconnect();
  }
  return account;
}

const LABELS = {
  ko: { email: '이메일 주소', password: '비밀번호', submit: '로그인' },
  en: { email: 'E-mail address', password: 'Password', submit: 'Sign in' },
} as const;

/** Signs in by the page's form; the page must be in that language. */
export async function signIn(page: Page, account: Account, locale: Locale = 'ko'): Promise<void> {
  const labels = LABELS[locale];
  await open(page, '/login');
  await page.getByLabel(labels.email).fill(account.email);
  await page.getByLabel(labels.password).fill(account.password);
  await page.getByRole('button', { name: labels.submit, exact: true }).click();
  await page.waitForURL('**/rooms');
}
